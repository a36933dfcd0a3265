#!/bin/sh
# The style of C, shell, make and recipes: scripts/lint finds nothing.
set -eu
cd "$(dirname "$0")/.."
# shellcheck source=tests/lib.sh
. tests/lib.sh
ok 'the lint finds nothing' sh scripts/lint

# What it says ends it with an error: in a copy with a mistake of each kind.
checkout "$work/tree"
cd "$work/tree"
rm -r support/kconfig support/depot support/flash tests/*.t
git init -q .
printf '#!/bin/sh\nunused=$(cat x | cat $1)\n' >wrong.sh
printf 'int  main(void){return 0;}\n' >wrong.c
mkdir -p package/base/wrong
printf 'license = MIT\nversion = 1\nstyle = script\n' >package/base/wrong/recipe.mk
ok 'mistakes end it' fails sh scripts/lint
ok '…all of them are said' said 'clang-format -i mends these' 'wrong.c' 'shellcheck' 'wrong.sh' \
	'the first line says what the package is' 'version belongs before license'
done_testing
