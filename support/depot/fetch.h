/*
 * Downloads: every source of a step by its hash, from wherever it can be had.
 *
 * Order for each source: the store and the download folder (store_source), each of WHITTLE_MIRRORS
 * (URL/SHA256, then URL/FILE), the places that the recipe names, and for `debian:` places the pools
 * of all mirrors that apt is configured for. Downloads run side by side, continue where a former
 * run stopped, and appear under STORE/sources/SHA256 only when whole and right.
 */
#ifndef DEPOT_FETCH_H
#define DEPOT_FETCH_H

#include <stddef.h>
#include <stdint.h>

#include "depot.h"
#include "step.h"

/*
 * Have the sources of all `steps` here. Tries every place of every source before it gives up;
 * another process that downloads the same file is waited for. Returns 0, or -1 with `e` saying
 * for each missing source what was tried and why it failed. A source without a hash is downloaded
 * (once all others are here), and is then an error that says the hash found.
 */
int fetch_steps(struct depot *d, struct step *const *steps, size_t count, struct err *e);

struct places;

/*
 * Download one file, without a hash to check, from the first of `places` that has it, to `path`:
 * whole, or not at all. At most `limit` bytes. Returns 1, 0 when no place has it (with the reasons
 * in `e`), -1 for trouble on this machine.
 */
int fetch_file(struct depot *d, const char *path, const struct places *places, uint64_t limit,
	       struct err *e);

/* Remove what downloads left behind more than a week ago: parts that nobody continues, and files
 * set aside. Returns the bytes freed. */
uint64_t fetch_sweep(struct depot *d);

#endif
