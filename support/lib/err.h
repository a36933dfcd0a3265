/*
 * One error, as text. Libraries fill it and return a negative number; programs print it.
 */
#ifndef WHITTLE_ERR_H
#define WHITTLE_ERR_H

#include <stddef.h>

struct err {
	size_t len;      /* bytes of text used */
	char text[8192]; /* message without a final newline; several lines are possible */
};

#define ERR_INIT      \
	{             \
		0, "" \
	}

/* Replace the text. Always returns -1, so that `return err_set(…)` reads well. */
int err_set(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Like err_set, with ": " and the text of the current errno behind it; keeps errno. */
int err_sys(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Add one more line to what is already said (or set it); returns -1. */
int err_add(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Put a text in front of what is already said; returns -1. */
int err_prefix(struct err *e, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
