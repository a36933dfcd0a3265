# The Linux kernel
include linux/source.mk
license       = GPL-2.0-only WITH Linux-syscall-note
license-files = COPYING
cpe           = cpe:2.3:o:linux:linux_kernel:$(version)
url           = https://www.kernel.org/
style         = kconfig
toolchain     = no
host-cc       = yes
depends       = toolchain:host
host-tools    = bc perl xz
files         = $(foreach d,$(linux.dts),$(notdir $(d))=$(d))
config-unpack = */Kconfig* */scripts/*
config-env    = $(linux.env)
config-target = $(linux.image)$(linux.dtbs:%= %) $(if $(CONFIG_KERNEL_MODULES),modules)
image-names   = $(linux.image:%=arch/$(linux.srcarch)/boot/%)$(linux.dtbs:%= arch/$(linux.srcarch)/boot/dts/%)
make-args     = ARCH=$(kernel-arch) CROSS_COMPILE=$(tuple)- KBUILD_BUILD_USER=build KBUILD_BUILD_HOST=whittle KBUILD_BUILD_VERSION=1 \
	KBUILD_BUILD_TIMESTAMP="$$(date -u -d "@$$SOURCE_DATE_EPOCH")" KCFLAGS=-fdebug-prefix-map=/build/src=/usr/src/linux

fragments = minimal base devtmpfs block $(arch)
fragments-$(CONFIG_KERNEL_SMP)              += smp
fragments-$(CONFIG_KERNEL_SERIAL)           += tty-serial
fragments-$(CONFIG_KERNEL_PL011)            += pl011
fragments-$(CONFIG_KERNEL_NET)              += net
fragments-$(CONFIG_KERNEL_IPV6)             += ipv6
fragments-$(CONFIG_KERNEL_PCI)              += pci
fragments-$(CONFIG_KERNEL_PCI_GENERIC)      += pci-generic
fragments-$(CONFIG_KERNEL_ACPI)             += acpi
fragments-$(CONFIG_KERNEL_VIRTIO)           += virtio
fragments-$(CONFIG_KERNEL_VIRTIO_PCI)       += virtio-pci
fragments-$(CONFIG_KERNEL_VIRTIO_MMIO)      += virtio-mmio
fragments-$(CONFIG_KERNEL_HYPERVISOR_GUEST) += hypervisor-guest
fragments-$(CONFIG_KERNEL_INITRAMFS)        += initramfs
fragments-$(CONFIG_KERNEL_SQUASHFS)         += squashfs
fragments-$(CONFIG_KERNEL_EXT4)             += ext4
fragments-$(CONFIG_KERNEL_OVERLAYFS)        += overlayfs
fragments-$(CONFIG_KERNEL_MODULES)          += modules
fragments-$(CONFIG_KERNEL_DEBUG_INFO)       += debug-info
fragments-$(CONFIG_KERNEL_HARDENING)        += hardening
fragments-$(CONFIG_KERNEL_HARDENING_STACK)  += hardening-stack
fragments-$(CONFIG_KERNEL_HARDENING_TEXT)   += hardening-text
fragments-$(CONFIG_KERNEL_HARDENING_X86)    += hardening-x86

# Device trees in the board's folder stand in for the kernel's of the same name.
linux.dts = $(if $(board-dir),$(foreach d,$(call text,$(CONFIG_LINUX_DTBS)),$(wildcard $(board-dir)/$(notdir $(d)).dts)))
define configure
$(foreach d,$(call text,$(CONFIG_LINUX_DTBS)),$(if $(filter %/$(notdir $(d)).dts,$(linux.dts)),cp /files/$(notdir $(d)).dts 'arch/$(linux.srcarch)/boot/dts/$(d).dts'$(newline)))
endef

define install
mkdir -p /out/images /out/debug
cp $(image-names) /out/images/
cp vmlinux /out/debug/vmlinux
$(if $(CONFIG_KERNEL_MODULES),make $(make-args) INSTALL_MOD_PATH=/out/dest/usr modules_install)
endef
