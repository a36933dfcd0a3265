/*
 * SHA-256 (FIPS 180-4) by libcrypto, as lower-case hex.
 */
#ifndef WHITTLE_HASH_H
#define WHITTLE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "err.h"

#define HASH_HEX 65 /* 64 digits and a NUL */

struct hash; /* a running digest */

/* A new running digest, NULL when memory is out. */
struct hash *hash_new(void);
void hash_add(struct hash *h, const void *data, size_t len);
/* Writes the digest and frees `h`; NULL `hex` only frees. */
void hash_end(struct hash *h, char hex[HASH_HEX]);

/* Digest of bytes in memory; -1 when libcrypto fails. */
int hash_bytes(const void *data, size_t len, char hex[HASH_HEX], struct err *e);

/* Digest of what is left to read of `fd`; `name` is for messages; `size` (may be NULL) gets the
 * number of bytes read. */
int hash_fd(int fd, const char *name, char hex[HASH_HEX], uint64_t *size, struct err *e);

/* Digest of the file `path` below `dirfd` (AT_FDCWD for the current folder). */
int hash_file(int dirfd, const char *path, char hex[HASH_HEX], uint64_t *size, struct err *e);

/* 1 when `text` is 64 lower-case hex digits and then ends. */
int hash_valid(const char *text);

#endif
