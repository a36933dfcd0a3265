/*
 * Debian's index of source packages: what stable has, and where its archives are.
 */
#ifndef DEBIAN_INDEX_H
#define DEBIAN_INDEX_H

#include <stdint.h>

#include "debian.h"
#include "depot.h"

/* One file of a source package. */
struct debian_file {
	char *name;
	char sha[HASH_HEX];
	uint64_t size;
};

/* One stanza of the index: the strings are allocated, NULL when the field isn't there. */
struct debian_source {
	char *package, *version, *directory, *homepage;
	struct debian_file *files;
	size_t file_count;
};

/*
 * Have the index of `suite` (trixie …) in the store, not older than a day when the network is
 * there, and check it against the suite's signed Release file. `path` gets its place (new memory).
 * Returns 0, or -1 with `e` set.
 */
int debian_index_get(struct depot *d, const struct debian_apt *apt, const char *suite, char **path,
		     struct err *e);

/* The stanza of `package` with the highest version in the file (compressed or not). 1 found,
 * 0 not, -1 error. */
int debian_index_find(const char *path, const char *package, struct debian_source *source,
		      struct err *e);

/* Parse one stanza of `len` bytes (Debian's control format, deb822(5)). 0, or -1: damaged or out
 * of memory. */
int debian_source_parse(const char *text, size_t len, struct debian_source *source);

/* Upstream's archive: SOURCE_VERSION.orig.tar.*, or the one tar archive of a native package. */
const struct debian_file *debian_source_archive(const struct debian_source *source);

/* The archive of Debian's own files (debian/watch …), NULL when there is none. */
const struct debian_file *debian_source_packaging(const struct debian_source *source);

void debian_source_free(struct debian_source *source);

#endif
