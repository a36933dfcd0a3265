/*
 * What the tables say about paths, carried out on a manifest.
 */
#ifndef ROOTFS_APPLY_H
#define ROOTFS_APPLY_H

#include "users.h"

/* Add a folder entry of root called `path`, and the folders it is in when they are missing. It must
 * not be there yet (the root folder may). NULL on error. */
struct entry *apply_make(struct manifest *m, const char *path, struct err *e);

/* Make the folders and links that tables declare, before there is anything else: what packages have
 * below /bin goes where a link /bin leads. Rows that make no sense here are left to apply_table. */
int apply_first(struct manifest *m, const struct table *t, struct err *e);

/* Carry out all rows about paths. Two rows that say different things about one path are an error.
 * Owners that are names get their numbers from `users`. */
int apply_table(struct manifest *m, const struct table *t, const struct users *users,
		struct err *e);

#endif
