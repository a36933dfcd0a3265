/*
 * How each role looks. The names are those that $MENUCONFIG_COLOR has always had; without one, the
 * terminal's own background is kept, which suits light and dark terminals alike.
 */
#define _XOPEN_SOURCE 700
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <string.h>

#include "mconf_theme.h"

/* GREY is bright black where there are 16 colours, else the attribute says it. */
enum { OWN = -1, GREY = 8 };

struct look {
	short fg, bg;
	attr_t attr;
};

struct theme {
	const char *name;
	bool colours;
	struct look looks[ROLE_COUNT];
};

static const struct theme themes[] = {
	{"own",
	 true,
	 {
		 [ROLE_TEXT] = {OWN, OWN, 0},
		 [ROLE_TITLE] = {COLOR_WHITE, COLOR_BLUE, A_BOLD},
		 [ROLE_PATH] = {COLOR_CYAN, OWN, 0},
		 [ROLE_SELECTED] = {COLOR_WHITE, COLOR_BLUE, A_BOLD},
		 [ROLE_GREY] = {GREY, OWN, A_DIM},
		 [ROLE_GREY_SELECTED] = {COLOR_WHITE, COLOR_BLUE, 0},
		 [ROLE_MARK] = {COLOR_GREEN, OWN, 0},
		 [ROLE_CHANGED] = {COLOR_YELLOW, OWN, A_BOLD},
		 [ROLE_BORDER] = {COLOR_BLUE, OWN, 0},
		 [ROLE_HEADING] = {OWN, OWN, A_BOLD},
		 [ROLE_LINK] = {COLOR_CYAN, OWN, 0},
		 [ROLE_LINK_SELECTED] = {COLOR_WHITE, COLOR_BLUE, A_BOLD},
		 [ROLE_BUTTON] = {OWN, OWN, 0},
		 [ROLE_BUTTON_SELECTED] = {COLOR_WHITE, COLOR_BLUE, A_BOLD},
		 [ROLE_KEY] = {COLOR_YELLOW, OWN, 0},
		 [ROLE_KEY_TEXT] = {OWN, OWN, 0},
		 [ROLE_INPUT] = {OWN, OWN, A_UNDERLINE},
		 [ROLE_ERROR] = {COLOR_RED, OWN, A_BOLD},
		 [ROLE_BOX] = {OWN, OWN, 0},
	 }},
	{"blackbg",
	 true,
	 {
		 [ROLE_TEXT] = {COLOR_WHITE, COLOR_BLACK, 0},
		 [ROLE_TITLE] = {COLOR_RED, COLOR_BLACK, A_BOLD},
		 [ROLE_PATH] = {COLOR_YELLOW, COLOR_BLACK, 0},
		 [ROLE_SELECTED] = {COLOR_BLACK, COLOR_YELLOW, 0},
		 [ROLE_GREY] = {GREY, COLOR_BLACK, A_DIM},
		 [ROLE_GREY_SELECTED] = {COLOR_BLACK, COLOR_YELLOW, 0},
		 [ROLE_MARK] = {COLOR_YELLOW, COLOR_BLACK, 0},
		 [ROLE_CHANGED] = {COLOR_RED, COLOR_BLACK, A_BOLD},
		 [ROLE_BORDER] = {COLOR_WHITE, COLOR_BLACK, 0},
		 [ROLE_HEADING] = {COLOR_YELLOW, COLOR_BLACK, A_BOLD},
		 [ROLE_LINK] = {COLOR_YELLOW, COLOR_BLACK, 0},
		 [ROLE_LINK_SELECTED] = {COLOR_BLACK, COLOR_YELLOW, 0},
		 [ROLE_BUTTON] = {COLOR_YELLOW, COLOR_BLACK, 0},
		 [ROLE_BUTTON_SELECTED] = {COLOR_YELLOW, COLOR_RED, A_BOLD},
		 [ROLE_KEY] = {COLOR_RED, COLOR_BLACK, A_BOLD},
		 [ROLE_KEY_TEXT] = {COLOR_WHITE, COLOR_BLACK, 0},
		 [ROLE_INPUT] = {COLOR_WHITE, COLOR_BLACK, A_UNDERLINE},
		 [ROLE_ERROR] = {COLOR_RED, COLOR_BLACK, A_BOLD},
		 [ROLE_BOX] = {COLOR_WHITE, COLOR_BLACK, 0},
	 }},
	{"classic",
	 true,
	 {
		 [ROLE_TEXT] = {COLOR_WHITE, COLOR_BLUE, 0},
		 [ROLE_TITLE] = {COLOR_YELLOW, COLOR_BLUE, A_BOLD},
		 [ROLE_PATH] = {COLOR_CYAN, COLOR_BLUE, A_BOLD},
		 [ROLE_SELECTED] = {COLOR_BLUE, COLOR_WHITE, 0},
		 [ROLE_GREY] = {COLOR_CYAN, COLOR_BLUE, 0},
		 [ROLE_GREY_SELECTED] = {COLOR_BLACK, COLOR_CYAN, 0},
		 [ROLE_MARK] = {COLOR_WHITE, COLOR_BLUE, A_BOLD},
		 [ROLE_CHANGED] = {COLOR_YELLOW, COLOR_BLUE, A_BOLD},
		 [ROLE_BORDER] = {COLOR_WHITE, COLOR_BLUE, A_BOLD},
		 [ROLE_HEADING] = {COLOR_YELLOW, COLOR_BLUE, A_BOLD},
		 [ROLE_LINK] = {COLOR_CYAN, COLOR_BLUE, A_BOLD},
		 [ROLE_LINK_SELECTED] = {COLOR_BLUE, COLOR_WHITE, 0},
		 [ROLE_BUTTON] = {COLOR_WHITE, COLOR_BLUE, 0},
		 [ROLE_BUTTON_SELECTED] = {COLOR_BLUE, COLOR_WHITE, 0},
		 [ROLE_KEY] = {COLOR_YELLOW, COLOR_BLUE, A_BOLD},
		 [ROLE_KEY_TEXT] = {COLOR_WHITE, COLOR_BLUE, 0},
		 [ROLE_INPUT] = {COLOR_BLACK, COLOR_CYAN, 0},
		 [ROLE_ERROR] = {COLOR_WHITE, COLOR_RED, A_BOLD},
		 [ROLE_BOX] = {COLOR_WHITE, COLOR_BLUE, 0},
	 }},
	{"bluetitle",
	 true,
	 {
		 [ROLE_TEXT] = {COLOR_BLACK, COLOR_WHITE, 0},
		 [ROLE_TITLE] = {COLOR_BLUE, COLOR_WHITE, A_BOLD},
		 [ROLE_PATH] = {COLOR_BLUE, COLOR_WHITE, 0},
		 [ROLE_SELECTED] = {COLOR_WHITE, COLOR_BLUE, A_BOLD},
		 [ROLE_GREY] = {GREY, COLOR_WHITE, A_DIM},
		 [ROLE_GREY_SELECTED] = {COLOR_WHITE, COLOR_BLUE, 0},
		 [ROLE_MARK] = {COLOR_BLUE, COLOR_WHITE, 0},
		 [ROLE_CHANGED] = {COLOR_RED, COLOR_WHITE, 0},
		 [ROLE_BORDER] = {COLOR_BLUE, COLOR_WHITE, 0},
		 [ROLE_HEADING] = {COLOR_BLUE, COLOR_WHITE, A_BOLD},
		 [ROLE_LINK] = {COLOR_BLUE, COLOR_WHITE, 0},
		 [ROLE_LINK_SELECTED] = {COLOR_WHITE, COLOR_BLUE, A_BOLD},
		 [ROLE_BUTTON] = {COLOR_BLACK, COLOR_WHITE, 0},
		 [ROLE_BUTTON_SELECTED] = {COLOR_WHITE, COLOR_BLUE, A_BOLD},
		 [ROLE_KEY] = {COLOR_RED, COLOR_WHITE, 0},
		 [ROLE_KEY_TEXT] = {COLOR_BLACK, COLOR_WHITE, 0},
		 [ROLE_INPUT] = {COLOR_BLACK, COLOR_WHITE, A_UNDERLINE},
		 [ROLE_ERROR] = {COLOR_WHITE, COLOR_RED, A_BOLD},
		 [ROLE_BOX] = {COLOR_BLACK, COLOR_WHITE, 0},
	 }},
	{"mono",
	 false,
	 {
		 [ROLE_TITLE] = {0, 0, A_REVERSE},
		 [ROLE_SELECTED] = {0, 0, A_REVERSE},
		 [ROLE_GREY] = {0, 0, A_DIM},
		 [ROLE_GREY_SELECTED] = {0, 0, A_REVERSE},
		 [ROLE_CHANGED] = {0, 0, A_BOLD},
		 [ROLE_HEADING] = {0, 0, A_BOLD},
		 [ROLE_LINK] = {0, 0, A_UNDERLINE},
		 [ROLE_LINK_SELECTED] = {0, 0, A_REVERSE},
		 [ROLE_BUTTON_SELECTED] = {0, 0, A_REVERSE},
		 [ROLE_KEY] = {0, 0, A_BOLD},
		 [ROLE_INPUT] = {0, 0, A_UNDERLINE},
		 [ROLE_ERROR] = {0, 0, A_BOLD},
	 }},
};

enum { THEMES = sizeof(themes) / sizeof(themes[0]), MONO = THEMES - 1 };

static const struct theme *theme = &themes[MONO];
static attr_t looks[ROLE_COUNT];

static attr_t start_role(const struct look *look, short pair)
{
	short fg = look->fg, bg = look->bg;
	attr_t attr = look->attr;

	if (fg == GREY && COLORS >= 16)
		attr &= ~A_DIM;
	else if (fg == GREY)
		fg = bg == COLOR_WHITE ? COLOR_BLACK : COLOR_WHITE;
	if (init_pair(pair, fg, bg) == ERR)
		return attr;
	return attr | (attr_t)COLOR_PAIR(pair);
}

void theme_start(const char *name)
{
	theme = &themes[0];
	for (int i = 0; i < THEMES; i++) {
		if (name && strcmp(name, themes[i].name) == 0)
			theme = &themes[i];
	}
	if (theme->colours &&
	    (!has_colors() || start_color() == ERR || COLORS < 8 || COLOR_PAIRS <= ROLE_COUNT))
		theme = &themes[MONO];
	else if (theme->colours && use_default_colors() == ERR && theme == &themes[0])
		theme = &themes[1];
	for (int role = 0; role < ROLE_COUNT; role++) {
		const struct look *look = &theme->looks[role];

		looks[role] = theme->colours ? start_role(look, (short)(role + 1)) : look->attr;
	}
}

unsigned long theme_look(enum role role)
{
	return looks[role];
}

bool theme_has_colours(void)
{
	return theme->colours;
}
