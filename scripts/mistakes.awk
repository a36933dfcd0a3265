# Says what is wrong in recipes: input lines KIND|FILE|WORD, one sentence each on the output.
# Variables: fields, names, styles: the words that would have been right.

BEGIN {
	FS = "|"
	text["field"] = "unknown field '%s'%s"
	text["missing"] = "the field '%s' is missing%s"
	text["style"] = "unknown style '%s'%s"
	text["kind"] = "kind is target, host or image, not '%s'%s"
	text["depends"] = "depends on '%s', which has no recipe%s"
	text["stage"] = "'%s' is a stage here; options go to configure-y%s"
	text["count"] = "as many words in '%s' as archives in source, please%s"
	text["twice"] = "there is more than one recipe named '%s'%s"
	text["cycle"] = "depends on itself: %s%s"
	text["package"] = "there is no package '%s'%s"
	near["package"] = names
	near["field"] = fields
	near["style"] = styles
	near["depends"] = names
}

# Line of FILE that holds WORD as a word, or 1.
function line_of(file, word,    line, n, at) {
	at = n = 0
	while (at == 0 && (getline line < file) > 0) {
		n++
		gsub(/[^-A-Za-z0-9_.+]/, " ", line)
		if (index(" " line " ", " " word " "))
			at = n
	}
	close(file)
	return at ? at : 1
}

function min(a, b) {
	return a < b ? a : b
}

# Edits that turn A into B (Levenshtein).
function distance(a, b,    i, j, d, la, lb) {
	la = length(a)
	lb = length(b)
	for (i = 0; i <= la; i++)
		d[i, 0] = i
	for (j = 0; j <= lb; j++)
		d[0, j] = j
	for (i = 1; i <= la; i++)
		for (j = 1; j <= lb; j++)
			d[i, j] = min(min(d[i-1, j], d[i, j-1]) + 1, \
				d[i-1, j-1] + (substr(a, i, 1) != substr(b, j, 1)))
	return d[la, lb]
}

# The word of LIST next to WORD, unless it is nothing like it.
function nearest(word, list,    n, i, all, best, least, d) {
	least = 1 + int(length(word) / 2)
	n = split(list, all, " ")
	for (i = 1; i <= n; i++) {
		d = distance(word, all[i])
		if (d < least) {
			least = d
			best = all[i]
		}
	}
	return best
}

# Every place where a recipe sets an unknown FIELD.
function say_field(field,    n, i, all, line, at, pattern, guess) {
	n = split(recipes, all, " ")
	gsub(/[.+*?()\[\]{}|^$\\]/, "[&]", field)
	pattern = "^(define )? *" field "[ \t]*([:+?]*=|$)"
	guess = nearest(field, fields)
	for (i = 1; i <= n; i++) {
		for (at = 1; (getline line < all[i]) > 0; at++)
			if (line ~ pattern && !((all[i], at) in said)) {
				printf "%s:%d: " text["field"] "\n", all[i], at, field, \
					guess == "" ? "" : "; did you mean '" guess "'?"
				said[all[i], at] = 1
			}
		close(all[i])
	}
}

$1 == "field" {
	say_field($3)
	next
}

{
	guess = ($1 in near) ? nearest($3, near[$1]) : ""
	shown = $3
	gsub(/>/, " > ", shown)
	if ($1 == "package")
		printf "PKG=%s: ", $3
	else
		printf "%s:%d: ", $2, line_of($2, $3)
	printf text[$1] "\n", shown, guess == "" ? "" : "; did you mean '" guess "'?"
}
