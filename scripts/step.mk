# What the text of a step says: facts, one a line, then the script. depot reads it.

# ---- Dependencies ----------------------------------------------------------------------------

# As the recipe and its style name them: NAME (the parts that it shows) or NAME:PART.
step.implied = $(if $(filter-out no,$(or $(toolchain),$(if $(filter target,$(kind)),yes,no))),toolchain) \
	$(style.$(strip $(style)).depends)
step.deps = $(strip $(sort $(step.implied) $(depends) $(depends-y)))

# The parts that a step shows to those that name it without saying which.
step.parts.target := sysroot
step.parts.host := host
step.parts.image := images

# $(call step.items,DEPENDENCY): as words NAME:PART. $(call step.shown,DEPENDENCIES): those without a part.
step.items = $(if $(findstring :,$(1)),$(1),$(step.$(1).parts:%=$(1):%))
step.shown = $(foreach d,$(1),$(if $(findstring :,$(d)),,$(d)))
step.real = $(foreach d,$(1),$(if $(filter $(firstword $(subst :, ,$(d))),$(load.done)),$(d)))

# ---- Sources and files -----------------------------------------------------------------------

# Places with the same file name are places of one archive; the n-th archive has the n-th hash.
step.urls = $(foreach s,$(source),$(if $(findstring /,$(s)),$(s)))
step.pools = $(filter-out $(step.urls),$(source))
step.unique = $(if $(1),$(firstword $(1)) $(call step.unique,$(filter-out $(firstword $(1)),$(1))))
step.archives = $(call step.unique,$(notdir $(step.urls)))
step.pairs = $(join $(addsuffix |,$(load.archives)),$(wordlist 1,$(words $(load.archives)),$(sha256)))
step.base-name = $(patsubst host-%,%,$(if $(filter kconfig-config,$(style)),$(name:%-config=%),$(name)))
step.debian = $(or $(step.pools),$(if $(filter debian:%,$(source)),,debian:$(step.base-name)))
step.source = $(1)|$(or $(2),-)$(subst $(space),,$(patsubst %,|%,$(filter %/$(1),$(step.urls)) $(step.debian)))
step.sources = $(foreach p,$(step.pairs),$(call step.source,$(firstword $(subst |, ,$(p))),$(word 2,$(subst |, ,$(p)))))
step.first = $(firstword $(load.archives))

# Patches of the folder, and those that an external tree has for it in patches/NAME.
step.patches = $(strip $(sort $(wildcard $(load.dir)/*.patch)) \
	$(foreach t,$(EXTERNAL),$(sort $(wildcard $(t)/patches/$(step.base-name)/*.patch))))

# NAME or NAME=PATH; a bare name lies beside the recipe.
step.file = $(if $(findstring =,$(1)),$(subst =,|,$(1)),$(notdir $(1))|$(load.dir)/$(1))
step.files = $(foreach f,$(step.finisher) $(style.$(strip $(style)).files) $(files) $(files-y),$(call step.file,$(f))) \
	$(foreach p,$(if $(step.override),,$(load.patches)),$(notdir $(p))|$(p))

step.finisher = $(if $(filter image,$(kind)),,finish=$(load.scripts)/finish.sh)

step.tools = $(sort $(if $(step.first),bsdtar) $(if $(load.patches),patch) $(style.$(strip $(style)).tools) $(host-tools) $(host-tools-y))
step.override = $(if $(filter $(name),$(OVERRIDES)),$(OVERRIDE_$(name)))
step.host-cc = $(or $(strip $(host-cc)),$(if $(filter kconfig-config,$(style)),no),$(if $(filter host,$(kind)),yes,no))

# ---- The text --------------------------------------------------------------------------------

step.info = $(if $(strip $(2)),info $(1) $(strip $(2)))

define step.facts
$(call lines,source,$(step.sources))
$(call lines,file,$(step.files))
$(call lines,tool,$(step.tools))
$(style.$(strip $(style)).env)
$(subst =, ,$(call lines,env,$(env) $(env-y)))
host-cc $(step.host-cc)
jobs $(or $(strip $(jobs)),yes)
$(if $(step.override),override $(step.override))
$(call step.info,license,$(license))
$(call step.info,license-files,$(license-files))
$(call step.info,cpe,$(cpe))
$(call step.info,url,$(url))
$(call step.info,yields,$(yields) $(yields-y))
endef

# Runs of empty lines become one line end.
step.twice = $(subst $(newline)$(newline),$(newline),$(1))
step.squeeze = $(call step.twice,$(call step.twice,$(call step.twice,$(call step.twice,$(1)))))

define step.script
script
set -eux$(if $(strip $(source)),$(step.unpack))$(strip \
)$(call step.stage,prepare,$(step.src))$(strip \
)$(call step.stage,configure,$(style.dir))$(strip \
)$(call step.stage,build,$(style.dir))$(strip \
)$(call step.stage,install,$(style.dir))$(if $(step.finisher),$(step.end))
endef

# A stage is the recipe's own, or its style's.
step.stage = $(call step.body,$(1),$(2),$(or $($(1)),$($(strip $(style))-$(1))))
step.body = $(if $(strip $(3)),$(call step.lines,$(1),$(2),$(3)))
step.src := /build/src

define step.lines


: $(1)
mkdir -p $(2)
cd $(2)
$(3)
endef

define step.end


: finish
cd /build
sh /files/finish $(kind) $(or $(tuple),none)$(if $(CONFIG_BUILD_LOCALES), --locales)
endef

define step.unpack


: unpack
mkdir -p $(step.src)
cd $(step.src)
$(if $(step.override),$(step.sync),bsdtar -x -f '/src/$(step.first)' --strip-components 1$(step.only)$(step.patch))
endef

# Of a large archive, only the files that are needed; a patch may need any.
step.only = $(if $(load.patches),,$(if $(unpack), $(foreach p,$(unpack),--include '$(p)')))
step.patch = $(subst $(newline)$(space),$(newline),$(foreach p,$(notdir $(load.patches)),$(newline)patch -N -p1 -i /files/$(p)))

# A person's own tree: what is newer is copied over what was built from the last time, and what was
# there then and is gone from it is removed.
define step.sync
(cd /override && find . ! -type d | LC_ALL=C sort) >../override.now
[ ! -f ../override.files ] || LC_ALL=C comm -23 ../override.files ../override.now | tr '\n' '\0' | xargs -0 -r rm -f
cp -a -u /override/. .
mv ../override.now ../override.files
endef

# ---- From fields to steps --------------------------------------------------------------------

# Keep what was read under the step's name.
define step.keep
step.$(name).state := new
step.$(name).kind := $(kind)
step.$(name).recipe := $(load.recipe)
step.$(name).parts := $(or $(parts),$(step.parts.$(kind)))
step.$(name).deps := $(load.deps)
step.$(name).names := $(sort $(foreach d,$(load.deps),$(call load.known,$(firstword $(subst :, ,$(d))))))
step.$(name).facts := $(step.facts)
step.$(name).script := $(step.script)
step.$(name).version := $(strip $(version))
step.$(name).kernel := $(strip $(kernel) $(kernel-y))
step.$(name).yields := $(strip $(yields) $(yields-y))
step.$(name).users := $(users)
step.$(name).permissions := $(permissions)
step.$(name).devices := $(devices)
step.$(name).services := $(services)
step.$(name).test := $(test)
endef

# A kconfig recipe makes two steps, so that an unchanged configuration rebuilds nothing.
step.not-config := depends depends-y parts toolchain host-cc configure build install test kernel kernel-y \
	yields yields-y users permissions devices services
define step.strip
$(name) :=
endef
define step.save
$(call each,step.keep,$(name))
ifeq ($(strip $(style)),kconfig)
kconfig.compiler := $(or $(filter toolchain:%,$(depends)),toolchain)
style := kconfig-config
kind := host
unpack := $(config-unpack)
$(call each,step.strip,$(step.not-config))
$(call each,load.once,$(name)-config)
$(call each,step.keep,$(name)-config)
step.$(name).names += $(step.$(name)-config.names)
load.done += $(name)-config
endif
endef

# Dependencies before dependents; a target's libraries bring the libraries that these need.
define step.finish
ifeq ($(step.$(name).state),open)
load.mistakes += cycle|$(step.$(name).recipe)|$(subst $(space),>,$(load.path))>$(name)
else ifeq ($(step.$(name).state),new)
step.$(name).state := open
load.path := $(strip $(load.path) $(name))
step.$(name).deps := $(call step.real,$(step.$(name).deps))
step.$(name).needs := $(sort $(foreach d,$(step.$(name).deps),$(firstword $(subst :, ,$(d)))))
$(call each,step.finish,$(step.$(name).needs))
step.$(name).shown := $(call step.shown,$(step.$(name).deps))
step.$(name).passed := $(foreach d,$(step.$(name).shown),$(if $(filter $(step.$(name).kind),$(step.$(d).kind)),$(call step.items,$(d)) $(step.$(d).passed)))
step.$(name).sees := $(sort $(foreach d,$(step.$(name).deps),$(call step.items,$(d))) $(step.$(name).passed) $(foreach d,$(step.$(name).shown),$(step.$(d).passed)))
step.$(name).state := done
load.path := $(wordlist 2,$(words $(load.path)),- $(load.path))
load.steps += $(name)
endif
endef

# The facts, one line a dependency, then the script.
define step.render
step $(1)
kind $(step.$(1).kind)
version $(step.$(1).version)
$(call lines,depends,$(subst :,|,$(step.$(1).sees)))
$(step.$(1).facts)

endef
step.text = $(call step.squeeze,$(step.render))$(step.$(1).script)

# The file is only written when its text is another one.
define step.write
load.text := $(call step.text,$(name))
ifeq ($(call same,$(file <$(O)/steps/$(name)),$(load.text)),)
$(file >$(O)/steps/$(name),$(load.text))
endif
endef
