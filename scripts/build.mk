# One process that reads the configuration, renders the steps and has depot run what is missing.
# Called by the Makefile, in the top folder, with O=, EXTERNAL=, PKG=.

build.scripts := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))
O ?= output
EXTERNAL ?=
PKG ?=
OVERRIDES := $(patsubst OVERRIDE_%,%,$(filter OVERRIDE_%,$(.VARIABLES)))

include $(build.scripts)/text.mk $(build.scripts)/fields.mk
include $(wildcard $(O)/defined.mk) $(O)/include/config/auto.conf

# $(call load.glob,PATTERNS): what matches in our tree and in each external one.
load.glob = $(wildcard $(1) $(foreach t,$(EXTERNAL),$(1:%=$(t)/%)))

include $(build.scripts)/step.mk
include $(wildcard $(build.scripts)/style/*.mk)
include $(build.scripts)/target.mk
include $(build.scripts)/distribution.mk $(build.scripts)/linux.mk
include $(build.scripts)/load.mk


# ---- What is built -----------------------------------------------------------------------------

depot := $(O)/tools/bin/depot -o $(O)
build.images := $(filter $(foreach n,$(load.done),$(if $(filter image,$(step.$(n).kind)),$(n))) linux,$(load.steps))
build.wanted := $(or $(patsubst step-%,%,$(filter step-%,$(MAKECMDGOALS))),$(build.images))
build.active := $(if $(filter images step-%,$(MAKECMDGOALS)),yes)
build.place := $(if $(filter images,$(MAKECMDGOALS)),-p $(O)/images)
build.pending := $(if $(build.active),$(if $(build.wanted),$(shell $(depot) pending $(build.place) $(build.wanted) || echo failed)))
ifneq ($(filter failed,$(build.pending)),)
$(error depot could not say what has to be built)
endif

# What the recipes' test stages say, a file each; scripts/test-packages.sh runs them.
build.tests := $(if $(filter tests,$(MAKECMDGOALS)),$(foreach n,$(load.packages),$(if $(strip $(step.$(n).test)),$(n))))
$(if $(filter tests,$(MAKECMDGOALS)),$(shell rm -rf $(O)/tests; mkdir -p $(O)/tests))
$(foreach n,$(build.tests),$(file >$(O)/tests/$(n),$(step.$(n).test)))

.PHONY: images render tests source send run test-boot has-run $(build.pending:%=do-%) $(load.steps:%=step-%)
render tests:
	@:
images: $(build.pending:%=do-%)
	@$(if $(build.pending),$(depot) place $(O)/images $(build.images),:)
$(load.steps:%=step-%): $(build.pending:%=do-%)
	@:

# A step waits for those of its dependencies that have work.
define build.rule
do-$(name): $(patsubst %,do-%,$(filter $(build.pending),$(step.$(name).needs)))
endef
$(call each,build.rule,$(build.pending))

$(build.pending:%=do-%): do-%:
	@+$(depot) run $*

source:
	@$(depot) fetch $(load.steps)

send:
	@$(depot) send $(build.images)

run: has-run
	@$(board-dir)/run $(O)/images

test-boot: has-run
	@IMAGES='$(abspath $(O))/images' RUN='$(board-dir)/run' tests/run boot

has-run:
	@[ -x '$(board-dir)/run' ] || { echo 'make: this board has no program `run`' >&2; exit 1; }
