# A plain Makefile that takes CC, CFLAGS … and DESTDIR; it is built where it was unpacked.

style.make.depends :=
style.make.files :=
style.make.tools := make
style.make.env = $(style.env-compile)

make-prepare :=
make-configure :=
make.vars = CC="$$CC" AR="$${AR-ar}" RANLIB="$${RANLIB-ranlib}" PREFIX=$(style.prefix) prefix=$(style.prefix)
# For the make-args of a Makefile that sets these itself.
make.flags = CFLAGS="$$CPPFLAGS $$CFLAGS" CXXFLAGS="$$CPPFLAGS $$CXXFLAGS" LDFLAGS="$$LDFLAGS"

define make-build
make $(make.vars) $(make-args) $(make-args-y)
endef

define make-install
make $(make.vars) DESTDIR=/out/dest $(make-args) $(make-args-y) install $(install-args) $(install-args-y)
endef
