/*
 * What must hold for the files of an image: what a program needs is there, and nothing tells of the
 * build machine.
 */
#ifndef ROOTFS_CHECK_H
#define ROOTFS_CHECK_H

#include "manifest.h"

/* Look at the bytes of every file. `machine` is the ELF machine (EM_…) that programs must be for,
 * 0: any. Appends one line per problem, sorted by path. 1 when there are problems, 0 when there are
 * none, -1 when a file can't be read. */
int check_report(const struct manifest *m, unsigned machine, const char *own_dir,
		 const char *own_path, struct buf *b, struct err *e);

/* The number of a machine by the name that kernels use for it (x86_64, aarch64, …); -1: unknown. */
int check_machine(const char *name);

/* Open what a file of the manifest holds; what lies below own_path is in own_dir. A descriptor or
 * -1. */
int check_open(const struct entry *entry, const char *own_dir, const char *own_path);

#endif
