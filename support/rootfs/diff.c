#include "diff.h"

#include <stdlib.h>
#include <string.h>

#include "mtree.h"

struct change {
	const struct entry *old, *new; /* one may be NULL */
	const char *package;
};

static bool same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static uint64_t bytes(const struct entry *e)
{
	return e && e->type == TYPE_FILE ? e->size : 0;
}

/* What changed, as words; nothing when both are the same. */
static void describe(const struct entry *a, const struct entry *b, struct buf *text)
{
	if (a->type != b->type)
		buf_addf(text, " %s->%s", type_name(a->type), type_name(b->type));
	if (a->mode != b->mode)
		buf_addf(text, " mode %04o->%04o", a->mode, b->mode);
	if (a->uid != b->uid || a->gid != b->gid)
		buf_addf(text, " owner %u:%u->%u:%u", a->uid, a->gid, b->uid, b->gid);
	if (a->type == b->type && a->type == TYPE_FILE && strcmp(a->sha, b->sha))
		buf_addf(text, " content (%+lld)", (long long)b->size - (long long)a->size);
	if (a->type == b->type && !same_text(a->link, b->link)) {
		buf_adds(text, " link ");
		mtree_quote(text, a->link ? a->link : "");
		buf_adds(text, "->");
		mtree_quote(text, b->link ? b->link : "");
	}
	if (a->major != b->major || a->minor != b->minor)
		buf_addf(text, " device %u,%u->%u,%u", a->major, a->minor, b->major, b->minor);
	if (!same_text(a->package, b->package))
		buf_addf(text, " package %s->%s", a->package ? a->package : "none",
			 b->package ? b->package : "none");
}

static int by_package(const void *a, const void *b)
{
	const struct change *x = a, *y = b;
	const struct entry *p = x->new ? x->new : x->old, *q = y->new ? y->new : y->old;
	int c = strcmp(x->package, y->package);

	return c ? c : path_compare(p->path, q->path);
}

static void print(const struct change *c, size_t count, struct buf *b)
{
	long long grown = 0, sum = 0;

	for (size_t i = 0; i < count; i++) {
		const struct entry *e = c[i].new ? c[i].new : c[i].old;

		if (!i || strcmp(c[i - 1].package, c[i].package))
			buf_addf(b, "%s\n", c[i].package);
		grown = (long long)bytes(c[i].new) - (long long)bytes(c[i].old);
		sum += grown;
		buf_addf(b, "  %c /", !c[i].old ? '+' : !c[i].new ? '-' : '~');
		mtree_quote(b, e->path);
		if (c[i].old && c[i].new)
			describe(c[i].old, c[i].new, b);
		else if (e->type == TYPE_FILE)
			buf_addf(b, " (%+lld)", grown);
		buf_addc(b, '\n');
	}
	buf_addf(b, "%zu paths differ, %+lld bytes\n", count, sum);
}

static void note(struct change *c, size_t *count, const struct entry *old, const struct entry *new)
{
	const struct entry *e = new ? new : old;

	c[(*count)++] = (struct change){old, new, e->package ? e->package : "(generated)"};
}

int diff_report(const struct manifest *old, const struct manifest *new, struct buf *b,
		struct err *e)
{
	struct change *c = calloc(old->count + new->count + 1, sizeof(*c));
	size_t count = 0;

	if (!c)
		return err_set(e, "out of memory");
	for (size_t i = 0; i < old->count; i++) {
		const struct entry *a = old->entries[i], *z = manifest_find(new, a->path);
		struct buf words = {0};

		if (z)
			describe(a, z, &words);
		if (!z || words.len)
			note(c, &count, a, z);
		buf_free(&words);
	}
	for (size_t i = 0; i < new->count; i++)
		if (!manifest_find(old, new->entries[i]->path))
			note(c, &count, NULL, new->entries[i]);
	qsort(c, count, sizeof(*c), by_package);
	if (count)
		print(c, count, b);
	free(c);
	if (b->failed)
		return err_set(e, "out of memory");
	return count > 0;
}
