/*
 * Differences that are there on purpose, each with its name in docs/kconfig.md. What is not
 * recognised here is a failure.
 */
#define _GNU_SOURCE
#include "oracle.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_SIGNAL = 128 }; /* exit status of a killed program */

static char *printed(const struct side *side, const char *name)
{
	char *file = path_join(side->work, name);
	size_t len = 0;
	char *text = file_read(file, &len);

	free(file);
	return text ? text : strdup("");
}

static bool holds(const struct side *side, const char *name, const char *words)
{
	char *text = printed(side, name);
	bool found = strstr(text, words) != NULL;

	free(text);
	return found;
}

/* The length of FILE:LINE at the start of a message, 0 when it has none. */
static size_t place(const char *line)
{
	size_t file = strcspn(line, ":\n"), digits;

	if (file == 0 || line[file] != ':')
		return 0;
	digits = strspn(line + file + 1, "0123456789");
	return digits && line[file + 1 + digits] == ':' ? file + 1 + digits : 0;
}

/* The next message that says where it belongs to, at or after TEXT; NULL at the end. */
static const char *next_place(const char *text)
{
	while (text && *text && !place(text)) {
		text = strchr(text, '\n');
		text = text ? text + 1 : NULL;
	}
	return text && *text ? text : NULL;
}

static const char *next_line(const char *text)
{
	text = strchr(text, '\n');
	return text ? text + 1 : "";
}

static bool same_place(const char *a, const char *b)
{
	return a && b && place(a) == place(b) && strncmp(a, b, place(a)) == 0;
}

/* Do both say something about the same lines of the same files, whatever their words? */
static bool same_places(struct side side[2])
{
	char *theirs = printed(&side[0], "err"), *ours = printed(&side[1], "err");
	const char *a = next_place(theirs), *b = next_place(ours);
	bool same = true;

	while (same && (a || b)) {
		same = same_place(a, b);
		if (same) {
			a = next_place(next_line(a));
			b = next_place(next_line(b));
		}
	}
	free(theirs);
	free(ours);
	return same;
}

/* The first message of TEXT that is no warning. */
static const char *first_error(const char *text)
{
	for (text = next_place(text); text; text = next_place(next_line(text))) {
		size_t end = strcspn(text, "\n");

		if (!memmem(text, end, "warn", 4))
			return text;
	}
	return NULL;
}

/* After an error of syntax the two read on at different places: the first one is compared. */
static bool same_syntax_error(struct side side[2])
{
	char *theirs = printed(&side[0], "err"), *ours = printed(&side[1], "err");
	bool same = (strstr(theirs, ": syntax error\n") || strstr(theirs, "statement")) &&
		    same_place(first_error(theirs), first_error(ours));

	free(theirs);
	free(ours);
	return same;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Sorts the lines of TEXT, which it cuts, into a new text. */
static char *sorted(char *text)
{
	char **line = NULL, *out, *end, *next;
	size_t count = 0, len = strlen(text);

	for (char *at = text; (next = strsep(&at, "\n"));) {
		line = realloc(line, (count + 1) * sizeof(*line));
		if (!line)
			abort();
		line[count++] = next;
	}
	qsort(line, count, sizeof(*line), by_text);
	end = out = malloc(len + 2);
	if (!out)
		abort();
	for (size_t i = 0; i < count; i++)
		end = stpcpy(stpcpy(end, line[i]), i + 1 < count ? "\n" : "");
	free(line);
	return out;
}

/* Are the same lines there in another order? */
static bool same_lines(struct side side[2])
{
	char *theirs = printed(&side[0], "err"), *ours = printed(&side[1], "err");
	char *a = sorted(theirs), *b = sorted(ours);
	bool same = strcmp(a, b) == 0;

	free(theirs);
	free(ours);
	free(a);
	free(b);
	return same;
}

const char *purpose(struct side side[2], const int status[2], bool only_messages)
{
	if (status[0] >= FIRST_SIGNAL && status[1] < FIRST_SIGNAL)
		return "crash";
	if (holds(&side[0], "err", "Oops! How to check ") ||
	    holds(&side[0], "out", "<unknown type "))
		return "freed-memory";
	if (status[0] != status[1] || !only_messages)
		return NULL;
	if (same_lines(side))
		return "order";
	if (status[0] == 1 && same_syntax_error(side))
		return "syntax";
	return same_places(side) ? "wording" : NULL;
}
