# CMake with a toolchain file, built beside the source by make, which shares our jobs.

style.cmake.depends :=
style.cmake.files :=
style.cmake.tools := cmake make
style.cmake.env = $(style.env-compile)

cmake-prepare :=

define cmake-cross
cat >/build/toolchain.cmake <<'END'
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR $(arch))
set(CMAKE_C_COMPILER $(tuple)-gcc)
set(CMAKE_CXX_COMPILER $(tuple)-g++)
set(CMAKE_SYSROOT /sysroot)
set(CMAKE_FIND_ROOT_PATH /sysroot)
set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)
END
endef

define cmake-configure
$(if $(style.for-host),,$(cmake-cross))
cmake -G 'Unix Makefiles' -S $(style.src) -B . \
	$(if $(style.for-host),-DCMAKE_PREFIX_PATH=/host,-DCMAKE_TOOLCHAIN_FILE=/build/toolchain.cmake) \
	-DCMAKE_BUILD_TYPE=None -DCMAKE_INSTALL_PREFIX=$(style.prefix) -DCMAKE_INSTALL_LIBDIR=lib \
	-DCMAKE_INSTALL_SYSCONFDIR=$(style.etc) -DCMAKE_INSTALL_LOCALSTATEDIR=$(style.var) \
	-DCMAKE_SKIP_INSTALL_RPATH=$(if $(style.for-host),OFF,ON) -DBUILD_TESTING=OFF \
	-DBUILD_SHARED_LIBS=$(if $(style.shared),ON,OFF) \
	$(configure-y)
endef

define cmake-build
make $(make-args) $(make-args-y)
endef

define cmake-install
make DESTDIR=/out/dest install $(install-args) $(install-args-y)
endef
