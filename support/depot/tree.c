#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "statcache.h"

#define DEEPEST 200 /* folders in folders */

/* One line per entry: type, size of the name, name, identity. Lengths make it unambiguous. */
static int add_entry(struct depot *d, int dirfd, const char *name, const char *shown, int depth,
		     struct buf *b, struct err *e);

static int add_folder(struct depot *d, int dirfd, const char *name, const char *shown, int depth,
		      struct buf *b, struct err *e)
{
	int fd = openat(dirfd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC), ret = 0;
	struct fs_list list;

	if (fd < 0)
		return err_sys(e, "%s: can't open", shown);
	if (depth > DEEPEST) {
		close(fd);
		return err_set(e, "%s: folders are nested too deeply", shown);
	}
	if (fs_list(fd, ".", &list, e)) {
		close(fd);
		return -1;
	}
	buf_addf(b, "( %zu\n", list.count);
	for (size_t i = 0; i < list.count && !ret; i++) {
		char *path = fs_fmt("%s/%s", shown, list.names[i]);

		ret = path ? add_entry(d, fd, list.names[i], path, depth + 1, b, e)
			   : err_set(e, "out of memory");
		free(path);
	}
	fs_list_free(&list);
	close(fd);
	return ret;
}

static int add_entry(struct depot *d, int dirfd, const char *name, const char *shown, int depth,
		     struct buf *b, struct err *e)
{
	const char *base = depth ? name : "";
	char hex[HASH_HEX], link[4096];
	struct stat st;
	ssize_t n;

	/* what a person names may be a link; what is inside a folder stays what it is */
	if (fstatat(dirfd, name, &st, depth ? AT_SYMLINK_NOFOLLOW : 0))
		return err_sys(e, "%s", shown);
	buf_addf(b, "%zu %s ", strlen(base), base);
	switch (st.st_mode & S_IFMT) {
	case S_IFREG:
		if (statcache_hash(d->cache, dirfd, name, &st, hex, e))
			return -1;
		buf_addf(b, "%s %s\n", st.st_mode & 0100 ? "755" : "644", hex);
		return 0;
	case S_IFLNK:
		n = readlinkat(dirfd, name, link, sizeof(link) - 1);
		if (n < 0)
			return err_sys(e, "%s: can't read link", shown);
		link[n] = '\0';
		buf_addf(b, "link %zd %s\n", n, link);
		return 0;
	case S_IFDIR:
		return add_folder(d, dirfd, name, shown, depth, b, e);
	default:
		return err_set(e, "%s: is neither file, folder nor link", shown);
	}
}

int tree_hash(struct depot *d, const char *path, char hex[HASH_HEX], struct err *e)
{
	struct buf b = {0};
	int ret = add_entry(d, AT_FDCWD, path, path, 0, &b, e);

	if (!ret)
		ret = b.failed ? err_set(e, "out of memory") : hash_bytes(b.data, b.len, hex, e);
	buf_free(&b);
	return ret;
}

static int fingerprint(int dirfd, const char *name, const char *shown, int depth, struct hash *h,
		       struct err *e)
{
	int fd = openat(dirfd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC), ret = 0;
	struct fs_list list;
	struct stat st;

	if (fd < 0)
		return err_sys(e, "%s: can't open", shown);
	if (depth > DEEPEST || fs_list(fd, ".", &list, e)) {
		close(fd);
		return depth > DEEPEST ? err_set(e, "%s: nested too deeply", shown) : -1;
	}
	for (size_t i = 0; i < list.count && !ret; i++) {
		const char *entry = list.names[i];
		long long facts[6];

		if (!depth && !strcmp(entry, ".git"))
			continue;
		if (fstatat(fd, entry, &st, AT_SYMLINK_NOFOLLOW)) {
			ret = errno == ENOENT ? 0 : err_sys(e, "%s/%s", shown, entry);
			continue;
		}
		facts[0] = st.st_mode;
		facts[1] = S_ISDIR(st.st_mode) ? 0 : st.st_size;
		facts[2] = S_ISDIR(st.st_mode) ? 0 : st.st_mtim.tv_sec;
		facts[3] = S_ISDIR(st.st_mode) ? 0 : st.st_mtim.tv_nsec;
		facts[4] = (long long)st.st_ino;
		facts[5] = (long long)strlen(entry);
		hash_add(h, facts, sizeof(facts));
		hash_add(h, entry, strlen(entry));
		if (S_ISDIR(st.st_mode))
			ret = fingerprint(fd, entry, entry, depth + 1, h, e);
	}
	hash_add(h, "", 1);
	fs_list_free(&list);
	close(fd);
	return ret;
}

int tree_fingerprint(const char *path, char hex[HASH_HEX], struct err *e)
{
	struct hash *h = hash_new();
	int ret;

	if (!h)
		return err_set(e, "out of memory");
	ret = fingerprint(AT_FDCWD, path, path, 0, h, e);
	hash_end(h, ret ? NULL : hex);
	return ret;
}

static int copy_entry(int from, const char *name, int to, const char *target, bool follow,
		      const struct timespec times[2], struct err *e)
{
	char link[4096];
	struct fs_list list;
	struct stat st;
	int in = -1, out = -1, ret = -1;
	ssize_t n;

	if (fstatat(from, name, &st, follow ? 0 : AT_SYMLINK_NOFOLLOW))
		return err_sys(e, "%s", name);
	if (S_ISREG(st.st_mode)) {
		ret = fs_copy(from, name, to, target, st.st_mode & 0100 ? 0755 : 0644, e);
	} else if (S_ISLNK(st.st_mode)) {
		n = readlinkat(from, name, link, sizeof(link) - 1);
		if (n >= 0)
			link[n] = '\0';
		ret = n < 0 || symlinkat(link, to, target) ? err_sys(e, "%s: can't copy link", name)
							   : 0;
	} else {
		if (mkdirat(to, target, 0755))
			return err_sys(e, "%s: can't make folder", target);
		in = openat(from, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		out = openat(to, target, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		if (in < 0 || out < 0) {
			err_sys(e, "%s: can't open", name);
			goto out;
		}
		if (fchmod(out, 0755) || fs_list(in, ".", &list, e))
			goto out;
		ret = 0;
		for (size_t i = 0; i < list.count && !ret; i++)
			ret = copy_entry(in, list.names[i], out, list.names[i], false, times, e);
		fs_list_free(&list);
	}
	if (!ret && utimensat(to, target, times, AT_SYMLINK_NOFOLLOW))
		ret = err_sys(e, "%s: can't set its time", target);
out:
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	return ret;
}

int tree_copy(const char *from, const char *to, long epoch, struct err *e)
{
	struct timespec times[2] = {{.tv_sec = epoch}, {.tv_sec = epoch}};

	return copy_entry(AT_FDCWD, from, AT_FDCWD, to, true, times, e);
}
