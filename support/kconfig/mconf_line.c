/* A line of text that a person edits, with the keys that shells have for it. */
#define _XOPEN_SOURCE 700
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <stdlib.h>
#include <string.h>
#include <wctype.h>

#include "mconf_line.h"
#include "mconf_mem.h"
#include "mconf_text.h"

enum {
	CTRL_A = 1,
	CTRL_B = 2,
	CTRL_D = 4,
	CTRL_E = 5,
	CTRL_F = 6,
	BACKSPACE = 8,
	CTRL_K = 11,
	CTRL_U = 21,
	CTRL_W = 23,
	DELETE = 127
};

void line_set(struct line *line, const char *text)
{
	free(line->text);
	line->text = text_wide(text);
	line->length = wcslen(line->text);
	line->room = line->length + 1;
	line->at = line->length;
	line->left = 0;
}

char *line_get(const struct line *line)
{
	return text_narrow(line->text ? line->text : L"", line->length);
}

static void insert(struct line *line, wchar_t wc)
{
	if (line->length + 1 >= line->room) {
		line->room = line->room * 2 + 64;
		line->text = mem_resize(line->text, line->room, sizeof(*line->text));
	}
	wmemmove(line->text + line->at + 1, line->text + line->at, line->length - line->at);
	line->text[line->at++] = wc;
	line->length++;
}

/* Removes what is between FROM and TO; the cursor ends at FROM. */
static void cut(struct line *line, size_t from, size_t to)
{
	if (from < to) {
		wmemmove(line->text + from, line->text + to, line->length - to);
		line->length -= to - from;
	}
	line->at = from;
}

static size_t word_start(const struct line *line)
{
	size_t at = line->at;

	while (at > 0 && line->text[at - 1] == L' ')
		at--;
	while (at > 0 && line->text[at - 1] != L' ')
		at--;
	return at;
}

static size_t back(const struct line *line)
{
	return line->at > 0 ? line->at - 1 : 0;
}

static size_t forth(const struct line *line)
{
	return line->at < line->length ? line->at + 1 : line->length;
}

bool line_key(struct line *line, const struct event *event)
{
	switch (event->code) {
	case KEY(KEY_LEFT):
	case CTRL_B:
		line->at = back(line);
		return true;
	case KEY(KEY_RIGHT):
	case CTRL_F:
		line->at = forth(line);
		return true;
	case KEY(KEY_HOME):
	case CTRL_A:
		line->at = 0;
		return true;
	case KEY(KEY_END):
	case CTRL_E:
		line->at = line->length;
		return true;
	case KEY(KEY_BACKSPACE):
	case BACKSPACE:
	case DELETE:
		cut(line, back(line), line->at);
		return true;
	case KEY(KEY_DC):
	case CTRL_D:
		cut(line, line->at, forth(line));
		return true;
	case CTRL_U:
		cut(line, 0, line->at);
		return true;
	case CTRL_K:
		cut(line, line->at, line->length);
		return true;
	case CTRL_W:
		cut(line, word_start(line), line->at);
		return true;
	default:
		if (event->code < 0x20 || event->code >= 0x110000)
			return false;
		insert(line, (wchar_t)event->code);
		return true;
	}
}

void line_draw(struct line *line, int y, int x, int width)
{
	char *text;
	int before;

	term_fill(y, x, width, ROLE_INPUT);
	if (line->left > line->at)
		line->left = line->at;
	for (;;) {
		text = text_narrow(line->text + line->left, line->at - line->left);
		before = text_cells(text);
		free(text);
		if (before < width)
			break;
		line->left++;
	}
	text = text_narrow(line->text + line->left, line->length - line->left);
	term_text(y, x, width, ROLE_INPUT, text);
	free(text);
	term_cursor(y, x + before);
}

void line_free(struct line *line)
{
	free(line->text);
	*line = (struct line){0};
}
