#!/bin/sh
# Units of the menu program that need neither a terminal nor a tree.
set -eu
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"${CC:-cc}" -std=c11 -D_GNU_SOURCE -g -Wall -Wextra -Werror -fsanitize=address,undefined -I. -o "$work/unit" \
	tests/mconf/unit.c mconf_text.c mconf_mem.c mconf_list.c mconf_search.c -lcmocka >&2
"$work/unit"
