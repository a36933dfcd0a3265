/*
 * How much room the files of a manifest take.
 */
#ifndef ROOTFS_MEASURE_H
#define ROOTFS_MEASURE_H

#include "manifest.h"

/* What a filesystem with blocks of `block` bytes needs for content: files, long symbolic links and
 * folders. `inodes` gets the number of different files. */
uint64_t measure_blocks(const struct manifest *m, unsigned block, uint64_t *inodes);

/* Bytes of one entry: a file's size unless an earlier name counted it; otherwise 0. */
uint64_t measure_entry(const struct manifest *m, size_t index);

#endif
