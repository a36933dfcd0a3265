# Meson and ninja, with a cross file.

style.meson.depends :=
style.meson.files :=
style.meson.tools := meson ninja pkg-config
style.meson.env = $(style.env-compile)

meson-prepare :=

define meson-cross
cat >/build/cross.ini <<'END'
[binaries]
c = '$(tuple)-gcc'
cpp = '$(tuple)-g++'
ar = '$(tuple)-ar'
nm = '$(tuple)-nm'
strip = '$(tuple)-strip'
pkg-config = 'pkg-config'
pkgconfig = 'pkg-config'

[properties]
sys_root = '/sysroot'
pkg_config_libdir = '/sysroot/usr/lib/pkgconfig:/sysroot/usr/share/pkgconfig'
needs_exe_wrapper = true

[host_machine]
system = 'linux'
cpu_family = '$(arch)'
cpu = '$(arch)'
endian = '$(if $(CONFIG_TARGET_BIG_ENDIAN),big,little)'
END
endef

define meson-configure
$(if $(style.for-host),,$(meson-cross))
meson setup . $(style.src) $(if $(style.for-host),,--cross-file /build/cross.ini) \
	--prefix $(style.prefix) --libdir lib --sysconfdir $(style.etc) --localstatedir $(style.var) \
	--buildtype plain --wrap-mode nodownload --default-library $(if $(style.shared),shared,static) \
	-Db_pie=false \
	$(configure-y)
endef

# ninja has no part in make's job server: as many jobs as there are processors, fewer under load.
define meson-build
ninja -j"$$(nproc)" -l"$$(nproc)"
endef

define meson-install
DESTDIR=/out/dest meson install --no-rebuild $(install-args) $(install-args-y)
endef
