# How a program of the build machine is built and tested: objects, the same with sanitizers, unit tests.
# A Makefile in support/NAME sets `tool`, PACKAGES (of pkg-config), `main` (sources that are no library)
# and `units` (sources of unit tests, cmocka's), and includes this.
.DELETE_ON_ERROR:
MAKEFLAGS += --no-builtin-rules --no-builtin-variables --no-print-directory
SHELL = /bin/sh

O ?= ../../output
CC = gcc
CFLAGS = -O2 -g
PKG_CONFIG = pkg-config
WARNINGS = -Wall -Wextra -Wshadow -Wmissing-prototypes -Wformat=2
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all -O1
here := $(patsubst %/,%,$(dir $(firstword $(MAKEFILE_LIST))))

sources := $(wildcard $(here)/*.c $(here)/../lib/*.c)
library := $(filter-out $(main:%=$(here)/%.c),$(sources))
obj := $(O)/tools/build/$(tool)
cflags = -std=c11 -D_GNU_SOURCE -D_FILE_OFFSET_BITS=64 $(WARNINGS) $(CFLAGS) \
	$(shell $(PKG_CONFIG) --cflags $(PACKAGES))
libs := $(shell $(PKG_CONFIG) --libs $(PACKAGES)) -pthread
objects = $(patsubst %,$(1)/%.o,$(notdir $(basename $(2))))

$(O)/tools/bin/$(tool): $(call objects,$(obj),$(sources))
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) -o $@ $^ $(libs)

# Everything that is a library, with sanitizers, and a test for each file of `units`.
san := $(call objects,$(obj)/san,$(library))
tests := $(patsubst %,$(obj)/test/%,$(notdir $(basename $(units))))

# The list of headers calls the object by $(obj), because the same folder can be named in several ways.
depends = -MMD -MP -MT '$$(obj)$(@:$(obj)%=%)'
compile = $(CC) $(cflags) $(1) $(depends) -c -o $@ $<
$(obj)/%.o: $(here)/%.c
	@mkdir -p $(@D)
	$(compile)
$(obj)/%.o: $(here)/../lib/%.c
	@mkdir -p $(@D)
	$(compile)
$(obj)/san/%.o: $(here)/%.c
	@mkdir -p $(@D)
	$(call compile,$(SANITIZE) -Werror)
$(obj)/san/%.o: $(here)/../lib/%.c
	@mkdir -p $(@D)
	$(call compile,$(SANITIZE) -Werror)
$(obj)/test/%: $(here)/tests/%.c $(san)
	@mkdir -p $(@D)
	$(CC) $(cflags) $(SANITIZE) -Werror -o $@ $< $(san) $(libs) -lcmocka
$(obj)/san/$(tool): $(call objects,$(obj)/san,$(sources))
	$(CC) $(CFLAGS) $(SANITIZE) -o $@ $^ $(libs)

.SECONDARY:
-include $(wildcard $(obj)/*.d $(obj)/san/*.d)

.PHONY: all check sanitized units fuzz
all: $(O)/tools/bin/$(tool)
sanitized: $(obj)/san/$(tool)
units: $(tests)
check: sanitized units
	@$(tool.check)
