/*
 * Which libraries of the image nothing is linked with.
 */
#ifndef ROOTFS_LINKED_H
#define ROOTFS_LINKED_H

#include "manifest.h"

struct compose;

/* Drop the libraries (lib*.so* in /usr/lib itself) of the packages c->linked that no program or
 * library which stays is linked with. What is only opened while a program runs counts as unused.
 * 0, or -1 when a file can't be read. */
int linked_only(const struct compose *c, struct manifest *m, struct err *e);

#endif
