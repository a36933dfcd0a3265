/*
 * A growing string of bytes. A failed allocation is remembered (`failed`) and later calls do
 * nothing, so a caller checks once, at the end. Zero-initialised is empty.
 */
#ifndef WHITTLE_BUF_H
#define WHITTLE_BUF_H

#include <stdbool.h>
#include <stddef.h>

struct buf {
	char *data;  /* always NUL-terminated once something was added, else NULL */
	size_t len;  /* bytes without the NUL */
	size_t cap;  /* bytes allocated */
	bool failed; /* an allocation failed: the content is cut */
};

/* Make room for `more` bytes and a NUL; -1 when memory is out. */
int buf_reserve(struct buf *b, size_t more);

void buf_add(struct buf *b, const void *data, size_t len);
void buf_adds(struct buf *b, const char *text);
void buf_addc(struct buf *b, char c);
void buf_addf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The content as a string, never NULL. Valid until the next call. */
const char *buf_str(const struct buf *b);

/* Forget the content, keep the memory. */
void buf_clear(struct buf *b);

void buf_free(struct buf *b);

#endif
