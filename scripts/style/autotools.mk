# ./configure && make && make install, built beside the source unless `in-tree = yes`.

style.autotools.depends :=
style.autotools.files :=
style.autotools.tools = make $(if $(filter yes,$(autoreconf)),autoconf automake libtoolize)
style.autotools.env = $(style.env-compile)

define autotools-prepare
$(if $(filter yes,$(autoreconf)),autoreconf -f -i $(style.src),:)
endef

# The same --build everywhere: what configure guesses of the machine must not get into the result.
define autotools-configure
$(style.src)/configure \
	--build=x86_64-pc-linux-gnu \
	$(if $(style.for-host),,--host=$(tuple)) \
	--prefix=$(style.prefix) --sysconfdir=$(style.etc) --localstatedir=$(style.var) \
	--disable-dependency-tracking --disable-nls --disable-doc --disable-docs --disable-gtk-doc \
	$(if $(style.shared),--enable-shared --disable-static,--disable-shared --enable-static) \
	$(configure-y)
endef

define autotools-build
make $(make-args) $(make-args-y)
endef

define autotools-install
make DESTDIR=/out/dest $(make-args) $(make-args-y) install $(install-args) $(install-args-y)
$(if $(style.for-host),,$(style.tidy))
endef
