#include "layer.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../lib/fs.h"

/* A file with more than one name, by what stat says. */
struct names {
	dev_t dev;
	ino_t ino;
	struct entry *first;
};

struct walk {
	const struct layer *layer;
	struct manifest *m;
	struct buf path; /* of what is being read, relative to the layer */
	struct names *names;
	size_t n_names;
	unsigned inodes;
	struct err *e;
};

static int read_link(struct walk *w, int dir, const char *name, struct entry *entry)
{
	char target[4096];
	ssize_t n = readlinkat(dir, name, target, sizeof(target));

	if (n < 0)
		return err_sys(w->e, "%s/%s: can't read the link", w->layer->dir,
			       buf_str(&w->path));
	if ((size_t)n == sizeof(target))
		return err_set(w->e, "%s/%s: the link's target is too long", w->layer->dir,
			       buf_str(&w->path));
	entry->link = manifest_string(w->m, target, (size_t)n);
	entry->mode = 0777;
	return entry->link ? 0 : err_set(w->e, "out of memory");
}

/* Give all names of one file the same number. */
static int join_names(struct walk *w, const struct stat *st, struct entry *entry)
{
	struct names *more;

	for (size_t i = 0; i < w->n_names; i++) {
		struct entry *first = w->names[i].first;

		if (w->names[i].dev != st->st_dev || w->names[i].ino != st->st_ino)
			continue;
		if (!first->inode)
			first->inode = ++w->inodes;
		entry->inode = first->inode;
		return 0;
	}
	more = realloc(w->names, (w->n_names + 1) * sizeof(*more));
	if (!more)
		return err_set(w->e, "out of memory");
	w->names = more;
	w->names[w->n_names++] = (struct names){st->st_dev, st->st_ino, entry};
	return 0;
}

static int read_file(struct walk *w, int dir, const char *name, const struct stat *st,
		     struct entry *entry)
{
	struct buf path = {0};

	entry->mode = st->st_mode & S_IXUSR ? 0755 : 0644;
	if (hash_file(dir, name, entry->sha, &entry->size, w->e))
		return err_prefix(w->e, "%s/%s: ", w->layer->dir, buf_str(&w->path));
	buf_addf(&path, "%s/%s", w->layer->dir, buf_str(&w->path));
	entry->contents = path.failed ? NULL : manifest_string(w->m, path.data, path.len);
	buf_free(&path);
	if (!entry->contents)
		return err_set(w->e, "out of memory");
	return st->st_nlink > 1 ? join_names(w, st, entry) : 0;
}

static int read_dir(struct walk *w, int parent, const char *name);

static int read_one(struct walk *w, int dir, const char *name)
{
	struct entry *entry = manifest_add(w->m, buf_str(&w->path));
	struct stat st;

	if (!entry ||
	    !(entry->package = manifest_string(w->m, w->layer->name, strlen(w->layer->name))))
		return err_set(w->e, "out of memory");
	if (fstatat(dir, name, &st, AT_SYMLINK_NOFOLLOW))
		return err_sys(w->e, "%s/%s", w->layer->dir, buf_str(&w->path));
	entry->uname = entry->gname = "root";
	if (S_ISDIR(st.st_mode)) {
		entry->type = TYPE_DIR;
		entry->mode = 0755;
		return read_dir(w, dir, name);
	}
	if (S_ISLNK(st.st_mode)) {
		entry->type = TYPE_LINK;
		return read_link(w, dir, name, entry);
	}
	if (S_ISREG(st.st_mode)) {
		entry->type = TYPE_FILE;
		return read_file(w, dir, name, &st, entry);
	}
	return err_set(w->e,
		       "%s/%s: neither file, folder nor symbolic link; devices come from the "
		       "tables",
		       w->layer->dir, buf_str(&w->path));
}

static bool skipped(const struct walk *w, const char *name)
{
	return w->layer->overlay && !strcmp(name, ".gitkeep");
}

static int read_dir(struct walk *w, int parent, const char *name)
{
	int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	struct fs_list list = {0};
	size_t len = w->path.len;
	int rc = 0;

	if (fd < 0)
		return err_sys(w->e, "%s/%s: can't open", w->layer->dir, buf_str(&w->path));
	if (fs_list(fd, ".", &list, w->e)) {
		close(fd);
		return err_prefix(w->e, "%s/%s: ", w->layer->dir, buf_str(&w->path));
	}
	for (size_t i = 0; !rc && i < list.count; i++) {
		if (skipped(w, list.names[i]))
			continue;
		buf_addf(&w->path, "%s%s", len ? "/" : "", list.names[i]);
		rc = w->path.failed ? err_set(w->e, "out of memory")
				    : read_one(w, fd, list.names[i]);
		w->path.len = len;
		if (w->path.data)
			w->path.data[len] = '\0';
	}
	fs_list_free(&list);
	close(fd);
	return rc;
}

int layer_read(const struct layer *layer, struct manifest *m, struct err *e)
{
	struct walk w = {.layer = layer, .m = m, .e = e};
	int fd = open(layer->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc;

	if (fd < 0)
		return err_sys(e, "%s: can't open", layer->dir);
	rc = read_one(&w, fd, ".");
	close(fd);
	buf_free(&w.path);
	free(w.names);
	return rc ? rc : manifest_sort(m, e);
}
