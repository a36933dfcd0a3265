/* A page of text with links, wrapped to whatever width it is drawn in. */
#ifndef MCONF_DOC_H
#define MCONF_DOC_H

#include <stddef.h>

#include "mconf_term.h"

/* A line without newline; `link` is what a person who follows it comes to, or NULL. */
struct doc_line {
	char *text;
	enum role role;
	void *link;
};

/* One line on the screen: a piece of a line of the text. */
struct doc_row {
	size_t line;
	size_t start, length;
	int indent;
};

struct doc {
	struct doc_line *lines;
	size_t count, room;
	struct doc_row *rows;
	size_t row_count;
	int width;
};

/* Appends a line; newlines in the text start further lines. */
void doc_add(struct doc *doc, enum role role, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Appends one line that leads to LINK. */
void doc_link(struct doc *doc, void *link, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));
/* Appends a blank line, unless the text is empty or ends with one. */
void doc_space(struct doc *doc);
/* Wraps for WIDTH cells and returns the number of rows. */
int doc_wrap(struct doc *doc, int width);
/* How many links there are. */
int doc_links(const struct doc *doc);
/* What the Nth link leads to, or NULL. */
void *doc_target(const struct doc *doc, int n);
/* The row at which the Nth link begins, or -1. */
int doc_link_row(const struct doc *doc, int n);
/* Draws the rows from TOP on into AREA; the Nth link is shown as chosen (-1: none). */
void doc_draw(struct doc *doc, struct rect area, int top, int chosen);
/* Empties the text. */
void doc_clear(struct doc *doc);

#endif
