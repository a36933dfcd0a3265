/*
 * How well the programs and libraries of an image are hardened against mistakes in them.
 */
#ifndef ROOTFS_HARDEN_H
#define ROOTFS_HARDEN_H

#include "../lib/buf.h"
#include "../lib/err.h"
#include "manifest.h"

/*
 * Write to `b` how many files have each protection, and for each file what it lacks. own_dir and
 * own_path are as in check_report. 0, or -1 and `e`.
 */
int harden_report(const struct manifest *m, const char *own_dir, const char *own_path,
		  struct buf *b, struct err *e);

#endif
