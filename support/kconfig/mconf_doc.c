/* A page of text with links. */
#define _GNU_SOURCE 1
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "mconf_doc.h"
#include "mconf_keys.h"
#include "mconf_mem.h"
#include "mconf_text.h"

static void append(struct doc *doc, enum role role, void *link, char *text)
{
	if (doc->count == doc->room) {
		doc->room = doc->room ? doc->room * 2 : 64;
		doc->lines = mem_resize(doc->lines, doc->room, sizeof(*doc->lines));
	}
	doc->lines[doc->count++] = (struct doc_line){text, role, link};
	doc->width = 0;
}

void doc_add(struct doc *doc, enum role role, const char *fmt, ...)
{
	va_list ap;
	char *text, *line, *rest;

	va_start(ap, fmt);
	text = mem_vprint(fmt, ap);
	va_end(ap);
	rest = text;
	while ((line = strsep(&rest, "\n")))
		append(doc, role, NULL, mem_copy(line));
	free(text);
}

void doc_link(struct doc *doc, void *link, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	append(doc, ROLE_LINK, link, mem_vprint(fmt, ap));
	va_end(ap);
}

void doc_space(struct doc *doc)
{
	if (doc->count && doc->lines[doc->count - 1].text[0])
		append(doc, ROLE_TEXT, NULL, mem_copy(""));
}

int doc_wrap(struct doc *doc, int width)
{
	size_t room = 0;

	if (doc->width == width && width > 0)
		return (int)doc->row_count;
	doc->row_count = 0;
	for (size_t i = 0; i < doc->count; i++) {
		struct text_piece *pieces;
		size_t count = text_wrap(doc->lines[i].text, width, &pieces);

		if (doc->row_count + count > room) {
			room = (doc->row_count + count) * 2;
			doc->rows = mem_resize(doc->rows, room, sizeof(*doc->rows));
		}
		for (size_t k = 0; k < count; k++)
			doc->rows[doc->row_count++] = (struct doc_row){
				i, pieces[k].start, pieces[k].length, pieces[k].indent};
		free(pieces);
	}
	doc->width = width;
	return (int)doc->row_count;
}

int doc_links(const struct doc *doc)
{
	int count = 0;

	for (size_t i = 0; i < doc->count; i++)
		count += doc->lines[i].link != NULL;
	return count;
}

/* The number of the line that is the Nth link, or the number of lines. */
static size_t link_line(const struct doc *doc, int n)
{
	size_t i;

	for (i = 0; i < doc->count; i++) {
		if (doc->lines[i].link && n-- == 0)
			break;
	}
	return i;
}

void *doc_target(const struct doc *doc, int n)
{
	size_t line = n < 0 ? doc->count : link_line(doc, n);

	return line < doc->count ? doc->lines[line].link : NULL;
}

int doc_link_row(const struct doc *doc, int n)
{
	size_t line = n < 0 ? doc->count : link_line(doc, n);

	for (size_t i = 0; line < doc->count && i < doc->row_count; i++) {
		if (doc->rows[i].line == line)
			return (int)i;
	}
	return -1;
}

static void draw_row(const struct doc *doc, const struct doc_row *row, struct rect area,
		     enum role role)
{
	char *text = mem_print("%.*s", (int)row->length, doc->lines[row->line].text + row->start);

	if (role == ROLE_LINK_SELECTED)
		term_fill(area.y, area.x, area.width, role);
	term_text(area.y, area.x + row->indent, area.width - row->indent, role, text);
	free(text);
}

void doc_draw(struct doc *doc, struct rect area, int top, int chosen)
{
	size_t chosen_line = chosen < 0 ? doc->count : link_line(doc, chosen);
	int rows = doc_wrap(doc, area.width), number = 0;
	size_t counted = 0;

	for (int i = 0; i < area.height && top + i < rows; i++) {
		const struct doc_row *row = &doc->rows[top + i];
		const struct doc_line *line = &doc->lines[row->line];
		struct rect place = {area.y + i, area.x, 1, area.width};

		draw_row(doc, row, place,
			 row->line == chosen_line ? ROLE_LINK_SELECTED : line->role);
		for (; counted < row->line; counted++)
			number += doc->lines[counted].link != NULL;
		if (line->link)
			term_hot(place.y, place.x, place.width, HIT_ROW, number);
	}
}

void doc_clear(struct doc *doc)
{
	for (size_t i = 0; i < doc->count; i++)
		free(doc->lines[i].text);
	free(doc->lines);
	free(doc->rows);
	*doc = (struct doc){0};
}
