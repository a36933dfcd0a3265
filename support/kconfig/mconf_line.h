/* A line of text that a person edits. */
#ifndef MCONF_LINE_H
#define MCONF_LINE_H

#include <stdbool.h>
#include <stddef.h>
#include <wchar.h>

#include "mconf_term.h"

struct line {
	wchar_t *text;
	size_t length, room;
	size_t at;   /* the cursor, in characters */
	size_t left; /* the first character seen */
};

/* Sets the text, with the cursor behind it. */
void line_set(struct line *line, const char *text);
/* Returns the text as a new string, which the caller frees. */
char *line_get(const struct line *line);
/* Takes a key; false when it is none for editing. */
bool line_key(struct line *line, const struct event *event);
/* Draws the text and puts the cursor there. */
void line_draw(struct line *line, int y, int x, int width);
/* Frees the text. */
void line_free(struct line *line);

#endif
