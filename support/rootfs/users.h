/*
 * Accounts and groups of the image.
 */
#ifndef ROOTFS_USERS_H
#define ROOTFS_USERS_H

#include "table.h"

struct account {
	const char *name;
	unsigned id;           /* uid; of groups: gid */
	unsigned gid;          /* users: main group */
	const char *password;  /* users: what stands in /etc/shadow */
	const struct row *row; /* who declared it; NULL: root's default */
};

struct users {
	struct account *users, *groups; /* sorted by number, then by name */
	size_t n_users, n_groups;
	const struct table *table;
};

/* Collect the accounts that a table declares; root is always there. Names or numbers that mean two
 * things are errors. */
int users_collect(struct users *u, const struct table *t, struct err *e);

void users_free(struct users *u);

const struct account *users_user(const struct users *u, const char *name);
const struct account *users_group(const struct users *u, const char *name);

/* Append the texts of /etc/passwd, /etc/group and /etc/shadow. */
void users_passwd(const struct users *u, struct buf *b);
void users_group_file(const struct users *u, struct buf *b);
void users_shadow(const struct users *u, struct buf *b);

#endif
