# An image: sees the manifest and every package's files, and leaves its result in /out/images.

# Packages whose services BusyBox init runs; fs/services says how.
image.serving = $(strip $(if $(CONFIG_INIT_BUSYBOX),$(foreach p,$(load.packages),$(if $(strip $(step.$(p).services)),$(p)))))

style.image.depends = $(load.packages:%=%:target) $(if $(image.serving),services:target) $(if $(filter rootfs,$(name)),,rootfs)
# The program that does the work is our own: another program is another image.
style.image.files := $(foreach f,$(sort $(wildcard support/rootfs/*.[ch] support/lib/*.[ch])),program-$(notdir $(f))=$(f))
style.image.tools :=
style.image.env :=

image-prepare :=
image-configure :=
image-build :=
image-install :=
