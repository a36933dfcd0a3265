/*
 * Hashes of files, remembered by what stat says about them. Safe between processes: the file is
 * replaced as a whole, and a lost entry only costs time.
 */
#ifndef DEPOT_STATCACHE_H
#define DEPOT_STATCACHE_H

#include <sys/stat.h>

#include "../lib/err.h"
#include "../lib/hash.h"

struct stat_cache;

/* Read STORE/cache/stat; a missing or damaged file is an empty cache. NULL when out of memory. */
struct stat_cache *statcache_open(const char *path);

/* Hash of the regular file `path` below `dirfd`, from the cache when nothing about it changed. `st`
 * is what lstat or stat said about it just now. */
int statcache_hash(struct stat_cache *c, int dirfd, const char *path, const struct stat *st,
		   char hex[HASH_HEX], struct err *e);

/* Write what is new (errors don't matter: the store may be read-only) and free. */
void statcache_close(struct stat_cache *c);

#endif
