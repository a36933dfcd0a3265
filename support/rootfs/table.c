/*
 * One statement a line, words between blanks, # to the end of a line is a comment:
 *
 *     user NAME UID GROUP HOME SHELL [GROUP,…]    an account nobody can log in to with a password;
 *                                                 the last word: further groups
 *     group NAME GID                              needed when GID is not its user's UID
 *     password NAME HASH                          crypt(5); "-": none is asked for
 *     file PATH MODE USER GROUP                   must exist
 *     dir PATH MODE USER GROUP                    is made when it is missing
 *     tree PATH MODE USER GROUP                   a folder and all in it; MODE is usually "-"
 *     link PATH TARGET                            a symbolic link
 *     fifo PATH MODE USER GROUP
 *     char PATH MODE USER GROUP MAJOR MINOR       device nodes
 *     block PATH MODE USER GROUP MAJOR MINOR
 *
 * Paths are absolute; \ooo stands for a byte. MODE is octal; "-" leaves it as it is. USER and GROUP
 * are names.
 */
#include "table.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/fs.h"

/* What a word must be: n name, i number, p path, m mode, s any text, l names with commas; words
 * after ? may be left out. */
static const struct form {
	const char *name, *words, *usage;
} forms[] = {
	[SAY_USER] = {"user", "ninps?l", "NAME UID GROUP HOME SHELL [GROUP,...]"},
	[SAY_GROUP] = {"group", "ni", "NAME GID"},
	[SAY_PASSWORD] = {"password", "ns", "NAME HASH"},
	[SAY_FILE] = {"file", "pmnn", "PATH MODE USER GROUP"},
	[SAY_DIR] = {"dir", "pmnn", "PATH MODE USER GROUP"},
	[SAY_TREE] = {"tree", "pmnn", "PATH MODE USER GROUP"},
	[SAY_LINK] = {"link", "ps", "PATH TARGET"},
	[SAY_FIFO] = {"fifo", "pmnn", "PATH MODE USER GROUP"},
	[SAY_CHAR] = {"char", "pmnnii", "PATH MODE USER GROUP MAJOR MINOR"},
	[SAY_BLOCK] = {"block", "pmnnii", "PATH MODE USER GROUP MAJOR MINOR"},
};

enum { FORMS = sizeof(forms) / sizeof(*forms) };

int table_complain(const struct row *r, size_t word, struct err *e, const char *fmt, ...)
{
	char text[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	return err_add(e, "%s:%zu:%zu: %s", r->file, r->line, r->column[word], text);
}

/* A name of a user or group: what every tool accepts, and no ":" or blank to break the files. */
static bool good_name(const char *name, size_t len)
{
	if (!len || len > 32 || (!islower((unsigned char)*name) && *name != '_'))
		return false;
	for (size_t i = 1; i < len; i++)
		if (!islower((unsigned char)name[i]) && !isdigit((unsigned char)name[i]) &&
		    name[i] != '_' && name[i] != '-')
			return false;
	return true;
}

static int check_names(const struct row *r, size_t i, struct err *e, bool list)
{
	const char *name = r->word[i];

	for (;;) {
		size_t len = list ? strcspn(name, ",") : strlen(name);

		if (!good_name(name, len))
			return table_complain(r, i, e, "\"%.*s\" is not a name", (int)len, name);
		if (!name[len])
			return 0;
		name += len + 1;
	}
}

/* Replace \ooo; 0 when there is nothing else behind a backslash. */
static int unquote(char *text)
{
	char *to = text;

	for (; *text; text++) {
		unsigned byte;

		if (*text != '\\') {
			*to++ = *text;
			continue;
		}
		if (sscanf(text + 1, "%3o", &byte) != 1 || !byte || byte > 255 ||
		    strspn(text + 1, "01234567") < 3)
			return -1;
		*to++ = (char)byte;
		text += 3;
	}
	*to = '\0';
	return 0;
}

/* Make a path relative, and check that it has no empty, "." or ".." names. */
static int check_path(struct row *r, size_t i, struct err *e)
{
	char *path = (char *)r->word[i];
	size_t len, at;

	if (*path != '/' || unquote(path))
		return table_complain(r, i, e, "\"%s\" is not an absolute path", r->word[i]);
	len = strlen(++path);
	if (len && path[len - 1] == '/')
		path[--len] = '\0';
	for (at = 0; at < len; at += strcspn(path + at, "/") + 1) {
		size_t n = strcspn(path + at, "/");

		if (!n || (n == 1 && path[at] == '.') || (n == 2 && !strncmp(path + at, "..", 2)))
			return table_complain(r, i, e, "\"/%s\" is not a plain path", path);
	}
	r->word[i] = path;
	return 0;
}

static int check_number(struct row *r, size_t i, struct err *e, int base, unsigned long max)
{
	const char *text = r->word[i];
	unsigned long value;
	char *end;

	if (base == 8 && !strcmp(text, "-")) {
		r->number[i] = MODE_KEEP;
		return 0;
	}
	value = strtoul(text, &end, base);
	if (!isdigit((unsigned char)*text) || *end || value > max)
		return table_complain(r, i, e, "\"%s\" is not %s", text,
				      base == 8 ? "a mode (octal, up to 7777)"
						: "a number in range");
	r->number[i] = (unsigned)value;
	return 0;
}

static int check_word(struct row *r, size_t i, char form, struct err *e)
{
	switch (form) {
	case 'n':
	case 'l':
		return check_names(r, i, e, form == 'l');
	case 'p':
		return check_path(r, i, e);
	case 'm':
		return check_number(r, i, e, 8, 07777);
	case 'i':
		/* the highest number means "nobody" to chown(2) */
		return check_number(r, i, e, 10, r->what < SAY_FILE ? 0xfffffffeul : 0xffffful);
	}
	return strchr(r->word[i], ':') && r->what < SAY_FILE
		       ? table_complain(r, i, e, "\"%s\" has a colon", r->word[i])
		       : 0;
}

static int check_row(struct row *r, struct err *e)
{
	const struct form *f = &forms[r->what];
	bool optional = false;
	size_t i = 0;
	int rc = 0;

	for (const char *form = f->words; *form; form++) {
		if (*form == '?') {
			optional = true;
			continue;
		}
		if (!r->word[i]) {
			if (optional)
				break;
			return err_add(e, "%s:%zu:1: expected: %s %s", r->file, r->line, f->name,
				       f->usage);
		}
		rc |= check_word(r, i++, *form, e);
	}
	if (i < WORDS && r->word[i])
		return table_complain(r, i, e, "one word too many: \"%s\"", r->word[i]);
	return rc;
}

static int find_form(const char *name, size_t len)
{
	for (int i = 0; i < FORMS; i++)
		if (strlen(forms[i].name) == len && !strncmp(forms[i].name, name, len))
			return i;
	return -1;
}

/* Split a line; -1 out of memory or wrong, 0 nothing in it, 1 a row. */
static int split(struct row *r, struct manifest *m, const char *line, size_t len, struct err *e)
{
	size_t at = 0, word = 0;
	bool first = true;

	for (;;) {
		size_t start, n;

		while (at < len && isspace((unsigned char)line[at]))
			at++;
		if (at == len || line[at] == '#')
			return first ? 0 : 1;
		start = at;
		while (at < len && !isspace((unsigned char)line[at]))
			at++;
		n = at - start;
		if (first) {
			int form = find_form(line + start, n);

			if (form < 0)
				return err_add(e, "%s:%zu:%zu: unknown statement \"%.*s\"", r->file,
					       r->line, start + 1, n > 40 ? 40 : (int)n,
					       line + start);
			r->what = (enum statement)form;
			first = false;
			continue;
		}
		if (word == WORDS)
			return err_add(e, "%s:%zu:%zu: too many words", r->file, r->line,
				       start + 1);
		r->column[word] = start + 1;
		r->word[word] = manifest_string(m, line + start, n);
		if (!r->word[word++])
			return err_add(e, "out of memory");
	}
}

static int add_row(struct table *t, const struct row *r, struct err *e)
{
	if (t->count == t->room) {
		size_t room = t->room ? t->room * 2 : 64;
		struct row *rows = realloc(t->rows, room * sizeof(*rows));

		if (!rows)
			return err_add(e, "out of memory");
		t->rows = rows;
		t->room = room;
	}
	t->rows[t->count++] = *r;
	return 0;
}

int table_parse(struct table *t, struct manifest *m, const char *package, const char *text,
		size_t len, const char *file, struct err *e)
{
	const char *name = manifest_string(m, file, strlen(file));
	const char *owner = manifest_string(m, package, strlen(package));
	size_t at = 0, line = 0;
	int rc = 0;

	if (!name || !owner)
		return err_add(e, "out of memory");
	while (at < len) {
		struct row r = {.package = owner, .file = name, .line = ++line};
		const char *end = memchr(text + at, '\n', len - at);
		size_t n = end ? (size_t)(end - text) - at : len - at;
		int found;

		if (memchr(text + at, '\0', n))
			found = err_add(e, "%s:%zu:1: this is not text", name, line);
		else
			found = split(&r, m, text + at, n, e);
		at += n + 1;
		if (found < 0 || (found && (check_row(&r, e) || add_row(t, &r, e))))
			rc = -1;
	}
	return rc;
}

int table_read(struct table *t, struct manifest *m, const char *package, const char *path,
	       struct err *e)
{
	struct buf text = {0};
	struct err reason = ERR_INIT;
	int rc;

	if (fs_read(path, &text, &reason))
		rc = err_add(e, "%s", reason.text);
	else
		rc = table_parse(t, m, package, buf_str(&text), text.len, path, e);
	buf_free(&text);
	return rc;
}

void table_free(struct table *t)
{
	free(t->rows);
	memset(t, 0, sizeof(*t));
}
