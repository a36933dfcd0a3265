#include "view.h"

#include "key.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct layer {
	const char *step;
	char *dir;
	const char *hash;
};

struct merge {
	const struct layer *layers;
	size_t count;
	const char *shown; /* "/sysroot" or "/host", for messages */
	long epoch;
	struct err *e;
};

static bool same_file(int a, const char *x, int b, const char *y)
{
	char first[HASH_HEX], second[HASH_HEX];
	struct err ignored;

	return !hash_file(a, x, first, NULL, &ignored) &&
	       !hash_file(b, y, second, NULL, &ignored) && !strcmp(first, second);
}

/* Are two entries, of which at least one is no folder, the same? */
static bool same(int from, int to, const char *name, const struct stat *st)
{
	char a[4096], b[4096];
	struct stat other;
	ssize_t n, m;

	if (fstatat(to, name, &other, AT_SYMLINK_NOFOLLOW) ||
	    (other.st_mode & S_IFMT) != (st->st_mode & S_IFMT))
		return false;
	if (S_ISLNK(st->st_mode)) {
		n = readlinkat(from, name, a, sizeof(a));
		m = readlinkat(to, name, b, sizeof(b));
		return n >= 0 && n == m && !memcmp(a, b, (size_t)n);
	}
	if (other.st_ino == st->st_ino && other.st_dev == st->st_dev)
		return true;
	return other.st_size == st->st_size && (other.st_mode & 0100) == (st->st_mode & 0100) &&
	       same_file(from, name, to, name);
}

/* Say which earlier layer has this path. */
static int conflict(const struct merge *m, const struct layer *layer, const char *path)
{
	const char *other = "another dependency";

	for (const struct layer *l = m->layers; l < layer; l++) {
		char *p = fs_fmt("%s/%s", l->dir, path);

		if (p && fs_exists(p))
			other = l->step;
		free(p);
	}
	return err_set(m->e, "%s/%s comes from both %s and %s, with different content", m->shown,
		       path, other, layer->step);
}

static int link_file(const struct merge *m, int from, int to, const char *name, mode_t mode)
{
	if (!linkat(from, name, to, name, 0))
		return 0;
	/* too many links to one inode, or a file system without them */
	if (errno == EMLINK || errno == EPERM || errno == EXDEV || errno == EOPNOTSUPP)
		return fs_copy(from, name, to, name, mode & 0555, m->e);
	return errno == EEXIST ? 1 : err_sys(m->e, "%s: can't link", name);
}

static int merge_folder(const struct merge *m, const struct layer *layer, int from, int to,
			const char *path);

static int merge_entry(const struct merge *m, const struct layer *layer, int from, int to,
		       const char *name, const char *path)
{
	int in, out, ret;
	char text[4096];
	struct stat st;
	ssize_t n;

	if (fstatat(from, name, &st, AT_SYMLINK_NOFOLLOW))
		return err_sys(m->e, "%s/%s", layer->dir, path);
	if (S_ISLNK(st.st_mode)) {
		n = readlinkat(from, name, text, sizeof(text) - 1);
		if (n < 0)
			return err_sys(m->e, "%s/%s: can't read link", layer->dir, path);
		text[n] = '\0';
		ret = symlinkat(text, to, name) ? (errno == EEXIST ? 1 : -1) : 0;
		if (ret < 0)
			err_sys(m->e, "%s: can't link", path);
	} else if (S_ISREG(st.st_mode)) {
		ret = link_file(m, from, to, name, st.st_mode);
	} else {
		struct stat there;

		if (mkdirat(to, name, 0755) && errno != EEXIST)
			return err_sys(m->e, "%s: can't make folder", path);
		if (fstatat(to, name, &there, AT_SYMLINK_NOFOLLOW) || !S_ISDIR(there.st_mode))
			return conflict(m, layer, path);
		in = openat(from, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		out = openat(to, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		ret = in < 0 || out < 0 ? err_sys(m->e, "%s: can't open", path)
					: merge_folder(m, layer, in, out, path);
		if (in >= 0)
			close(in);
		if (out >= 0)
			close(out);
		return ret;
	}
	if (ret > 0)
		return same(from, to, name, &st) ? 0 : conflict(m, layer, path);
	return ret;
}

static int merge_folder(const struct merge *m, const struct layer *layer, int from, int to,
			const char *path)
{
	struct timespec times[2] = {{.tv_sec = m->epoch}, {.tv_sec = m->epoch}};
	struct fs_list list;
	int ret = 0;

	if (fs_list(from, ".", &list, m->e))
		return -1;
	for (size_t i = 0; i < list.count && !ret; i++) {
		const char *name = list.names[i];
		char *below = fs_fmt("%s%s%s", path, *path ? "/" : "", name);

		ret = below ? merge_entry(m, layer, from, to, name, below)
			    : err_set(m->e, "out of memory");
		free(below);
	}
	fs_list_free(&list);
	if (!ret && futimens(to, times))
		ret = err_sys(m->e, "%s: can't set its time", path);
	return ret;
}

static int merge_layer(const struct merge *m, const struct layer *layer, const char *dir)
{
	int from = open(layer->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int to = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), ret;

	if (from < 0 || to < 0)
		ret = err_sys(m->e, "%s: can't open", from < 0 ? layer->dir : dir);
	else
		ret = merge_folder(m, layer, from, to, "");
	if (from >= 0)
		close(from);
	if (to >= 0)
		close(to);
	return ret;
}

static int by_hash(const void *a, const void *b)
{
	return strcmp(((const struct layer *)a)->hash, ((const struct layer *)b)->hash);
}

/* Build the folder STORE/AREA/HASH with `fill` unless it is there; sets v. A shared lock is kept.
 */
static int cached(struct depot *d, const char *area, const char *hash, struct view *v,
		  int (*fill)(const char *dir, void *arg), void *arg, struct err *e)
{
	char *name = fs_fmt("%s-%s", area, hash), *temp = NULL;
	int alone = -1, ret = -1;

	v->path = store_path(d, area, hash);
	if (!name || !v->path || !(temp = store_path(d, "tmp", name))) {
		err_set(e, "out of memory");
		goto out;
	}
	for (;;) {
		v->lock = store_lock(d, name, LOCK_SHARED, "", e);
		if (v->lock < 0)
			goto out;
		if (fs_exists(v->path))
			break;
		close(v->lock);
		v->lock = -1;
		alone = store_lock(d, name, LOCK_ALONE, "", e);
		if (alone < 0)
			goto out;
		if (!fs_exists(v->path)) {
			if (fs_remove(AT_FDCWD, temp, e) || fs_mkdirs(temp, e) || fill(temp, arg))
				goto out;
			if (rename(temp, v->path)) {
				err_sys(e, "%s: can't rename", v->path);
				goto out;
			}
		}
		close(alone);
		alone = -1;
	}
	ret = 0;
out:
	if (ret && temp) {
		struct err ignored;

		fs_remove(AT_FDCWD, temp, &ignored);
	}
	if (alone >= 0)
		close(alone);
	free(name);
	free(temp);
	if (ret)
		view_done(v);
	return ret;
}

static int fill_merge(const char *dir, void *arg)
{
	const struct merge *m = arg;
	int ret = 0;

	for (size_t i = 0; i < m->count && !ret; i++)
		ret = merge_layer(m, &m->layers[i], dir);
	return ret;
}

int view_make(struct depot *d, const struct node *n, enum part part, struct view *v, struct err *e)
{
	struct layer *layers = calloc(n->step->n_deps + 1, sizeof(*layers));
	struct merge m = {.layers = layers, .epoch = key_epoch(n->step), .e = e};
	struct buf id = {0};
	char hash[HASH_HEX];
	int ret = -1;

	v->path = NULL;
	v->lock = -1;
	if (!layers)
		return err_set(e, "out of memory");
	m.shown = part == PART_HOST ? "/host" : "/sysroot";
	for (size_t i = 0; i < n->step->n_deps; i++) {
		const struct record *r = &n->deps[i]->record;

		if (!n->step->deps[i].parts[part] || !strcmp(r->part[part], PART_EMPTY))
			continue;
		layers[m.count].step = n->deps[i]->step->name;
		layers[m.count].hash = r->part[part];
		layers[m.count].dir =
			fs_fmt("%s/artefacts/%s/%s", d->store, r->key, part_names[part]);
		if (!layers[m.count++].dir) {
			err_set(e, "out of memory");
			goto out;
		}
	}
	qsort(layers, m.count, sizeof(*layers), by_hash);
	if (m.count == 1) {
		/* the artefact itself, which the caller has locked */
		v->path = layers[0].dir;
		layers[0].dir = NULL;
	}
	if (m.count <= 1) {
		ret = 0;
		goto out;
	}
	buf_addf(&id, "%ld", m.epoch);
	for (size_t i = 0; i < m.count; i++)
		buf_addf(&id, " %s", layers[i].hash);
	if (id.failed)
		err_set(e, "out of memory");
	else if (!hash_bytes(id.data, id.len, hash, e))
		ret = cached(d, "views", hash, v, fill_merge, &m, e);
out:
	for (size_t i = 0; i < m.count; i++)
		free(layers[i].dir);
	free(layers);
	buf_free(&id);
	return ret;
}

void view_done(struct view *v)
{
	free(v->path);
	v->path = NULL;
	if (v->lock >= 0)
		close(v->lock);
	v->lock = -1;
}

struct libraries {
	const char *dir, *seen;
	struct err *e;
};

/* Is this entry of a library folder needed to run programs? Static libraries, start files, the
 * development links libx.so and linker scripts of that name are not. */
static bool runtime(int fd, const char *name)
{
	const char *dot = strrchr(name, '.');
	char magic[4] = "";
	struct stat st;
	int file;

	if (!strcmp(name, "pkgconfig") || !strcmp(name, "cmake"))
		return false;
	if (!dot)
		return true;
	if (!strcmp(dot, ".a") || !strcmp(dot, ".o") || !strcmp(dot, ".la"))
		return false;
	if (strcmp(dot, ".so"))
		return true;
	if (fstatat(fd, name, &st, AT_SYMLINK_NOFOLLOW) || !S_ISREG(st.st_mode))
		return false;
	file = openat(fd, name, O_RDONLY | O_CLOEXEC);
	if (file < 0)
		return false;
	if (read(file, magic, 4) != 4)
		magic[0] = '\0';
	close(file);
	return !memcmp(magic, "\177ELF", 4);
}

static int fill_libraries(const char *dir, void *arg)
{
	const struct libraries *l = arg;
	int from = open(l->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int to = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), ret = 0;
	struct fs_list list = {0};

	if (from < 0 || to < 0)
		ret = err_sys(l->e, "%s: can't open", from < 0 ? l->dir : dir);
	else
		ret = fs_list(from, ".", &list, l->e);
	for (size_t i = 0; i < list.count && !ret; i++) {
		char *target = fs_fmt("%s/%s", l->seen, list.names[i]);

		if (!target)
			ret = err_set(l->e, "out of memory");
		else if (runtime(from, list.names[i]) && symlinkat(target, to, list.names[i]))
			ret = err_sys(l->e, "%s: can't link", list.names[i]);
		free(target);
	}
	fs_list_free(&list);
	if (from >= 0)
		close(from);
	if (to >= 0)
		close(to);
	return ret;
}

int view_libraries(struct depot *d, const char *dir, const char *seen, struct view *v,
		   struct err *e)
{
	struct libraries l = {dir, seen, e};
	struct buf id = {0};
	char hash[HASH_HEX];
	struct stat st;
	int ret = -1;

	v->path = NULL;
	v->lock = -1;
	if (stat(dir, &st))
		return err_sys(e, "%s", dir);
	buf_addf(&id, "%s %s %llu %lld.%09ld", dir, seen, (unsigned long long)st.st_ino,
		 (long long)st.st_ctim.tv_sec, st.st_ctim.tv_nsec);
	if (!hash_bytes(buf_str(&id), id.len, hash, e))
		ret = cached(d, "host", hash, v, fill_libraries, &l, e);
	buf_free(&id);
	return ret;
}
