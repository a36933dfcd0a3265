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
include $(build.scripts)/load.mk

.PHONY: all
all: ;
