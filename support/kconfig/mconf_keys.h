/* Key maps as tables: the same table finds commands, draws the bar at the bottom and prints the
 * page of keys. */
#ifndef MCONF_KEYS_H
#define MCONF_KEYS_H

#include <stdbool.h>

#include "mconf_term.h"

struct doc;

enum command {
	CMD_NONE,
	CMD_UP,
	CMD_DOWN,
	CMD_PAGE_UP,
	CMD_PAGE_DOWN,
	CMD_HOME,
	CMD_END,
	CMD_IN,
	CMD_OUT,
	CMD_ENTER,
	CMD_SPACE,
	CMD_YES,
	CMD_MODULE,
	CMD_NO,
	CMD_CANCEL,
	CMD_NEXT,
	CMD_PREVIOUS,
	CMD_HELP,
	CMD_KEYS,
	CMD_SEARCH,
	CMD_HIDDEN,
	CMD_PANE,
	CMD_FIX,
	CMD_CHANGES,
	CMD_DIFFERENCES,
	CMD_RESET,
	CMD_UNDO,
	CMD_REDO,
	CMD_SAVE,
	CMD_LOAD,
	CMD_QUIT,
	CMD_SCROLL_UP,
	CMD_SCROLL_DOWN,
};

/* What term_hot() is given for things that are commands, rows and buttons. */
enum { HIT_COMMAND = 1, HIT_ROW, HIT_BUTTON, HIT_PATH };

/* One key; those with a `label` are shown in the bar, those with `help` on the page of keys. The
 * last has key 0. */
struct bind {
	int key;
	enum command command;
	const char *name;
	const char *label;
	const char *help;
};

/* The command of EVENT in BINDS, or CMD_NONE. */
enum command keys_command(const struct bind *binds, const struct event *event);
/* How many lines the bar takes with WIDTH cells. */
int keys_bar_height(const struct bind *binds, int width);
/* Draws the bar over AREA's lines. */
void keys_bar(const struct bind *binds, struct rect area);
/* Appends the page of keys. */
void keys_describe(const struct bind *binds, struct doc *doc);

#endif
