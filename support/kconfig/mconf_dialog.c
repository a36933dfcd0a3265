/* Boxes over the screen. */
#define _XOPEN_SOURCE 700
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "mconf_dialog.h"
#include "mconf_keys.h"
#include "mconf_line.h"
#include "mconf_list.h"
#include "mconf_mem.h"
#include "mconf_text.h"

enum { WIDEST = 78, FRAME = 4 };

struct dialog {
	struct screen screen;
	const char *title;
	struct doc *text;
	const char *const *buttons;
	int chosen;
	int top;
	struct line *line;
	const char *error;
};

static const struct bind ask_binds[] = {
	{KEY(KEY_LEFT), CMD_PREVIOUS, NULL, NULL, NULL},
	{KEY(KEY_RIGHT), CMD_NEXT, NULL, NULL, NULL},
	{KEY(KEY_BTAB), CMD_PREVIOUS, NULL, NULL, NULL},
	{'\t', CMD_NEXT, NULL, NULL, NULL},
	{KEY(KEY_UP), CMD_UP, NULL, NULL, NULL},
	{KEY(KEY_DOWN), CMD_DOWN, NULL, NULL, NULL},
	{KEY(KEY_PPAGE), CMD_PAGE_UP, NULL, NULL, NULL},
	{KEY(KEY_NPAGE), CMD_PAGE_DOWN, NULL, NULL, NULL},
	{EVENT_ENTER, CMD_ENTER, NULL, NULL, NULL},
	{' ', CMD_ENTER, NULL, NULL, NULL},
	{EVENT_ESCAPE, CMD_CANCEL, NULL, NULL, NULL},
	{0, CMD_NONE, NULL, NULL, NULL},
};

void buttons_draw(int y, int x, int width, const char *const *labels, int chosen)
{
	int cells = 0, at;

	for (int i = 0; labels[i]; i++)
		cells += text_cells(labels[i]) + 4;
	at = x + (width - cells) / 2;
	if (at < x)
		at = x;
	for (int i = 0; labels[i]; i++) {
		enum role role = i == chosen ? ROLE_BUTTON_SELECTED : ROLE_BUTTON;
		int used = term_print(y, at + 1, x + width - at - 1, role, "<%s>", labels[i]);

		term_hot(y, at + 1, used, HIT_BUTTON, i);
		at += text_cells(labels[i]) + 4;
	}
}

static int widest_line(const struct dialog *dialog)
{
	int width = dialog->title ? text_cells(dialog->title) + 4 : 0;

	for (size_t i = 0; i < dialog->text->count; i++) {
		int cells = text_cells(dialog->text->lines[i].text);

		if (width < cells)
			width = cells;
	}
	if (dialog->line && width < 50)
		width = 50;
	return width < 30 ? 30 : width;
}

/* Where the text of the box goes; the box itself is around it, its extra lines below. */
static struct rect text_area(struct dialog *dialog, int *rows)
{
	struct rect window = term_window(), area;
	int extra = dialog->line ? 3 : 2;

	area.width = widest_line(dialog);
	if (area.width > WIDEST - FRAME && window.width <= 2 * WIDEST)
		area.width = WIDEST - FRAME;
	if (area.width > window.width - FRAME - 2)
		area.width = window.width - FRAME - 2;
	if (area.width > 110)
		area.width = 110;
	*rows = doc_wrap(dialog->text, area.width);
	area.height = *rows;
	if (area.height > window.height - extra - 2)
		area.height = window.height - extra - 2;
	area.x = (window.width - area.width) / 2;
	area.y = (window.height - area.height - extra - 2) / 2 + 1;
	return area;
}

static void draw(struct screen *screen)
{
	struct dialog *dialog = (struct dialog *)screen;
	int rows, extra = dialog->line ? 3 : 2, y;
	struct rect area = text_area(dialog, &rows), box = area;

	box.x -= 2;
	box.y -= 1;
	box.width += 4;
	box.height += extra + 2;
	term_box(box, dialog->title);
	if (dialog->top > rows - area.height)
		dialog->top = rows - area.height;
	if (dialog->top < 0)
		dialog->top = 0;
	doc_draw(dialog->text, area, dialog->top, -1);
	area.width += 2;
	term_scrollbar(area, dialog->top, rows);
	area.width -= 2;
	y = area.y + area.height;
	if (dialog->line) {
		line_draw(dialog->line, y, area.x, area.width);
		if (dialog->error)
			term_text(y + 1, area.x, area.width, ROLE_ERROR, dialog->error);
		y++;
	}
	buttons_draw(y + 1, area.x, area.width, dialog->buttons, dialog->chosen);
}

static int count_buttons(const struct dialog *dialog)
{
	int count = 0;

	while (dialog->buttons[count])
		count++;
	return count;
}

static int button_of_letter(const struct dialog *dialog, int code)
{
	for (int i = 0; dialog->buttons[i]; i++) {
		if (code < 0x7f && tolower(code) == tolower((unsigned char)dialog->buttons[i][0]))
			return i;
	}
	return -1;
}

/* Scrolls or changes the button; true when COMMAND was one for that. */
static bool move_in(struct dialog *dialog, enum command command)
{
	int rows, count = count_buttons(dialog);
	struct rect area = text_area(dialog, &rows);
	int steps[] = {
		[CMD_UP] = -1,
		[CMD_DOWN] = 1,
		[CMD_PAGE_UP] = -area.height,
		[CMD_PAGE_DOWN] = area.height,
		[CMD_SCROLL_UP] = -3,
		[CMD_SCROLL_DOWN] = 3,
	};

	if (command == CMD_NEXT || command == CMD_PREVIOUS)
		dialog->chosen = (dialog->chosen + (command == CMD_NEXT ? 1 : count - 1)) % count;
	else if ((unsigned)command < sizeof(steps) / sizeof(steps[0]) && steps[command])
		dialog->top += steps[command];
	else
		return false;
	return true;
}

int dialog_ask(struct screen *below, const char *title, struct doc *text,
	       const char *const *buttons, int chosen)
{
	struct dialog dialog = {.screen = {draw, below},
				.title = title,
				.text = text,
				.buttons = buttons,
				.chosen = chosen};

	for (;;) {
		struct event event;
		enum command command;
		int letter;

		term_event(&dialog.screen, &event);
		command = keys_command(ask_binds, &event);
		if (move_in(&dialog, command))
			continue;
		if (command == CMD_CANCEL || command == CMD_QUIT)
			return -1;
		if (command == CMD_ENTER)
			return dialog.chosen;
		if (event.code == EVENT_HIT && event.hit == HIT_BUTTON)
			return event.arg;
		letter = button_of_letter(&dialog, event.code);
		if (letter >= 0)
			return letter;
	}
}

void dialog_tell(struct screen *below, const char *title, const char *fmt, ...)
{
	static const char *const buttons[] = {"Ok", NULL};
	struct doc doc = {0};
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = mem_vprint(fmt, ap);
	va_end(ap);
	doc_add(&doc, ROLE_TEXT, "%s", text);
	free(text);
	dialog_ask(below, title, &doc, buttons, 0);
	doc_clear(&doc);
}

char *dialog_input(struct screen *below, const char *title, struct doc *text, const char *value,
		   dialog_check_fn *check, void *data)
{
	static const char *const buttons[] = {"Ok", "Cancel", NULL};
	struct line line = {0};
	struct dialog dialog = {.screen = {draw, below},
				.title = title,
				.text = text,
				.buttons = buttons,
				.line = &line};
	char *error = NULL, *result = NULL;

	line_set(&line, value);
	for (;;) {
		struct event event;
		bool hit, done;

		term_event(&dialog.screen, &event);
		hit = event.code == EVENT_HIT && event.hit == HIT_BUTTON;
		done = (event.code == EVENT_ENTER && dialog.chosen == 0) || (hit && event.arg == 0);
		if (event.code == EVENT_ESCAPE || event.code == EVENT_QUIT ||
		    (hit && event.arg == 1) || (event.code == EVENT_ENTER && dialog.chosen == 1))
			break;
		if (event.code == '\t' || event.code == KEY(KEY_BTAB)) {
			dialog.chosen = !dialog.chosen;
			continue;
		}
		if (!done && !line_key(&line, &event)) {
			move_in(&dialog, keys_command(ask_binds, &event));
			continue;
		}
		result = line_get(&line);
		free(error);
		dialog.error = error = check ? check(data, result) : NULL;
		if (done && !error)
			goto out;
		free(result);
		result = NULL;
	}
out:
	free(error);
	line_free(&line);
	return result;
}
