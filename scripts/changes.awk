# Prints the lines of the second .config that are not in the first, in the order of the second.
# With -v only=FILE, just those of symbols that have a line in FILE.

function symbol(line) {
	if (match(line, /^CONFIG_[A-Za-z0-9_]+=/))
		return substr(line, 1, RLENGTH - 1)
	if (match(line, /^# CONFIG_[A-Za-z0-9_]+ is not set$/))
		return substr(line, 3, length(line) - 13)
	return ""
}

BEGIN {
	while (only != "" && (getline line < only) > 0)
		wanted[symbol(line)] = 1
}

FILENAME == ARGV[1] {
	was[$0] = 1
	next
}

symbol($0) != "" && !($0 in was) && (only == "" || symbol($0) in wanted)
