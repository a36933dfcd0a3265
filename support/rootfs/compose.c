#include "compose.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../lib/fs.h"
#include "apply.h"
#include "linked.h"
#include "users.h"

static bool yields(const struct compose *c, const char *who, const char *to)
{
	for (size_t i = 0; i < c->n_yields; i++)
		if (!strcmp(c->yields[i].who, who) &&
		    (!c->yields[i].to || !strcmp(c->yields[i].to, to)))
			return true;
	return false;
}

static const char *name_of(const struct entry *e)
{
	return e->package ? e->package : "several packages";
}

/* Decide between two packages' entries: 1 the new one, 0 the old one, -1 error. */
static int decide(const struct compose *c, const struct entry *old, const struct entry *new,
		  struct err *e)
{
	bool goes = old->package && yields(c, old->package, new->package);
	bool stays = old->package && yields(c, new->package, old->package);

	if ((old->type == TYPE_DIR) != (new->type == TYPE_DIR))
		return err_add(e, "/%s: a folder in %s, but not in %s", new->path,
			       old->type == TYPE_DIR ? name_of(old) : new->package,
			       old->type == TYPE_DIR ? new->package : name_of(old));
	if (goes && stays)
		return err_add(e, "/%s: %s and %s both yield to the other", new->path, old->package,
			       new->package);
	if (!goes && !stays)
		return err_add(e,
			       "/%s: in %s and in %s; one of the recipes has to say that it "
			       "yields",
			       new->path, name_of(old), new->package);
	return goes;
}

/* Copy what an entry says, into the memory of another manifest. */
static int take(struct manifest *m, struct entry *to, const struct entry *from, unsigned inodes)
{
	const char *path = to->path;

	*to = *from;
	to->path = path;
	to->package = manifest_string(m, from->package, strlen(from->package));
	if (from->contents)
		to->contents = manifest_string(m, from->contents, strlen(from->contents));
	if (from->link)
		to->link = manifest_string(m, from->link, strlen(from->link));
	if (from->inode)
		to->inode += inodes;
	return to->package && (!from->contents || to->contents) && (!from->link || to->link) ? 0
											     : -1;
}

static unsigned last_inode(const struct manifest *m)
{
	unsigned last = 0;

	for (size_t i = 0; i < m->count; i++)
		if (m->entries[i]->inode > last)
			last = m->entries[i]->inode;
	return last;
}

/* What two packages have in common is nobody's; the root folder always is. */
static void share(struct entry *old)
{
	old->package = NULL;
}

/* Where a layer's path goes: below a link to a folder it is in that folder. NULL: out of memory. */
static const char *redirect(const struct manifest *m, const char *path, struct buf *place)
{
	const char *end = strrchr(path, '/');
	const struct entry *folder;

	buf_clear(place);
	buf_add(place, path, end ? (size_t)(end - path) : 0);
	folder = manifest_follow(m, buf_str(place));
	if (!folder || folder->type != TYPE_DIR || !end)
		return path;
	buf_clear(place);
	buf_addf(place, "%s%s", folder->path, *folder->path ? end : end + 1);
	return place->failed ? NULL : buf_str(place);
}

/* The folder that both a layer and the image have, by this name or by a link; NULL: they don't. */
static struct entry *common_folder(const struct manifest *m, struct entry *old,
				   const struct entry *new)
{
	if (old && old->type == TYPE_LINK && new->type == TYPE_DIR)
		old = manifest_follow(m, old->path);
	return old && old->type == TYPE_DIR && new->type == TYPE_DIR ? old : NULL;
}

static int merge_package(struct compose *c, struct manifest *m, const struct manifest *layer,
			 struct err *e)
{
	unsigned inodes = last_inode(m);
	struct buf place = {0};
	int rc = 0;

	for (size_t i = 0; i < layer->count; i++) {
		const struct entry *new = layer->entries[i];
		const char *path = redirect(m, new->path, &place);
		struct entry *old = path ? manifest_find(m, path) : NULL, *both;
		int takes = 1;

		both = common_folder(m, old, new);
		if (both) {
			share(both);
			continue;
		}
		if (old)
			takes = decide(c, old, new, e);
		if (takes < 0)
			rc = -1;
		if (takes <= 0)
			continue;
		if (!old && path)
			old = manifest_add(m, path);
		if (!old || take(m, old, new, inodes)) {
			rc = err_set(e, "out of memory");
			break;
		}
	}
	buf_free(&place);
	return rc;
}

/* Copy an overlay's file to where the steps after this one find it. */
static int own_file(const struct compose *c, const char *from, const char *path, bool x,
		    struct err *e)
{
	char *to = fs_fmt("%s/%s", c->own_dir, path);
	char *end = to ? strrchr(to, '/') : NULL;
	int rc = -1;

	if (!end)
		return err_set(e, "out of memory");
	*end = '\0';
	if (!fs_mkdirs(to, e)) {
		*end = '/';
		if (unlink(to) && errno != ENOENT)
			rc = err_sys(e, "%s: can't replace", to);
		else
			rc = fs_copy(AT_FDCWD, from, AT_FDCWD, to, x ? 0755 : 0644, e);
	}
	free(to);
	return rc;
}

/* The bytes of what an overlay brings are copied, and `entry` points to the copy. */
static int own_entry(struct compose *c, struct manifest *m, struct entry *entry, struct err *e)
{
	struct buf path = {0};
	int rc = own_file(c, entry->contents, entry->path, entry->mode & 0100, e);

	buf_addf(&path, "%s/%s", c->own_path, entry->path);
	entry->contents = path.failed ? NULL : manifest_string(m, path.data, path.len);
	if (!rc && !entry->contents)
		rc = err_set(e, "out of memory");
	buf_free(&path);
	return rc;
}

static int overlay_entry(struct compose *c, struct manifest *m, const struct entry *new,
			 const char *path, unsigned inodes, struct err *e)
{
	struct entry *old = path ? manifest_find(m, path) : NULL;

	if (common_folder(m, old, new))
		return 0;
	if (old && (old->type == TYPE_DIR || new->type == TYPE_DIR))
		return err_set(e, "/%s: overlay %s would replace %s of %s", new->path, new->package,
			       old->type == TYPE_DIR ? "a folder" : "what is no folder",
			       name_of(old));
	if (old)
		buf_addf(&c->notes, "overlay %s replaces /%s of %s\n", new->package, old->path,
			 name_of(old));
	else if (path)
		old = manifest_add(m, path);
	if (!old || take(m, old, new, inodes))
		return err_set(e, "out of memory");
	return new->type == TYPE_FILE ? own_entry(c, m, old, e) : 0;
}

static int merge_overlay(struct compose *c, struct manifest *m, const struct manifest *layer,
			 struct err *e)
{
	unsigned inodes = last_inode(m);
	struct buf place = {0};
	int rc = 0;

	for (size_t i = 0; !rc && i < layer->count; i++) {
		const struct entry *new = layer->entries[i];

		rc = overlay_entry(c, m, new, redirect(m, new->path, &place), inodes, e);
	}
	buf_free(&place);
	return rc;
}

static int by_name(const void *a, const void *b)
{
	const struct layer *x = a, *y = b;

	return strcmp(x->name, y->name);
}

/* Packages by name, whatever the order they were given in; then the overlays in theirs. */
static int sort_layers(struct compose *c, struct err *e)
{
	struct layer *sorted = calloc(c->n_layers + 1, sizeof(*sorted));
	size_t n = 0, packages = 0;

	if (!sorted)
		return err_set(e, "out of memory");
	for (int overlay = 0; overlay < 2; overlay++) {
		for (size_t i = 0; i < c->n_layers; i++)
			if (c->layers[i].overlay == (overlay == 1))
				sorted[n++] = c->layers[i];
		if (!overlay)
			packages = n;
	}
	qsort(sorted, packages, sizeof(*sorted), by_name);
	memcpy(c->layers, sorted, n * sizeof(*sorted));
	free(sorted);
	for (size_t i = 1; i < packages; i++)
		if (!strcmp(c->layers[i - 1].name, c->layers[i].name))
			return err_set(e, "layer %s was given twice", c->layers[i].name);
	return 0;
}

static int merge(struct compose *c, struct manifest *m, struct err *e)
{
	int rc = 0;

	for (size_t i = 0; i < c->n_layers; i++) {
		const struct layer *l = &c->layers[i];
		struct manifest layer = {0};

		/* an overlay on top of a conflict would only add to the confusion */
		if (rc && l->overlay)
			break;
		if (layer_read(l, &layer, e)) {
			manifest_free(&layer);
			return -1;
		}
		rc |= l->overlay ? merge_overlay(c, m, &layer, e) : merge_package(c, m, &layer, e);
		manifest_free(&layer);
	}
	return rc;
}

/* Write a generated file, unless an overlay brought its own. */
static int generate(struct compose *c, struct manifest *m, const char *path, unsigned mode,
		    const struct buf *text, struct err *e)
{
	struct entry *entry = manifest_find(m, path);
	char *to = fs_fmt("%s/%s", c->own_dir, path), *end = to ? strrchr(to, '/') : NULL;
	int rc = -1;

	if (!end || text->failed) {
		free(to);
		return err_set(e, "out of memory");
	}
	if (entry) {
		for (size_t i = 0; i < c->n_layers; i++)
			if (!strcmp(c->layers[i].name, name_of(entry)) && c->layers[i].overlay)
				rc = 0;
		if (!rc)
			buf_addf(&c->notes, "overlay %s replaces the generated /%s\n",
				 name_of(entry), path);
		else
			rc = err_set(e, "/%s: is generated; %s has to declare its users instead",
				     path, name_of(entry));
		goto out;
	}
	entry = apply_make(m, path, e);
	if (!entry)
		goto out;
	entry->type = TYPE_FILE;
	entry->mode = mode;
	entry->size = text->len;
	if (hash_bytes(buf_str(text), text->len, entry->sha, e))
		goto out;
	*end = '\0';
	if (fs_mkdirs(to, e))
		goto out;
	*end = '/';
	if (fs_write(to, buf_str(text), text->len, e))
		goto out;
	free(to);
	to = fs_fmt("%s/%s", c->own_path, path);
	entry->contents = to ? manifest_string(m, to, strlen(to)) : NULL;
	rc = entry->contents ? 0 : err_set(e, "out of memory");
out:
	free(to);
	return rc;
}

static int accounts(struct compose *c, struct manifest *m, const struct users *u, struct err *e)
{
	static const struct {
		const char *path;
		unsigned mode;
		void (*write)(const struct users *u, struct buf *b);
	} files[] = {
		{"etc/group", 0644, users_group_file},
		{"etc/passwd", 0644, users_passwd},
		{"etc/shadow", 0600, users_shadow},
	};
	int rc = 0;

	for (size_t i = 0; !rc && i < sizeof(files) / sizeof(*files); i++) {
		struct buf text = {0};

		files[i].write(u, &text);
		rc = generate(c, m, files[i].path, files[i].mode, &text, e);
		buf_free(&text);
	}
	return rc;
}

int compose(struct compose *c, struct manifest *m, struct err *e)
{
	struct users users = {0};
	int rc = sort_layers(c, e);

	if (!rc && !apply_make(m, "", e))
		rc = -1;
	if (!rc)
		rc = apply_first(m, &c->table, e);
	if (!rc)
		rc = merge(c, m, e);
	if (!rc && c->n_linked)
		rc = linked_only(c, m, e);
	if (!rc)
		rc = users_collect(&users, &c->table, e);
	if (!rc)
		rc = accounts(c, m, &users, e);
	if (!rc)
		rc = apply_table(m, &c->table, &users, e);
	if (!rc)
		rc = manifest_sort(m, e);
	users_free(&users);
	return rc;
}
