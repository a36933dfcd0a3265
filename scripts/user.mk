# How the commands of the Makefile are done: variables a person may set, tools, and what is wrong.
#
#   O=DIR          where everything is written (output)     STORE=DIR   where artefacts are kept
#   EXTERNAL=DIRS  folders with more packages and boards    V=1         say every command
#   PKG=NAME       the package that a command is about      -jN         jobs (all processors)

.DELETE_ON_ERROR:
.SUFFIXES:
MAKEFLAGS += -rR --no-print-directory
SHELL := /bin/sh
.SHELLFLAGS := -euc

O ?= output
O := $(patsubst %/,%,$(O))
EXTERNAL ?=
PKG ?=
STORE ?=
V ?=
FILE ?=
FULL ?=
GDB ?=
DEV ?=
FORCE ?=
BOARDS ?=
# Each test builds the program that it tests, or takes the one named here.
check.env = CONF='$(abspath $(O))/tools/bin/conf' MCONF='$(abspath $(O))/tools/bin/mconf' \
	DEPOT='$(abspath $(O))/tools/bin/depot' ROOTFS='$(abspath $(O))/tools/bin/rootfs' \
	FLASH='$(abspath $(O))/tools/bin/flash'
TESTS ?= $(sort $(wildcard tests/*.t support/*/tests/*.t))
export O EXTERNAL
ifneq ($(STORE),)
export WHITTLE_STORE := $(STORE)
endif
ifneq ($(words $(O)),1)
$(error O='$(O)': the name of the output folder must not contain blanks)
endif
Q := $(if $(V),,@)

# ---- Tools -----------------------------------------------------------------------------------

.PHONY: depot conf mconf rootfs flash-program
depot: $(O)/tools/bin/depot
conf: $(O)/tools/bin/conf
mconf: $(O)/tools/bin/mconf
rootfs: $(O)/tools/bin/rootfs
flash-program: $(O)/tools/bin/flash
depot = $(O)/tools/bin/depot -o '$(O)'

# O as seen from support/NAME; relative, because make can't name files whose path has blanks.
user.o := $(if $(filter /%,$(O)),$(O),../../$(O))
user.sources = $(wildcard support/$(1)/*.[ch] support/lib/*.[ch] support/$(1)/Makefile support/tool.mk)
user.tool = +$(Q)scripts/tool.sh $(1) '$(O)' '$(STORE)' $(MAKE) $(user.jobs) -C support/$(1) $(or $(2),O='$(user.o)')
$(O)/tools/bin/depot: $(call user.sources,depot) | $(O)/tools/bin
	$(call user.tool,depot)
	@touch $@
$(O)/tools/bin/rootfs: $(call user.sources,rootfs) | $(O)/tools/bin
	$(call user.tool,rootfs)
	@touch $@
$(O)/tools/bin/flash: $(call user.sources,flash) | $(O)/tools/bin
	$(call user.tool,flash)
	@touch $@
$(O)/tools/bin/conf $(O)/tools/bin/mconf &: $(call user.sources,kconfig) | $(O)/tools/bin
	$(call user.tool,kconfig,O='$(user.o)/tools/build/kconfig' bin='$(user.o)/tools/bin')
	@touch $(O)/tools/bin/conf $(O)/tools/bin/mconf
$(O)/tools/bin $(O)/steps:
	@mkdir -p $@

# ---- The configuration -----------------------------------------------------------------------

menu.env := KCONFIG_WARN_UNKNOWN_SYMBOLS=1 KCONFIG_CONFIG='$(O)/.config' KCONFIG_AUTOCONFIG='$(O)/include/config/auto.conf' \
	KCONFIG_AUTOHEADER='$(O)/include/generated/autoconf.h' \
	KCONFIG_RUSTCCFG='$(O)/include/generated/rustc_cfg'
ifeq ($(V),)
.SILENT: menuconfig olddefconfig savedefconfig all step quickstart
endif

# The menus of external trees, as files that the root of the menu takes by a glob; written here,
# without a process, because every make comes along.
include scripts/text.mk
user.missing := $(strip $(foreach d,$(EXTERNAL),$(if $(wildcard $(d)/.),,$(d))))
$(if $(user.missing),$(error EXTERNAL: there is no folder $(user.missing)))
user.sources-of = $(strip $(foreach d,$(EXTERNAL),source|"$(if $(filter /%,$(d)),,./)$(d)/$(1)"))
user.lines = $(subst |, ,$(subst $(space),$(newline),$(user.sources-of)))
# Categories without a page of the menu have their packages in the menu above.
user.bare = $(foreach c,$(patsubst %/,%,$(wildcard $(1)/package/*/)),$(if $(wildcard $(c)/Config.in),,\
	$(if $(wildcard $(c)/*/Config.in),$(patsubst $(1)/%,%,$(c))/*/Config.in)))
user.packages = $(strip $(foreach d,$(EXTERNAL),$(foreach p,package/*/Config.in $(call user.bare,$(d)),\
	source|"$(if $(filter /%,$(d)),,./)$(d)/$(p)")))
user.same = $(call same,$(file <$(1)),$(2))
user.write = $(if $(user.same),,$(file >$(1),$(2)))
define user.menus
$(call user.write,$(O)/external/board.in,$(call user.lines,board/*/*/Config.in))
$(call user.write,$(O)/external/package.in,$(subst |, ,$(subst $(space),$(newline),$(user.packages))))
$(call user.write,$(O)/external/fs.in,$(call user.lines,fs/*/Config.in))
endef
$(if $(EXTERNAL),$(if $(wildcard $(O)/external),,$(shell mkdir -p $(O)/external)))
$(if $(wildcard $(O)/external),$(strip $(user.menus)))

user.defconfigs := $(wildcard configs/*_defconfig $(EXTERNAL:%=%/configs/*_defconfig))
define defconfig
@f=$(firstword $(filter %/$(1),$(user.defconfigs))); [ -n "$$f" ] || \
	{ echo 'make: there is no $(1); `make list` shows what there is' >&2; exit 1; }; \
	$(MAKE) conf; $(menu.env) $(O)/tools/bin/conf --defconfig="$$f" Config.in
endef

$(O)/.config:
	@echo 'make: nothing is configured in $(O): start with `make qemu_x86_64_defconfig` (`make list`) or `make menuconfig`' >&2
	@exit 1

# ---- Building --------------------------------------------------------------------------------

# The configuration as make reads it, made again when .config, a menu's file, a folder that may hold one,
# conf or the spelling of O has changed. conf lists the files and what it knew of the environment.
user.auto := $(O)/include/config/auto.conf
user.folders := $(foreach d,. $(EXTERNAL),$(wildcard $(addprefix $(d)/,board board/*/ board/*/*/ boot boot/*/ \
	fs fs/*/ linux package package/*/ package/*/*/)))
FORCE:
include $(wildcard $(user.auto).cmd)
$(user.auto): $(O)/.config $(user.folders) $(wildcard $(O)/external/*.in) $(O)/tools/bin/conf
	$(Q)$(menu.env) $(O)/tools/bin/conf -s --merge --output=/dev/null Config.in /dev/null $(O)/.config || \
	{ echo 'make: $(O)/.config asks for what can not be: `make menuconfig` shows why, `make olddefconfig` drops it' >&2; exit 1; }
	$(Q)$(menu.env) $(O)/tools/bin/conf -s --olddefconfig Config.in >/dev/null
	$(Q)$(menu.env) $(O)/tools/bin/conf -s --syncconfig Config.in </dev/null >/dev/null

# As many jobs as processors, unless a number was given.
user.jobs = $(if $(filter -j% --jobserver%,$(MAKEFLAGS)),,-j"$$(nproc)")
user.make = $(MAKE) -rR --no-print-directory -f scripts/build.mk O='$(O)' EXTERNAL='$(EXTERNAL)' PKG='$(PKG)' V='$(V)'
inner = $(MAKE) ready && $(user.make) $(user.jobs)
# On a terminal below a live view of the steps.
user.view = if [ -t 1 ]; then set -- $(depot) view --; else set --; fi; "$$@"
build = +$(user.view) $(user.make) $(user.jobs) images
# What depot shows after a failure: how to repeat just that step.
export WHITTLE_AGAIN := make $(if $(filter output,$(O)),,O='$(O)' )$(if $(STORE),STORE='$(STORE)' )$(if $(EXTERNAL),EXTERNAL='$(EXTERNAL)' )step PKG=

.PHONY: FORCE ready need-pkg need-pkg-name
all ready: $(user.auto) depot rootfs | $(O)/steps
ready:
	@:
need-pkg-name:
	@[ -n '$(PKG)' ] || { echo 'make: say which package: PKG=name' >&2; exit 1; }
need-pkg: need-pkg-name depot
