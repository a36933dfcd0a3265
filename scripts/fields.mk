# The words that a recipe may use, in the order in which the manual and the lint expect them.

# One value, or a list without conditions.
fields.plain := version source sha256 license license-files cpe url style kind parts \
	toolchain host-cc jobs in-tree autoreconf subdir unpack config-unpack config-base config-env config-target image-names

# Lists that take Kbuild's form as well: NAME-$(CONFIG_X) += …
fields.list := depends host-tools files env cflags ldflags make-args install-args \
	fragments kernel yields

# Options of ./configure, cmake and meson; the bare name is the stage of that name.
fields.option := configure

# Tables: one entry a line, between define and endef; the root file system puts them together.
fields.table := users permissions devices services

# Shell between define and endef. Each replaces what the style would do.
fields.stage := prepare configure build install test

fields.bare := $(fields.plain) $(fields.list) $(fields.table) $(fields.stage)
fields.with-y := $(fields.list) $(fields.option)
fields.all := $(fields.bare) $(fields.with-y:%=%-y) $(fields.with-y:%=%-)

# The order in which the lint wants them; conditional forms count as the field.
fields.order := $(filter-out config-% image-names,$(fields.plain)) depends host-tools files \
	config-base config-env config-target image-names env cflags ldflags configure make-args \
	install-args fragments kernel yields
