# How packages' services run, for BusyBox init: its inittab, and a table for each
version   = 1
license   = GPL-2.0-or-later
style     = script
kind      = target
toolchain = no
depends   = skeleton:target
files     = services.sh

define services.table
cat >$(1) <<'END'
$(step.$(1).services)
END

endef

define install
cd /build
$(foreach p,$(image.serving),$(call services.table,$(p)))
sh /files/services.sh /dep/skeleton/target/etc/inittab /out/dest $(image.serving)
endef
