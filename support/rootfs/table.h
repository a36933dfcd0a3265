/*
 * Tables: what packages say about owners, modes, devices and users. The format is described at the
 * top of table.c.
 */
#ifndef ROOTFS_TABLE_H
#define ROOTFS_TABLE_H

#include "manifest.h"

enum statement {
	SAY_USER,
	SAY_GROUP,
	SAY_PASSWORD,
	SAY_FILE,
	SAY_DIR,
	SAY_TREE,
	SAY_LINK,
	SAY_FIFO,
	SAY_CHAR,
	SAY_BLOCK
};

enum { MODE_KEEP = 010000, WORDS = 7 };

struct row {
	enum statement what;
	const char *package;     /* whose table it is */
	const char *file;        /* for messages */
	size_t line;             /* for messages */
	const char *word[WORDS]; /* NULL: not given; paths are without the first slash */
	unsigned number[WORDS];  /* value of numbers and modes; MODE_KEEP: leave it */
	size_t column[WORDS];    /* for messages */
};

/* All rows of all tables. Strings live in the manifest that was given. */
struct table {
	struct row *rows;
	size_t count, room;
};

/* Add the rows of one file. Says everything that is wrong as `file:line:column: message`. */
int table_parse(struct table *t, struct manifest *m, const char *package, const char *text,
		size_t len, const char *file, struct err *e);

/* Read a file and add its rows. */
int table_read(struct table *t, struct manifest *m, const char *package, const char *path,
	       struct err *e);

void table_free(struct table *t);

/* Say something about word `word` of a row; returns -1. */
int table_complain(const struct row *r, size_t word, struct err *e, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

#endif
