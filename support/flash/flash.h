/*
 * Write an image to a disk, and read it back.
 *
 * What the image leaves empty is written only where the disk holds something else: cards are slow
 * to write and wear out, and most of an image is empty. Then everything is read back from the disk.
 */
#ifndef FLASH_FLASH_H
#define FLASH_FLASH_H

#include <stdint.h>
#include <sys/types.h>

#include "../lib/err.h"

enum { FLASH_BLOCK = 1 << 20 };

/* Both files, and what happens to bytes: the tests put something between. */
struct flash {
	int image, target;
	const char *image_name, *target_name; /* for messages */
	uint64_t size;                        /* bytes of the image */
	uint64_t written;                     /* bytes that were written, so far */
	ssize_t (*read)(int fd, void *data, size_t len, off_t at);
	ssize_t (*write)(int fd, const void *data, size_t len, off_t at);
	/* What is being done ("writing", "reading back"), and how far it is; may be NULL. */
	void (*progress)(const struct flash *f, const char *what, uint64_t done);
};

/* Write, flush, forget what the kernel keeps in memory. -1: `e` says where it failed. */
int flash_write(struct flash *f, struct err *e);

/* Compare the disk with the image. -1: it differs or can't be read, and `e` says where. */
int flash_verify(struct flash *f, struct err *e);

#endif
