/*
 * What the kernel knows about a place that an image is written to.
 */
#ifndef FLASH_DEVICE_H
#define FLASH_DEVICE_H

#include <stdbool.h>
#include <stdint.h>

#include "../lib/err.h"

struct device {
	bool is_block;     /* a block device, else a file */
	bool is_whole;     /* no partition of a disk */
	bool is_removable; /* a card or a stick, by what the kernel says */
	char mounted[256]; /* where it or a part of it is mounted or how it is used, empty: it is
			      not */
	uint64_t size;     /* bytes */
};

/* Look at `path`, open as `fd`. SYS and PROC are the folders /sys and /proc; -1 when they can't be
 * read. */
int device_look(const char *path, int fd, const char *sys, const char *proc, struct device *d,
		struct err *e);

/* Why an image of `need` bytes must not be written there: a line for each reason in `e`, -1; 0: it
 * may be. With `force` only what can't work counts. */
int device_refuse(const struct device *d, const char *path, uint64_t need, bool force,
		  struct err *e);

#endif
