/*
 * Search and ranking, independent of Kconfig: texts with a name, a title and a body. A query is
 * some words; each has to occur somewhere, and where it occurs is what a text is worth. A word that
 * occurs nowhere, or hardly anywhere, is replaced by the words most like it.
 */
#ifndef MCONF_SEARCH_H
#define MCONF_SEARCH_H

#include <stddef.h>

struct search;

/* One text that was found: the number that search_add() was given, and how good it is. */
struct search_hit {
	size_t item;
	int score;
};

/* A new empty index. */
struct search *search_new(void);
void search_free(struct search *search);
/* Adds the next item (numbered from 0); each text may be NULL. They are copied. */
void search_add(struct search *search, const char *name, const char *title, const char *body);
/*
 * Finds what QUERY asks for, the best first, at most LIMIT. Returns their number; *HITS is
 * allocated, the caller frees it.
 */
size_t search_find(struct search *search, const char *query, size_t limit,
		   struct search_hit **hits);

#endif
