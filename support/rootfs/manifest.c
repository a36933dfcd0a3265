#include "manifest.h"

#include <stdlib.h>
#include <string.h>

/* Memory in pieces that are all freed together. */
struct chunk {
	struct chunk *next;
	size_t used, size;
	_Alignas(16) char data[];
};

enum { CHUNK = 64 * 1024, LINKS = 40 };

void manifest_free(struct manifest *m)
{
	struct chunk *c, *next;

	for (c = m->chunks; c; c = next) {
		next = c->next;
		free(c);
	}
	free(m->entries);
	free(m->table);
	memset(m, 0, sizeof(*m));
}

void *manifest_alloc(struct manifest *m, size_t size)
{
	struct chunk *c = m->chunks;
	void *p;

	size = (size + 15) & ~(size_t)15;
	if (!c || c->size - c->used < size) {
		size_t room = size > CHUNK ? size : CHUNK;

		c = calloc(1, sizeof(*c) + room);
		if (!c)
			return NULL;
		c->size = room;
		c->next = m->chunks;
		m->chunks = c;
	}
	p = c->data + c->used;
	c->used += size;
	return p;
}

const char *manifest_string(struct manifest *m, const char *text, size_t len)
{
	char *copy = manifest_alloc(m, len + 1);

	if (copy)
		memcpy(copy, text, len);
	return copy;
}

/* FNV-1a, http://www.isthe.com/chongo/tech/comp/fnv/ */
static size_t hash_path(const char *path, size_t len)
{
	uint64_t h = 14695981039346656037u;

	for (size_t i = 0; i < len; i++)
		h = (h ^ (unsigned char)path[i]) * 1099511628211u;
	return (size_t)h;
}

/* The slot of `path`, or the empty one where it would be. */
static size_t *slot(const struct manifest *m, const char *path, size_t len)
{
	size_t i = hash_path(path, len) & (m->slots - 1);

	while (m->table[i]) {
		const char *other = m->entries[m->table[i] - 1]->path;

		if (!strncmp(other, path, len) && !other[len])
			break;
		i = (i + 1) & (m->slots - 1);
	}
	return &m->table[i];
}

static int fill_table(struct manifest *m, size_t slots)
{
	size_t *table = calloc(slots, sizeof(*table));

	if (!table)
		return -1;
	free(m->table);
	m->table = table;
	m->slots = slots;
	for (size_t i = 0; i < m->count; i++)
		*slot(m, m->entries[i]->path, strlen(m->entries[i]->path)) = i + 1;
	return 0;
}

struct entry *manifest_add(struct manifest *m, const char *path)
{
	struct entry *e;

	if (m->count == m->room) {
		size_t room = m->room ? m->room * 2 : 256;
		struct entry **entries = realloc(m->entries, room * sizeof(struct entry *));

		if (!entries)
			return NULL;
		m->entries = entries;
		m->room = room;
	}
	if (m->slots < 2 * (m->count + 1) && fill_table(m, m->slots ? m->slots * 2 : 512))
		return NULL;
	e = manifest_alloc(m, sizeof(*e));
	if (!e)
		return NULL;
	e->path = manifest_string(m, path, strlen(path));
	if (!e->path)
		return NULL;
	*slot(m, e->path, strlen(e->path)) = m->count + 1;
	m->entries[m->count++] = e;
	return e;
}

static struct entry *find(const struct manifest *m, const char *path, size_t len)
{
	size_t index = m->slots ? *slot(m, path, len) : 0;

	return index ? m->entries[index - 1] : NULL;
}

struct entry *manifest_find(const struct manifest *m, const char *path)
{
	return find(m, path, strlen(path));
}

struct entry *manifest_parent(const struct manifest *m, const struct entry *e)
{
	const char *end = strrchr(e->path, '/');

	if (!*e->path)
		return NULL;
	return find(m, e->path, end ? (size_t)(end - e->path) : 0);
}

/* Put the target of a link and what is left of the path into `todo`. */
static void push_link(struct buf *todo, const char *target, const char *rest)
{
	struct buf next = {0};

	buf_addf(&next, "%s/%s", target, rest);
	buf_free(todo);
	*todo = next;
}

struct entry *manifest_follow(const struct manifest *m, const char *path)
{
	struct buf done = {0}, todo = {0};
	struct entry *e = manifest_find(m, "");
	size_t at = 0, len;
	int links = 0;

	buf_adds(&todo, path);
	while (!todo.failed && e && *(buf_str(&todo) + at)) {
		const char *word = buf_str(&todo) + at;

		len = strcspn(word, "/");
		at += len + (word[len] == '/');
		if (!len || (len == 1 && *word == '.'))
			continue;
		if (len == 2 && !strncmp(word, "..", 2)) {
			char *end = done.len ? strrchr(done.data, '/') : NULL;

			done.len = end ? (size_t)(end - done.data) : 0;
			if (done.data)
				done.data[done.len] = '\0';
			e = find(m, buf_str(&done), done.len);
			continue;
		}
		buf_addf(&done, "%s%.*s", done.len ? "/" : "", (int)len, word);
		e = done.failed ? NULL : find(m, done.data, done.len);
		if (e && e->type == TYPE_LINK) {
			char *end = strrchr(done.data, '/');

			if (++links > LINKS) {
				e = NULL;
				break;
			}
			done.len = end && *e->link != '/' ? (size_t)(end - done.data) : 0;
			done.data[done.len] = '\0';
			push_link(&todo, e->link, buf_str(&todo) + at);
			at = 0;
			e = find(m, done.data, done.len);
		}
	}
	if (todo.failed)
		e = NULL;
	buf_free(&done);
	buf_free(&todo);
	return e;
}

int path_compare(const char *a, const char *b)
{
	unsigned char x, y;

	while (*a && *a == *b)
		a++, b++;
	x = *a == '/' ? 1 : (unsigned char)*a;
	y = *b == '/' ? 1 : (unsigned char)*b;
	return x < y ? -1 : x > y;
}

static int compare(const void *a, const void *b)
{
	return path_compare((*(struct entry *const *)a)->path, (*(struct entry *const *)b)->path);
}

/* Number the files with several names in the order of the first; one name needs no number. */
static int number_names(struct manifest *m)
{
	unsigned *number, *names, top = 0, next = 0;

	for (size_t i = 0; i < m->count; i++)
		if (m->entries[i]->inode > top)
			top = m->entries[i]->inode;
	number = calloc(2 * ((size_t)top + 1), sizeof(*number));
	if (!number)
		return -1;
	names = number + top + 1;
	for (size_t i = 0; i < m->count; i++)
		names[m->entries[i]->inode]++;
	for (size_t i = 0; i < m->count; i++) {
		unsigned old = m->entries[i]->inode;

		if (old && names[old] > 1 && !number[old])
			number[old] = ++next;
		m->entries[i]->inode = number[old];
	}
	free(number);
	return 0;
}

int manifest_sort(struct manifest *m, struct err *e)
{
	if (!m->count)
		return 0;
	qsort(m->entries, m->count, sizeof(struct entry *), compare);
	if (number_names(m) || fill_table(m, m->slots))
		return err_set(e, "out of memory");
	return 0;
}

void manifest_drop(struct manifest *m, bool (*drop)(const struct entry *e, void *data), void *data)
{
	size_t kept = 0;

	for (size_t i = 0; i < m->count; i++)
		if (!drop(m->entries[i], data))
			m->entries[kept++] = m->entries[i];
	m->count = kept;
	if (m->slots)
		memset(m->table, 0, m->slots * sizeof(*m->table));
	for (size_t i = 0; i < m->count; i++)
		*slot(m, m->entries[i]->path, strlen(m->entries[i]->path)) = i + 1;
}

bool manifest_again(const struct manifest *m, size_t index)
{
	unsigned inode = m->entries[index]->inode;

	while (inode && index--)
		if (m->entries[index]->inode == inode)
			return true;
	return false;
}
