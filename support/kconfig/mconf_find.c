/* The search: a line to type in, what it finds, and what is known about the chosen one. */
#define _XOPEN_SOURCE 700
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <stdlib.h>
#include <string.h>

#include "mconf.h"
#include "mconf_line.h"
#include "mconf_mem.h"
#include "mconf_search.h"
#include "mconf_text.h"

enum { MOST = 500, NAME_CELLS = 28 };

/* The index and what it was made from; it lives as long as the program. */
struct index {
	struct search *search;
	struct kconfig_menu **menus;
	size_t count, room;
};

struct find {
	struct screen screen;
	struct ui *ui;
	struct index *index;
	struct line line;
	struct search_hit *hits;
	struct list list;
	int height;
	bool in_list; /* digits jump instead of being typed */
	struct doc doc;
	struct kconfig_menu *described;
};

static const struct bind binds[] = {
	{KEY(KEY_UP), CMD_UP, "\xe2\x86\x91 \xe2\x86\x93", "choose", NULL},
	{KEY(KEY_DOWN), CMD_DOWN, NULL, NULL, NULL},
	{EVENT_ENTER, CMD_ENTER, "Enter", "go there", NULL},
	{'\t', CMD_NEXT, "Tab", "number keys", NULL},
	{KEY(KEY_F(2)), CMD_HELP, "F2", "all about it", NULL},
	{EVENT_ESCAPE, CMD_CANCEL, "Esc", "close", NULL},
	{KEY(KEY_PPAGE), CMD_PAGE_UP, NULL, NULL, NULL},
	{KEY(KEY_NPAGE), CMD_PAGE_DOWN, NULL, NULL, NULL},
	{0, CMD_NONE, NULL, NULL, NULL},
};

static void index_add(struct index *index, struct kconfig_menu *menu)
{
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu);
	const char *name = sym ? kconfig_name(sym) : NULL, *prompt = kconfig_menu_prompt(menu);

	if (!name && !prompt)
		return;
	if (index->count == index->room) {
		index->room = index->room ? index->room * 2 : 1024;
		index->menus = mem_resize(index->menus, index->room, sizeof(struct kconfig_menu *));
	}
	index->menus[index->count++] = menu;
	search_add(index->search, name, prompt, kconfig_menu_help(menu));
}

static struct index *get_index(struct ui *ui)
{
	struct index *index = ui->index;

	if (index)
		return index;
	index = ui->index = mem_zero(1, sizeof(*index));
	index->search = search_new();
	for (struct kconfig_menu *menu = kconfig_root(ui->kc); menu;
	     menu = kconfig_menu_walk(menu)) {
		if (kconfig_menu_parent(menu))
			index_add(index, menu);
	}
	return index;
}

void find_free(struct ui *ui)
{
	if (!ui->index)
		return;
	search_free(ui->index->search);
	free(ui->index->menus);
	free(ui->index);
	ui->index = NULL;
}

static struct kconfig_menu *chosen(const struct find *find)
{
	return find->list.count ? find->index->menus[find->hits[find->list.at].item] : NULL;
}

static void update(struct find *find)
{
	char *query = line_get(&find->line);

	free(find->hits);
	find->list = (struct list){0};
	find->list.count = (int)search_find(find->index->search, query, MOST, &find->hits);
	free(query);
}

static void draw_hit(struct find *find, struct rect place, int at)
{
	struct ui *ui = find->ui;
	struct kconfig_menu *menu = find->index->menus[find->hits[at].item];
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu);
	const char *name = sym ? kconfig_name(sym) : NULL, *prompt = kconfig_menu_prompt(menu);
	bool selected = at == find->list.at, visible = prompt && kconfig_menu_visible(ui->kc, menu);
	enum role role = visible ? ROLE_TEXT : ROLE_GREY;
	int x = place.x, end = place.x + place.width, number = at - find->list.top + 1;
	char *path = view_path(menu);

	if (selected) {
		role = visible ? ROLE_SELECTED : ROLE_GREY_SELECTED;
		term_fill(place.y, place.x, place.width, role);
	}
	if (find->in_list && number <= 9)
		term_print(place.y, x, 2, selected ? role : ROLE_KEY, "%d", number);
	x += 2;
	x += term_print(place.y, x, end - x, role, "%s%s%s%s", name ? name : "", name ? " [=" : "",
			name ? kconfig_value(ui->kc, sym) : "", name ? "]" : "");
	x = x < place.x + 2 + NAME_CELLS ? place.x + 2 + NAME_CELLS : x + 2;
	if (end - x > 3)
		x += term_text(place.y, x, end - x, role, prompt ? prompt : "(no prompt)");
	if (end - x > 12 && *path)
		term_print(place.y, x + 2, end - x - 2, selected ? role : ROLE_GREY, "%s", path);
	free(path);
}

static void draw_found(struct find *find, struct rect list, struct rect pane)
{
	struct kconfig_menu *menu = chosen(find);

	find->height = list.height;
	list_fit(&find->list, list.height);
	for (int i = 0; i < list.height && find->list.top + i < find->list.count; i++) {
		struct rect place = {list.y + i, list.x, 1, list.width - 1};

		draw_hit(find, place, find->list.top + i);
	}
	term_scrollbar(list, find->list.top, find->list.count);
	if (menu != find->described) {
		doc_clear(&find->doc);
		if (menu)
			info_describe(find->ui, menu, &find->doc, false);
		find->described = menu;
	}
	term_hline(pane.y - 1, pane.x, pane.width);
	if (menu)
		doc_draw(&find->doc, pane, 0, -1);
	term_no_hots();
	for (int i = 0; i < list.height && find->list.top + i < find->list.count; i++)
		term_hot(list.y + i, list.x, list.width, HIT_ROW, find->list.top + i);
}

static void draw(struct screen *screen)
{
	struct find *find = (struct find *)screen;
	struct rect window = term_window(), list, pane, bar;
	int body;

	for (int y = 0; y < window.height; y++)
		term_fill(y, 0, window.width, ROLE_TEXT);
	bar = (struct rect){.height = keys_bar_height(binds, window.width), .width = window.width};
	bar.y = window.height - bar.height;
	body = bar.y - 3;
	pane = (struct rect){.x = 1, .width = window.width - 2, .height = body * 2 / 5};
	list = (struct rect){3, 1, body - pane.height - 1, window.width - 2};
	pane.y = list.y + list.height + 1;
	term_fill(0, 0, window.width, ROLE_TITLE);
	term_text(0, 1, window.width - 2, ROLE_TITLE, "Search names, prompts and help");
	draw_found(find, list, pane);
	keys_bar(binds, bar);
	if (find->line.length && find->list.count == 0)
		term_text(3, 3, window.width - 4, ROLE_GREY, "Nothing found.");
	if (find->list.count)
		term_print(0, window.width - 14, 13, ROLE_TITLE, "%7d%s found", find->list.count,
			   find->list.count == MOST ? "+" : "");
	term_text(1, 1, 2, ROLE_KEY, "/");
	line_draw(&find->line, 1, 3, window.width - 5);
	if (find->in_list)
		term_cursor(-1, 0);
}

/* Takes a key while the list has the digits; typing anything else goes on with the words. */
static bool digit(struct find *find, const struct event *event)
{
	int at = find->list.top + event->code - '1';

	if (!find->in_list || event->code < '1' || event->code > '9' || at >= find->list.count)
		return false;
	find->list.at = at;
	return true;
}

static struct kconfig_menu *run(struct find *find)
{
	for (;;) {
		struct event event;
		enum command command;
		struct kconfig_menu *menu;

		term_event(&find->screen, &event);
		command = keys_command(binds, &event);
		if (list_move(&find->list, command, find->height))
			continue;
		if (command == CMD_CANCEL || command == CMD_QUIT)
			return NULL;
		if (command == CMD_NEXT)
			find->in_list = !find->in_list;
		if (event.code == EVENT_HIT && event.hit == HIT_ROW) {
			if (find->list.at == event.arg)
				return chosen(find);
			find->list.at = event.arg;
			continue;
		}
		if ((command == CMD_ENTER && chosen(find)) || digit(find, &event))
			return chosen(find);
		if (command == CMD_HELP && chosen(find) &&
		    (menu = page_info(find->ui, chosen(find))))
			return menu;
		if (command == CMD_NONE && line_key(&find->line, &event)) {
			find->in_list = false;
			update(find);
		}
	}
}

struct kconfig_menu *find_entry(struct ui *ui)
{
	struct find find = {.screen = {draw, &ui->screen}, .ui = ui, .index = get_index(ui)};
	struct kconfig_menu *menu;

	line_set(&find.line, ui->query ? ui->query : "");
	update(&find);
	menu = run(&find);
	free(ui->query);
	ui->query = menu ? line_get(&find.line) : NULL;
	line_free(&find.line);
	free(find.hits);
	doc_clear(&find.doc);
	return menu;
}
