/*
 * STORE/cache/stat: a magic line, the SHA-256 of the rest in raw hex, then fixed-size entries
 * sorted by device and inode, in the machine's own byte order (the file never leaves the machine).
 */
#include "statcache.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "../lib/fs.h"

#define MAGIC "whittle stat cache 1\n"
#define HEAD (sizeof(MAGIC) - 1 + HASH_HEX - 1)
#define LIMIT 50000 /* entries; the ones not used for the longest time go first */

struct entry {
	uint64_t dev, ino, size;
	int64_t mtime, mtime_ns, ctime, ctime_ns;
	int64_t used; /* day of the last use */
	char hex[64];
};

struct stat_cache {
	char *path;
	struct buf old;      /* the file; its entries are searched by bisection */
	struct entry *first; /* aligned copy of the old entries */
	size_t count;
	struct entry *fresh; /* what this process has hashed */
	size_t n_fresh, cap;
	time_t now;
};

static int compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	if (x->dev != y->dev)
		return x->dev < y->dev ? -1 : 1;
	return x->ino < y->ino ? -1 : x->ino > y->ino;
}

struct stat_cache *statcache_open(const char *path)
{
	struct stat_cache *c = calloc(1, sizeof(*c));
	char hex[HASH_HEX];
	struct err ignored;

	if (!c || !(c->path = strdup(path))) {
		free(c);
		return NULL;
	}
	c->now = time(NULL);
	if (fs_read(path, &c->old, &ignored) || c->old.len < HEAD ||
	    (c->old.len - HEAD) % sizeof(struct entry) ||
	    memcmp(c->old.data, MAGIC, sizeof(MAGIC) - 1) ||
	    hash_bytes(c->old.data + HEAD, c->old.len - HEAD, hex, &ignored) ||
	    memcmp(c->old.data + sizeof(MAGIC) - 1, hex, 64))
		return c;
	c->count = (c->old.len - HEAD) / sizeof(struct entry);
	c->first = malloc(c->count * sizeof(struct entry) + 1);
	if (!c->first)
		c->count = 0;
	else
		memcpy(c->first, c->old.data + HEAD, c->count * sizeof(struct entry));
	return c;
}

static void fill(struct entry *n, const struct stat *st)
{
	memset(n, 0, sizeof(*n));
	n->dev = st->st_dev;
	n->ino = st->st_ino;
	n->size = (uint64_t)st->st_size;
	n->mtime = st->st_mtim.tv_sec;
	n->mtime_ns = st->st_mtim.tv_nsec;
	n->ctime = st->st_ctim.tv_sec;
	n->ctime_ns = st->st_ctim.tv_nsec;
}

static const struct entry *find(const struct stat_cache *c, const struct entry *want)
{
	const struct entry *hit = NULL;

	for (size_t i = c->n_fresh; i-- && !hit;)
		if (!compare(&c->fresh[i], want))
			hit = &c->fresh[i];
	if (!hit && c->count)
		hit = bsearch(want, c->first, c->count, sizeof(*want), compare);
	/* everything up to `used` must be equal */
	return hit && !memcmp(hit, want, offsetof(struct entry, used)) ? hit : NULL;
}

static void remember(struct stat_cache *c, const struct entry *n)
{
	if (c->n_fresh == c->cap) {
		size_t cap = c->cap ? 2 * c->cap : 64;
		struct entry *bigger = realloc(c->fresh, cap * sizeof(*bigger));

		if (!bigger)
			return;
		c->fresh = bigger;
		c->cap = cap;
	}
	c->fresh[c->n_fresh++] = *n;
}

int statcache_hash(struct stat_cache *c, int dirfd, const char *path, const struct stat *st,
		   char hex[HASH_HEX], struct err *e)
{
	const struct entry *hit;
	struct entry want;

	fill(&want, st);
	if (c && (hit = find(c, &want))) {
		memcpy(hex, hit->hex, 64);
		hex[64] = '\0';
		return 0;
	}
	if (hash_file(dirfd, path, hex, NULL, e))
		return -1;
	/* a file written just now may change again without a new time stamp: don't trust it yet */
	if (c && st->st_ctim.tv_sec < c->now - 2) {
		memcpy(want.hex, hex, 64);
		want.used = c->now / 86400;
		remember(c, &want);
	}
	return 0;
}

static int by_use(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;

	return x->used > y->used ? -1 : x->used < y->used;
}

/* Old and new entries in one sorted array, the new ones winning. */
static struct entry *merge(struct stat_cache *c, size_t *count)
{
	struct entry *all = malloc((c->count + c->n_fresh) * sizeof(*all));
	size_t n = 0, kept = 0;

	if (!all)
		return NULL;
	for (size_t i = 0; i < c->count; i++) {
		bool replaced = false;

		if (c->n_fresh)
			replaced =
				bsearch(&c->first[i], c->fresh, c->n_fresh, sizeof(*all), compare);
		if (!replaced)
			all[n++] = c->first[i];
	}
	memcpy(all + n, c->fresh, c->n_fresh * sizeof(*all));
	n += c->n_fresh;
	if (n > LIMIT) {
		qsort(all, n, sizeof(*all), by_use);
		n = LIMIT;
	}
	qsort(all, n, sizeof(*all), compare);
	for (size_t i = 0; i < n; i++)
		if (!kept || compare(&all[kept - 1], &all[i]))
			all[kept++] = all[i];
	*count = kept;
	return all;
}

static void save(struct stat_cache *c)
{
	struct buf b = {0};
	struct err ignored;
	struct entry *all;
	char hex[HASH_HEX];
	size_t n;

	qsort(c->fresh, c->n_fresh, sizeof(*c->fresh), compare);
	all = merge(c, &n);
	if (!all)
		return;
	if (!hash_bytes(all, n * sizeof(*all), hex, &ignored)) {
		buf_adds(&b, MAGIC);
		buf_add(&b, hex, 64);
		buf_add(&b, all, n * sizeof(*all));
		if (!b.failed)
			fs_write_quick(c->path, b.data, b.len, &ignored);
	}
	buf_free(&b);
	free(all);
}

void statcache_close(struct stat_cache *c)
{
	if (!c)
		return;
	if (c->n_fresh)
		save(c);
	buf_free(&c->old);
	free(c->first);
	free(c->fresh);
	free(c->path);
	free(c);
}
