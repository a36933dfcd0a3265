/*
 * What a step left behind: checked, normalised, listed, published.
 */
#ifndef DEPOT_ARTEFACT_H
#define DEPOT_ARTEFACT_H

#include "depot.h"
#include "store.h"

/* Check and normalise the part folders below `dir` (modes, times at `epoch`), and describe them:
 * hashes and sizes go to `r`, the whole list, as mtree text, to `manifest` (may be NULL). With
 * `check_only` nothing is changed on the disk. Anything that can't be kept (a device, a socket, an
 * unknown folder beside the parts) is an error. */
int artefact_scan(const char *dir, long epoch, bool check_only, struct record *r,
		  struct buf *manifest, struct err *e);

/* Write the text of a build's log, compressed, to `path`. */
int artefact_log(const char *from, const char *path, struct err *e);

/* Make `dir` (below the store) the artefact `key`: flushed to the disk, then renamed. A damaged one
 * in its place is removed. The caller holds the key's lock. */
int artefact_publish(struct depot *d, const char *dir, const char *key, struct err *e);

/* Compare an artefact in the store with its record: 0 equal, -1 with the difference in `e`. */
int artefact_verify(struct depot *d, const char *key, struct err *e);

/* Remove an artefact from the store; the caller holds the key's lock. */
int artefact_remove(struct depot *d, const char *key, struct err *e);

#endif
