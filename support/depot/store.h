/*
 * The store: a folder that several makes and several checkouts share.
 *
 *     artefacts/KEY/   what steps left behind, never modified (artefact.h)
 *     sources/SHA256   downloads
 *     locks/           one file per key (and per download), locked with flock
 *     tmp/             work in progress; an entry whose lock is free is garbage
 *     views/HASH/      merged read-only trees of hard links, made again at will
 *     host/HASH/       the build machine's libraries without their development files
 *     cache/           what can be computed again: stat cache, tool versions, package indexes
 */
#ifndef DEPOT_STORE_H
#define DEPOT_STORE_H

#include "depot.h"
#include "step.h"

/* Make the store's folders; fine when they are there. */
int store_make(struct depot *d, struct err *e);

/* Path STORE/AREA/NAME in new memory. */
char *store_path(const struct depot *d, const char *area, const char *name);

enum lock_mode { LOCK_SHARED, LOCK_ALONE, LOCK_TRY };

/* Lock STORE/locks/NAME: for readers, for one writer, or for one writer only when nobody has it.
 * Returns a descriptor (close it to unlock; a killed process unlocks by itself), -1 on error, -2
 * with LOCK_TRY when somebody has it. When it has to wait it says so once, with `what`, unless that
 * is "". */
int store_lock(struct depot *d, const char *name, enum lock_mode mode, const char *what,
	       struct err *e);

/* Add a space hint to an error when the store's disk is (nearly) full. */
void store_explain(const struct depot *d, struct err *e);

/* Where the bytes of a source are: STORE/sources/SHA, or a file of the download folder that has
 * this name or hash and the right bytes. NULL when it is not here. New memory. */
char *store_source(struct depot *d, const struct step_source *s);

/* The record of an artefact: a text file "record" of lines "WORD VALUE…":
 *     key KEY, step NAME, version V, local yes|no, part NAME HASH BYTES (one per part), seconds N
 */
struct record {
	char key[HASH_HEX];
	char step[128];
	bool local;                 /* made from a person's own tree: never leaves this machine */
	char part[PARTS][HASH_HEX]; /* content hash per part */
	unsigned long long size[PARTS];
	unsigned long seconds; /* how long it took to build */
};

/* Content hash of a part that is empty. */
#define PART_EMPTY "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

/* Text of a record; parse of one (0, or -1: damaged). */
void record_write(const struct record *r, struct buf *b);
int record_parse(const char *text, size_t len, const char *file, struct record *r, struct err *e);

/* Record of the artefact with this key: 1 found, 0 not in the store, -1 damaged. */
int store_record(const struct depot *d, const char *key, struct record *r, struct err *e);

/* Note that an artefact was used, for gc; at most once an hour, and not on a read-only store. */
void store_used(const struct depot *d, const char *key);

#endif
