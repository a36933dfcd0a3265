/* The terminal: colours by role, text by cells, keys and mouse as one stream of events, a stack of
 * screens. */
#ifndef MCONF_TERM_H
#define MCONF_TERM_H

#include <stdbool.h>

/* What a piece of text is for; the theme says how it looks. */
enum role {
	ROLE_TEXT,
	ROLE_TITLE,
	ROLE_PATH,
	ROLE_SELECTED,
	ROLE_GREY,
	ROLE_GREY_SELECTED,
	ROLE_MARK,
	ROLE_CHANGED,
	ROLE_BORDER,
	ROLE_HEADING,
	ROLE_LINK,
	ROLE_LINK_SELECTED,
	ROLE_BUTTON,
	ROLE_BUTTON_SELECTED,
	ROLE_KEY,
	ROLE_KEY_TEXT,
	ROLE_INPUT,
	ROLE_ERROR,
	ROLE_BOX,
	ROLE_COUNT,
};

/* Codes of events: characters are themselves, keys without a character are KEY(KEY_UP) and so on.
 */
#define KEY(k) (0x200000 | (k))
enum {
	EVENT_ESCAPE = 0x1b,
	EVENT_ENTER = 0x0a,
	EVENT_QUIT = 0x300000,
	EVENT_HIT,
	EVENT_WHEEL_UP,
	EVENT_WHEEL_DOWN
};

/* One key, or one place hit with the mouse (`hit` and `arg` are what was given to term_hot()). */
struct event {
	int code;
	int hit;
	int arg;
	bool twice;
};

struct rect {
	int y, x, height, width;
};

/* A screen on the stack; embedded at the start of the struct that the draw function needs. */
struct screen {
	void (*draw)(struct screen *screen);
	struct screen *below;
};

/*
 * Starts the terminal with the theme named THEME (NULL: $MENUCONFIG_COLOR). Returns 0, or -1 with
 * *WHY set to a constant text when this terminal can't show menus.
 */
int term_start(const char *theme, const char **why);
/* Gives the terminal back. May be called at any time, also twice. */
void term_stop(void);
/* The whole window. */
struct rect term_window(void);
/* True when the terminal shows colours and the theme uses them. */
bool term_has_colours(void);

/* Draws TEXT in ROLE, cut to WIDTH cells with an ellipsis; returns the cells used. */
int term_text(int y, int x, int width, enum role role, const char *text);
/* Draws formatted text like term_text(). */
int term_print(int y, int x, int width, enum role role, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
/* Fills WIDTH cells with blanks of ROLE. */
void term_fill(int y, int x, int width, enum role role);
/* Draws a horizontal or vertical line in the border's role. */
void term_hline(int y, int x, int width);
void term_vline(int y, int x, int height);
/* Draws a filled box with border and TITLE (or NULL). */
void term_box(struct rect box, const char *title);
/* Draws a scroll mark at the right border of AREA: which part of COUNT lines is seen from TOP on.
 */
void term_scrollbar(struct rect area, int top, int count);
/* Shows the cursor at a place when the drawing is done. */
void term_cursor(int y, int x);
/* Makes WIDTH cells answer to the mouse with EVENT_HIT, HIT and ARG. */
void term_hot(int y, int x, int width, int hit, int arg);
/* Forgets what was given to term_hot() so far. */
void term_no_hots(void);

/* Draws the stack from the bottom up to TOP, and waits for the next event. */
void term_event(struct screen *top, struct event *event);
/* Draws the stack now without waiting (before something slow). */
void term_show(struct screen *top);
/* Asks for another round of term_event() as if CODE had been pressed. */
void term_push(int code);
/* The number of the signal that told the program to end, or 0; events are EVENT_QUIT from then on.
 */
int term_ended(void);

#endif
