/*
 * The file is a pax tar, compressed with zstd, of folders KEY/ as they are in STORE/artefacts.
 * Nothing in it is believed: paths stay inside, and every part is hashed again before it is
 * published.
 */
#include "pack.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "artefact.h"
#include "graph.h"
#include "key.h"

/* Names of files with several links, by part: the second one becomes a link to the first. */
struct link {
	dev_t dev;
	ino_t ino;
	char *name;
};

struct pack {
	struct archive *a;
	struct link *links;
	size_t n_links;
};

static int trouble(struct archive *a, const char *file, struct err *e)
{
	const char *text = archive_error_string(a);

	return err_set(e, "%s: %s", file, text ? text : "libarchive failed");
}

static int add_data(struct archive *a, const char *path, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), ret = 0;
	char block[1 << 16];
	ssize_t n = -1;

	if (fd < 0)
		return err_sys(e, "%s: can't open", path);
	while (!ret && (n = read(fd, block, sizeof(block))) > 0)
		if (archive_write_data(a, block, (size_t)n) != n)
			ret = trouble(a, path, e);
	if (!ret && n < 0)
		ret = err_sys(e, "%s: can't read", path);
	close(fd);
	return ret;
}

static int add_tree(struct pack *p, const char *path, const char *name, struct err *e);

static int add_children(struct pack *p, const char *path, const char *name, struct err *e)
{
	struct fs_list list;
	int ret = 0;

	if (fs_list(AT_FDCWD, path, &list, e))
		return -1;
	for (size_t i = 0; i < list.count && !ret; i++) {
		char *from = fs_fmt("%s/%s", path, list.names[i]);
		char *to = fs_fmt("%s/%s", name, list.names[i]);

		ret = from && to ? add_tree(p, from, to, e) : err_set(e, "out of memory");
		free(from);
		free(to);
	}
	fs_list_free(&list);
	return ret;
}

/* KEY/PART/, the length of it in a name. */
static size_t part_length(const char *name)
{
	const char *slash = strchr(name, '/');

	slash = slash ? strchr(slash + 1, '/') : NULL;
	return slash ? (size_t)(slash - name) : 0;
}

/* The name under which this inode was written in the same part, NULL when it is new. Views in the
 * store link to it too, so the number of links says nothing. */
static const char *first_name(struct pack *p, const struct stat *st, const char *name)
{
	size_t n = part_length(name);
	struct link *bigger;

	for (size_t i = 0; i < p->n_links; i++) {
		const struct link *l = &p->links[i];

		if (l->dev == st->st_dev && l->ino == st->st_ino && n == part_length(l->name) &&
		    !strncmp(l->name, name, n))
			return l->name;
	}
	bigger = realloc(p->links, (p->n_links + 1) * sizeof(*bigger));
	if (!bigger)
		return NULL;
	p->links = bigger;
	bigger[p->n_links].name = strdup(name);
	if (bigger[p->n_links].name) {
		bigger[p->n_links].dev = st->st_dev;
		bigger[p->n_links++].ino = st->st_ino;
	}
	return NULL;
}

static int add_tree(struct pack *p, const char *path, const char *name, struct err *e)
{
	const char *first = NULL;
	struct archive_entry *entry = archive_entry_new();
	char link[4096];
	struct stat st;
	ssize_t n;
	int ret = -1;

	if (!entry || lstat(path, &st)) {
		err_sys(e, "%s", path);
		goto out;
	}
	archive_entry_set_pathname(entry, name);
	archive_entry_set_mtime(entry, st.st_mtim.tv_sec, 0);
	archive_entry_set_mode(entry, st.st_mode);
	if (S_ISREG(st.st_mode) && st.st_nlink > 1)
		first = first_name(p, &st, name);
	if (first)
		archive_entry_set_hardlink(entry, first);
	else if (S_ISREG(st.st_mode))
		archive_entry_set_size(entry, st.st_size);
	if (S_ISLNK(st.st_mode)) {
		n = readlink(path, link, sizeof(link) - 1);
		if (n < 0) {
			err_sys(e, "%s: can't read link", path);
			goto out;
		}
		link[n] = '\0';
		archive_entry_set_symlink(entry, link);
	}
	if (archive_write_header(p->a, entry) != ARCHIVE_OK) {
		trouble(p->a, path, e);
		goto out;
	}
	ret = 0;
	if (S_ISREG(st.st_mode) && !first)
		ret = add_data(p->a, path, e);
	else if (S_ISDIR(st.st_mode))
		ret = add_children(p, path, name, e);
out:
	archive_entry_free(entry);
	return ret;
}

static int add_artefact(struct depot *d, struct pack *p, const struct node *n, struct err *e)
{
	int lock = store_lock(d, n->key, LOCK_SHARED, n->step->name, e), ret = -1;
	char *path = store_path(d, "artefacts", n->key);

	if (lock >= 0)
		ret = path ? add_tree(p, path, n->key, e) : err_set(e, "out of memory");
	if (lock >= 0)
		close(lock);
	free(path);
	return ret;
}

static int export_all(struct depot *d, struct graph *g, const char *file, int *count, struct err *e)
{
	struct archive *a = archive_write_new();
	struct pack p = {.a = a};
	char *temp = fs_fmt("%s.new", file);
	int ret = -1;

	if (!a || !temp) {
		err_set(e, "out of memory");
		goto out;
	}
	archive_write_set_format_pax_restricted(a);
	archive_write_add_filter_zstd(a);
	if (archive_write_open_filename(a, temp) != ARCHIVE_OK) {
		trouble(a, temp, e);
		goto out;
	}
	for (size_t i = 0; i < g->count; i++) {
		const struct node *n = g->nodes[i];

		if (n->record.local) {
			depot_say(d, "%s: left out, it was made from a person's own tree",
				  n->step->name);
			continue;
		}
		if (add_artefact(d, &p, n, e))
			goto out;
		(*count)++;
	}
	if (archive_write_close(a) != ARCHIVE_OK)
		trouble(a, temp, e);
	else
		ret = rename(temp, file) ? err_sys(e, "%s: can't write", file) : 0;
out:
	if (ret && temp)
		unlink(temp);
	archive_write_free(a);
	for (size_t i = 0; i < p.n_links; i++)
		free(p.links[i].name);
	free(p.links);
	free(temp);
	return ret;
}

int export_command(struct depot *d, int argc, char **argv, struct err *e)
{
	struct graph g = {.d = d};
	int ret = -1, count = 0;

	for (int i = 1; i < argc; i++)
		if (!graph_load(&g, argv[i], e))
			goto out;
	if (graph_look_all(&g, e))
		goto out;
	for (size_t i = 0; i < g.count; i++)
		if (g.nodes[i]->state != STATE_HIT) {
			err_set(e, "%s is not in the store yet; run make first",
				g.nodes[i]->step->name);
			goto out;
		}
	ret = export_all(d, &g, argv[0], &count, e);
	if (!ret)
		printf("%d artefacts written to %s\n", count, argv[0]);
out:
	graph_free(&g);
	return ret;
}

/* A path of an export: KEY or below it, and nowhere else. New memory, NULL when it is not one. */
static char *inside(const char *dir, const char *name)
{
	const char *p;

	if (!name || strspn(name, "0123456789abcdef") != 64)
		return NULL;
	for (p = name; (p = strstr(p, "/..")); p += 3)
		if (!p[3] || p[3] == '/')
			return NULL;
	return fs_fmt("%s/%s", dir, name);
}

/* Put the paths of an entry below `dir`; false when it has paths that no export has. */
static bool rebase(struct archive_entry *entry, const char *dir)
{
	const char *link = archive_entry_hardlink(entry);
	char *to = inside(dir, archive_entry_pathname(entry));
	char *link_to = link ? inside(dir, link) : NULL;
	bool fine = to && (!link || link_to);

	if (fine) {
		archive_entry_set_pathname(entry, to);
		if (link)
			archive_entry_set_hardlink(entry, link_to);
	}
	free(to);
	free(link_to);
	return fine;
}

static int unpack(const char *file, const char *dir, struct err *e)
{
	const int flags = ARCHIVE_EXTRACT_SECURE_NODOTDOT | ARCHIVE_EXTRACT_SECURE_SYMLINKS |
			  ARCHIVE_EXTRACT_TIME | ARCHIVE_EXTRACT_PERM;
	struct archive *a = archive_read_new(), *disk = archive_write_disk_new();
	struct archive_entry *entry;
	int ret = -1, r;

	if (!a || !disk) {
		err_set(e, "out of memory");
		goto out;
	}
	archive_read_support_format_tar(a);
	archive_read_support_filter_zstd(a);
	archive_write_disk_set_options(disk, flags);
	if (archive_read_open_filename(a, file, 1 << 16) != ARCHIVE_OK) {
		trouble(a, file, e);
		goto out;
	}
	while ((r = archive_read_next_header(a, &entry)) == ARCHIVE_OK) {
		if (!rebase(entry, dir)) {
			err_set(e, "%s: is not made by depot export", file);
			goto out;
		}
		if (archive_read_extract2(a, entry, disk) != ARCHIVE_OK) {
			trouble(archive_error_string(disk) ? disk : a, file, e);
			goto out;
		}
	}
	if (r != ARCHIVE_EOF)
		trouble(a, file, e);
	else
		ret = archive_write_close(disk) == ARCHIVE_OK ? 0 : trouble(disk, file, e);
out:
	archive_read_free(a);
	archive_write_free(disk);
	return ret;
}

/* 1 taken, 0 was here already, -1 error or not what its record says. */
static int take(struct depot *d, const char *dir, const char *key, struct err *e)
{
	struct record want, have = {0};
	struct buf text = {0};
	char *path = fs_fmt("%s/record", dir);
	int lock = -1, ret = -1;

	if (!path || fs_read(path, &text, e) ||
	    record_parse(buf_str(&text), text.len, path, &want, e) ||
	    artefact_scan(dir, 0, true, &have, NULL, e))
		goto out;
	for (int p = 0; p < PARTS; p++)
		if (strcmp(want.part[p], have.part[p]) || strcmp(want.key, key)) {
			err_set(e, "%s: %s is not what its record says; nothing of it was taken",
				want.step, part_names[p]);
			goto out;
		}
	lock = store_lock(d, key, LOCK_ALONE, want.step, e);
	if (lock < 0)
		goto out;
	ret = store_record(d, key, &have, e);
	if (ret <= 0)
		ret = artefact_publish(d, dir, key, e) ? -1 : 1;
	else
		ret = 0;
out:
	if (lock >= 0)
		close(lock);
	buf_free(&text);
	free(path);
	return ret;
}

int import_command(struct depot *d, int argc, char **argv, struct err *e)
{
	char *name = fs_fmt("import-%ld", (long)getpid());
	char *dir = name ? store_path(d, "tmp", name) : NULL;
	struct fs_list list = {0};
	int lock = -1, ret = -1, taken = 0;

	(void)argc;
	if (!dir) {
		err_set(e, "out of memory");
		goto out;
	}
	if (store_make(d, e))
		goto out;
	lock = store_lock(d, name, LOCK_ALONE, name, e);
	if (lock < 0 || fs_mkdirs(dir, e) || unpack(argv[0], dir, e) ||
	    fs_list(AT_FDCWD, dir, &list, e))
		goto out;
	ret = 0;
	for (size_t i = 0; i < list.count && ret >= 0; i++) {
		char *one = fs_fmt("%s/%s", dir, list.names[i]);

		ret = one ? take(d, one, list.names[i], e) : err_set(e, "out of memory");
		taken += ret > 0;
		free(one);
	}
	if (ret >= 0) {
		printf("%d artefacts taken, %zu were here already\n", taken,
		       list.count - (size_t)taken);
		ret = 0;
	}
out:
	if (ret < 0)
		store_explain(d, e);
	if (dir) {
		struct err ignored;

		fs_remove(AT_FDCWD, dir, &ignored);
	}
	if (lock >= 0) {
		char *path = store_path(d, "locks", name);

		if (path)
			unlink(path);
		free(path);
		close(lock);
	}
	fs_list_free(&list);
	free(name);
	free(dir);
	return ret;
}
