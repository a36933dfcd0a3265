/*
 * Identity of files and folders of a checkout: content, names, executable bits and links, never
 * owners, other mode bits or times, so that it is the same in every checkout.
 */
#ifndef DEPOT_TREE_H
#define DEPOT_TREE_H

#include "depot.h"

/* Hash of a file or, recursively, a folder. */
int tree_hash(struct depot *d, const char *path, char hex[HASH_HEX], struct err *e);

/* Fingerprint of a person's own source tree by names, sizes and times, without reading the files
 * (.git is left out): changes whenever something was edited. */
int tree_fingerprint(const char *path, char hex[HASH_HEX], struct err *e);

/* Copy a file or folder to the new name `to` with modes 0644/0755 and all times at `epoch`. */
int tree_copy(const char *from, const char *to, long epoch, struct err *e);

#endif
