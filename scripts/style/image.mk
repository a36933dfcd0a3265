# An image: sees the manifest and every package's files, and leaves its result in /out/images.

style.image.depends = $(load.packages:%=%:target) $(if $(filter rootfs,$(name)),,rootfs)
style.image.files :=
style.image.tools :=
style.image.env :=

image-prepare :=
image-configure :=
image-build :=
image-install :=
