#include "remote_pack.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../lib/fs.h"

struct pack {
	struct archive *a;
	struct archive_entry_linkresolver *links;
	struct err *e;
};

static int pack_failed(struct pack *p, const char *path)
{
	return err_set(p->e, "%s: %s", path, archive_error_string(p->a));
}

/* The bytes of an open file into the archive. */
static int pack_bytes(struct pack *p, int fd, const char *path)
{
	char block[1 << 16];
	ssize_t n;

	while ((n = read(fd, block, sizeof(block)))) {
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_sys(p->e, "%s: can't read", path);
		if (archive_write_data(p->a, block, (size_t)n) != n)
			return pack_failed(p, path);
	}
	return 0;
}

/* Describe one entry; the resolver turns a file that was seen before into a hard link. */
static int pack_header(struct pack *p, int dirfd, const char *name, const char *path,
		       const struct stat *st, bool *content)
{
	struct archive_entry *entry = archive_entry_new(), *spare = NULL;
	char target[4096];
	int r = -1;

	if (!entry)
		return err_set(p->e, "out of memory");
	archive_entry_set_pathname(entry, path);
	archive_entry_set_mode(entry, S_ISLNK(st->st_mode)   ? S_IFLNK | 0777
				      : S_ISDIR(st->st_mode) ? S_IFDIR | 0755
				      : st->st_mode & 0100   ? S_IFREG | 0755
							     : S_IFREG | 0644);
	archive_entry_set_dev(entry, st->st_dev);
	archive_entry_set_ino64(entry, (int64_t)st->st_ino);
	archive_entry_set_nlink(entry, (unsigned)st->st_nlink);
	archive_entry_set_mtime(entry, 0, 0);
	if (S_ISREG(st->st_mode))
		archive_entry_set_size(entry, st->st_size);
	if (S_ISLNK(st->st_mode)) {
		ssize_t n = readlinkat(dirfd, name, target, sizeof(target) - 1);

		if (n < 0) {
			err_sys(p->e, "%s: can't read link", path);
			goto out;
		}
		target[n] = '\0';
		archive_entry_set_symlink(entry, target);
	}
	if (S_ISREG(st->st_mode))
		archive_entry_linkify(p->links, &entry, &spare);
	*content = S_ISREG(st->st_mode) && !archive_entry_hardlink(entry);
	if (archive_write_header(p->a, entry) < ARCHIVE_WARN)
		pack_failed(p, path);
	else
		r = 0;
out:
	archive_entry_free(entry);
	archive_entry_free(spare);
	return r;
}

static int pack_folder(struct pack *p, int dirfd, const char *name, const char *path);

static int pack_entry(struct pack *p, int dirfd, const char *name, const char *path)
{
	bool content = false;
	struct stat st;
	int fd, r;

	if (fstatat(dirfd, name, &st, AT_SYMLINK_NOFOLLOW))
		return err_sys(p->e, "%s", path);
	if (!S_ISREG(st.st_mode) && !S_ISDIR(st.st_mode) && !S_ISLNK(st.st_mode))
		return err_set(p->e, "%s: neither file, folder nor link", path);
	if (pack_header(p, dirfd, name, path, &st, &content))
		return -1;
	if (S_ISDIR(st.st_mode))
		return pack_folder(p, dirfd, name, path);
	if (!content)
		return 0;
	fd = openat(dirfd, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	if (fd < 0)
		return err_sys(p->e, "%s: can't open", path);
	r = pack_bytes(p, fd, path);
	close(fd);
	return r;
}

/* Everything in a folder, sorted by name; `path` is "" for the part itself. */
static int pack_folder(struct pack *p, int dirfd, const char *name, const char *path)
{
	int fd = openat(dirfd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC), r = 0;
	struct fs_list list = {0};

	if (fd < 0)
		return err_sys(p->e, "%s: can't open", name);
	if (fs_list(fd, ".", &list, p->e)) {
		close(fd);
		return -1;
	}
	for (size_t i = 0; i < list.count && !r; i++) {
		char *below = fs_fmt("%s%s%s", path, path[0] ? "/" : "", list.names[i]);

		r = below ? pack_entry(p, fd, list.names[i], below)
			  : err_set(p->e, "out of memory");
		free(below);
	}
	fs_list_free(&list);
	close(fd);
	return r;
}

int pack_tree(const char *dir, const char *path, struct err *e)
{
	struct pack p = {.a = archive_write_new(), .e = e};
	int r = -1;

	p.links = archive_entry_linkresolver_new();
	if (!p.a || !p.links) {
		err_set(e, "out of memory");
		goto out;
	}
	archive_write_set_format_pax_restricted(p.a);
	archive_entry_linkresolver_set_strategy(p.links, ARCHIVE_FORMAT_TAR);
	/* names are bytes: without this, a name that is not UTF-8 would be refused */
	if (archive_write_set_options(p.a, "hdrcharset=BINARY") < ARCHIVE_WARN ||
	    archive_write_add_filter_zstd(p.a) != ARCHIVE_OK ||
	    archive_write_open_filename(p.a, path) != ARCHIVE_OK) {
		pack_failed(&p, path);
		goto out;
	}
	if (pack_folder(&p, AT_FDCWD, dir, ""))
		goto out;
	if (archive_write_close(p.a) != ARCHIVE_OK)
		pack_failed(&p, path);
	else
		r = 0;
out:
	if (p.links)
		archive_entry_linkresolver_free(p.links);
	archive_write_free(p.a);
	return r;
}

/* ---- Unpacking: every folder on the way is opened without following links. ------------------ */

struct unpack {
	struct archive *a;
	int root;
	uint64_t left; /* bytes that files may still have */
	struct err *e;
};

enum { GOOD = 0, BAD = 1, TROUBLE = -1 };

static int bad(struct unpack *u, const char *path, const char *why)
{
	err_set(u->e, "%s: %s", path, why);
	return BAD;
}

/* Open the folder that `path` lies in (all exist already) and find the last name in `path`. */
static int open_parent(struct unpack *u, const char *path, const char **last)
{
	int fd = fcntl(u->root, F_DUPFD_CLOEXEC, 0);

	for (;;) {
		size_t len = strcspn(path, "/");
		char name[256];
		int next;

		if (fd < 0 || !len || len >= sizeof(name))
			break;
		memcpy(name, path, len);
		name[len] = '\0';
		if (!strcmp(name, ".") || !strcmp(name, ".."))
			break;
		if (!path[len]) {
			*last = path;
			return fd;
		}
		next = openat(fd, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		close(fd);
		fd = next;
		path += len + 1;
	}
	if (fd >= 0)
		close(fd);
	return -1;
}

static int unpack_file(struct unpack *u, int dirfd, const char *name, const char *path, mode_t mode)
{
	char block[1 << 16];
	int fd = openat(dirfd, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
			mode & 0100 ? 0755 : 0644);
	int r = GOOD;

	if (fd < 0 && errno == EEXIST)
		return bad(u, path, "is there twice");
	if (fd < 0)
		return err_sys(u->e, "%s: can't write", path);
	for (;;) {
		la_ssize_t n = archive_read_data(u->a, block, sizeof(block));

		if (n < 0)
			r = bad(u, path, archive_error_string(u->a));
		else if ((uint64_t)n > u->left)
			r = bad(u, path, "more bytes than its record says");
		if (n <= 0 || r)
			break;
		u->left -= (uint64_t)n;
		if (fs_write_all(fd, block, (size_t)n, path, u->e)) {
			r = TROUBLE;
			break;
		}
	}
	if (close(fd) && !r)
		r = err_sys(u->e, "%s: can't write", path);
	return r;
}

/* A hard link to a file that this archive made before. */
static int unpack_link(struct unpack *u, int dirfd, const char *name, const char *path,
		       const char *target)
{
	const char *last = NULL;
	struct stat st;
	int from = open_parent(u, target, &last), r;

	if (from < 0 || fstatat(from, last, &st, AT_SYMLINK_NOFOLLOW) || !S_ISREG(st.st_mode))
		r = bad(u, path, "is a link to nothing in this archive");
	else if (linkat(from, last, dirfd, name, 0))
		r = errno == EEXIST ? bad(u, path, "is there twice")
				    : err_sys(u->e, "%s: can't link", path);
	else
		r = GOOD;
	if (from >= 0)
		close(from);
	return r;
}

static int unpack_entry(struct unpack *u, struct archive_entry *entry)
{
	const char *path = archive_entry_pathname(entry), *last = NULL;
	const char *hard = archive_entry_hardlink(entry);
	char *clean = path ? strdup(path) : NULL;
	size_t n = clean ? strlen(clean) : 0;
	int fd, r = GOOD, made = 0;

	/* tar writes a slash behind the names of folders */
	if (n && clean[n - 1] == '/')
		clean[n - 1] = '\0';
	fd = clean ? open_parent(u, clean, &last) : -1;
	if (fd < 0) {
		r = bad(u, clean ? clean : "?", "is no path inside its folder");
		free(clean);
		return r;
	}
	if (hard)
		r = unpack_link(u, fd, last, clean, hard);
	else if (archive_entry_filetype(entry) == AE_IFREG)
		r = unpack_file(u, fd, last, clean, archive_entry_perm(entry));
	else if (archive_entry_filetype(entry) == AE_IFDIR)
		made = mkdirat(fd, last, 0755);
	else if (archive_entry_filetype(entry) == AE_IFLNK && archive_entry_symlink(entry))
		made = symlinkat(archive_entry_symlink(entry), fd, last);
	else
		r = bad(u, clean, "neither file, folder nor link");
	if (made)
		r = errno == EEXIST ? bad(u, clean, "is there twice")
				    : err_sys(u->e, "%s: can't make", clean);
	close(fd);
	free(clean);
	return r;
}

int unpack_tree(const char *path, const char *dir, uint64_t limit, struct err *e)
{
	struct unpack u = {.a = archive_read_new(), .root = -1, .left = limit, .e = e};
	struct archive_entry *entry;
	int r = TROUBLE, next;

	if (!u.a) {
		err_set(e, "out of memory");
		return TROUBLE;
	}
	archive_read_support_filter_zstd(u.a);
	archive_read_support_format_tar(u.a);
	archive_read_set_options(u.a, "hdrcharset=BINARY");
	if (mkdir(dir, 0755) && errno != EEXIST) {
		err_sys(e, "%s: can't make", dir);
		goto out;
	}
	u.root = open(dir, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (u.root < 0) {
		err_sys(e, "%s: can't open", dir);
		goto out;
	}
	if (archive_read_open_filename(u.a, path, 1 << 16) != ARCHIVE_OK) {
		r = bad(&u, "archive", archive_error_string(u.a));
		goto out;
	}
	r = GOOD;
	while (r == GOOD && (next = archive_read_next_header(u.a, &entry)) != ARCHIVE_EOF) {
		/* a warning is only about a name in another character set */
		if (next < ARCHIVE_WARN)
			r = bad(&u, "archive", archive_error_string(u.a));
		else
			r = unpack_entry(&u, entry);
	}
out:
	if (u.root >= 0)
		close(u.root);
	archive_read_free(u.a);
	return r;
}
