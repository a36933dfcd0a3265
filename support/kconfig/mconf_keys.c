/* Key maps as tables. */
#include <stddef.h>

#include "mconf_doc.h"
#include "mconf_keys.h"
#include "mconf_text.h"

enum command keys_command(const struct bind *binds, const struct event *event)
{
	if (event->code == EVENT_HIT)
		return event->hit == HIT_COMMAND ? (enum command)event->arg : CMD_NONE;
	if (event->code == EVENT_QUIT)
		return CMD_QUIT;
	if (event->code == EVENT_WHEEL_UP)
		return CMD_SCROLL_UP;
	if (event->code == EVENT_WHEEL_DOWN)
		return CMD_SCROLL_DOWN;
	for (; binds->key; binds++) {
		if (binds->key == event->code)
			return binds->command;
	}
	return CMD_NONE;
}

/* Lays the labels out in lines of WIDTH cells from Y on (draws nothing when Y is negative); returns
 * the lines. */
static int lay_out(const struct bind *binds, int y, int x, int width, int height)
{
	int at = 1, line = 0;

	for (; binds->key; binds++) {
		int cells;

		if (!binds->label)
			continue;
		cells = text_cells(binds->name) + 1 + text_cells(binds->label);
		if (at > 1 && at + cells > width - 1) {
			line++;
			at = 1;
		}
		if (y >= 0 && line < height) {
			int key = term_text(y + line, x + at, width - at, ROLE_KEY, binds->name);

			term_text(y + line, x + at + key + 1, width - at - key - 1, ROLE_KEY_TEXT,
				  binds->label);
			term_hot(y + line, x + at, cells, HIT_COMMAND, binds->command);
		}
		at += cells + 2;
	}
	return line + 1;
}

int keys_bar_height(const struct bind *binds, int width)
{
	return lay_out(binds, -1, 0, width, 0);
}

void keys_bar(const struct bind *binds, struct rect area)
{
	for (int i = 0; i < area.height; i++)
		term_fill(area.y + i, area.x, area.width, ROLE_KEY_TEXT);
	lay_out(binds, area.y, area.x, area.width, area.height);
}

void keys_describe(const struct bind *binds, struct doc *doc)
{
	for (; binds->key; binds++) {
		int pad = 16 - text_cells(binds->name ? binds->name : "");

		if (binds->help)
			doc_add(doc, ROLE_TEXT, "  %s%*s%s", binds->name, pad > 1 ? pad : 1, "",
				binds->help);
	}
}
