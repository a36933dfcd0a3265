/*
 * Files and folders: whole reads, atomic writes, trees. Paths in messages are those passed in.
 */
#ifndef WHITTLE_FS_H
#define WHITTLE_FS_H

#include <stdbool.h>
#include <sys/types.h>

#include "buf.h"
#include "err.h"

/* Append the whole file to `b`. -1 with errno kept when it can't be read. */
int fs_read(const char *path, struct buf *b, struct err *e);

/* Write all bytes to `fd`; `name` is for messages. */
int fs_write_all(int fd, const void *data, size_t len, const char *name, struct err *e);

/* Write to a temporary name beside `path`, flush to the disk, rename. */
int fs_write(const char *path, const void *data, size_t len, struct err *e);

/* Like fs_write without the flush, for what may be lost or is flushed otherwise. */
int fs_write_quick(const char *path, const void *data, size_t len, struct err *e);

/* Like fs_write, but a file that holds these bytes already is not touched; 1 when it was written.
 */
int fs_write_changed(const char *path, const void *data, size_t len, struct err *e);

/* mkdir -p; fine when it is there. */
int fs_mkdirs(const char *path, struct err *e);

/* rm -rf below `dirfd`; does not follow links, opens folders that are not writable; fine when it is
 * not there. */
int fs_remove(int dirfd, const char *path, struct err *e);

/* Copy the content of a file (by reflink or in the kernel where possible) to a new file with
 * `mode`. */
int fs_copy(int fromdir, const char *from, int todir, const char *to, mode_t mode, struct err *e);

/* Names in a folder, sorted bytewise, without . and ..; `names` is freed with fs_list_free. */
struct fs_list {
	char **names;
	size_t count;
};
int fs_list(int dirfd, const char *path, struct fs_list *list, struct err *e);
void fs_list_free(struct fs_list *list);

bool fs_exists(const char *path);

/* printf into new memory; NULL when out of memory. Freed by the caller. */
char *fs_fmt(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
