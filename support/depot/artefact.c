/*
 * The manifest is mtree text, one line per entry, sorted by path with folders before what they
 * contain. Bytes that mtree can't hold are written as \ooo (mtree(5)). Modes are 0644 or 0755:
 * other bits come from the recipes' permissions, not from the tree.
 *
 *     ./target/bin type=dir mode=0755
 *     ./target/bin/a type=file mode=0755 size=6 sha256digest=…
 *     ./target/bin/b type=link link=a
 *
 * Hard links within a part have `nlink=N inode=I` where I counts the groups of links in the part.
 * The hash of a part is the SHA-256 of its lines with paths relative to the part.
 */
#include "artefact.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

struct link {
	dev_t dev;
	ino_t ino;
	unsigned long id;
};

struct scan {
	long epoch;
	bool check_only;
	struct buf part;      /* lines of the part being read */
	struct buf *manifest; /* lines of all parts, or NULL */
	const char *part_name;
	unsigned long long size;
	struct link *links; /* groups of hard links seen in this part */
	size_t n_links;
	struct err *e;
};

/* Bytes of a name as mtree writes them. */
static void add_name(struct buf *b, const char *name)
{
	for (const unsigned char *p = (const unsigned char *)name; *p; p++) {
		if (*p <= ' ' || *p >= 127 || strchr("\\#=*?[", *p))
			buf_addf(b, "\\%03o", *p);
		else
			buf_addc(b, (char)*p);
	}
}

/* Number of this file's group of hard links; counts from 1. Links from outside the part (views in
 * the store link to the same inode) don't count, so the group is closed when the part is read. */
static unsigned long link_group(struct scan *s, const struct stat *st)
{
	struct link *bigger;

	for (size_t i = 0; i < s->n_links; i++)
		if (s->links[i].dev == st->st_dev && s->links[i].ino == st->st_ino)
			return s->links[i].id;
	bigger = realloc(s->links, (s->n_links + 1) * sizeof(*bigger));
	if (!bigger) {
		s->part.failed = true;
		return 0;
	}
	s->links = bigger;
	s->links[s->n_links] = (struct link){st->st_dev, st->st_ino, s->n_links + 1};
	return ++s->n_links;
}

static int normalise(struct scan *s, int dirfd, const char *name, mode_t mode, bool is_link)
{
	struct timespec times[2] = {{.tv_sec = s->epoch}, {.tv_sec = s->epoch}};

	if (s->check_only)
		return 0;
	if (!is_link && fchmodat(dirfd, name, mode, 0))
		return err_sys(s->e, "%s: can't set its mode", name);
	if (utimensat(dirfd, name, times, AT_SYMLINK_NOFOLLOW))
		return err_sys(s->e, "%s: can't set its time", name);
	return 0;
}

static int scan_folder(struct scan *s, int dirfd, const char *name, const char *path, int depth);

static int scan_entry(struct scan *s, int dirfd, const char *name, const char *path, int depth)
{
	char hex[HASH_HEX], target[4096];
	struct buf *b = &s->part;
	struct stat st;
	ssize_t n;

	if (fstatat(dirfd, name, &st, AT_SYMLINK_NOFOLLOW))
		return err_sys(s->e, "/out/%s%s", s->part_name, path + 1);
	add_name(b, path);
	switch (st.st_mode & S_IFMT) {
	case S_IFDIR:
		buf_adds(b, " type=dir mode=0755\n");
		if (!s->check_only && fchmodat(dirfd, name, 0755, 0))
			return err_sys(s->e, "%s: can't set its mode", path);
		return scan_folder(s, dirfd, name, path, depth + 1) ||
				       normalise(s, dirfd, name, 0755, false)
			       ? -1
			       : 0;
	case S_IFLNK:
		n = readlinkat(dirfd, name, target, sizeof(target) - 1);
		if (n < 0)
			return err_sys(s->e, "%s: can't read link", path);
		target[n] = '\0';
		buf_adds(b, " type=link link=");
		add_name(b, target);
		buf_addc(b, '\n');
		return normalise(s, dirfd, name, 0, true);
	case S_IFREG:
		/* a file that nobody may read would be unreadable for the hash, too */
		if (normalise(s, dirfd, name, st.st_mode & 0100 ? 0555 : 0444, false) ||
		    hash_file(dirfd, name, hex, NULL, s->e))
			return -1;
		buf_addf(b, " type=file mode=%s size=%lld sha256digest=%s",
			 st.st_mode & 0100 ? "0755" : "0644", (long long)st.st_size, hex);
		if (st.st_nlink > 1)
			buf_addf(b, " inode=%lu", link_group(s, &st));
		buf_addc(b, '\n');
		s->size += (unsigned long long)st.st_size;
		return 0;
	default:
		return err_set(
			s->e,
			"/out/%s%s is neither file, folder nor link; devices are declared in the "
			"recipe's permissions",
			s->part_name, path + 1);
	}
}

static int scan_folder(struct scan *s, int dirfd, const char *name, const char *path, int depth)
{
	int fd = openat(dirfd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), ret = 0;
	struct fs_list list;

	if (fd < 0)
		return err_sys(s->e, "%s: can't open", path);
	if (depth > 200 || fs_list(fd, ".", &list, s->e)) {
		close(fd);
		return depth > 200 ? err_set(s->e, "%s: nested too deeply", path) : -1;
	}
	for (size_t i = 0; i < list.count && !ret; i++) {
		char *below = fs_fmt("%s/%s", path, list.names[i]);

		ret = below ? scan_entry(s, fd, list.names[i], below, depth)
			    : err_set(s->e, "out of memory");
		free(below);
	}
	fs_list_free(&list);
	close(fd);
	return ret;
}

/* Rewrite the inode numbers: groups of one lose theirs, the others count from 1 in order. */
static void close_links(struct scan *s)
{
	unsigned *count = calloc(s->n_links + 1, sizeof(*count));
	unsigned *renamed = calloc(s->n_links + 1, sizeof(*renamed)), next = 0;
	struct buf fresh = {0};
	const char *p, *line, *stop;

	if (!count || !renamed) {
		s->part.failed = true;
		goto out;
	}
	for (p = buf_str(&s->part); (p = strstr(p, " inode=")); p += 7)
		count[strtoul(p + 7, NULL, 10)]++;
	for (line = buf_str(&s->part); *line; line = stop + 1) {
		stop = strchr(line, '\n');
		p = memmem(line, (size_t)(stop - line), " inode=", 7);
		buf_add(&fresh, line, (size_t)((p ? p : stop) - line));
		if (p) {
			unsigned long id = strtoul(p + 7, NULL, 10);

			if (count[id] > 1) {
				if (!renamed[id])
					renamed[id] = ++next;
				buf_addf(&fresh, " nlink=%u inode=%u", count[id], renamed[id]);
			}
		}
		buf_addc(&fresh, '\n');
	}
	buf_free(&s->part);
	s->part = fresh;
out:
	free(count);
	free(renamed);
}

/* The part's lines with the part's name in front of each path. */
static void add_manifest(struct scan *s)
{
	const char *line, *stop;

	if (!s->manifest)
		return;
	for (line = buf_str(&s->part); *line; line = stop + 1) {
		stop = strchr(line, '\n');
		buf_addf(s->manifest, "./%s", s->part_name);
		buf_add(s->manifest, line + 1, (size_t)(stop + 1 - line) - 1);
	}
}

static int scan_part(struct scan *s, int dirfd, int part, struct record *r)
{
	struct stat st;
	int ret = -1;

	s->part_name = part_names[part];
	s->size = 0;
	s->n_links = 0;
	memset(&s->part, 0, sizeof(s->part));
	if (fstatat(dirfd, s->part_name, &st, AT_SYMLINK_NOFOLLOW)) {
		if (errno != ENOENT)
			return err_sys(s->e, "%s", s->part_name);
	} else if (scan_folder(s, dirfd, s->part_name, ".", 0) ||
		   normalise(s, dirfd, s->part_name, 0755, false)) {
		goto out;
	}
	if (s->n_links)
		close_links(s);
	add_manifest(s);
	if (s->part.failed || (s->manifest && s->manifest->failed)) {
		err_set(s->e, "out of memory");
		goto out;
	}
	r->size[part] = s->size;
	ret = hash_bytes(buf_str(&s->part), s->part.len, r->part[part], s->e);
out:
	buf_free(&s->part);
	return ret;
}

int artefact_scan(const char *dir, long epoch, bool check_only, struct record *r,
		  struct buf *manifest, struct err *e)
{
	struct scan s = {.epoch = epoch, .check_only = check_only, .manifest = manifest, .e = e};
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), ret = 0;

	if (fd < 0)
		return err_sys(e, "%s: can't open", dir);
	if (manifest)
		buf_adds(manifest, "#mtree\n");
	for (int p = 0; p < PARTS && !ret; p++)
		ret = scan_part(&s, fd, p, r);
	free(s.links);
	close(fd);
	return ret;
}

int artefact_log(const char *from, const char *path, struct err *e)
{
	struct buf in = {0};
	char *out = NULL;
	size_t bound, n;
	int ret = -1;

	if (fs_read(from, &in, e))
		goto out;
	bound = ZSTD_compressBound(in.len);
	out = malloc(bound);
	if (!out) {
		err_set(e, "%s: out of memory", from);
		goto out;
	}
	n = ZSTD_compress(out, bound, buf_str(&in), in.len, 3);
	if (ZSTD_isError(n))
		err_set(e, "%s: %s", from, ZSTD_getErrorName(n));
	else
		ret = fs_write_quick(path, out, n, e);
out:
	free(out);
	buf_free(&in);
	return ret;
}

/* rename() of a folder needs its target to be gone. */
int artefact_remove(struct depot *d, const char *key, struct err *e)
{
	char *path = store_path(d, "artefacts", key);
	char *gone = fs_fmt("%s/tmp/%s.gone", d->store, key);
	int ret = -1;

	if (!path || !gone)
		err_set(e, "out of memory");
	else if (fs_remove(AT_FDCWD, gone, e))
		;
	else if (rename(path, gone) && errno != ENOENT)
		err_sys(e, "%s: can't remove", path);
	else
		ret = fs_remove(AT_FDCWD, gone, e);
	free(path);
	free(gone);
	return ret;
}

int artefact_publish(struct depot *d, const char *dir, const char *key, struct err *e)
{
	char *path = store_path(d, "artefacts", key);
	int fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC), ret = -1;

	if (!path || fd < 0) {
		err_sys(e, "%s: can't publish", dir);
		goto out;
	}
	/* after a power cut an artefact must be there with all of its bytes or not at all */
	if (syncfs(fd)) {
		err_sys(e, "%s: can't write", dir);
		goto out;
	}
	if (fs_exists(path) && artefact_remove(d, key, e))
		goto out;
	ret = rename(dir, path) ? err_sys(e, "%s: can't publish", path) : 0;
out:
	if (fd >= 0)
		close(fd);
	free(path);
	return ret;
}

int artefact_verify(struct depot *d, const char *key, struct err *e)
{
	char *dir = store_path(d, "artefacts", key);
	struct record want, have = {0};
	int ret = -1;

	if (!dir) {
		err_set(e, "out of memory");
		goto out;
	}
	ret = store_record(d, key, &want, e);
	if (ret <= 0) {
		if (!ret)
			err_set(e, "%s: has no record", dir);
		ret = -1;
		goto out;
	}
	ret = artefact_scan(dir, 0, true, &have, NULL, e);
	for (int p = 0; p < PARTS && !ret; p++)
		if (strcmp(want.part[p], have.part[p]))
			ret = err_set(e, "%s (%s): %s was changed: its hash is %s and should be %s",
				      dir, want.step, part_names[p], have.part[p], want.part[p]);
out:
	free(dir);
	return ret;
}
