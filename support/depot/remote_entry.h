/*
 * What the remote store holds at /ac/KEY.
 */
#ifndef DEPOT_REMOTE_ENTRY_H
#define DEPOT_REMOTE_ENTRY_H

#include <stdint.h>

#include "store.h"

/* A blob at /cas/SHA256. The first PARTS are the packed parts, then the plain files. */
enum { BLOB_LOG = PARTS, BLOB_STEP, BLOBS };
extern const char *const blob_names[BLOBS];

struct blob {
	char sha[HASH_HEX]; /* "": there is none */
	uint64_t size;
};

struct remote_entry {
	struct record record;
	struct blob blobs[BLOBS];
};

/* Append the bytes of an entry to `b`. */
void entry_write(const struct remote_entry *entry, struct buf *b);

/* Read the bytes of an entry, which may be anything. 0, or -1 with `e` set. */
int entry_parse(const void *data, size_t len, struct remote_entry *entry, struct err *e);

#endif
