/*
 * What is different between two images.
 */
#ifndef ROOTFS_DIFF_H
#define ROOTFS_DIFF_H

#include "manifest.h"

/* Append one line for each path that was added (+), removed (-) or changed (~), by package, and a
 * sum. 1 when there are differences, 0 when there are none, -1 on error. Where the bytes lie plays
 * no role. */
int diff_report(const struct manifest *old, const struct manifest *new, struct buf *b,
		struct err *e);

#endif
