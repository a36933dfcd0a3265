/* The terminal, on wide-character curses. The only file that draws and reads keys. */
#define _XOPEN_SOURCE 700
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <term.h>
#include <time.h>
#include <unistd.h>

#include "mconf_mem.h"
#include "mconf_term.h"
#include "mconf_text.h"
#include "mconf_theme.h"

enum {
	LEAST_WIDTH = 40,
	LEAST_HEIGHT = 10,
	TWICE_MS = 400,
	ESCAPE_MS = 500,
	HOTS = 512,
	MOST_FAILURES = 20
};

struct hot {
	int y, x, width, hit, arg;
};

/* The terminal is one by nature, and so is its state. */
static struct {
	bool started;
	SCREEN *curses;
	struct hot hots[HOTS];
	int hot_count;
	int cursor_y, cursor_x;
	int pushed;
	int failures; /* reads that failed one after the other */
	long escape_at, press_at;
	int press_y, press_x;
} term = {.pushed = -1};

static volatile sig_atomic_t interrupted, ended;

static void on_interrupt(int number)
{
	(void)number;
	interrupted = 1;
}

static void on_end(int number)
{
	ended = number;
}

static void catch_signals(void)
{
	struct sigaction action = {.sa_handler = on_interrupt};

	sigemptyset(&action.sa_mask);
	sigaction(SIGINT, &action, NULL);
	action.sa_handler = on_end;
	sigaction(SIGTERM, &action, NULL);
	sigaction(SIGHUP, &action, NULL);
	action.sa_handler = SIG_IGN;
	sigaction(SIGPIPE, &action, NULL);
	sigaction(SIGQUIT, &action, NULL);
}

/* The names change nothing, but curses declares its capability strings without const. */
static bool can(const char *capability)
{
	char *text = tigetstr((char *)(size_t)capability);

	return text && text != (char *)-1;
}

int term_start(const char *theme_name, const char **why)
{
	int error = 0;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		*why = "input and output must be a terminal";
		return -1;
	}
	if (setupterm(NULL, STDOUT_FILENO, &error) == ERR) {
		*why = error == 0 ? "TERM names no terminal that is known here"
				  : "no description of terminals found";
		return -1;
	}
	if (!can("cup") || !can("ed")) {
		*why = "this terminal can't move its cursor (see TERM)";
		return -1;
	}
	/* What was set up for the look at the description; curses sets up its own. */
	del_curterm(cur_term);
	if (!getenv("ESCDELAY"))
		set_escdelay(250);
	term.curses = newterm(NULL, stdout, stdin);
	if (!term.curses) {
		*why = "curses does not start on this terminal";
		return -1;
	}
	term.started = true;
	mem_on_end(term_stop);
	cbreak();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	mousemask(BUTTON1_PRESSED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
	mouseinterval(0);
	curs_set(0);
	theme_start(theme_name ? theme_name : getenv("MENUCONFIG_COLOR"));
	catch_signals();
	/* What was typed before there was anything to see was not meant for it. */
	flushinp();
	return 0;
}

void term_stop(void)
{
	if (!term.started)
		return;
	term.started = false;
	curs_set(1);
	endwin();
	delscreen(term.curses);
}

struct rect term_window(void)
{
	return (struct rect){.height = LINES, .width = COLS};
}

bool term_has_colours(void)
{
	return theme_has_colours();
}

static void put(int y, int x, enum role role, const char *text, size_t bytes)
{
	wchar_t wc, run[128];
	int count = 0;

	attrset(theme_look(role));
	move(y, x);
	for (size_t n, at = 0; at < bytes && (n = text_decode(text + at, &wc)); at += n) {
		run[count++] = text_shown(wc);
		if (count == 128) {
			addnwstr(run, count);
			count = 0;
		}
	}
	addnwstr(run, count);
}

int term_text(int y, int x, int width, enum role role, const char *text)
{
	size_t fit;
	int cells;

	if (y < 0 || y >= LINES || x < 0 || x >= COLS || width <= 0)
		return 0;
	if (width > COLS - x)
		width = COLS - x;
	fit = text_fit(text, width);
	if (!text[fit]) {
		put(y, x, role, text, fit);
		return text_cells(text);
	}
	fit = text_fit(text, width - 1);
	put(y, x, role, text, fit);
	cells = getcurx(stdscr) - x;
	/* The last cell of a line moves the cursor on; there the ellipsis is one cell before. */
	if (getcury(stdscr) != y || cells < 0 || cells > width - 1)
		cells = width - 1;
	put(y, x + cells, role, "\xe2\x80\xa6", 3);
	return width;
}

int term_print(int y, int x, int width, enum role role, const char *fmt, ...)
{
	va_list ap;
	char *text;
	int cells;

	va_start(ap, fmt);
	text = mem_vprint(fmt, ap);
	va_end(ap);
	cells = term_text(y, x, width, role, text);
	free(text);
	return cells;
}

void term_fill(int y, int x, int width, enum role role)
{
	if (y < 0 || y >= LINES || x < 0 || x >= COLS)
		return;
	if (width > COLS - x)
		width = COLS - x;
	attrset(theme_look(role));
	for (int i = 0; i < width; i++)
		mvaddch(y, x + i, ' ');
}

void term_hline(int y, int x, int width)
{
	attrset(theme_look(ROLE_BORDER));
	mvhline_set(y, x, WACS_HLINE, width);
}

void term_vline(int y, int x, int height)
{
	attrset(theme_look(ROLE_BORDER));
	mvvline_set(y, x, WACS_VLINE, height);
}

void term_box(struct rect box, const char *title)
{
	int right = box.x + box.width - 1, bottom = box.y + box.height - 1;

	for (int y = box.y; y <= bottom; y++)
		term_fill(y, box.x, box.width, ROLE_BOX);
	term_hline(box.y, box.x, box.width);
	term_hline(bottom, box.x, box.width);
	term_vline(box.y, box.x, box.height);
	term_vline(box.y, right, box.height);
	mvadd_wch(box.y, box.x, WACS_ULCORNER);
	mvadd_wch(box.y, right, WACS_URCORNER);
	mvadd_wch(bottom, box.x, WACS_LLCORNER);
	mvadd_wch(bottom, right, WACS_LRCORNER);
	if (title)
		term_print(box.y, box.x + 2, box.width - 4, ROLE_HEADING, " %s ", title);
}

void term_scrollbar(struct rect area, int top, int count)
{
	int length, from;

	if (count <= area.height || area.height < 2)
		return;
	length = area.height * area.height / count;
	if (length < 1)
		length = 1;
	from = (int)((long)top * (area.height - length) / (count - area.height));
	attrset(theme_look(ROLE_BORDER));
	for (int i = 0; i < area.height; i++) {
		bool thumb = i >= from && i < from + length;

		mvadd_wch(area.y + i, area.x + area.width - 1, thumb ? WACS_BLOCK : WACS_VLINE);
	}
}

void term_cursor(int y, int x)
{
	term.cursor_y = y;
	term.cursor_x = x;
}

void term_hot(int y, int x, int width, int hit, int arg)
{
	if (term.hot_count < HOTS)
		term.hots[term.hot_count++] = (struct hot){y, x, width, hit, arg};
}

void term_no_hots(void)
{
	term.hot_count = 0;
}

static void draw_stack(struct screen *screen)
{
	if (screen->below)
		draw_stack(screen->below);
	/* Only what is on top answers to the mouse and has the cursor. */
	term_no_hots();
	term.cursor_y = -1;
	screen->draw(screen);
}

static bool too_small(void)
{
	return COLS < LEAST_WIDTH || LINES < LEAST_HEIGHT;
}

void term_show(struct screen *top)
{
	erase();
	bkgdset(' ' | theme_look(ROLE_TEXT));
	term.cursor_y = -1;
	if (too_small()) {
		term_print(0, 0, COLS, ROLE_ERROR, "%dx%d is too small", COLS, LINES);
		term_print(1, 0, COLS, ROLE_TEXT, "needs %dx%d", LEAST_WIDTH, LEAST_HEIGHT);
	} else {
		draw_stack(top);
	}
	curs_set(term.cursor_y >= 0);
	if (term.cursor_y >= 0)
		move(term.cursor_y, term.cursor_x);
	else
		move(LINES - 1, COLS - 1);
	refresh();
}

static long now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* Returns false when the mouse did nothing that anybody wants to know. */
static bool read_mouse(struct event *event)
{
	MEVENT mouse;
	long now = now_ms();

	if (getmouse(&mouse) == ERR)
		return false;
	if (mouse.bstate & (BUTTON4_PRESSED | BUTTON5_PRESSED)) {
		event->code = mouse.bstate & BUTTON4_PRESSED ? EVENT_WHEEL_UP : EVENT_WHEEL_DOWN;
		return true;
	}
	if (!(mouse.bstate & BUTTON1_PRESSED))
		return false;
	event->twice = now - term.press_at < TWICE_MS && mouse.y == term.press_y &&
		       mouse.x == term.press_x;
	term.press_at = event->twice ? 0 : now;
	term.press_y = mouse.y;
	term.press_x = mouse.x;
	for (int i = term.hot_count - 1; i >= 0; i--) {
		const struct hot *hot = &term.hots[i];

		if (mouse.y != hot->y || mouse.x < hot->x || mouse.x >= hot->x + hot->width)
			continue;
		event->code = EVENT_HIT;
		event->hit = hot->hit;
		event->arg = hot->arg;
		return true;
	}
	return false;
}

/* Esc Esc is one Esc to everybody who knows menuconfig, and so is Esc alone: drop the second of
 * two. */
static bool second_escape(void)
{
	long now = now_ms();
	bool second = now - term.escape_at < ESCAPE_MS;

	term.escape_at = second ? 0 : now;
	return second;
}

/*
 * A key that terminfo does not know arrives as Esc and more, at once. Taken apart it would leave
 * the menu and then press letters, so the rest is read here; arrows are understood whatever mode
 * the terminal believes to be in.
 */
static int escape_sequence(void)
{
	static const struct {
		wint_t final;
		int key;
	} keys[] = {
		{'A', KEY_UP},   {'B', KEY_DOWN}, {'C', KEY_RIGHT}, {'D', KEY_LEFT},
		{'H', KEY_HOME}, {'F', KEY_END},  {'M', KEY_ENTER}, {'Z', KEY_BTAB},
	};
	wint_t wide = 0;
	int kind, code = EVENT_ESCAPE, delay = get_escdelay();

	nodelay(stdscr, TRUE);
	set_escdelay(1);
	kind = get_wch(&wide);
	if (kind == OK && wide != '[' && wide != 'O') {
		unget_wch((wchar_t)wide);
	} else if (kind == OK) {
		do {
			kind = get_wch(&wide);
		} while (kind == OK && (wide < 0x40 || wide > 0x7e));
		code = -1;
		for (size_t i = 0; kind == OK && i < sizeof(keys) / sizeof(keys[0]); i++) {
			if (keys[i].final == wide)
				code = KEY(keys[i].key);
		}
	} else if (kind == KEY_CODE_YES) {
		ungetch((int)wide);
	}
	set_escdelay(delay);
	nodelay(stdscr, FALSE);
	return code;
}

/* Returns false when there is nothing to tell the screen but that it has to be drawn again. */
static bool read_event(struct event *event)
{
	wint_t wide = 0;
	int kind = get_wch(&wide);

	if (ended || interrupted) {
		interrupted = 0;
		event->code = EVENT_QUIT;
		return true;
	}
	if (kind == ERR) {
		/* One failure is a signal; many in a row are a terminal that will never answer
		 * again. */
		if (++term.failures > MOST_FAILURES || !isatty(STDIN_FILENO))
			ended = SIGHUP;
		return false;
	}
	term.failures = 0;
	if (kind == KEY_CODE_YES && wide == KEY_MOUSE)
		return read_mouse(event);
	if (kind == KEY_CODE_YES && wide == KEY_RESIZE)
		return false;
	event->code = kind == KEY_CODE_YES ? KEY((int)wide) : (int)wide;
	if (event->code == EVENT_ESCAPE)
		event->code = escape_sequence();
	if (event->code == -1)
		return false;
	if (event->code == EVENT_ESCAPE)
		return !second_escape();
	term.escape_at = 0;
	if (event->code == '\r' || event->code == KEY(KEY_ENTER))
		event->code = EVENT_ENTER;
	if (event->code == 0x0c) {
		clearok(stdscr, TRUE);
		return false;
	}
	return true;
}

void term_event(struct screen *top, struct event *event)
{
	*event = (struct event){.code = term.pushed};
	if (term.pushed != -1) {
		term.pushed = -1;
		return;
	}
	do {
		*event = (struct event){.code = -1};
		if (ended) {
			event->code = EVENT_QUIT;
			return;
		}
		term_show(top);
	} while (!read_event(event) || (too_small() && event->code != EVENT_QUIT));
}

void term_push(int code)
{
	term.pushed = code;
}

int term_ended(void)
{
	return (int)ended;
}
