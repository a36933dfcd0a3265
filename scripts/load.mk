# Turn the recipes of the chosen packages into the texts of their steps.
#
# A recipe is read with all fields empty, so that it needs no prefixes and nothing leaks from the
# one before. What a step says is kept in step.NAME.*; the dependencies can only be written when
# all recipes have been read. Everything that is wrong is collected and said in one go.
#
# In:  CONFIG_*, O, EXTERNAL, PKG (steps wanted besides those chosen), fields.mk, text.mk, step.mk.
# Out: O/steps/NAME for each, load.steps (dependencies first), step.NAME.needs.

# The one place with eval: follow the lines of the define $(1) for each name in $(2).
each = $(foreach name,$(2),$(eval $(value $(1))))

# ---- Which recipes there are ----------------------------------------------------------------

load.scripts := $(build.scripts)
load.styles := $(patsubst %.mk,%,$(notdir $(wildcard $(load.scripts)/style/*.mk)))

load.early-recipes := $(call load.glob,package/*/*/recipe.mk)
load.boot-recipes := $(call load.glob,boot/*/recipe.mk)
load.linux-recipes := $(call load.glob,linux/recipe.mk linux/*/recipe.mk)
load.fs-recipes := $(call load.glob,fs/*/recipe.mk)
load.recipes := $(load.early-recipes) $(load.boot-recipes) $(load.fs-recipes) $(load.linux-recipes)

# $(call load.name,PATHS): the names of recipes, from their folders.
load.name = $(notdir $(patsubst %/recipe.mk,%,$(1)))
load.early := $(call load.name,$(load.early-recipes))
load.boot := $(call load.name,$(load.boot-recipes))
load.fs := $(call load.name,$(load.fs-recipes))
load.linux := $(call load.name,$(load.linux-recipes))
load.names := $(load.early) $(load.boot) $(load.fs) $(load.linux)

# $(call load.find,NAME): the recipe of a step; host-NAME and NAME-config come from NAME's recipe.
load.exact = $(value recipe.$(1))
define load.index
recipe.$(call load.name,$(name)) := $(strip $(call load.exact,$(call load.name,$(name))) $(name))
endef
$(call each,load.index,$(load.recipes))
load.find = $(or $(call load.exact,$(1)),$(call load.exact,$(1:host-%=%)),$(call load.exact,$(1:%-config=%)))
load.owner = $(if $(call load.exact,$(1)),$(1),$(1:%-config=%))
load.known = $(if $(call load.find,$(1)),$(call load.owner,$(1)))

# $(call load.chosen,PREFIX,NAMES): those of NAMES whose symbol PREFIX_NAME is y.
load.chosen = $(foreach n,$(2),$(if $(filter y,$(value CONFIG_$(1)_$(call upper,$(n)))),$(n)))

# ---- Reading ---------------------------------------------------------------------------------

# What is wrong, one word each: KIND|FILE|WORD. scripts/mistakes.awk makes sentences of them.
load.mistakes :=
load.recipe :=
load.dir :=
load.done :=
load.queue :=
load.parked :=
load.later :=
load.packages :=
load.new :=

# Everything about one recipe that can be checked before the others are known.
load.check = $(if $(filter-out 1,$(words $(call load.find,$(name)))),twice|$(load.recipe)|$(name)) \
	$(if $(strip $(style)),,missing|$(load.recipe)|style) \
	$(if $(strip $(version)),,missing|$(load.recipe)|version) \
	$(if $(strip $(license)),,missing|$(load.recipe)|license) \
	$(addprefix style|$(load.recipe)|,$(filter-out $(load.styles),$(style))) \
	$(addprefix kind|$(load.recipe)|,$(filter-out target host image,$(kind))) \
	$(if $(filter -%,$(firstword $(configure))),stage|$(load.recipe)|configure) \
	$(if $(strip $(sha256)),$(if $(filter $(words $(sha256)),$(words $(load.archives))),,count|$(load.recipe)|sha256)) \
	$(foreach d,$(load.deps),$(if $(call load.find,$(firstword $(subst :, ,$(d)))),,\
		depends|$(load.recipe)|$(firstword $(subst :, ,$(d)))))

# Lines that empty every field; the recipe comes after them.
load.clear := $(subst |, ,$(subst $(space),$(newline),$(fields.all:%=%|=)))

define load.include
load.done += $(name)
load.recipe := $(firstword $(call load.find,$(name)))
load.dir := $(patsubst %/recipe.mk,%,$(load.recipe))
kind := $(if $(filter host-%,$(name)),host,$(if $(filter $(load.recipe),$(load.fs-recipes)),image,target))
include $(load.recipe)
endef

# What several of the texts are made of, worked out once for each step.
define load.once
load.deps := $(step.deps)
load.archives := $(step.archives)
load.patches := $(step.patches)
endef

define load.look
load.mistakes += $(load.check)
endef

load.read := $(load.clear)$(newline)$(value load.include)$(newline)$(value load.once)$(newline)$(value load.look)$(newline)$(value step.save)

# Read one name of the queue, and queue what it depends on: what belongs to a later round is parked.
define load.next
load.queue := $(filter-out $(name),$(load.queue))
ifeq ($(value step.$(name).state),)
$(call each,load.read,$(name))
load.new := $(filter-out $(load.done) $(load.queue),$(step.$(name).names))
load.parked += $(filter $(load.later),$(load.new))
load.queue += $(filter-out $(load.later),$(load.new))
endif
endef

load.drain = $(if $(strip $(load.queue)),$(call each,load.next,$(load.queue))$(call load.drain))

# Packages first, then what is made from what they bring and ask for: the images, the kernel.
load.mistakes += $(foreach n,$(PKG),$(if $(call load.find,$(n)),,package|PKG|$(n)))
load.known-wanted := $(foreach n,$(PKG),$(call load.known,$(n)))
load.variables :=
load.variables := $(.VARIABLES) $(fields.all) name
load.later := $(load.fs) $(load.linux)
load.queue := $(call load.chosen,PACKAGE,$(load.early)) $(call load.chosen,BOOT,$(load.boot)) \
	$(filter-out $(load.later),$(load.known-wanted))
$(load.drain)

# The root file system holds what was read so far, and the kernel's modules.
load.kernels := $(call load.chosen,KERNEL,$(load.linux))
load.packages := $(strip $(foreach n,$(load.done),$(if $(filter target,$(step.$(n).kind)),$(n))) $(load.kernels))
load.later := $(load.linux)
load.queue := $(filter $(load.fs),$(load.parked)) $(filter rootfs,$(load.fs)) \
	$(call load.chosen,IMAGE,$(load.fs)) $(filter $(load.fs),$(load.known-wanted))
$(load.drain)

# The kernel knows by now what packages and images ask of it.
load.later :=
load.queue := $(filter $(load.linux),$(load.parked)) $(load.kernels) $(filter $(load.linux),$(load.known-wanted))
$(load.drain)

# What was set and is no field; a name with a dot in it is a recipe's own. Looked at once, for
# all recipes: scripts/mistakes.awk finds the file and the line.
load.new := $(sort $(filter-out $(load.variables) step.%,$(.VARIABLES)))
load.mistakes += $(foreach v,$(load.new),$(if $(findstring .,$(v)),,field||$(v)))

# ---- Writing ---------------------------------------------------------------------------------

load.steps :=
load.path :=
$(call each,step.finish,$(load.done))

ifneq ($(strip $(load.mistakes)),)
$(file >$(O)/mistakes,$(subst $(space),$(newline),$(strip $(load.mistakes))))
$(shell awk -f $(load.scripts)/mistakes.awk -v 'fields=$(fields.all)' -v 'names=$(load.names)' \
	-v 'styles=$(load.styles)' \
	-v 'recipes=$(foreach n,$(load.done),$(step.$(n).recipe))' $(O)/mistakes >&2; rm -f $(O)/mistakes)
$(error There are mistakes in the recipes)
endif

$(call each,step.write,$(load.steps))
load.gone := $(filter-out $(load.steps),$(notdir $(wildcard $(O)/steps/*)))
$(if $(load.gone),$(shell cd $(O)/steps && rm -f $(load.gone)))
