# Files that image formats could get wrong
version = 1
license = GPL-2.0-or-later
style = script
toolchain = no

define users
user www 33 www /var/www /bin/false
endef

define permissions
dir  /var/www 0750 www www
file /usr/bin/first 4755 root www
endef

define devices
char  /dev/tty9 0620 root tty 4 9
block /dev/disk 0660 root disk 253 1000
fifo  /dev/initctl 0600 root root
endef

define install
mkdir -p /out/dest/usr/bin /out/dest/usr/share/odd /out/dest/srv/empty /out/dest/etc
cd /out/dest/usr/bin
printf '#!/bin/sh\n' >first
chmod 755 first
ln first second
printf 'no shell' >sh
cd ../share/odd
ln -s ../../bin/first "$$(printf 'a link \377')"
printf 1 >'with blank'
printf 2 >"$$(printf 'n\303\244me')"
printf 3 >"$$(printf 'not UTF-8 \377\376')"
printf 4 >"$$(printf 'line\nend\\and = # * [')"
printf 5 >"$$(printf %0200d 0)"
: >zero
yes text | head -c 300000 >long
head -c 200000 /dev/zero >holes
endef
