#include "size.h"

#include <stdlib.h>
#include <string.h>

#include "measure.h"
#include "mtree.h"

struct share {
	const char *name;
	size_t len; /* of the name */
	uint64_t bytes, files;
};

struct shares {
	struct share *list;
	size_t count;
};

/* Add to the share of a name. `list` has room for one per entry of the manifest. */
static void add(struct shares *s, const char *name, size_t len, uint64_t bytes, bool file)
{
	size_t i;

	for (i = 0; i < s->count; i++)
		if (s->list[i].len == len && !strncmp(s->list[i].name, name, len))
			break;
	if (i == s->count)
		s->list[s->count++] = (struct share){.name = name, .len = len};
	s->list[i].bytes += bytes;
	s->list[i].files += file;
}

/* The largest first; equal ones by name. */
static int compare(const void *a, const void *b)
{
	const struct share *x = a, *y = b;
	size_t len = x->len < y->len ? x->len : y->len;
	int c;

	if (x->bytes != y->bytes)
		return x->bytes > y->bytes ? -1 : 1;
	c = strncmp(x->name, y->name, len);
	return c ? c : (x->len > y->len) - (x->len < y->len);
}

static void print(struct shares *s, const char *title, const char *slash, size_t top, uint64_t all,
		  struct buf *b)
{
	qsort(s->list, s->count, sizeof(*s->list), compare);
	buf_addf(b, "%s\n", title);
	for (size_t i = 0; i < s->count && (!top || i < top); i++) {
		const struct share *one = &s->list[i];
		uint64_t permille = all ? one->bytes * 1000 / all : 0;
		struct buf name = {0};

		buf_add(&name, one->name, one->len);
		buf_addf(b, "%12llu %3llu.%llu%%  %s", (unsigned long long)one->bytes,
			 (unsigned long long)permille / 10, (unsigned long long)permille % 10,
			 slash);
		mtree_quote(b, buf_str(&name));
		if (one->files > 1)
			buf_addf(b, "  (%llu files)", (unsigned long long)one->files);
		buf_addc(b, '\n');
		buf_free(&name);
	}
	if (top && s->count > top)
		buf_addf(b, "%21s and %zu more\n", "", s->count - top);
	buf_addc(b, '\n');
	s->count = 0;
}

/* A folder and the one in it: usr/lib of usr/lib/modules/6.12. */
static size_t folder_len(const char *path)
{
	const char *first = strchr(path, '/'), *second = first ? strchr(first + 1, '/') : NULL;

	if (!first)
		return 0;
	return (size_t)((second ? second : first) - path);
}

int size_report(const struct manifest *m, size_t top, struct buf *b, struct err *e)
{
	struct shares s = {calloc(m->count + 1, sizeof(struct share)), 0};
	uint64_t all = 0, files = 0;

	if (!s.list)
		return err_set(e, "out of memory");
	for (size_t i = 0; i < m->count; i++) {
		const struct entry *entry = m->entries[i];
		const char *name = entry->package ? entry->package : "(generated)";

		all += measure_entry(m, i);
		files += entry->type == TYPE_FILE;
		if (entry->type == TYPE_FILE || entry->package)
			add(&s, name, strlen(name), measure_entry(m, i), entry->type == TYPE_FILE);
	}
	buf_addf(b, "%llu bytes in %llu files\n\n", (unsigned long long)all,
		 (unsigned long long)files);
	print(&s, "By package", "", 0, all, b);
	for (size_t i = 0; i < m->count; i++)
		if (m->entries[i]->type == TYPE_FILE)
			add(&s, m->entries[i]->path, folder_len(m->entries[i]->path),
			    measure_entry(m, i), true);
	print(&s, "By folder", "/", top, all, b);
	for (size_t i = 0; i < m->count; i++)
		if (m->entries[i]->type == TYPE_FILE && !manifest_again(m, i))
			s.list[s.count++] =
				(struct share){m->entries[i]->path, strlen(m->entries[i]->path),
					       m->entries[i]->size, 1};
	print(&s, "Largest files", "/", top, all, b);
	free(s.list);
	return b->failed ? err_set(e, "out of memory") : 0;
}
