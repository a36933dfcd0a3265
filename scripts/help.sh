#!/bin/sh
# Prints the commands of the Makefile with their one-line texts.
set -eu
sed -n 's/^\([^:]*\):[^#]*## /\1\t/p' Makefile |
	awk -F '\t' '{ printf "  make %-26s %s\n", (length($1) > 26 ? substr($1, 1, index($1 " ", " ") - 1) : $1), $2 }'
sed -n 's/^#   /  /p' scripts/user.mk
