/* The files of a tree and how they include each other. */
#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "internal.h"
#include "lexer.h"
#include "probe.h"
#include "source.h"

enum { MAX_FILE = 64 << 20 };

struct queued {
	struct queued *next;
	const char *name;
};

/* A `source` that is being followed: what is still to read for it, and where to go on then. */
struct include {
	struct include *up;
	struct queued *queue;
	const char *file; /* the file that has the `source` line */
	struct source_file *source;
	int line; /* of the `source` line */
	const char *next, *end, *line_start;
	int next_line;
};

char *kc_slurp(const char *path, size_t *length)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	char *data = NULL;
	size_t size, used = 0;

	if (fd < 0)
		return NULL;
	if (fstat(fd, &st) < 0 || S_ISDIR(st.st_mode)) {
		errno = S_ISDIR(st.st_mode) ? EISDIR : errno;
		goto out;
	}
	size = S_ISREG(st.st_mode) ? (size_t)st.st_size + 1 : 4096;
	data = malloc(size);
	for (ssize_t n = 1; data && n > 0; used += (size_t)n) {
		/* /dev/zero and its like have no end. */
		if (used > MAX_FILE) {
			free(data);
			data = NULL;
			errno = EFBIG;
			break;
		}
		if (used + 1 >= size) {
			char *more = realloc(data, size * 2);

			if (!more)
				free(data);
			data = more;
			size *= 2;
			if (!data)
				break;
		}
		n = read(fd, data + used, size - used - 1);
		if (n < 0) {
			free(data);
			data = NULL;
			break;
		}
	}
out:
	close(fd);
	if (!data)
		return NULL;
	data[used] = '\0';
	*length = used;
	return data;
}

/* The path of a file that may be relative to the current folder or to $srctree; to be freed. */
char *kc_find_file(const char *name)
{
	const char *top = getenv("srctree");
	char *path;

	if (access(name, F_OK) == 0 || *name == '/' || !top)
		return strdup(name);
	if (asprintf(&path, "%s/%s", top, name) < 0)
		return NULL;
	return path;
}

static int enter(struct kconfig *kc, struct lexer *l, const char *name)
{
	char *path = kc_find_file(name);
	struct source_file *file = arena_alloc(&kc->arena, sizeof(*file));

	file->data = path ? kc_slurp(path, &file->length) : NULL;
	int status = file->data ? 0 : errno ? -errno : -ENOMEM;
	free(path);
	if (status < 0)
		return status;
	file->name = arena_copy(&kc->arena, name, strlen(name));
	*kc->files_end = file;
	kc->files_end = &file->next;
	probes_attend(kc->probes);
	l->file = file->name;
	l->source = file;
	l->next = l->line_start = file->data;
	l->end = file->data + file->length;
	l->line = 1;
	return 0;
}

int source_open(struct kconfig *kc, struct lexer *l, const char *name)
{
	int status = enter(kc, l, name);

	if (status < 0)
		kc_message(kc, KCONFIG_ERROR, NULL, 0, 0, "can't read \"%s\": %s", name,
			   strerror(-status));
	else if (!kc->dialect)
		kc->dialect = kc_dialect_detect(name, l->next);
	return status;
}

/* True, with an error, when NAME is being read already. */
static bool recursive(struct kconfig *kc, const struct include *from, const char *name)
{
	const struct include *i = from;
	struct text text = {0};

	while (i && strcmp(i->file, name) != 0)
		i = i->up;
	if (!i)
		return false;
	text_addf(&text, "Recursive inclusion detected.\nInclusion path:\n  current file : %s",
		  name);
	for (i = from; i; i = i->up) {
		text_addf(&text, "\n  included from: %s:%d", i->file, i->line);
		if (strcmp(i->file, name) == 0)
			break;
	}
	kc_say(kc, KCONFIG_ERROR, from->file, from->line, 0, text_string(&text),
	       text_string(&text));
	kc->fatal = true;
	text_free(&text);
	return true;
}

/* Enter the next file of the queue of the innermost `source`; false when there is none. */
static bool enter_queued(struct lexer *l)
{
	struct include *i = l->stack;

	while (i->queue && !l->kc->fatal) {
		const char *name = i->queue->name;

		i->queue = i->queue->next;
		int status = enter(l->kc, l, name);
		if (status == 0)
			return true;
		kc_message(l->kc, KCONFIG_ERROR, i->file, i->line, 0, "can't open file \"%s\": %s",
			   name, strerror(-status));
		l->kc->fatal = true;
	}
	return false;
}

static struct include *push(struct lexer *l, int line)
{
	struct include *up = arena_alloc(&l->kc->arena, sizeof(*up));

	*up = (struct include){.up = l->stack,
			       .file = l->file,
			       .source = l->source,
			       .line = line,
			       .next = l->next,
			       .end = l->end,
			       .line_start = l->line_start,
			       .next_line = l->line};
	l->stack = up;
	return up;
}

static void queue(struct lexer *l, struct include *up, const char *name)
{
	if (recursive(l->kc, up, name))
		return;
	struct queued *queued = arena_alloc(&l->kc->arena, sizeof(*queued));
	queued->name = arena_copy(&l->kc->arena, name, strlen(name));
	struct queued **end = &up->queue;
	while (*end)
		end = &(*end)->next;
	*end = queued;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* A pattern may match nothing: then there is nothing to add to the menu. */
static void queue_pattern(struct lexer *l, struct include *up, const char *pattern)
{
	const char *top = getenv("srctree");
	size_t skip = 0;
	char *below = NULL;
	glob_t found = {0};

	int status = glob(pattern, GLOB_NOSORT, NULL, &found);
	if (status == GLOB_NOMATCH && *pattern != '/' && top &&
	    asprintf(&below, "%s/%s", top, pattern) >= 0) {
		globfree(&found);
		skip = strlen(top) + 1;
		status = glob(below, GLOB_NOSORT, NULL, &found);
	}
	/* By bytes: the order of the menu must not depend on the locale. */
	if (status == 0)
		qsort(found.gl_pathv, found.gl_pathc, sizeof(char *), by_name);
	for (size_t i = 0; status == 0 && i < found.gl_pathc; i++)
		queue(l, up, found.gl_pathv[i] + skip);
	globfree(&found);
	free(below);
}

void source_push(struct kconfig *kc, struct lexer *l, const char *name, int line)
{
	struct include *up = push(l, line);

	if ((kc->dialect->flags & DIALECT_GLOB) && strpbrk(name, "*?["))
		queue_pattern(l, up, name);
	else
		queue(l, up, name);
	if (!enter_queued(l))
		source_pop(l);
}

/* What was read holds no pointer into the text. */
static void leave(struct source_file *file)
{
	free(file->data);
	file->data = NULL;
}

bool source_pop(struct lexer *l)
{
	struct include *up = l->stack;

	if (!up)
		return false;
	if (l->source != up->source)
		leave(l->source);
	if (enter_queued(l))
		return true;
	l->file = up->file;
	l->source = up->source;
	l->next = up->next;
	l->end = up->end;
	l->line_start = up->line_start;
	l->line = up->next_line;
	l->stack = up->up;
	return true;
}

void source_close(struct lexer *l)
{
	text_free(&l->text);
}
