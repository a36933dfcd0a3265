/*
 * The root filesystem as a list of entries, sorted so that a folder comes before what is in it.
 */
#ifndef ROOTFS_MANIFEST_H
#define ROOTFS_MANIFEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../lib/buf.h"
#include "../lib/err.h"
#include "../lib/hash.h"

enum type { TYPE_DIR, TYPE_FILE, TYPE_LINK, TYPE_CHAR, TYPE_BLOCK, TYPE_FIFO };

struct entry {
	const char *path; /* without ./ in front; "" is the root folder */
	enum type type;
	unsigned mode; /* permission bits with setuid, setgid and sticky */
	unsigned uid, gid;
	const char *uname, *gname; /* NULL: the number has no name */
	uint64_t size;             /* files */
	char sha[HASH_HEX];        /* files */
	const char *link;          /* symbolic links: where to */
	unsigned major, minor;     /* devices */
	const char *contents;      /* files: where the bytes are */
	const char *package;       /* who brought it; NULL: several, or nobody */
	unsigned inode;            /* files: 0, or the number that its hard links share */
};

struct manifest {
	struct entry **entries;
	size_t count, room;
	size_t *table; /* hash table of indexes + 1 */
	size_t slots;
	struct chunk *chunks; /* memory of entries and strings */
	int64_t time;         /* of all entries, seconds since 1970 */
};

/* An empty manifest is zero-initialised; this frees what it holds. */
void manifest_free(struct manifest *m);

/* Zeroed memory, or a copy of a string, that lives as long as the manifest. NULL: out of memory. */
void *manifest_alloc(struct manifest *m, size_t size);
const char *manifest_string(struct manifest *m, const char *text, size_t len);

/* Add an entry called `path` (copied), which must not be there yet; NULL: out of memory. */
struct entry *manifest_add(struct manifest *m, const char *path);

/* The entry called `path`, or NULL. */
struct entry *manifest_find(const struct manifest *m, const char *path);

/* The folder that `e` is in, or NULL for the root folder and when it is missing. */
struct entry *manifest_parent(const struct manifest *m, const struct entry *e);

/* The entry that `path` (absolute or not) leads to when symbolic links are followed inside the
 * image; NULL when there is none or links go in a circle. */
struct entry *manifest_follow(const struct manifest *m, const char *path);

/* Sort by path; "/" sorts before every other byte. Ends the numbering: hard links get numbers in
 * the order of their first name. */
int manifest_sort(struct manifest *m, struct err *e);

/* Forget the entries for which `drop` is true. */
void manifest_drop(struct manifest *m, bool (*drop)(const struct entry *e, void *data), void *data);

/* True when an earlier entry is the same file by another name: its bytes were counted. */
bool manifest_again(const struct manifest *m, size_t index);

/* Compare two paths the way manifest_sort does. */
int path_compare(const char *a, const char *b);

#endif
