# The root filesystem as a list: every file with its owner, mode and package; images are made from it
version = 1
license = GPL-2.0-or-later
style = image
parts = images target
files = base.table $(rootfs.overlays) $(rootfs.tables)

# Overlays and tables: the board's, then those of the menu, in their order. They are called by
# numbers, as where they lie must not get into the image.
rootfs.overlay-dirs = $(wildcard $(board-dir)/overlay) $(call text,$(CONFIG_SYSTEM_OVERLAYS))
rootfs.table-files = $(wildcard $(board-dir)/rootfs.table) $(call text,$(CONFIG_SYSTEM_TABLES))
rootfs.numbered = $(foreach i,$(wordlist 1,$(words $(2)),1 2 3 4 5 6 7 8 9),$(1)$(i)=$(word $(i),$(2)))
rootfs.overlays = $(call rootfs.numbered,overlay,$(rootfs.overlay-dirs))
rootfs.tables = $(call rootfs.numbered,table,$(rootfs.table-files))
rootfs.name = $(firstword $(subst =, ,$(1)))

# What a recipe says about owners, devices and users.
rootfs.says = $(step.$(1).users)$(step.$(1).permissions)$(step.$(1).devices)
define rootfs.here
cat >$(1).table <<'END'
$(step.$(1).users)
$(step.$(1).permissions)
$(step.$(1).devices)
END

endef
rootfs.speakers = $(foreach p,$(load.packages),$(if $(strip $(call rootfs.says,$(p))),$(p)))

# "yields = *" gives way to every package, "yields = NAME…" to these.
rootfs.yields = $(foreach p,$(load.packages),$(foreach y,$(step.$(p).yields),-y $(p)$(if $(filter-out *,$(y)),:$(y))))

# Of the compiler's libraries, an image has those that something is linked with.
rootfs.linked = $(if $(CONFIG_SYSTEM_LINKED_LIBRARIES),$(load.packages),$(if $(CONFIG_SYSTEM_COMPILER_LIBRARIES),,$(filter toolchain,$(load.packages))))

define build
$(foreach p,$(rootfs.speakers),$(call rootfs.here,$(p)))
mkdir -p /out/target /out/images
/whittle/bin/rootfs compose -o /out/images/rootfs.mtree -O /out/target=/dep/rootfs/target \
	-p base=/files/base.table \
	$(foreach p,$(rootfs.speakers),-p $(p)=$(p).table) \
	$(foreach f,$(rootfs.tables),-p $(call rootfs.name,$(f))=/files/$(call rootfs.name,$(f))) \
	$(foreach p,$(load.packages),-l $(p)=/dep/$(p)/target) \
	$(if $(image.serving),-l services=/dep/services/target -y skeleton:services) \
	$(foreach d,$(rootfs.overlays),-L $(call rootfs.name,$(d))=/files/$(call rootfs.name,$(d))) \
	$(rootfs.yields) $(rootfs.linked:%=-u %)
/whittle/bin/rootfs harden -O /out/target=/dep/rootfs/target -o /out/images/rootfs.hardening /out/images/rootfs.mtree
/whittle/bin/rootfs check -m $(arch) -O /out/target=/dep/rootfs/target /out/images/rootfs.mtree
endef
