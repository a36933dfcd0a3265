/*
 * Pages and rows: what of the menu tree is seen. A menu, a menuconfig and a choice are pages; what
 * depends on the entry above it is indented below it.
 */
#define _GNU_SOURCE 1
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "mconf.h"
#include "mconf_mem.h"

bool view_is_page(const struct kconfig_menu *menu)
{
	enum kconfig_kind kind = kconfig_menu_kind(menu);

	return kind == KCONFIG_MENU || kind == KCONFIG_MENUCONFIG || kind == KCONFIG_CHOICE;
}

struct kconfig_menu *view_entry(const struct ui *ui)
{
	const struct view *view = &ui->view;

	return view->list.count ? view->rows[view->list.at].menu : NULL;
}

static void add_row(struct ui *ui, struct kconfig_menu *menu, int indent, bool hidden)
{
	struct view *view = &ui->view;

	if (view->list.count == view->room) {
		view->room = view->room ? view->room * 2 : 128;
		view->rows = mem_resize(view->rows, (size_t)view->room, sizeof(*view->rows));
	}
	view->rows[view->list.count++] = (struct row){menu, indent, hidden};
}

static void add_children(struct ui *ui, struct kconfig_menu *menu, int indent)
{
	enum { STEP = 2 };

	for (struct kconfig_menu *child = kconfig_menu_child(menu); child;
	     child = kconfig_menu_next(child)) {
		bool visible = kconfig_menu_prompt(child) && kconfig_menu_visible(ui->kc, child);
		bool shown = visible || (ui->show_hidden && kconfig_menu_prompt(child));

		if (shown)
			add_row(ui, child, indent, !visible);
		/* A page that is hidden itself would hide its children too. */
		if (!view_is_page(child) || !kconfig_menu_prompt(child))
			add_children(ui, child, shown ? indent + STEP : indent);
	}
}

static bool choose(struct ui *ui, const struct kconfig_menu *menu)
{
	struct view *view = &ui->view;

	for (int i = 0; menu && i < view->list.count; i++) {
		if (view->rows[i].menu == menu) {
			view->list.at = i;
			return true;
		}
	}
	return false;
}

void view_update(struct ui *ui)
{
	struct kconfig_menu *chosen = view_entry(ui);

	ui->view.list.count = 0;
	add_children(ui, ui->view.page, 0);
	choose(ui, chosen);
	list_fit(&ui->view.list, ui->list_height);
}

/* In a choice, the member that is chosen is where a person wants to be. */
static void choose_member(struct ui *ui, const struct kconfig_menu *page)
{
	struct kconfig_symbol *member;

	if (kconfig_menu_kind(page) != KCONFIG_CHOICE)
		return;
	member = kconfig_chosen(ui->kc, kconfig_menu_symbol(page));
	for (int i = 0; member && i < ui->view.list.count; i++) {
		if (kconfig_menu_symbol(ui->view.rows[i].menu) == member)
			ui->view.list.at = i;
	}
}

void view_open(struct ui *ui, struct kconfig_menu *page)
{
	ui->view.page = page;
	ui->view.list = (struct list){0};
	view_update(ui);
	choose_member(ui, page);
	list_fit(&ui->view.list, ui->list_height);
}

static struct kconfig_menu *page_around(const struct kconfig_menu *menu)
{
	struct kconfig_menu *page = kconfig_menu_parent(menu);

	while (page && kconfig_menu_parent(page) &&
	       !(view_is_page(page) && kconfig_menu_prompt(page)))
		page = kconfig_menu_parent(page);
	return page;
}

bool view_leave(struct ui *ui)
{
	struct kconfig_menu *from = ui->view.page, *page = page_around(from);

	if (!page)
		return false;
	view_open(ui, page);
	choose(ui, from);
	list_fit(&ui->view.list, ui->list_height);
	return true;
}

bool view_goto(struct ui *ui, struct kconfig_menu *menu)
{
	struct kconfig_menu *page = page_around(menu);

	if (!page)
		page = menu;
	if (!kconfig_menu_prompt(menu) && page != menu)
		return false;
	view_open(ui, page);
	if (!choose(ui, menu) && page != menu) {
		ui->show_hidden = true;
		view_update(ui);
		if (!choose(ui, menu))
			return false;
	}
	/* In the middle, what is around it can be seen too. */
	ui->view.list.top = ui->view.list.at - ui->list_height / 2;
	list_fit(&ui->view.list, ui->list_height);
	return true;
}

bool view_find_letter(struct ui *ui, int letter)
{
	struct view *view = &ui->view;

	for (int i = 1; i <= view->list.count; i++) {
		int at = (view->list.at + i) % view->list.count;
		const char *prompt = kconfig_menu_prompt(view->rows[at].menu);

		while (prompt && *prompt && !isalnum((unsigned char)*prompt) && !(*prompt & 0x80))
			prompt++;
		if (prompt && tolower((unsigned char)*prompt) == tolower(letter)) {
			view->list.at = at;
			list_fit(&view->list, ui->list_height);
			return true;
		}
	}
	return false;
}

char *view_path(const struct kconfig_menu *menu)
{
	struct kconfig_menu *page;
	const char *prompt;
	char *before, *path;

	if (!kconfig_menu_parent(menu))
		return mem_copy("");
	page = page_around(menu);
	before = view_path(page ? page : menu);
	prompt = kconfig_menu_prompt(menu);
	path = mem_print("%s%s%s", before, *before ? " \xe2\x80\xba " : "", prompt ? prompt : "");
	free(before);
	return path;
}

static char *mark_tristate(struct kconfig *kc, struct kconfig_symbol *sym, enum kconfig_type type)
{
	char shown = " M*"[kconfig_tristate(kc, sym)];
	const char *around = type == KCONFIG_TRISTATE ? "<>" : "[]";

	if (!kconfig_changeable(kc, sym))
		around = "--";
	else if (type == KCONFIG_TRISTATE && !kconfig_allows(kc, sym, KCONFIG_N))
		around = "{}";
	return mem_print("%c%c%c ", around[0], shown, around[1]);
}

char *view_mark(struct kconfig *kc, const struct kconfig_menu *menu)
{
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu);
	enum kconfig_type type;

	if (!sym || kconfig_menu_kind(menu) == KCONFIG_CHOICE)
		return mem_copy("    ");
	type = kconfig_type(kc, sym);
	if (kconfig_choice(sym))
		return mem_print("(%c) ", kconfig_tristate(kc, sym) == KCONFIG_Y   ? 'X'
					  : kconfig_tristate(kc, sym) == KCONFIG_M ? 'M'
										   : ' ');
	if (type == KCONFIG_BOOL || type == KCONFIG_TRISTATE)
		return mark_tristate(kc, sym, type);
	return mem_print("(%s) ", kconfig_value(kc, sym));
}
