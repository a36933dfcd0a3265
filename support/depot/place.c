/*
 * DIR/.placed lists what depot put into DIR, one path a line, so that a person's own files there
 * are left alone. It is written before the files are, with the old and the new names.
 */
#include "place.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "graph.h"
#include "statcache.h"

struct item {
	char *name; /* relative to DIR */
	char *from; /* the file in the store */
	const char *step;
};

struct place {
	struct depot *d;
	const char *dir;
	struct item *items;
	size_t count, cap;
	struct err *e;
};

static int add_item(struct place *p, char *name, char *from, const char *step)
{
	if (p->count == p->cap) {
		size_t cap = p->cap ? 2 * p->cap : 16;
		struct item *bigger = realloc(p->items, cap * sizeof(*bigger));

		if (!bigger)
			return err_set(p->e, "out of memory");
		p->items = bigger;
		p->cap = cap;
	}
	for (size_t i = 0; i < p->count; i++)
		if (!strcmp(p->items[i].name, name))
			return err_set(p->e, "both %s and %s make the image %s", p->items[i].step,
				       step, name);
	p->items[p->count++] = (struct item){name, from, step};
	return 0;
}

/* All files below images/ of one artefact. */
static int collect(struct place *p, const char *folder, const char *below, const char *step)
{
	struct fs_list list;
	int ret = 0;

	if (!fs_exists(folder))
		return 0;
	if (fs_list(AT_FDCWD, folder, &list, p->e))
		return -1;
	for (size_t i = 0; i < list.count && !ret; i++) {
		char *from = fs_fmt("%s/%s", folder, list.names[i]);
		char *name = fs_fmt("%s%s%s", below, *below ? "/" : "", list.names[i]);
		struct stat st;

		if (!from || !name)
			ret = err_set(p->e, "out of memory");
		else if (lstat(from, &st))
			ret = err_sys(p->e, "%s", from);
		else if (S_ISDIR(st.st_mode))
			ret = collect(p, from, name, step);
		else if (!(ret = add_item(p, name, from, step)))
			continue;
		free(from);
		free(name);
	}
	fs_list_free(&list);
	return ret;
}

static bool listed(const struct place *p, const char *name, size_t len)
{
	for (size_t i = 0; i < p->count; i++)
		if (strlen(p->items[i].name) == len && !memcmp(p->items[i].name, name, len))
			return true;
	return false;
}

/* The same content already? */
static int same(struct place *p, const char *from, const char *to)
{
	char a[HASH_HEX], b[HASH_HEX], x[4096], y[4096];
	struct stat st, there;
	struct err ignored;
	ssize_t n, m;

	if (lstat(from, &st) || lstat(to, &there) ||
	    (st.st_mode & S_IFMT) != (there.st_mode & S_IFMT))
		return 0;
	if (S_ISLNK(st.st_mode)) {
		n = readlink(from, x, sizeof(x));
		m = readlink(to, y, sizeof(y));
		return n == m && n >= 0 && !memcmp(x, y, (size_t)n);
	}
	return st.st_size == there.st_size &&
	       !statcache_hash(p->d->cache, AT_FDCWD, from, &st, a, &ignored) &&
	       !statcache_hash(p->d->cache, AT_FDCWD, to, &there, b, &ignored) && !strcmp(a, b);
}

static int copy(struct place *p, const struct item *it)
{
	char *to = fs_fmt("%s/%s", p->dir, it->name), *temp = fs_fmt("%s/%s.new", p->dir, it->name);
	char link[4096], *slash;
	int ret = -1;
	ssize_t n;

	if (!to || !temp) {
		err_set(p->e, "out of memory");
		goto out;
	}
	if (same(p, it->from, to)) {
		ret = 0;
		goto out;
	}
	if (strchr(it->name, '/')) {
		slash = strrchr(temp, '/');
		*slash = '\0';
		ret = fs_mkdirs(temp, p->e);
		*slash = '/';
		if (ret)
			goto out;
	}
	ret = fs_remove(AT_FDCWD, temp, p->e);
	if (ret)
		goto out;
	n = readlink(it->from, link, sizeof(link) - 1);
	if (n >= 0) {
		link[n] = '\0';
		ret = symlink(link, temp) ? err_sys(p->e, "%s: can't link", temp) : 0;
	} else {
		struct stat st;

		ret = stat(it->from, &st) ? err_sys(p->e, "%s", it->from)
					  : fs_copy(AT_FDCWD, it->from, AT_FDCWD, temp,
						    st.st_mode & 0100 ? 0755 : 0644, p->e);
	}
	if (!ret && rename(temp, to))
		ret = err_sys(p->e, "%s: can't replace", to);
	if (ret)
		unlink(temp);
out:
	free(to);
	free(temp);
	return ret;
}

/* Makes DIR and locks it against a second make with the same DIR, until the descriptor is closed.
 */
static int enter(struct place *p)
{
	int fd, ret;

	if (fs_mkdirs(p->dir, p->e))
		return -1;
	fd = open(p->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		return err_sys(p->e, "%s", p->dir);
	while ((ret = flock(fd, LOCK_EX)) && errno == EINTR)
		;
	if (!ret)
		return fd;
	err_sys(p->e, "%s: can't lock", p->dir);
	close(fd);
	return -1;
}

static int update(struct place *p)
{
	char *path = fs_fmt("%s/.placed", p->dir);
	struct buf old = {0}, both = {0}, now = {0};
	struct err ignored;
	int ret = -1, lock = -1;

	if (!path) {
		err_set(p->e, "out of memory");
		goto out;
	}
	lock = enter(p);
	if (lock < 0)
		goto out;
	fs_read(path, &old, &ignored);
	for (size_t i = 0; i < p->count; i++)
		buf_addf(&now, "%s\n", p->items[i].name);
	if (strcmp(buf_str(&old), buf_str(&now))) {
		buf_adds(&both, buf_str(&old));
		buf_adds(&both, buf_str(&now));
		if (fs_write(path, buf_str(&both), both.len, p->e))
			goto out;
	}
	for (size_t i = 0; i < p->count; i++)
		if (copy(p, &p->items[i]))
			goto out;
	for (const char *name = buf_str(&old); *name;) {
		size_t n = strcspn(name, "\n");

		if (!listed(p, name, n)) {
			char *gone = fs_fmt("%s/%.*s", p->dir, (int)n, name);

			if (gone)
				unlink(gone);
			free(gone);
		}
		name += n + (name[n] == '\n');
	}
	ret = fs_write_changed(path, buf_str(&now), now.len, p->e) < 0 ? -1 : 0;
out:
	buf_free(&old);
	buf_free(&both);
	buf_free(&now);
	free(path);
	if (lock >= 0)
		close(lock);
	return ret;
}

int place_images(struct depot *d, const char *dir, char **names, int count, struct err *e)
{
	struct graph g = {.d = d};
	struct place p = {.d = d, .dir = dir, .e = e};
	int ret = -1;

	for (int i = 0; i < count; i++)
		if (!graph_load(&g, names[i], e))
			goto out;
	if (graph_look_all(&g, e))
		goto out;
	for (int i = 0; i < count; i++) {
		struct node *n = graph_load(&g, names[i], e);
		char *folder;

		if (n->state != STATE_HIT) {
			err_set(e, "%s is not in the store; run make again", names[i]);
			goto out;
		}
		folder = fs_fmt("%s/artefacts/%s/images", d->store, n->key);
		ret = folder ? collect(&p, folder, "", n->step->name) : err_set(e, "out of memory");
		free(folder);
		if (ret)
			goto out;
	}
	ret = update(&p);
out:
	for (size_t i = 0; i < p.count; i++) {
		free(p.items[i].name);
		free(p.items[i].from);
	}
	free(p.items);
	graph_free(&g);
	return ret;
}
