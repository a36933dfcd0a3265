#!/bin/sh
# Prints the commands of the Makefile with their one-line texts, and the variables a person may set.
set -eu
awk -F ':' '/^[^\t ].*:.*## / {
	text = substr($0, index($0, "## ") + 3)
	n = split($1, name, " ")
	for (i = 1; i <= n; i++) {
		sub(/%/, "NAME", name[i])
		printf "  make %-20s %s\n", name[i], text
	}
}' Makefile
sed -n 's/^#   /  /p' scripts/user.mk
