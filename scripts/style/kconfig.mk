# Linux, BusyBox, U-Boot: a tree with a Kconfig menu. Two steps: NAME-config merges the base and
# the fragments with our conf and keeps the .config, NAME builds with it.

conf.sources := $(filter-out support/kconfig/mconf%,$(sort $(wildcard support/kconfig/*.[ch])))

style.kconfig.depends = $(name)-config
style.kconfig.files :=
style.kconfig.tools := make
# What takes only the compiler (toolchain = no) has flags of its own.
style.kconfig.env = $(if $(filter no,$(toolchain)),,$(style.env-compile))

kconfig-prepare :=
kconfig-configure :=
kconfig.make = make $(make-args) $(make-args-y)

# What conf needs to know, and how the tree calls its first file.
define kconfig.export
$(if $(config-env),export $(config-env))
root=Kconfig
[ -f Kconfig ] || root=Config.in
endef

# The files that say what is configured are there before the tree's own Makefile asks for them, with
# nothing that could make them out of date: it never builds a conf of its own. NAME-config has seen
# what they say, so that a conf which writes something else makes another step.
define kconfig.apply
cp /dep/$(name)-config/host/config/$(name) .config
$(kconfig.export)
/whittle/bin/conf --syncconfig "$$root"
sha256sum --quiet -c /dep/$(name)-config/host/config/$(name).sum
[ ! -f include/config/auto.conf.cmd ] || : >include/config/auto.conf.cmd
endef

define kconfig-build
$(kconfig.apply)
$(kconfig.make) $(config-target)
endef

define kconfig-install
$(kconfig.make) CONFIG_PREFIX=/out/dest INSTALL_MOD_PATH=/out/dest $(or $(strip $(install-args) $(install-args-y)),install)
endef

# The base is a file beside the recipe, another path, or with tree: a file of the tree itself.
# Fragments: NAME is fragments/NAME.config beside the recipe, a word with a slash is a path. Then
# come the board's (NAME*.config in its folder), the person's own, and what packages ask for.
kconfig.owner = $(name:%-config=%)
kconfig.path = $(if $(findstring /,$(1)),$(1),$(load.dir)/fragments/$(1).config)
kconfig.fragments = $(foreach f,$(fragments) $(fragments-y),$(call kconfig.path,$(f))) \
	$(if $(board-dir),$(sort $(wildcard $(board-dir)/$(kconfig.owner)*.config))) \
	$(call text,$(CONFIG_$(call upper,$(kconfig.owner))_FRAGMENTS))
# They are called by their file names, as where they lie must not get into the step.
kconfig.mount = $(if $(word 2,$(filter $(notdir $(1)),$(notdir $(kconfig.fragments)))),$(subst /,_,$(1)),$(notdir $(1)))
kconfig.mounted = $(foreach f,$(kconfig.fragments),$(call kconfig.mount,$(f)))
kconfig.asked = $(if $(filter linux,$(kconfig.owner)),$(foreach p,$(load.done),$(addsuffix |$(p),$(step.$(p).kernel))))
kconfig.line = CONFIG_$(if $(findstring =,$(1)),$(1),$(1)=y)$(newline)
kconfig.tree = $(patsubst tree:%,%,$(filter tree:%,$(config-base)))
kconfig.base = $(if $(kconfig.tree),,$(if $(findstring /,$(config-base)),$(config-base),$(addprefix $(load.dir)/,$(config-base))))

# The parts of the toolchain that the build sees: the questions about the compiler have the same answers.
style.kconfig-config.depends = $(kconfig.compiler)
style.kconfig-config.files = $(foreach f,$(kconfig.fragments),$(call kconfig.mount,$(f))=$(f)) \
	$(addprefix base=,$(kconfig.base)) $(foreach s,$(conf.sources),conf-$(notdir $(s))=$(s))
style.kconfig-config.tools := make
style.kconfig-config.env = $(style.env-target)

kconfig-config-prepare :=
kconfig-config-configure :=

define kconfig-config-build
cat >/build/packages.config <<'END'
$(subst $(newline)$(space),$(newline),$(foreach a,$(kconfig.asked),# $(lastword $(subst |, ,$(a)))$(newline)$(call kconfig.line,$(firstword $(subst |, ,$(a))))))END
$(kconfig.export)
$(if $(kconfig.tree),export KCONFIG_BASE=$(kconfig.tree)$(newline))cat /dev/null $(kconfig.mounted:%=/files/%) /build/packages.config >/build/all.config
conf="/whittle/bin/conf --probe-cache=/build/probes"
$(if $(config-base),$$conf --defconfig=$(or $(kconfig.tree),/files/base),KCONFIG_ALLCONFIG=/build/all.config $$conf --allnoconfig) "$$root"
mv .config /build/base.config
$$conf --merge "$$root" /build/base.config $(kconfig.mounted:%=/files/%) /build/packages.config
mkdir -p /out/host/config
cp .config /out/host/config/$(kconfig.owner)
$$conf --syncconfig "$$root"
for file in include/config/auto.conf include/autoconf.h include/generated/autoconf.h; do
	[ ! -f "$$file" ] || sha256sum "$$file"
done >/out/host/config/$(kconfig.owner).sum
endef

kconfig-config-install :=
