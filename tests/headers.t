#!/bin/sh
# Every header compiles alone, without a warning.
set -eu
cd "$(dirname "$0")/.."
warnings='-std=c11 -D_GNU_SOURCE -Wall -Wextra -Wshadow -Wmissing-prototypes -Wformat=2 -Werror'
count=0
for header in $(git ls-files 'support/*.h'); do
	count=$((count + 1))
	# shellcheck disable=SC2086 # one word an option
	if output=$(${CC:-gcc} $warnings -fsyntax-only -I"$(dirname "$header")" -Isupport -Isupport/lib -include "$header" -x c /dev/null 2>&1); then
		echo "ok $count - $header"
	else
		echo "not ok $count - $header"
		echo "$output" | sed 's/^/# /'
	fi
done
echo "1..$count"
