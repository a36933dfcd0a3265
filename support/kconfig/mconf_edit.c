/* Values: setting them, and saying why it can't be done. */
#define _GNU_SOURCE 1
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "mconf.h"
#include "mconf_dialog.h"
#include "mconf_mem.h"

static const char *const tristate_text[] = {"n", "m", "y"};

static void refuse(struct ui *ui, struct kconfig_menu *menu, const char *value)
{
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu);
	char *locked = reason_locked(ui->kc, menu);
	const char *name = kconfig_name(sym) ? kconfig_name(sym) : "This";

	if (locked)
		screen_status(ui, true, "%s can't be %s: %s. Press w for a way.", name, value,
			      locked);
	else if (value[0] == 'm' && kconfig_type(ui->kc, sym) == KCONFIG_BOOL)
		screen_status(ui, true, "%s is either y or n, not a module", name);
	else
		screen_status(ui, true, "%s can't be %s now. Press w for a way.", name, value);
	free(locked);
}

static void set(struct ui *ui, struct kconfig_menu *menu, const char *value)
{
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu);
	char *label =
		mem_print("%s = %s",
			  kconfig_name(sym) ? kconfig_name(sym) : kconfig_menu_prompt(menu), value);

	log_begin(ui, label);
	if (kconfig_set(ui->kc, sym, value) < 0)
		refuse(ui, menu, value);
	log_end(ui);
	free(label);
}

static bool is_tristate(struct ui *ui, struct kconfig_symbol *sym)
{
	enum kconfig_type type = kconfig_type(ui->kc, sym);

	return type == KCONFIG_BOOL || type == KCONFIG_TRISTATE;
}

void edit_tristate(struct ui *ui, enum kconfig_tristate value)
{
	struct kconfig_menu *menu = view_entry(ui);
	struct kconfig_symbol *sym = menu ? kconfig_menu_symbol(menu) : NULL;

	if (!sym || !is_tristate(ui, sym) || kconfig_menu_kind(menu) == KCONFIG_CHOICE)
		return;
	if (kconfig_choice(sym) && value == KCONFIG_N)
		return;
	if (kconfig_menu_visible(ui->kc, menu) && kconfig_allows(ui->kc, sym, value))
		set(ui, menu, tristate_text[value]);
	else
		refuse(ui, menu, tristate_text[value]);
}

struct checked {
	struct ui *ui;
	struct kconfig_symbol *sym;
};

static char *number_error(const char *text, int base)
{
	char *end;

	errno = 0;
	strtoll(text, &end, base);
	if (!*text || *end || end == text)
		return mem_print("\"%s\" is not a %s number", text,
				 base == 16 ? "hexadecimal" : "decimal");
	if (errno)
		return mem_copy("This number is too big");
	return NULL;
}

static char *check(void *data, const char *text)
{
	struct checked *checked = data;
	struct kconfig *kc = checked->ui->kc;
	enum kconfig_type type = kconfig_type(kc, checked->sym);
	int base = type == KCONFIG_HEX ? 16 : 10;
	const char *low, *high;
	char *error;

	if (type == KCONFIG_STRING)
		return NULL;
	error = number_error(text, base);
	if (error || !kconfig_range(kc, checked->sym, &low, &high))
		return error;
	if (strtoll(text, NULL, base) < strtoll(low, NULL, base) ||
	    strtoll(text, NULL, base) > strtoll(high, NULL, base))
		return mem_print("%s is not between %s and %s", text, low, high);
	return NULL;
}

static void edit_text(struct ui *ui, struct kconfig_menu *menu)
{
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu);
	struct checked checked = {ui, sym};
	struct doc doc = {0};
	const char *low, *high;
	char *text;

	doc_add(&doc, ROLE_MARK, "%s%s", kconfig_prefix(ui->kc), kconfig_name(sym));
	if (kconfig_range(ui->kc, sym, &low, &high))
		doc_add(&doc, ROLE_TEXT, "%s from %s to %s",
			kconfig_type_name(kconfig_type(ui->kc, sym)), low, high);
	else
		doc_add(&doc, ROLE_TEXT, "%s", kconfig_type_name(kconfig_type(ui->kc, sym)));
	doc_add(&doc, ROLE_GREY, "Default: %s", kconfig_default_value(ui->kc, sym));
	doc_space(&doc);
	text = dialog_input(&ui->screen, kconfig_menu_prompt(menu), &doc,
			    kconfig_value(ui->kc, sym), check, &checked);
	if (text && strcmp(text, kconfig_value(ui->kc, sym)) != 0)
		set(ui, menu, text);
	free(text);
	doc_clear(&doc);
}

void edit_next(struct ui *ui)
{
	struct kconfig_menu *menu = view_entry(ui);
	struct kconfig_symbol *sym = menu ? kconfig_menu_symbol(menu) : NULL;
	char *locked;

	if (!sym || kconfig_menu_kind(menu) == KCONFIG_CHOICE) {
		if (menu && view_is_page(menu))
			view_open(ui, menu);
		return;
	}
	locked = reason_locked(ui->kc, menu);
	if (locked)
		screen_status(ui, true, "Can't be changed: %s. Press w for a way.", locked);
	else if (!is_tristate(ui, sym))
		edit_text(ui, menu);
	else if (kconfig_choice(sym) && kconfig_tristate(ui->kc, sym) != KCONFIG_M)
		edit_tristate(ui, KCONFIG_Y);
	else
		edit_tristate(ui, kconfig_next_value(ui->kc, sym));
	free(locked);
}

void edit_reset(struct ui *ui)
{
	struct kconfig_menu *menu = view_entry(ui);
	struct kconfig_symbol *sym = menu ? kconfig_menu_symbol(menu) : NULL;
	char *label;

	if (!sym || !kconfig_name(sym))
		return;
	label = mem_print("%s back to its default", kconfig_name(sym));
	log_begin(ui, label);
	kconfig_unset(ui->kc, sym);
	log_end(ui);
	free(label);
}
