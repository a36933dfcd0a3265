/* Compares the files that two programs left behind, and says where they part. */
#define _GNU_SOURCE
#include "oracle.h"

#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { SHOWN = 6, SHOWN_FILES = 8 };

struct lines {
	char **line;
	size_t count;
};

bool compare_skips(const char *line)
{
	/* The tree's conf prints a pointer here. */
	static const char oops[] = "Oops! How to check ";

	return strncmp(line, oops, strlen(oops)) == 0;
}

bool compare_passes(const char *name, const char *except)
{
	/* BusyBox's conf leaves a temporary file for its Makefile to throw away. */
	return strncmp(name, ".tmp", 4) == 0 || (except && strcmp(name, except) == 0);
}

bool compare_sorted(const char *name)
{
	return strstr(name, "auto.conf") != NULL;
}

static struct lines split(char *text)
{
	struct lines lines = {NULL, 0};
	size_t space = 0;
	char *end;

	for (; *text; text = end) {
		end = text + strcspn(text, "\n");
		if (*end)
			*end++ = '\0';
		if (compare_skips(text))
			continue;
		if (lines.count == space) {
			space = space * 2 + 64;
			lines.line = realloc(lines.line, space * sizeof(*lines.line));
			if (!lines.line)
				abort();
		}
		lines.line[lines.count++] = text;
	}
	return lines;
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* Writes bytes that would disturb a terminal or the TAP reader as dots. */
static void show(FILE *log, const char *name, size_t at, char sign, const char *line)
{
	fprintf(log, "#   %s:%zu: %c", name, at + 1, sign);
	for (size_t i = 0; line[i] && i < 160; i++)
		fputc(line[i] >= ' ' && line[i] <= '~' ? line[i]
		      : line[i] == '\t'                ? '\t'
						       : '.',
		      log);
	fputc('\n', log);
}

/* Looks for LINE among the next lines of the other side, so that one lost line is shown as one. */
static size_t find(struct lines in, size_t from, const char *line)
{
	size_t end = from + 200 < in.count ? from + 200 : in.count;

	for (size_t i = from; i < end; i++) {
		if (strcmp(in.line[i], line) == 0)
			return i;
	}
	return (size_t)-1;
}

static void describe(struct lines a, struct lines b, const char *name, FILE *log)
{
	size_t i = 0, j = 0, shown = 0, there;

	while ((i < a.count || j < b.count) && shown < SHOWN) {
		if (i < a.count && j < b.count && strcmp(a.line[i], b.line[j]) == 0) {
			i++, j++;
			continue;
		}
		shown++;
		there = i < a.count ? find(b, j, a.line[i]) : b.count;
		if (there != (size_t)-1 && there > j && j < b.count) {
			for (; j < there && shown < SHOWN; j++, shown++)
				show(log, name, j, '+', b.line[j]);
			continue;
		}
		show(log, name, i, '-', a.line[i]);
		i++;
	}
	if (i < a.count || j < b.count)
		fprintf(log, "#   %s: (only the first differences)\n", name);
}

int compare_files(const char *theirs, const char *ours, const char *name, bool sorted, FILE *log)
{
	size_t a_len = 0, b_len = 0;
	char *a = file_read(theirs, &a_len), *b = file_read(ours, &b_len);
	struct lines a_lines, b_lines;
	int differs = 0;

	if (!a || !b) {
		differs = a != b;
		if (differs)
			fprintf(log, "#   %s: only the %s conf wrote it\n", name,
				a ? "tree's" : "new");
		goto out;
	}
	if (a_len == b_len && memcmp(a, b, a_len) == 0)
		goto out;
	if (a_len > 0 && b_len > 0 && (a[a_len - 1] == '\n') != (b[b_len - 1] == '\n')) {
		fprintf(log, "#   %s: only the %s ends with a newline\n", name,
			a[a_len - 1] == '\n' ? "tree's conf's" : "new conf's");
		differs = 1;
	}
	a_lines = split(a);
	b_lines = split(b);
	if (sorted) {
		qsort(a_lines.line, a_lines.count, sizeof(char *), by_text);
		qsort(b_lines.line, b_lines.count, sizeof(char *), by_text);
	}
	differs |= a_lines.count != b_lines.count;
	for (size_t i = 0; !differs && i < a_lines.count; i++)
		differs = strcmp(a_lines.line[i], b_lines.line[i]) != 0;
	if (differs)
		describe(a_lines, b_lines, name, log);
	free(a_lines.line);
	free(b_lines.line);
out:
	free(a);
	free(b);
	return differs;
}

/* nftw has no argument for its callback; a worker compares one pair of trees at a time. */
static struct {
	const char *from, *other, *except;
	size_t skip, differ;
	bool only_missing;
	FILE *log;
} walk;

static int compare_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	const char *name = path + walk.skip;
	char *other;

	(void)st, (void)ftw;
	if (type != FTW_F || compare_passes(name, walk.except))
		return 0;
	other = path_join(walk.other, name);
	if (!walk.only_missing)
		walk.differ +=
			(size_t)compare_files(path, other, name, compare_sorted(name), walk.log);
	else if (access(other, F_OK) < 0)
		walk.differ += (size_t)compare_files(other, path, name, false, walk.log);
	free(other);
	if (walk.differ == SHOWN_FILES) {
		fprintf(walk.log, "#   (only the first files that differ)\n");
		return 1;
	}
	return 0;
}

int compare_trees(const char *theirs, const char *ours, const char *except, FILE *log)
{
	memset(&walk, 0, sizeof(walk));
	walk.log = log;
	walk.except = except;
	walk.from = theirs;
	walk.other = ours;
	walk.skip = strlen(theirs) + 1;
	nftw(theirs, compare_one, 32, FTW_PHYS);
	if (walk.differ == SHOWN_FILES)
		return SHOWN_FILES;
	walk.only_missing = true;
	walk.from = ours;
	walk.other = theirs;
	walk.skip = strlen(ours) + 1;
	nftw(ours, compare_one, 32, FTW_PHYS);
	return (int)walk.differ;
}
