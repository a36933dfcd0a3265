#include "why.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lib/child.h"

/* One fact of a canonical text: "WORD NAME" is what it is about, the rest is its value. */
struct fact {
	const char *line;
	size_t len;   /* of the line */
	size_t about; /* bytes that name it */
};

struct facts {
	struct fact *list;
	size_t count;
	const char *script;
};

/* How many words name a fact: `depends NAME PART HASH` 3, `file NAME HASH` 2, `version V` 1. */
static size_t about(const char *line, size_t len)
{
	static const struct {
		const char *word;
		int words;
	} rows[] = {{"depends ", 3}, {"source ", 2}, {"file ", 2}, {"tool ", 2}, {"env ", 2}};
	int words = 1;
	size_t i;

	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		if (!strncmp(line, rows[i].word, strlen(rows[i].word)))
			words = rows[i].words;
	for (i = 0; i < len; i++)
		if (line[i] == ' ' && !--words)
			return i;
	return len;
}

static int split(const char *text, struct facts *f)
{
	const char *p = text;
	size_t cap = 0;

	memset(f, 0, sizeof(*f));
	f->script = "";
	while (*p) {
		size_t n = strcspn(p, "\n");

		if (n == 6 && !strncmp(p, "script", 6)) {
			f->script = p + n + (p[n] == '\n');
			return 0;
		}
		if (f->count == cap) {
			struct fact *bigger =
				realloc(f->list, (cap = cap ? 2 * cap : 32) * sizeof(*bigger));

			if (!bigger)
				return -1;
			f->list = bigger;
		}
		f->list[f->count++] = (struct fact){p, n, about(p, n)};
		p += n + (p[n] == '\n');
	}
	return 0;
}

static const struct fact *find(const struct facts *in, const struct fact *want)
{
	for (size_t i = 0; i < in->count; i++)
		if (in->list[i].about == want->about &&
		    !memcmp(in->list[i].line, want->line, want->about))
			return &in->list[i];
	return NULL;
}

static bool is(const struct fact *f, const char *word)
{
	return !strncmp(f->line, word, strlen(word));
}

/* Hashes say nothing to a person: for those only that it changed. */
static void tell_change(const struct fact *old, const struct fact *now, struct buf *b)
{
	int n = (int)now->about;

	if (is(now, "depends ") || is(now, "file ") || is(now, "source ") || is(now, "override "))
		buf_addf(b, "%.*s: its content changed\n", n, now->line);
	else if (is(now, "tool "))
		buf_addf(b, "%.*s: another program now:%.*s\n", n, now->line,
			 (int)(now->len - now->about), now->line + now->about);
	else if (is(now, "whittle "))
		buf_adds(b, "the format of keys changed\n");
	else
		buf_addf(b, "%.*s: was%.*s, is%.*s\n", n, now->line, (int)(old->len - old->about),
			 old->line + old->about, (int)(now->len - now->about),
			 now->line + now->about);
}

static void tell_facts(const struct facts *old, const struct facts *now, struct buf *b)
{
	for (size_t i = 0; i < now->count; i++) {
		const struct fact *f = &now->list[i], *was = find(old, f);

		if (!was)
			buf_addf(b, "%.*s: new\n", (int)f->about, f->line);
		else if (was->len != f->len || memcmp(was->line, f->line, f->len))
			tell_change(was, f, b);
	}
	for (size_t i = 0; i < old->count; i++)
		if (!find(now, &old->list[i]))
			buf_addf(b, "%.*s: gone\n", (int)old->list[i].about, old->list[i].line);
}

/* diff(1) of the two scripts, without its file names. */
static void tell_script(struct depot *d, const char *old, const char *now, struct buf *b)
{
	char *a = fs_fmt("%s/state/.old.%ld", d->out, (long)getpid());
	char *z = fs_fmt("%s/state/.new.%ld", d->out, (long)getpid());
	const char *argv[] = {"diff", "-U2", "--label", "before", "--label", "now", a, z, NULL};
	struct child c = {.argv = argv, .in = -1};
	struct err ignored;
	struct buf text = {0};

	buf_adds(b, "the script changed:\n");
	if (a && z && !fs_write_quick(a, old, strlen(old), &ignored) &&
	    !fs_write_quick(z, now, strlen(now), &ignored) &&
	    child_output(&c, &text, 1 << 20, 10, &ignored) >= 0)
		for (const char *p = buf_str(&text); *p;) {
			size_t n = strcspn(p, "\n");

			buf_addf(b, "    %.*s\n", (int)n, p);
			p += n + (p[n] == '\n');
		}
	if (a)
		unlink(a);
	if (z)
		unlink(z);
	buf_free(&text);
	free(a);
	free(z);
}

int why_differs(struct depot *d, const struct node *n, struct buf *b, struct err *e)
{
	char *path = fs_fmt("%s/state/%s", d->out, n->step->name);
	struct facts was = {0}, is_now = {0};
	struct buf old = {0};
	int ret = -1;

	if (!path) {
		err_set(e, "out of memory");
		goto out;
	}
	errno = 0;
	if (fs_read(path, &old, e)) {
		if (errno == ENOENT) {
			buf_adds(b, "it was not built here before\n");
			ret = 1;
		}
		goto out;
	}
	ret = 0;
	if (old.len == n->text.len && !memcmp(buf_str(&old), buf_str(&n->text), old.len))
		goto out;
	ret = 1;
	if (split(buf_str(&old), &was) || split(buf_str(&n->text), &is_now)) {
		ret = err_set(e, "out of memory");
		goto out;
	}
	tell_facts(&was, &is_now, b);
	if (strcmp(was.script, is_now.script))
		tell_script(d, was.script, is_now.script, b);
out:
	free(was.list);
	free(is_now.list);
	buf_free(&old);
	free(path);
	return ret;
}

static void print_reason(struct depot *d, const char *name)
{
	char *path = fs_fmt("%s/state/%s.why", d->out, name);
	struct buf b = {0};
	struct err ignored;

	if (path && !fs_read(path, &b, &ignored))
		printf("The last time it was built, or taken from a store, because:\n%s",
		       buf_str(&b));
	buf_free(&b);
	free(path);
}

int why_command(struct depot *d, const char *name, struct err *e)
{
	struct graph g = {.d = d};
	struct node *n = graph_load(&g, name, e);
	struct buf b = {0};
	int ret = -1, differs;

	if (!n || graph_look_all(&g, e))
		goto out;
	if (n->state == STATE_BLOCKED) {
		printf("%s: waits for", name);
		for (size_t i = 0; i < n->step->n_deps; i++)
			if (n->deps[i]->state != STATE_HIT)
				printf(" %s", n->deps[i]->step->name);
		printf("; it is built only if what they make differs from before.\n");
		ret = 1;
		goto out;
	}
	differs = why_differs(d, n, &b, e);
	if (differs < 0)
		goto out;
	ret = n->state == STATE_HIT ? 0 : 1;
	if (differs)
		printf("%s: %s; since it was last built here:\n%s", name,
		       ret ? "must be built" : "is in the store", buf_str(&b));
	else if (ret)
		printf("%s: must be built: nothing changed, but its artefact is not in the "
		       "store.\n",
		       name);
	else {
		printf("%s: is up to date.\n", name);
		print_reason(d, name);
	}
out:
	buf_free(&b);
	graph_free(&g);
	return ret;
}
