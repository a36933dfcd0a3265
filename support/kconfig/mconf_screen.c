/*
 * The menu itself. From top to bottom: the title, the path, the entries with the pane of what is
 * known about the chosen one (below, or to the right where the window is wide), the status line,
 * the buttons, the keys.
 */
#define _XOPEN_SOURCE 700
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "mconf.h"
#include "mconf_dialog.h"
#include "mconf_mem.h"
#include "mconf_text.h"

enum { WIDE = 120, LOW = 16, HEAD = 2, MARGIN = 1 };
enum button { BUTTON_SELECT, BUTTON_EXIT, BUTTON_HELP, BUTTON_SAVE, BUTTON_LOAD, BUTTONS };

static const char *const buttons[] = {"Select", "Exit", "Help", "Save", "Load", NULL};

static const struct bind binds[] = {
	{KEY(KEY_UP), CMD_UP, "\xe2\x86\x91 \xe2\x86\x93", NULL,
	 "go up and down (also PgUp PgDn Home End - +)"},
	{KEY(KEY_DOWN), CMD_DOWN, NULL, NULL, NULL},
	{KEY(KEY_RIGHT), CMD_IN, "\xe2\x86\x92", "in", "open the menu, or edit a number or string"},
	{KEY(KEY_LEFT), CMD_OUT, "\xe2\x86\x90", "out",
	 "back to the menu around this one (also Esc, Backspace)"},
	{EVENT_ENTER, CMD_ENTER, "Enter", NULL,
	 "do what the chosen button says; Tab goes to the next button"},
	{' ', CMD_SPACE, "Space", "change", "the next value; edit numbers and strings"},
	{'y', CMD_YES, "y m n", "set", "build it in, as a module, or not at all"},
	{'m', CMD_MODULE, NULL, NULL, NULL},
	{'n', CMD_NO, NULL, NULL, NULL},
	{KEY(KEY_DC), CMD_RESET, "Del", NULL, "forget the value: the default holds again"},
	{'/', CMD_SEARCH, "/", "search", "search names, prompts and help texts (also F8)"},
	{'?', CMD_HELP, "?", "help", "all about this entry, with links (also h, F2)"},
	{'w', CMD_FIX, "w", "why", "why it can't be set, and the smallest way to do it"},
	{'z', CMD_HIDDEN, "z", "hidden", "show entries whose dependencies are not met (also F4)"},
	{'u', CMD_UNDO, "u", "undo", "take the last change back"},
	{'r', CMD_REDO, "r", "redo", "do it again (also Ctrl-R)"},
	{'c', CMD_CHANGES, "c", "changes", "what was changed since the start"},
	{'d', CMD_DIFFERENCES, "d", "diff", "what differs from the defconfig"},
	{'i', CMD_PANE, "i", "info", "pane of help on or off; [ ] scroll it, 1-9 go to its links"},
	{'[', CMD_PREVIOUS, NULL, NULL, NULL},
	{']', CMD_NEXT, NULL, NULL, NULL},
	{'s', CMD_SAVE, "s", "save", "write the configuration (also F6)"},
	{'l', CMD_LOAD, "l", "load", "read another configuration (also F7)"},
	{'q', CMD_QUIT, "q", "quit", "leave; asks whether to save (also F9, Ctrl-C)"},
	{KEY(KEY_F(1)), CMD_KEYS, "F1", "keys", "this page (also k)"},
	{'k', CMD_KEYS, NULL, NULL, NULL},
	{KEY(KEY_PPAGE), CMD_PAGE_UP, NULL, NULL, NULL},
	{KEY(KEY_NPAGE), CMD_PAGE_DOWN, NULL, NULL, NULL},
	{'-', CMD_PAGE_UP, NULL, NULL, NULL},
	{'+', CMD_PAGE_DOWN, NULL, NULL, NULL},
	{KEY(KEY_HOME), CMD_HOME, NULL, NULL, NULL},
	{KEY(KEY_END), CMD_END, NULL, NULL, NULL},
	{EVENT_ESCAPE, CMD_OUT, NULL, NULL, NULL},
	{KEY(KEY_BACKSPACE), CMD_OUT, NULL, NULL, NULL},
	{127, CMD_OUT, NULL, NULL, NULL},
	{8, CMD_OUT, NULL, NULL, NULL},
	{'h', CMD_HELP, NULL, NULL, NULL},
	{18, CMD_REDO, NULL, NULL, NULL},
	{KEY(KEY_F(2)), CMD_HELP, NULL, NULL, NULL},
	{KEY(KEY_F(4)), CMD_HIDDEN, NULL, NULL, NULL},
	{KEY(KEY_F(5)), CMD_OUT, NULL, NULL, NULL},
	{KEY(KEY_F(6)), CMD_SAVE, NULL, NULL, NULL},
	{KEY(KEY_F(7)), CMD_LOAD, NULL, NULL, NULL},
	{KEY(KEY_F(8)), CMD_SEARCH, NULL, NULL, NULL},
	{KEY(KEY_F(9)), CMD_QUIT, NULL, NULL, NULL},
	{0, CMD_NONE, NULL, NULL, NULL},
};

struct layout {
	struct rect list, pane;
	bool side; /* the pane is at the right */
	int status, buttons;
	struct rect bar;
};

void screen_status(struct ui *ui, bool error, const char *fmt, ...)
{
	va_list ap;

	free(ui->status);
	va_start(ap, fmt);
	ui->status = mem_vprint(fmt, ap);
	va_end(ap);
	ui->status_is_error = error;
}

static struct layout lay_out(const struct ui *ui)
{
	struct rect window = term_window();
	struct layout layout = {0};
	int body;

	layout.bar = (struct rect){.height = keys_bar_height(binds, window.width),
				   .width = window.width};
	if (window.height < LOW)
		layout.bar.height = 1;
	layout.bar.y = window.height - layout.bar.height;
	layout.buttons = layout.bar.y - 1;
	layout.status = layout.buttons - 1;
	body = layout.status - HEAD;
	layout.list = (struct rect){HEAD, MARGIN, body, window.width - 2 * MARGIN};
	if (!ui->show_pane || window.height < LOW)
		return layout;
	layout.pane = layout.list;
	layout.side = window.width >= WIDE;
	if (layout.side) {
		layout.list.width = window.width * 11 / 20;
		layout.pane.x = layout.list.x + layout.list.width + 2;
		layout.pane.width = window.width - layout.pane.x - MARGIN;
	} else {
		layout.pane.height = body * 2 / 5;
		layout.list.height = body - layout.pane.height - 1;
		layout.pane.y = layout.list.y + layout.list.height + 1;
	}
	return layout;
}

static void draw_head(struct ui *ui, int width)
{
	int changed = log_count(ui), used = 0;
	char *path = view_path(ui->view.page), *note = mem_copy("");

	if (changed || ui->show_hidden) {
		free(note);
		note = changed ? mem_print("%d changed%s", changed,
					   ui->show_hidden ? ", all shown" : "")
			       : mem_copy("all shown");
		used = text_cells(note) + 2;
	}
	term_fill(0, 0, width, ROLE_TITLE);
	term_print(0, 1, width - used - 2, ROLE_TITLE, "%s  \xe2\x80\x93  %s",
		   kconfig_title(ui->kc), kconfig_config_path(ui->kc));
	term_text(0, width - used, used, ROLE_TITLE, note);
	if (*path)
		term_print(1, 1, width - 2, ROLE_PATH, "\xe2\x80\xba %s", path);
	else
		term_text(1, 1, width - 2, ROLE_GREY, "Top level");
	term_hot(1, 0, width, HIT_PATH, 0);
	free(path);
	free(note);
}

static bool is_new(struct ui *ui, struct kconfig_menu *menu, struct kconfig_symbol *sym)
{
	return sym && !ui->fresh && !kconfig_user_value(sym) && !kconfig_is_choice(sym) &&
	       !kconfig_choice(sym) && kconfig_menu_visible(ui->kc, menu) &&
	       kconfig_changeable(ui->kc, sym);
}

/* What stands behind the prompt: the chosen member of a choice, the arrow of a page. */
static char *behind(struct ui *ui, struct kconfig_menu *menu)
{
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu), *member;
	const char *arrow = !view_is_page(menu)                ? ""
			    : kconfig_menu_empty(ui->kc, menu) ? "  ----"
							       : "  --->";
	const char *prompt = NULL;

	if (kconfig_menu_kind(menu) == KCONFIG_CHOICE) {
		member = kconfig_chosen(ui->kc, sym);
		for (int n = 0; member && !prompt && kconfig_definition(member, n); n++)
			prompt = kconfig_menu_prompt(kconfig_definition(member, n));
	}
	return mem_print("%s%s%s%s%s", prompt ? " (" : "", prompt ? prompt : "", prompt ? ")" : "",
			 arrow, is_new(ui, menu, sym) ? " (NEW)" : "");
}

static void draw_row(struct ui *ui, const struct row *row, struct rect place, bool chosen)
{
	struct kconfig_symbol *sym = kconfig_menu_symbol(row->menu);
	bool comment = kconfig_menu_kind(row->menu) == KCONFIG_COMMENT;
	enum role role = row->hidden ? ROLE_GREY : ROLE_TEXT;
	char *mark = view_mark(ui->kc, row->menu), *after = behind(ui, row->menu), *locked;
	int x = place.x + 2 + row->indent, end = place.x + place.width;

	if (chosen) {
		role = row->hidden ? ROLE_GREY_SELECTED : ROLE_SELECTED;
		term_fill(place.y, place.x, place.width, role);
	}
	if (sym && log_changed(ui, sym))
		term_text(place.y, place.x, 1, chosen ? role : ROLE_CHANGED, "+");
	x += term_text(place.y, x, end - x, chosen || row->hidden ? role : ROLE_MARK, mark);
	x += term_print(place.y, x, end - x, role, comment ? "*** %s ***%s" : "%s%s",
			kconfig_menu_prompt(row->menu), after);
	if (row->hidden && end - x > 4 && (locked = reason_locked(ui->kc, row->menu))) {
		term_print(place.y, x + 2, end - x - 2, role, "(%s)", locked);
		free(locked);
	}
	free(mark);
	free(after);
}

static void draw_list(struct ui *ui, struct rect area)
{
	struct view *view = &ui->view;

	ui->list_height = area.height;
	list_fit(&view->list, area.height);
	for (int i = 0; i < area.height && view->list.top + i < view->list.count; i++) {
		int at = view->list.top + i;
		struct rect place = {area.y + i, area.x, 1, area.width - 1};

		draw_row(ui, &view->rows[at], place, at == view->list.at);
		term_hot(place.y, place.x, place.width, HIT_ROW, at);
	}
	if (view->list.count == 0)
		term_text(area.y, area.x + 2, area.width - 2, ROLE_GREY,
			  ui->show_hidden ? "Nothing is here."
					  : "Nothing to set here now; z shows what is hidden.");
	term_scrollbar(area, view->list.top, view->list.count);
}

static void draw_pane(struct ui *ui, const struct layout *layout)
{
	struct kconfig_menu *menu = view_entry(ui);
	struct rect area = layout->pane;
	int rows;

	if (layout->side)
		term_vline(area.y, area.x - 2, area.height);
	else
		term_hline(area.y - 1, area.x, area.width);
	if (!menu)
		return;
	if (ui->pane_menu != menu || ui->pane_generation != ui->generation) {
		if (ui->pane_menu != menu)
			ui->pane_top = 0;
		doc_clear(&ui->pane);
		info_describe(ui, menu, &ui->pane, true);
		ui->pane_menu = menu;
		ui->pane_generation = ui->generation;
	}
	area.width--;
	rows = doc_wrap(&ui->pane, area.width);
	if (ui->pane_top > rows - area.height)
		ui->pane_top = rows - area.height;
	if (ui->pane_top < 0)
		ui->pane_top = 0;
	doc_draw(&ui->pane, area, ui->pane_top, -1);
	area.width++;
	term_scrollbar(area, ui->pane_top, rows);
}

static void draw(struct screen *screen)
{
	struct ui *ui = (struct ui *)screen;
	struct layout layout = lay_out(ui);
	int width = term_window().width;

	if (layout.pane.height > 0)
		draw_pane(ui, &layout);
	/* What was drawn up to here is no place to click at: links of the pane are numbered like
	 * rows. */
	term_no_hots();
	draw_head(ui, width);
	draw_list(ui, layout.list);
	if (ui->status)
		term_text(layout.status, 1, width - 2,
			  ui->status_is_error ? ROLE_ERROR : ROLE_CHANGED, ui->status);
	buttons_draw(layout.buttons, 0, width, buttons, ui->button);
	keys_bar(binds, layout.bar);
}

static void enter(struct ui *ui)
{
	struct kconfig_menu *menu = view_entry(ui);
	struct kconfig_symbol *sym;

	if (!menu)
		return;
	sym = kconfig_menu_symbol(menu);
	if (view_is_page(menu) && (ui->show_hidden || !kconfig_menu_empty(ui->kc, menu) || !sym ||
				   kconfig_is_choice(sym)))
		view_open(ui, menu);
	else
		edit_next(ui);
}

/* After a member of a choice was taken, what a person wants next is outside. */
static void take(struct ui *ui)
{
	struct kconfig_menu *menu = view_entry(ui);
	bool member = menu && kconfig_menu_symbol(menu) &&
		      kconfig_choice(kconfig_menu_symbol(menu)) && !view_is_page(menu);

	enter(ui);
	if (member && !ui->status_is_error && kconfig_menu_kind(ui->view.page) == KCONFIG_CHOICE)
		view_leave(ui);
}

/* The arrow goes in or opens a box; it is no key to change a value with by accident. */
static void go_in(struct ui *ui)
{
	struct kconfig_menu *menu = view_entry(ui);
	struct kconfig_symbol *sym = menu ? kconfig_menu_symbol(menu) : NULL;
	enum kconfig_type type = sym ? kconfig_type(ui->kc, sym) : KCONFIG_BOOL;

	if (menu && view_is_page(menu))
		view_open(ui, menu);
	else if (menu && type != KCONFIG_BOOL && type != KCONFIG_TRISTATE)
		edit_next(ui);
}

static void jump(struct ui *ui, struct kconfig_menu *menu)
{
	/* What has no entry to show has at least a page of its own. */
	while (menu && !view_goto(ui, menu))
		menu = page_info(ui, menu);
}

static void out(struct ui *ui)
{
	if (!view_leave(ui))
		term_push(EVENT_QUIT);
}

static enum command of_button(int button)
{
	static const enum command commands[BUTTONS] = {CMD_ENTER, CMD_OUT, CMD_HELP, CMD_SAVE,
						       CMD_LOAD};

	return commands[button];
}

static void run_value(struct ui *ui, enum command command)
{
	switch (command) {
	case CMD_SPACE:
		edit_next(ui);
		break;
	case CMD_YES:
	case CMD_MODULE:
	case CMD_NO:
		edit_tristate(ui, command == CMD_YES  ? KCONFIG_Y
				  : command == CMD_NO ? KCONFIG_N
						      : KCONFIG_M);
		break;
	case CMD_RESET:
		edit_reset(ui);
		break;
	case CMD_UNDO:
		log_undo(ui);
		break;
	case CMD_REDO:
		log_redo(ui);
		break;
	case CMD_FIX:
		if (view_entry(ui))
			fix_entry(ui, view_entry(ui));
		break;
	default:
		break;
	}
}

static void run_page(struct ui *ui, enum command command)
{
	switch (command) {
	case CMD_HELP:
		if (view_entry(ui))
			jump(ui, page_info(ui, view_entry(ui)));
		break;
	case CMD_SEARCH:
		jump(ui, find_entry(ui));
		break;
	case CMD_CHANGES:
		jump(ui, page_changes(ui));
		break;
	case CMD_DIFFERENCES:
		jump(ui, page_differences(ui));
		break;
	case CMD_KEYS:
		page_keys(ui, binds);
		break;
	case CMD_SAVE:
		file_save(ui);
		break;
	case CMD_LOAD:
		file_load(ui);
		break;
	case CMD_HIDDEN:
		ui->show_hidden = !ui->show_hidden;
		screen_status(ui, false, "Hidden entries are %s",
			      ui->show_hidden ? "shown" : "not shown");
		break;
	case CMD_PANE:
		ui->show_pane = !ui->show_pane;
		break;
	default:
		break;
	}
}

static void run(struct ui *ui, enum command command)
{
	switch (command) {
	case CMD_IN:
		go_in(ui);
		break;
	case CMD_ENTER:
		take(ui);
		break;
	case CMD_OUT:
		out(ui);
		break;
	case CMD_PREVIOUS:
	case CMD_NEXT:
		ui->pane_top += command == CMD_NEXT ? 2 : -2;
		break;
	default:
		run_value(ui, command);
		run_page(ui, command);
		break;
	}
	view_update(ui);
}

/* Maps what was hit with the mouse to a command. */
static enum command hit(struct ui *ui, const struct event *event)
{
	if (event->hit == HIT_BUTTON) {
		ui->button = event->arg;
		return of_button(event->arg);
	}
	if (event->hit == HIT_PATH)
		return CMD_OUT;
	if (event->hit != HIT_ROW || event->arg >= ui->view.list.count)
		return CMD_NONE;
	if (ui->view.list.at == event->arg || event->twice)
		return CMD_ENTER;
	ui->view.list.at = event->arg;
	return CMD_NONE;
}

static enum command command_of(struct ui *ui, const struct event *event)
{
	enum command command = keys_command(binds, event);

	if (event->code == EVENT_HIT && command == CMD_NONE)
		return hit(ui, event);
	if (event->code == '\t')
		ui->button = (ui->button + 1) % BUTTONS;
	else if (event->code == KEY(KEY_BTAB))
		ui->button = (ui->button + BUTTONS - 1) % BUTTONS;
	else if (ui->show_pane && event->code >= '1' && event->code <= '9')
		jump(ui, doc_target(&ui->pane, event->code - '1'));
	else if (command == CMD_NONE && event->code > ' ' && event->code < 0x7f)
		view_find_letter(ui, event->code);
	else if (command == CMD_ENTER)
		return of_button(ui->button);
	return command;
}

void screen_run(struct ui *ui)
{
	ui->screen.draw = draw;
	ui->list_height = lay_out(ui).list.height;
	view_open(ui, kconfig_root(ui->kc));
	file_warnings(ui);
	for (;;) {
		struct event event;
		enum command command;

		term_event(&ui->screen, &event);
		command = command_of(ui, &event);
		if (command == CMD_QUIT) {
			if (file_leave(ui))
				return;
			continue;
		}
		if (list_move(&ui->view.list, command, ui->list_height))
			continue;
		free(ui->status);
		ui->status = NULL;
		ui->status_is_error = false;
		run(ui, command);
	}
}
