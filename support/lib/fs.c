#include "fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

int fs_read(const char *path, struct buf *b, struct err *e)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), ret = -1;
	struct stat st;
	ssize_t n;

	if (fd < 0)
		return err_sys(e, "%s: can't open", path);
	if (!fstat(fd, &st) && st.st_size > 0 && buf_reserve(b, (size_t)st.st_size + 1)) {
		err_set(e, "%s: out of memory", path);
		goto out;
	}
	for (;;) {
		if (b->len + 4096 > b->cap && (st.st_size <= 0 || b->len + 2 > b->cap) &&
		    buf_reserve(b, 4096)) {
			err_set(e, "%s: out of memory", path);
			goto out;
		}
		n = read(fd, b->data + b->len, b->cap - b->len - 1);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		b->len += (size_t)n;
	}
	b->data[b->len] = '\0';
	if (n < 0)
		err_sys(e, "%s: can't read", path);
	else
		ret = 0;
out:
	close(fd);
	return ret;
}

int fs_write_all(int fd, const void *data, size_t len, const char *name, struct err *e)
{
	const char *p = data;

	while (len) {
		ssize_t n = write(fd, p, len);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_sys(e, "%s: can't write", name);
		p += n;
		len -= (size_t)n;
	}
	return 0;
}

static int write_file(const char *path, const void *data, size_t len, bool flush, struct err *e)
{
	char *temp = fs_fmt("%s.XXXXXX", path);
	int fd = -1, ret = -1;

	if (!temp)
		return err_set(e, "%s: out of memory", path);
	fd = mkostemp(temp, O_CLOEXEC);
	if (fd < 0) {
		err_sys(e, "%s: can't create", path);
		goto out;
	}
	if (fs_write_all(fd, data, len, path, e))
		goto out;
	if (fchmod(fd, 0644) || (flush && fsync(fd))) {
		err_sys(e, "%s: can't write", path);
		goto out;
	}
	ret = close(fd);
	fd = -1;
	if (ret || rename(temp, path))
		ret = err_sys(e, "%s: can't write", path);
out:
	if (fd >= 0)
		close(fd);
	if (ret)
		unlink(temp);
	free(temp);
	return ret;
}

int fs_write(const char *path, const void *data, size_t len, struct err *e)
{
	return write_file(path, data, len, true, e);
}

int fs_write_quick(const char *path, const void *data, size_t len, struct err *e)
{
	return write_file(path, data, len, false, e);
}

int fs_write_changed(const char *path, const void *data, size_t len, struct err *e)
{
	struct buf old = {0};
	struct err ignored;
	bool same;

	same = !fs_read(path, &old, &ignored) && old.len == len &&
	       (!len || !memcmp(old.data, data, len));
	buf_free(&old);
	if (same)
		return 0;
	return fs_write(path, data, len, e) ? -1 : 1;
}

int fs_mkdirs(const char *path, struct err *e)
{
	char *copy = strdup(path), *p;
	int ret = -1;

	if (!copy)
		return err_set(e, "%s: out of memory", path);
	if (!mkdir(copy, 0755) || errno == EEXIST) {
		ret = 0;
		goto out;
	}
	for (p = copy + 1; (p = strchr(p, '/')); p++) {
		*p = '\0';
		if (mkdir(copy, 0755) && errno != EEXIST && errno != EROFS) {
			err_sys(e, "%s: can't make folder", copy);
			goto out;
		}
		*p = '/';
	}
	if (mkdir(copy, 0755) && errno != EEXIST)
		err_sys(e, "%s: can't make folder", path);
	else
		ret = 0;
out:
	free(copy);
	return ret;
}

static int remove_children(int fd, const char *path, struct err *e)
{
	DIR *dir = fdopendir(fd);
	struct dirent *d;
	int ret = 0;

	if (!dir) {
		close(fd);
		return err_sys(e, "%s: can't list", path);
	}
	while (!ret && (d = readdir(dir))) {
		if (!strcmp(d->d_name, ".") || !strcmp(d->d_name, ".."))
			continue;
		ret = fs_remove(dirfd(dir), d->d_name, e);
	}
	closedir(dir);
	return ret;
}

int fs_remove(int dirfd, const char *path, struct err *e)
{
	struct stat st;
	int fd;

	if (!unlinkat(dirfd, path, 0) || errno == ENOENT)
		return 0;
	if (fstatat(dirfd, path, &st, AT_SYMLINK_NOFOLLOW))
		return errno == ENOENT ? 0 : err_sys(e, "%s: can't remove", path);
	if (!S_ISDIR(st.st_mode)) {
		unlinkat(dirfd, path, 0);
		return err_sys(e, "%s: can't remove", path);
	}
	if ((st.st_mode & 0700) != 0700)
		fchmodat(dirfd, path, 0700, 0);
	fd = openat(dirfd, path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return errno == ENOENT ? 0 : err_sys(e, "%s: can't open", path);
	if (remove_children(fd, path, e))
		return -1;
	if (unlinkat(dirfd, path, AT_REMOVEDIR) && errno != ENOENT)
		return err_sys(e, "%s: can't remove", path);
	return 0;
}

/* Copy the bytes from `start` to `end`; the kernel's own way first. */
static int copy_range(int in, int out, off_t start, off_t end, const char *name, struct err *e)
{
	char block[1 << 16];
	off_t to = start;
	ssize_t n;

	while (start < end &&
	       (n = copy_file_range(in, &start, out, &to, (size_t)(end - start), 0)) > 0)
		;
	if (start >= end)
		return 0;
	if (n < 0 && errno != EXDEV && errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP)
		return err_sys(e, "%s: can't copy", name);
	if (lseek(out, start, SEEK_SET) < 0)
		return err_sys(e, "%s: can't write", name);
	while (start < end) {
		size_t most =
			end - start < (off_t)sizeof(block) ? (size_t)(end - start) : sizeof(block);

		n = pread(in, block, most, start);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_sys(e, "%s: can't read", name);
		if (!n)
			return err_set(e, "%s: became shorter while it was copied", name);
		if (fs_write_all(out, block, (size_t)n, name, e))
			return -1;
		start += n;
	}
	return 0;
}

/* Only what is data: images are full of holes. */
static int copy_bytes(int in, int out, const char *name, struct err *e)
{
	off_t size, data = 0, hole;

	if (!ioctl(out, FICLONE, in))
		return 0;
	size = lseek(in, 0, SEEK_END);
	if (size < 0)
		return err_sys(e, "%s: can't read", name);
	while (data < size) {
		data = lseek(in, data, SEEK_DATA);
		if (data < 0 && errno == ENXIO)
			break;
		hole = data < 0 ? -1 : lseek(in, data, SEEK_HOLE);
		if (hole < 0) { /* a file system that knows no holes */
			data = data < 0 ? 0 : data;
			hole = size;
		}
		if (copy_range(in, out, data, hole, name, e))
			return -1;
		data = hole;
	}
	return ftruncate(out, size) ? err_sys(e, "%s: can't write", name) : 0;
}

int fs_copy(int fromdir, const char *from, int todir, const char *to, mode_t mode, struct err *e)
{
	int in = openat(fromdir, from, O_RDONLY | O_CLOEXEC), out = -1, ret = -1;

	if (in < 0)
		return err_sys(e, "%s: can't open", from);
	out = openat(todir, to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (out < 0) {
		err_sys(e, "%s: can't create", to);
		goto out;
	}
	if (copy_bytes(in, out, to, e))
		goto out;
	if (fchmod(out, mode)) {
		err_sys(e, "%s: can't write", to);
		goto out;
	}
	ret = close(out);
	out = -1;
	if (ret)
		err_sys(e, "%s: can't write", to);
out:
	if (out >= 0)
		close(out);
	if (ret)
		unlinkat(todir, to, 0);
	close(in);
	return ret;
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

int fs_list(int dirfd, const char *path, struct fs_list *list, struct err *e)
{
	int fd = openat(dirfd, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	size_t cap = 0;
	struct dirent *d;
	DIR *dir;

	memset(list, 0, sizeof(*list));
	if (fd < 0 || !(dir = fdopendir(fd))) {
		err_sys(e, "%s: can't list", path);
		if (fd >= 0)
			close(fd);
		return -1;
	}
	while ((errno = 0, d = readdir(dir))) {
		if (!strcmp(d->d_name, ".") || !strcmp(d->d_name, ".."))
			continue;
		if (list->count == cap) {
			char **names =
				realloc(list->names, (cap = cap ? 2 * cap : 16) * sizeof(*names));

			if (!names)
				goto memory;
			list->names = names;
		}
		list->names[list->count] = strdup(d->d_name);
		if (!list->names[list->count])
			goto memory;
		list->count++;
	}
	if (errno) {
		err_sys(e, "%s: can't list", path);
		goto fail;
	}
	closedir(dir);
	if (list->count)
		qsort(list->names, list->count, sizeof(*list->names), compare_names);
	return 0;
memory:
	err_set(e, "%s: out of memory", path);
fail:
	closedir(dir);
	fs_list_free(list);
	return -1;
}

void fs_list_free(struct fs_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		free(list->names[i]);
	free(list->names);
	memset(list, 0, sizeof(*list));
}

bool fs_exists(const char *path)
{
	struct stat st;

	return !lstat(path, &st);
}

char *fs_fmt(const char *fmt, ...)
{
	va_list ap;
	char *text = NULL;

	va_start(ap, fmt);
	if (vasprintf(&text, fmt, ap) < 0)
		text = NULL;
	va_end(ap);
	return text;
}
