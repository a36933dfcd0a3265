# Takes what can be tried out of a page of the manual: writes DIR/NNN.run with one command a line, and DIR/NNN.file
# with a path and then the file's text. A block is indented by four blanks.
#
# It is a file when the paragraph before it is nothing but a path in backquotes and a colon, and it is run when it
# begins with one of the words below. In a block with "$ " in front of commands, the other lines are what they say.

function finish(    i, file) {
	sub(/\n+$/, "", block)
	if (block != "" && (path != "" || block ~ /^(\$ |make |cp |echo |tests\/run |board\/|output\/tools\/bin\/|[A-Z_]+=[^ ]* make)/)) {
		file = sprintf("%s/%03d.%s", dir, ++blocks, path != "" ? "file" : "run")
		if (path != "")
			print path "\n" block >file
		else {
			count = split(block, lines, "\n")
			for (i = 1; i <= count; i++)
				if (block !~ /^\$ / || lines[i] ~ /^\$ /)
					if (lines[i] != "")
						print substr(lines[i], lines[i] ~ /^\$ / ? 3 : 1) >file
		}
		close(file)
	}
	block = path = ""
}

/^    / {
	block = block substr($0, 5) "\n"
	next
}
/^$/ {
	if (block != "")
		block = block "\n"
	next
}
{
	finish()
	if ($0 ~ /^`[^`]*`:$/)
		path = substr($0, 2, length($0) - 3)
}
END { finish() }
