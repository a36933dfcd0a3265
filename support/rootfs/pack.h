/*
 * A manifest and the files it names, as an archive.
 */
#ifndef ROOTFS_PACK_H
#define ROOTFS_PACK_H

#include "manifest.h"

enum pack_format {
	PACK_NEWC, /* cpio as the kernel unpacks it */
	PACK_TAR   /* GNU tar: any name, any length, any size */
};

/* Write the archive to `fd`. A file that is not what the manifest says is an error. */
int pack(const struct manifest *m, enum pack_format format, int fd, struct err *e);

#endif
