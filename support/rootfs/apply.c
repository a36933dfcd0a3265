#include "apply.h"

#include <stdlib.h>
#include <string.h>

/* PATH MODE USER GROUP [MAJOR MINOR] */
enum { PATH, MODE, USER, GROUP, MAJOR, MINOR };
/* link PATH TARGET */
enum { TARGET = 1 };

struct apply {
	struct manifest *m;
	const struct users *users;
	struct err *e;
};

struct entry *apply_make(struct manifest *m, const char *path, struct err *e)
{
	struct entry *entry = manifest_find(m, path), *parent;
	const char *end = strrchr(path, '/');

	if (entry)
		return entry;
	if (*path) {
		char *up = strndup(path, end ? (size_t)(end - path) : 0);

		parent = up ? apply_make(m, up, e) : NULL;
		free(up);
		if (!parent)
			return NULL;
		if (parent->type != TYPE_DIR) {
			err_add(e, "/%s: can't be made, because /%s is no folder", path,
				parent->path);
			return NULL;
		}
	}
	entry = manifest_add(m, path);
	if (!entry) {
		err_add(e, "out of memory");
		return NULL;
	}
	entry->type = TYPE_DIR;
	entry->mode = 0755;
	entry->uname = entry->gname = "root";
	return entry;
}

/* Set owner and mode; `r` has been checked. */
static int set(struct apply *a, struct entry *entry, const struct row *r)
{
	const struct account *user = users_user(a->users, r->word[USER]);
	const struct account *group = users_group(a->users, r->word[GROUP]);
	int rc = 0;

	if (!user)
		rc = table_complain(r, USER, a->e, "user \"%s\" is not declared", r->word[USER]);
	if (!group)
		rc = table_complain(r, GROUP, a->e, "group \"%s\" is not declared", r->word[GROUP]);
	if (rc)
		return rc;
	if (entry->type != TYPE_LINK && r->number[MODE] != MODE_KEEP)
		entry->mode = r->number[MODE];
	entry->uid = user->id;
	entry->uname = user->name;
	entry->gid = group->id;
	entry->gname = group->name;
	return 0;
}

static struct entry *find(struct apply *a, const struct row *r)
{
	struct entry *entry = manifest_find(a->m, r->word[PATH]);

	if (!entry)
		table_complain(r, PATH, a->e, "/%s is not in the image", r->word[PATH]);
	return entry;
}

static int do_file(struct apply *a, const struct row *r)
{
	struct entry *entry = find(a, r);

	if (!entry)
		return -1;
	if (entry->type != TYPE_FILE)
		return table_complain(r, PATH, a->e, "/%s is a %s, not a file", entry->path,
				      entry->type == TYPE_DIR ? "folder" : "link or device");
	for (size_t i = 0; entry->inode && i < a->m->count; i++)
		if (a->m->entries[i]->inode == entry->inode && set(a, a->m->entries[i], r))
			return -1;
	return set(a, entry, r);
}

/* Make a path; -1 when it can't be, or is there and is not a `type`. */
static struct entry *make(struct apply *a, const struct row *r, enum type type)
{
	struct entry *entry = manifest_find(a->m, r->word[PATH]);
	bool there = entry != NULL;

	if (!there)
		entry = apply_make(a->m, r->word[PATH], a->e);
	if (!entry)
		return NULL;
	if (there && entry->type != type) {
		table_complain(r, PATH, a->e, "/%s is there and is something else", entry->path);
		return NULL;
	}
	if (there)
		return entry;
	entry->type = type;
	entry->package = r->package;
	if (type != TYPE_DIR)
		entry->mode = 0600;
	return entry;
}

static int do_dir(struct apply *a, const struct row *r)
{
	struct entry *entry = make(a, r, TYPE_DIR);

	return entry ? set(a, entry, r) : -1;
}

static int do_fifo(struct apply *a, const struct row *r)
{
	struct entry *entry = make(a, r, TYPE_FIFO);

	return entry ? set(a, entry, r) : -1;
}

static int do_device(struct apply *a, const struct row *r)
{
	struct entry *entry = make(a, r, r->what == SAY_CHAR ? TYPE_CHAR : TYPE_BLOCK);

	if (!entry)
		return -1;
	entry->major = r->number[MAJOR];
	entry->minor = r->number[MINOR];
	return set(a, entry, r);
}

static int do_link(struct apply *a, const struct row *r)
{
	struct entry *entry = manifest_find(a->m, r->word[PATH]);

	if (entry && entry->type == TYPE_LINK && !strcmp(entry->link, r->word[TARGET]))
		return 0;
	if (entry)
		return table_complain(r, PATH, a->e, "/%s is there and is something else",
				      entry->path);
	entry = make(a, r, TYPE_LINK);
	if (!entry)
		return -1;
	entry->mode = 0777;
	entry->link = r->word[TARGET];
	return 0;
}

static int do_tree(struct apply *a, const struct row *r)
{
	size_t len = strlen(r->word[PATH]);
	struct entry *top = find(a, r);
	int rc = top ? 0 : -1;

	for (size_t i = 0; !rc && i < a->m->count; i++) {
		struct entry *entry = a->m->entries[i];

		if (!len || entry == top ||
		    (!strncmp(entry->path, top->path, len) && entry->path[len] == '/'))
			rc = set(a, entry, r);
	}
	return rc;
}

/* What is made comes first, then whole trees, then what single paths say otherwise. */
static const struct {
	enum statement what;
	bool again; /* ran before: not again when it had errors */
	int (*run)(struct apply *a, const struct row *r);
} order[] = {
	{SAY_DIR, false, do_dir},     {SAY_LINK, false, do_link},    {SAY_FIFO, false, do_fifo},
	{SAY_CHAR, false, do_device}, {SAY_BLOCK, false, do_device}, {SAY_TREE, false, do_tree},
	{SAY_DIR, true, do_dir},      {SAY_FILE, false, do_file},
};

static bool same(const struct row *a, const struct row *b)
{
	for (size_t i = 0; i < WORDS; i++) {
		const char *x = a->word[i], *y = b->word[i];

		if (x && y ? strcmp(x, y) != 0 : x != y)
			return false;
	}
	return true;
}

static int by_path(const void *a, const void *b)
{
	const struct row *x = *(const struct row *const *)a, *y = *(const struct row *const *)b;
	int c = path_compare(x->word[PATH], y->word[PATH]);

	return c ? c : (x->what > y->what) - (x->what < y->what);
}

/* Sort the rows about paths by path, drop repeated ones, complain about contradictions. */
static int sort_rows(const struct table *t, const struct row **rows, size_t *count, struct err *e)
{
	size_t n = 0, kept = 0;
	int rc = 0;

	for (size_t i = 0; i < t->count; i++)
		if (t->rows[i].what >= SAY_FILE)
			rows[n++] = &t->rows[i];
	qsort(rows, n, sizeof(*rows), by_path);
	for (size_t i = 0; i < n; i++) {
		const struct row *last = kept ? rows[kept - 1] : NULL;

		if (!last || by_path(&last, &rows[i]))
			rows[kept++] = rows[i];
		else if (!same(last, rows[i]))
			rc = table_complain(rows[i], PATH, e, "/%s: %s:%zu says otherwise",
					    last->word[PATH], last->file, last->line);
	}
	*count = kept;
	return rc;
}

static bool plain_folders(const struct manifest *m, const char *path)
{
	const struct entry *e = manifest_find(m, path);
	const char *end = strrchr(path, '/');
	char *up;
	bool plain;

	if (e || !*path)
		return !e || e->type == TYPE_DIR;
	up = strndup(path, end ? (size_t)(end - path) : 0);
	plain = up && plain_folders(m, up);
	free(up);
	return plain;
}

int apply_first(struct manifest *m, const struct table *t, struct err *e)
{
	struct apply a = {.m = m, .e = e};
	int rc = 0;

	for (size_t i = 0; i < t->count; i++)
		if (t->rows[i].what == SAY_DIR && !make(&a, &t->rows[i], TYPE_DIR))
			rc = -1;
	for (size_t i = 0; i < t->count; i++) {
		const struct row *r = &t->rows[i];

		if (r->what == SAY_LINK && !manifest_find(m, r->word[PATH]) &&
		    plain_folders(m, r->word[PATH]))
			rc |= do_link(&a, r);
	}
	return rc;
}

int apply_table(struct manifest *m, const struct table *t, const struct users *users, struct err *e)
{
	struct apply a = {.m = m, .users = users, .e = e};
	const struct row **rows = calloc(t->count + 1, sizeof(*rows));
	size_t count = 0;
	int rc;

	if (!rows)
		return err_add(e, "out of memory");
	rc = sort_rows(t, rows, &count, e);
	for (size_t k = 0; k < sizeof(order) / sizeof(*order); k++)
		for (size_t i = 0; i < count && !(rc && order[k].again); i++)
			if (rows[i]->what == order[k].what)
				rc |= order[k].run(&a, rows[i]);
	free(rows);
	return rc;
}
