# Boots slot ${slot} of the disk ${boot_disk}: kernel (and device tree) from the folder a or b of partition 1, root filesystem from
# partition 2 or 3. The environment of the board says the rest: boot_console, boot_kernel, boot_dtb, boot_how, boot_args.
if test "${slot}" = b; then
	setenv boot_root 3
else
	setenv slot a
	setenv boot_root 2
fi
part uuid ${boot_disk}:${boot_root} boot_uuid
setenv bootargs "console=${boot_console} root=PARTUUID=${boot_uuid} rootwait ro ${boot_args}"
if test -n "${boot_dtb}"; then
	load ${boot_disk}:1 ${fdt_addr_r} ${slot}/${boot_dtb}
	setenv boot_dtb_addr ${fdt_addr_r}
else
	setenv boot_dtb_addr ${fdtcontroladdr}
fi
echo "Booting slot ${slot}"
load ${boot_disk}:1 ${kernel_addr_r} ${slot}/${boot_kernel} && ${boot_how} ${kernel_addr_r} - ${boot_dtb_addr}
echo "Slot ${slot} does not boot"
if test "${upgrade_available}" = 1; then
	reset
fi
