/* Full-screen texts with links: all about an entry, what was changed, what differs, the keys. */
#define _XOPEN_SOURCE 700
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "mconf.h"
#include "mconf_mem.h"

enum { HISTORY = 32 };

/* What fills a page: an entry to describe, or a fixed text. */
struct page {
	struct screen screen;
	struct ui *ui;
	const char *title;
	struct doc doc;
	int top, link, height;
	struct kconfig_menu *history[HISTORY];
	int depth;
};

static const struct bind binds[] = {
	{KEY(KEY_UP), CMD_UP, "\xe2\x86\x91 \xe2\x86\x93", "scroll", NULL},
	{KEY(KEY_DOWN), CMD_DOWN, NULL, NULL, NULL},
	{'\t', CMD_NEXT, "Tab", "next link", NULL},
	{KEY(KEY_BTAB), CMD_PREVIOUS, NULL, NULL, NULL},
	{EVENT_ENTER, CMD_ENTER, "Enter 1-9", "go there", NULL},
	{KEY(KEY_RIGHT), CMD_IN, "\xe2\x86\x92", "read about it", NULL},
	{KEY(KEY_LEFT), CMD_OUT, "\xe2\x86\x90", "back", NULL},
	{EVENT_ESCAPE, CMD_CANCEL, "Esc", "close", NULL},
	{'q', CMD_CANCEL, NULL, NULL, NULL},
	{'?', CMD_CANCEL, NULL, NULL, NULL},
	{' ', CMD_PAGE_DOWN, NULL, NULL, NULL},
	{'-', CMD_PAGE_UP, NULL, NULL, NULL},
	{'+', CMD_PAGE_DOWN, NULL, NULL, NULL},
	{KEY(KEY_BACKSPACE), CMD_OUT, NULL, NULL, NULL},
	{127, CMD_OUT, NULL, NULL, NULL},
	{KEY(KEY_PPAGE), CMD_PAGE_UP, NULL, NULL, NULL},
	{KEY(KEY_NPAGE), CMD_PAGE_DOWN, NULL, NULL, NULL},
	{KEY(KEY_HOME), CMD_HOME, NULL, NULL, NULL},
	{KEY(KEY_END), CMD_END, NULL, NULL, NULL},
	{0, CMD_NONE, NULL, NULL, NULL},
};

static void draw(struct screen *screen)
{
	struct page *page = (struct page *)screen;
	struct rect window = term_window(), area, bar;
	int rows;

	bar = (struct rect){.height = keys_bar_height(binds, window.width), .width = window.width};
	bar.y = window.height - bar.height;
	area = (struct rect){2, 1, bar.y - 3, window.width - 3};
	page->height = area.height;
	for (int y = 0; y < window.height; y++)
		term_fill(y, 0, window.width, ROLE_TEXT);
	term_fill(0, 0, window.width, ROLE_TITLE);
	term_text(0, 1, window.width - 2, ROLE_TITLE, page->title);
	rows = doc_wrap(&page->doc, area.width);
	if (page->top > rows - area.height)
		page->top = rows - area.height;
	if (page->top < 0)
		page->top = 0;
	doc_draw(&page->doc, area, page->top, page->link);
	area.width++;
	term_scrollbar(area, page->top, rows);
	keys_bar(binds, bar);
}

static void show_entry(struct page *page, struct kconfig_menu *menu)
{
	doc_clear(&page->doc);
	page->top = 0;
	page->link = -1;
	info_describe(page->ui, menu, &page->doc, true);
}

/* Scrolls so that the chosen link is in sight. */
static void reveal(struct page *page)
{
	int row = doc_link_row(&page->doc, page->link);

	if (row >= 0 && (row < page->top || row >= page->top + page->height))
		page->top = row - page->height / 2;
}

static bool scroll_page(struct page *page, enum command command)
{
	int end = (int)page->doc.row_count;
	int steps[] = {
		[CMD_UP] = -1,
		[CMD_DOWN] = 1,
		[CMD_PAGE_UP] = 1 - page->height,
		[CMD_PAGE_DOWN] = page->height - 1,
		[CMD_HOME] = -end,
		[CMD_END] = end,
		[CMD_SCROLL_UP] = -3,
		[CMD_SCROLL_DOWN] = 3,
	};

	if ((unsigned)command >= sizeof(steps) / sizeof(steps[0]) || !steps[command])
		return false;
	page->top += steps[command];
	return true;
}

/* Up and down go from link to link where the page is a list of links, else they scroll. */
static bool choose(struct page *page, enum command command, bool is_list)
{
	int links = doc_links(&page->doc);

	if (is_list && links && command == CMD_DOWN)
		command = CMD_NEXT;
	if (is_list && links && command == CMD_UP)
		command = CMD_PREVIOUS;
	if ((command != CMD_NEXT && command != CMD_PREVIOUS) || links == 0)
		return false;
	if (page->link < 0)
		page->link = command == CMD_NEXT ? 0 : links - 1;
	else
		page->link = (page->link + (command == CMD_NEXT ? 1 : links - 1)) % links;
	reveal(page);
	return true;
}

static void follow(struct page *page)
{
	struct kconfig_menu *menu = doc_target(&page->doc, page->link);

	if (!menu)
		return;
	if (page->depth == HISTORY) {
		memmove(&page->history[1], &page->history[2],
			(HISTORY - 2) * sizeof(page->history[0]));
		page->depth--;
	}
	page->history[page->depth++] = menu;
	show_entry(page, menu);
}

/* Goes back to the entry before; false at the first one, and on a page that began as a list. */
static bool back(struct page *page)
{
	if (page->depth < 2 || !page->history[page->depth - 2])
		return false;
	page->depth--;
	show_entry(page, page->history[page->depth - 1]);
	return true;
}

static struct kconfig_menu *read_page(struct page *page)
{
	bool is_list = !page->history[0];

	for (;;) {
		struct event event;
		enum command command;

		term_event(&page->screen, &event);
		command = keys_command(binds, &event);
		if (choose(page, command, is_list && page->depth == 1) ||
		    scroll_page(page, command))
			continue;
		if (event.code >= '1' && event.code <= '9' &&
		    doc_target(&page->doc, event.code - '1'))
			return doc_target(&page->doc, event.code - '1');
		if (event.code == EVENT_HIT && event.hit == HIT_ROW) {
			if (page->link == event.arg)
				return doc_target(&page->doc, event.arg);
			page->link = event.arg;
		}
		if (command == CMD_ENTER && doc_target(&page->doc, page->link))
			return doc_target(&page->doc, page->link);
		if (command == CMD_IN)
			follow(page);
		if (command == CMD_CANCEL || command == CMD_QUIT || command == CMD_ENTER)
			return NULL;
		if (command == CMD_OUT && !back(page))
			return NULL;
	}
}

static struct kconfig_menu *run(struct ui *ui, struct page *page)
{
	struct kconfig_menu *menu;

	page->screen = (struct screen){draw, &ui->screen};
	page->ui = ui;
	page->depth = 1;
	menu = read_page(page);
	doc_clear(&page->doc);
	return menu;
}

struct kconfig_menu *page_info(struct ui *ui, struct kconfig_menu *menu)
{
	struct page page = {.ui = ui, .title = kconfig_title(ui->kc), .history = {menu}};

	show_entry(&page, menu);
	return run(ui, &page);
}

struct kconfig_menu *page_changes(struct ui *ui)
{
	struct page page = {.title = "Changed since the start"};

	log_describe(ui, &page.doc);
	return run(ui, &page);
}

/* Adds what differs between the configuration and OTHER, a second reading of the same tree. */
static void compare(struct ui *ui, struct kconfig *other, struct doc *doc)
{
	struct kconfig_symbol *sym;

	for (int n = 0; (sym = kconfig_symbol(ui->kc, n)); n++) {
		struct kconfig_symbol *base = kconfig_find(other, kconfig_name(sym));
		struct kconfig_menu *menu = kconfig_definition(sym, 0);
		const char *was, *now = kconfig_value(ui->kc, sym), *prompt;

		if (!base || !menu)
			continue;
		was = kconfig_value(other, base);
		prompt = kconfig_menu_prompt(menu);
		if (strcmp(was, now) != 0)
			doc_link(doc, menu, "  %s: %s \xe2\x86\x92 %s%s%s", kconfig_name(sym), was,
				 now, prompt ? "  " : "", prompt ? prompt : "");
	}
	if (doc->count == 0)
		doc_add(doc, ROLE_TEXT, "Nothing differs.");
}

struct kconfig_menu *page_differences(struct ui *ui)
{
	struct page page = {.title = "What differs from the defaults"};
	struct kconfig *other = kconfig_new();
	struct kconfig_menu *menu;
	char *title = NULL;
	int code = other ? 0 : -1;

	screen_status(ui, false, "Reading \xe2\x80\xa6");
	term_show(&ui->screen);
	screen_status(ui, false, "%s", "");
	if (other && ui->dialect)
		kconfig_set_dialect(other, ui->dialect);
	if (other && ui->probe_cache)
		kconfig_set_probe_cache(other, ui->probe_cache);
	if (code == 0)
		code = kconfig_load(other, ui->kconfig_file);
	if (code == 0 && ui->defconfig_file) {
		page.title = title = mem_print("What differs from %s", ui->defconfig_file);
		code = kconfig_read(other, ui->defconfig_file);
	}
	if (code == 0)
		compare(ui, other, &page.doc);
	else
		doc_add(&page.doc, ROLE_ERROR, "%s can't be read.",
			ui->defconfig_file ? ui->defconfig_file : ui->kconfig_file);
	menu = run(ui, &page);
	free(title);
	kconfig_free(other);
	return menu;
}

void page_keys(struct ui *ui, const struct bind *described)
{
	struct page page = {.title = "Keys"};

	keys_describe(described, &page.doc);
	doc_space(&page.doc);
	doc_add(&page.doc, ROLE_HEADING, "Marks");
	doc_add(&page.doc, ROLE_TEXT, "  [*] [ ]         yes or no");
	doc_add(&page.doc, ROLE_TEXT, "  <*> <M> < >     built in, module, no");
	doc_add(&page.doc, ROLE_TEXT, "  {*} {M}         at least a module: something selects it");
	doc_add(&page.doc, ROLE_TEXT, "  -*- -M- - -     can't be changed: w says why");
	doc_add(&page.doc, ROLE_TEXT, "  (X) ( )         one of a choice");
	doc_add(&page.doc, ROLE_TEXT, "  --->  ----      a menu; one with nothing to set in it");
	doc_add(&page.doc, ROLE_TEXT, "  +               changed since the start");
	doc_add(&page.doc, ROLE_TEXT, "  (NEW)           not in the configuration that was read");
	doc_space(&page.doc);
	doc_add(&page.doc, ROLE_TEXT,
		"Any other letter goes to the next entry that begins with it.");
	doc_add(&page.doc, ROLE_TEXT,
		"The mouse works: click to choose, again to open; hold Shift to mark text.");
	run(ui, &page);
}
