/*
 * The manifest as text. The format is described at the top of mtree.c.
 */
#ifndef ROOTFS_MTREE_H
#define ROOTFS_MTREE_H

#include "manifest.h"

/* Append the text of a sorted manifest. */
int mtree_write(const struct manifest *m, struct buf *b, struct err *e);

/* Parse `len` bytes into the empty manifest `m`. Says everything that is wrong as
 * `file:line:column: message`. */
int mtree_parse(struct manifest *m, const char *text, size_t len, const char *file, struct err *e);

/* Read and parse a file ("-": standard input). */
int mtree_read(struct manifest *m, const char *path, struct err *e);

/* Append `text` with every byte that is not plain as \ooo. */
void mtree_quote(struct buf *b, const char *text);

/* Word for a type: "dir", "file", "link", "char", "block", "fifo". */
const char *type_name(enum type t);

#endif
