/*
 * A part of an artefact as one file: tar (pax where needed), compressed with zstd.
 * The same tree gives the same bytes; times and owners are not in it.
 */
#ifndef DEPOT_REMOTE_PACK_H
#define DEPOT_REMOTE_PACK_H

#include <stdint.h>

#include "../lib/err.h"

/* Write the tree `dir` to the file `path`, which is replaced. */
int pack_tree(const char *dir, const char *path, struct err *e);

/*
 * Unpack `path` below the new folder `dir`. Files may have at most `limit` bytes in all. Nothing is
 * made outside of `dir`, and nothing but folders, files, and symbolic and hard links. Returns 0,
 * 1 with `e` set when the archive is bad, -1 for trouble on this machine.
 */
int unpack_tree(const char *path, const char *dir, uint64_t limit, struct err *e);

#endif
