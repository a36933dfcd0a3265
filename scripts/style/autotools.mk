# ./configure && make && make install, built beside the source unless `in-tree = yes`.

style.autotools.depends :=
style.autotools.files :=
style.autotools.tools = make $(if $(filter yes,$(autoreconf)),autoconf automake libtoolize)
style.autotools.env = $(style.env-compile)$(if $(style.for-host),,$(newline)$(autotools.answers))

# What configure could only find out by running a program.
define autotools.answers
env ac_cv_func_malloc_0_nonnull yes
env ac_cv_func_realloc_0_nonnull yes
env bash_cv_func_sigsetjmp present
env bash_cv_wcwidth_broken no
endef

# When libtool links one new library with another, it would look for that on the build machine.
autotools.relink = sed -i 's|add_dir=-L\($$lt_sysroot\)\{0,1\}$$libdir|add_dir=-L/sysroot$$libdir|' libtool

define autotools-prepare
$(if $(filter yes,$(autoreconf)),autoreconf -f -i $(style.src),:)
endef

# The same --build everywhere: what configure guesses of the machine must not get into the result.
define autotools-configure
$(style.src)/configure \
	--build=x86_64-pc-linux-gnu \
	$(if $(style.for-host),,--host=$(tuple) $(if $(CONFIG_TOOLCHAIN_HAS_CXX),,CXX=no)) \
	--prefix=$(style.prefix) --sysconfdir=$(style.etc) --localstatedir=$(style.var) \
	--disable-dependency-tracking --disable-nls --disable-doc --disable-docs --disable-gtk-doc \
	$(if $(style.shared),--enable-shared --disable-static,--disable-shared --enable-static) \
	$(configure-y)$(if $(style.for-host),,$(newline)[ ! -f libtool ] || $(autotools.relink))
endef

define autotools-build
make $(make-args) $(make-args-y)
endef

define autotools-install
make DESTDIR=/out/dest $(make-args) $(make-args-y) install $(install-args) $(install-args-y)
$(if $(style.for-host),,$(style.tidy))
endef
