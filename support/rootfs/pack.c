/*
 * bsdtar reads the manifest too, but takes what the text leaves open (inode numbers above all) from
 * the files at hand, so its cpio archives differ from one build to the next. Here nothing is left
 * open.
 */
#include "pack.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

enum { BLOCK = 64 * 1024 };

struct packer {
	const struct manifest *m;
	enum pack_format format;
	struct archive *a;
	struct archive_entry *entry;
	struct names *names; /* by inode */
	struct err *e;
	char block[BLOCK];
};

/* The names of one file: how many, and which of them carries the bytes. */
struct names {
	unsigned count;
	size_t carrier;
};

static const unsigned modes[] = {
	[TYPE_DIR] = S_IFDIR,  [TYPE_FILE] = S_IFREG,  [TYPE_LINK] = S_IFLNK,
	[TYPE_CHAR] = S_IFCHR, [TYPE_BLOCK] = S_IFBLK, [TYPE_FIFO] = S_IFIFO,
};

static int archive_problem(struct packer *p, const char *path)
{
	return err_set(p->e, "/%s: can't write the archive: %s", path, archive_error_string(p->a));
}

/* In cpio the last name carries the bytes, in tar the first. */
static int count_names(struct packer *p)
{
	unsigned top = 0;

	for (size_t i = 0; i < p->m->count; i++)
		if (p->m->entries[i]->inode > top)
			top = p->m->entries[i]->inode;
	p->names = calloc((size_t)top + 1, sizeof(*p->names));
	if (!p->names)
		return err_set(p->e, "out of memory");
	for (size_t i = 0; i < p->m->count; i++) {
		struct names *n = &p->names[p->m->entries[i]->inode];

		if (p->format == PACK_NEWC || !n->count)
			n->carrier = i;
		n->count++;
	}
	return 0;
}

static int write_contents(struct packer *p, const struct entry *e)
{
	int fd = open(e->contents, O_RDONLY | O_CLOEXEC), rc = -1;
	struct hash *hash = hash_new();
	char hex[HASH_HEX] = "";
	uint64_t left = e->size;
	ssize_t n = 0;

	if (fd < 0) {
		err_sys(p->e, "/%s: %s: can't open", e->path, e->contents);
		goto out;
	}
	if (!hash) {
		err_set(p->e, "out of memory");
		goto out;
	}
	while ((n = read(fd, p->block, BLOCK)) > 0 && (uint64_t)n <= left) {
		hash_add(hash, p->block, (size_t)n);
		left -= (uint64_t)n;
		if (archive_write_data(p->a, p->block, (size_t)n) != n) {
			archive_problem(p, e->path);
			goto out;
		}
	}
	if (n < 0) {
		err_sys(p->e, "/%s: %s: can't read", e->path, e->contents);
		goto out;
	}
	hash_end(hash, hex);
	hash = NULL;
	if (left || n || strcmp(hex, e->sha))
		err_set(p->e, "/%s: %s is not the file that the manifest describes", e->path,
			e->contents);
	else
		rc = 0;
out:
	hash_end(hash, NULL);
	if (fd >= 0)
		close(fd);
	return rc;
}

static void set_names(struct packer *p, size_t i, const char *name)
{
	const struct entry *e = p->m->entries[i];
	const struct names *n = &p->names[e->inode];

	archive_entry_copy_pathname(p->entry, name);
	/* numbers of files with several names first, so that they can't meet the others */
	archive_entry_set_ino64(p->entry,
				e->inode ? (int64_t)e->inode : (int64_t)(p->m->count + i + 1));
	archive_entry_set_nlink(p->entry, e->inode ? n->count : e->type == TYPE_DIR ? 2 : 1);
}

static int write_one(struct packer *p, size_t i)
{
	const struct entry *e = p->m->entries[i];
	const struct names *n = &p->names[e->inode];
	bool bytes = e->type == TYPE_FILE && (!e->inode || n->carrier == i);
	struct buf name = {0}, target = {0};
	int rc = 0;

	if (p->format == PACK_TAR)
		buf_adds(&name, "./");
	buf_addf(&name, "%s", *e->path ? e->path : p->format == PACK_TAR ? "" : ".");
	archive_entry_clear(p->entry);
	set_names(p, i, buf_str(&name));
	archive_entry_set_mode(p->entry, modes[e->type] | e->mode);
	archive_entry_set_uid(p->entry, e->uid);
	archive_entry_set_gid(p->entry, e->gid);
	archive_entry_copy_uname(p->entry, e->uname);
	archive_entry_copy_gname(p->entry, e->gname);
	archive_entry_set_mtime(p->entry, p->m->time, 0);
	archive_entry_set_size(p->entry, bytes ? (int64_t)e->size : 0);
	if (e->type == TYPE_LINK)
		archive_entry_copy_symlink(p->entry, e->link);
	if (e->type == TYPE_CHAR || e->type == TYPE_BLOCK)
		archive_entry_set_rdev(p->entry, makedev(e->major, e->minor));
	if (e->type == TYPE_FILE && !bytes && p->format == PACK_TAR) {
		buf_addf(&target, "./%s", p->m->entries[n->carrier]->path);
		archive_entry_copy_hardlink(p->entry, buf_str(&target));
	}
	if (name.failed || target.failed)
		rc = err_set(p->e, "out of memory");
	else if (archive_write_header(p->a, p->entry) != ARCHIVE_OK)
		rc = archive_problem(p, e->path);
	else if (bytes)
		rc = write_contents(p, e);
	buf_free(&name);
	buf_free(&target);
	return rc;
}

int pack(const struct manifest *m, enum pack_format format, int fd, struct err *e)
{
	struct packer *p = calloc(1, sizeof(*p));
	int rc = -1;

	if (!p)
		return err_set(e, "out of memory");
	p->m = m;
	p->format = format;
	p->e = e;
	p->a = archive_write_new();
	p->entry = archive_entry_new();
	if (!p->a || !p->entry) {
		err_set(e, "out of memory");
		goto out;
	}
	if (count_names(p))
		goto out;
	/* no padding to whole tape blocks behind the end */
	archive_write_set_bytes_in_last_block(p->a, 1);
	if ((format == PACK_NEWC ? archive_write_set_format_cpio_newc(p->a)
				 : archive_write_set_format_gnutar(p->a)) != ARCHIVE_OK ||
	    archive_write_open_fd(p->a, fd) != ARCHIVE_OK) {
		archive_problem(p, "");
		goto out;
	}
	for (size_t i = 0; i < m->count; i++)
		if (write_one(p, i))
			goto out;
	rc = archive_write_close(p->a) == ARCHIVE_OK ? 0 : archive_problem(p, "");
out:
	archive_entry_free(p->entry);
	archive_write_free(p->a);
	free(p->names);
	free(p);
	return rc;
}
