# Whittle: a menu, real sources, the smallest Linux that does the job. `make help` prints this table.

.PHONY: all help list menuconfig olddefconfig savedefconfig source show-step why shell step pin add send size \
	tools run flash test-boot check check-boards check-packages test-packages check-kconfig lint bench gdb quickstart distclean \
	linux-menuconfig busybox-menuconfig uboot-menuconfig linux-savefragment busybox-savefragment uboot-savefragment

all:                  ## build the images of the configuration into O/images
	$(build)
quickstart:           ## install what is missing, configure qemu_x86_64, build, boot
	scripts/quickstart.sh '$(MAKE)'
help:                 ## print this table
	@scripts/help.sh
list:                 ## boards and products that have a configuration
	@scripts/list.sh $(EXTERNAL)
%_defconfig:          ## start from a board or product: make qemu_x86_64_defconfig
	$(call defconfig,$@)
menuconfig: mconf     ## choose in the menu
	$(menu.env) $(O)/tools/bin/mconf Config.in
olddefconfig: conf    ## take the defaults for what is new in the menu
	$(menu.env) $(O)/tools/bin/conf --olddefconfig Config.in
savedefconfig: conf   ## write the short form of the configuration to O/defconfig
	$(menu.env) $(O)/tools/bin/conf --savedefconfig=$(O)/defconfig Config.in
linux-menuconfig busybox-menuconfig uboot-menuconfig: mconf conf ## the own menu of the kernel, BusyBox or U-Boot
	@$(inner) step-$(@:%-menuconfig=%)-config && scripts/menu.sh $(@:%-menuconfig=%) '$(O)'
linux-savefragment busybox-savefragment uboot-savefragment: ## write what was changed there: FILE=… (default O/NAME.config)
	@scripts/savefragment.sh $(@:%-savefragment=%) '$(O)' '$(FILE)'
source:               ## download everything; then the build works offline
	@$(inner) source
step: need-pkg        ## build one package and what it needs: PKG=
	+$(inner) step-$(PKG)
show-step: need-pkg   ## what will be done, fully expanded: PKG=
	@$(inner) render && cat '$(O)/steps/$(PKG)'
why: need-pkg         ## what changed since it was last built: PKG=
	@$(inner) render && { $(depot) why $(PKG) || [ $$? -eq 1 ]; }
shell: need-pkg       ## a shell in the sandbox of a step: PKG=
	@$(inner) render && $(depot) shell $(PKG)
gdb: need-pkg         ## a debugger that finds the symbols and sources of a package: PKG=
	@$(inner) step-$(PKG) && scripts/gdb.sh '$(O)' $(PKG) '$(GDB)'
pin: depot need-pkg-name ## version, URL and hash of a package in Debian stable: PKG=
	@$(depot) pin $(PKG)
add: depot need-pkg-name ## start a recipe and a menu entry from Debian's data: PKG=
	@$(depot) add $(PKG)
sdk:                  ## pack the compiler and the libraries of the image, for programs outside the tree
	+@$(MAKE) ready && $(user.make) PKG=sdk $(user.jobs) step-sdk && $(depot) place '$(O)/sdk' sdk && ls '$(O)/sdk'
send:                 ## send what was built to the remote store
	@$(inner) send
size: rootfs          ## what the image is made of, by package, and how it is hardened
	@[ -f '$(O)/images/rootfs.mtree' ] || { echo 'make: there is no image in $(O) yet: make' >&2; exit 1; }
	@$(O)/tools/bin/rootfs size '$(O)/images/rootfs.mtree'
	@[ ! -f '$(O)/images/rootfs.hardening' ] || cat '$(O)/images/rootfs.hardening'
run:                  ## boot the image in QEMU, console here
	@$(inner) run
flash: flash-program  ## write the disk image to a card: DEV=/dev/… (FORCE=1: to what is not removable, or in use)
	@[ -n '$(DEV)' ] || { echo 'make: say where to: DEV=/dev/… (`lsblk` lists disks)' >&2; exit 1; }
	@[ -f '$(O)/images/disk.img' ] || { echo 'make: there is no disk image in $(O): choose it in the menu Images' >&2; exit 1; }
	@$(O)/tools/bin/flash $(if $(filter-out 0,$(FORCE)),-f) '$(O)/images/disk.img' '$(DEV)'
test-boot:            ## boot the image in QEMU and log in
	@$(inner) test-boot
check-packages: ready ## build every package of the menu, print a table (PKG= for some)
	@scripts/check-packages.sh '$(O)' '$(MAKE)' $(PKG)
test-packages:        ## boot the image in QEMU, run the tests of its packages (PKG= for some)
	@$(inner) tests && scripts/test-packages.sh '$(O)' $(PKG)
tools: depot conf mconf rootfs flash-program ## build our own programs into O/tools/bin
check: tools          ## the whole test suite (TESTS=… for some)
	@$(check.env) scripts/check.sh $(TESTS)
check-boards: tools   ## boot every board that QEMU has, look at the images of the others, update (BOARDS=… for some)
	@$(check.env) BOARDS='$(or $(BOARDS),all)' prove --timer -v tests/boards.t tests/layout/run.t $(if $(BOARDS),,tests/router/run.t tests/update/run.t)
	@[ -n '$(BOARDS)' ] || ROUTER=router_mipsel_malta prove --timer -v tests/router/run.t
check-kconfig:        ## compare our conf with those of the trees, at length
	@$(MAKE) --no-print-directory -C support/kconfig O='$(abspath $(O))' check-kconfig
lint:                 ## style, undefined variables, shell scripts
	@sh scripts/lint
bench:                ## times and sizes, as ratios (FULL=no: without a build from nothing)
	@scripts/bench.sh '$(STORE)' '$(FULL)'
distclean:            ## remove O; nothing ever requires it
	@scripts/distclean.sh '$(O)'

include scripts/user.mk
