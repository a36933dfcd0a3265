#!/bin/sh
# What changes a key, what doesn't, and what is built again.
set -eu
. "$(dirname "$0")/lib.sh"

echo one >input
mkdir -p folder/sub && echo x >folder/a && echo y >folder/sub/b && ln -s a folder/link
step lib <<'S'
version 1
file input input
file folder folder
info license MIT LICENSE
script
mkdir -p /out/sysroot
head -c 1 /files/input >/out/target/program
echo api >/out/sysroot/header
date >>/out/debug/stamp
S
step app <<'S'
depends lib sysroot
script
cat /sysroot/header >/out/target/app
S
step image <<'S'
kind image
depends lib target
depends app target
script
cat /dep/lib/target/program /dep/app/target/app >/out/images/disk.img
S
ok "everything needs work at first" pending image lib app image
ok "build" depot run image
ok "then nothing does" pending image
find o -type f -exec stat -c '%n %y' {} + | sort >before
ok "…and asking touches nothing" pending image
find o -type f -exec stat -c '%n %y' {} + | sort >after
ok "…really nothing" cmp before after

touch input folder/a
chmod 600 input
ok "times and other mode bits don't matter" pending image
sed -i 's/^info.*/info license GPL/' o/steps/lib
ok "info doesn't matter" pending image
cp -r . ../"$(basename "$T")".other
other=$(dirname "$T")/$(basename "$T").other
rm -rf "$other/store" "$other/o/state"
ok "another checkout has the same keys" test -z "$("$DEPOT" -C "$other" -o o -s "$T/store" pending image)"
rm -rf "$other"

# the first byte of the input stays: lib is built again, and nothing that uses it
echo one two >input
ok "a changed file needs work" pending image lib app image
ok "…that ends where the result is the same" depot run lib
ok "…for all that use it" pending image

# the program changes, the header doesn't
echo two >input
depot run lib
ok "a part that a step doesn't see doesn't build it again" pending image image
depot run image
echo one >input
ok "going back is found in the store" pending image

for change in 'chmod +x folder/a' 'echo z >folder/new' 'rm folder/new' 'mv folder/sub/b folder/sub/c' \
	'ln -sf sub folder/link' 'rm folder/link; echo a >folder/link'; do
	depot run image
	sh -c "$change"
	case $change in
	'rm folder/new') ok "undone: $change" pending image ;;
	*) ok "noticed: $change" pending image lib app image ;;
	esac
done
for fact in 'env A b' 'version 2' 'kind host' 'host-cc yes' 'tool sh' 'depends app target'; do
	step fact <<'S'
script
echo x >/out/target/x
S
	depot run fact
	sed -i "s/^script/$fact\nscript/" o/steps/fact
	case $fact in
	depends*) ok "noticed: $fact" pending fact lib app fact ;;
	*) ok "noticed: $fact" pending fact fact ;;
	esac
done

step versions <<S
tool $T/versioned
script
echo x >/out/target/x
S
printf '#!/bin/sh\necho\necho this is versioned 7\n' >versioned
chmod +x versioned
depot run versions
ok "the version of a program is its first line that says something" grep -qx "this is versioned 7" store/cache/version-*

# why
depot run image
ok "why: up to date" depot why lib
ok "…says so" said 'up to date'
echo three >input
sed -i 's/^version 1/version 7/; s/echo api/echo API/' o/steps/lib
ok "why: exit code 1 for what must be built" fails depot why lib
ok "…names the file" said 'file input: its content changed'
ok "…the version" said 'version: was 1, is 7'
ok "…and the script" said '^ +\+echo API'
ok "why of what waits" fails depot why image
ok "…names what it waits for" said 'waits for lib app'
depot run lib
ok "after the build why still tells the reason" depot why lib
ok "…the same" said 'version: was 1, is 7'

# no result depends on the umask, and modes are normalised
step modes <<'S'
file input input
script
cp -p /files/input /out/target/copy
touch /out/target/private && chmod 4711 /out/target/private
mkdir -m 700 /out/target/dir
S
chmod 644 input; rm -rf store
umask 077
depot run modes; content modes target ../manifest >one
umask 000
rm -rf store; chmod 666 input
depot run modes; content modes target ../manifest >two
ok "the umask doesn't matter" cmp one two
ok "modes are 0644 and 0755" test "$(grep -c 'mode=0755' two)" = 2
ok "artefacts are read-only" test -z "$(find store/artefacts -path '*/target/*' -type f -perm /222)"

# 300 steps: nothing to do is fast
i=0
while [ $i -lt 300 ]; do
	i=$((i + 1))
	{
		printf 'step s%d\nversion 1\nfile input input\ntool sh\n' $i
		j=$((i - 12))
		while [ $((j += 1)) -lt $i ]; do
			[ $j -lt 1 ] || echo "depends s$j target"
		done
		printf 'script\n: %d\n' $i
	} >o/steps/s$i
done
# made by hand what the sandbox would have made, so that the test is quick: one artefact per key
ok "300 steps can be asked for" depot pending s300
ok "…in order" test "$(head -1 stdout) $(tail -1 stdout)" = "s1 s300"
done_testing
