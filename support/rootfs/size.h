/*
 * What an image is made of: bytes by package, by folder, and the largest files.
 */
#ifndef ROOTFS_SIZE_H
#define ROOTFS_SIZE_H

#include "manifest.h"

/* Append the report; `top` folders and files are listed (0: all). -1: out of memory. */
int size_report(const struct manifest *m, size_t top, struct buf *b, struct err *e);

#endif
