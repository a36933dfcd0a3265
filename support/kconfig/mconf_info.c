/* All that is known about an entry, as a text with links. */
#define _GNU_SOURCE 1
#include <stdlib.h>
#include <string.h>

#include "mconf.h"
#include "mconf_mem.h"

/* The entry to show for SYM: the first with a prompt, else the first. */
static struct kconfig_menu *entry_of(const struct kconfig_symbol *sym)
{
	struct kconfig_menu *menu;

	for (int n = 0; (menu = kconfig_definition(sym, n)); n++) {
		if (kconfig_menu_prompt(menu))
			return menu;
	}
	return kconfig_definition(sym, 0);
}

void info_link(struct ui *ui, struct doc *doc, struct kconfig_symbol *sym)
{
	struct kconfig_menu *menu = entry_of(sym);
	const char *prompt = menu ? kconfig_menu_prompt(menu) : NULL;
	const char *name = kconfig_name(sym);
	int number = doc_links(doc) + 1;
	char digit[8] = "   ";

	if (number <= 9)
		digit[1] = (char)('0' + number);
	if (menu)
		doc_link(doc, menu, "%s %s = %s%s%s", digit, name ? name : "(choice)",
			 kconfig_value(ui->kc, sym), prompt ? "  " : "", prompt ? prompt : "");
	else
		doc_add(doc, ROLE_GREY, "    %s is not defined in this tree", name ? name : "?");
}

static void heading(struct doc *doc, const char *text)
{
	doc_space(doc);
	doc_add(doc, ROLE_HEADING, "%s", text);
}

static void value_line(struct ui *ui, struct kconfig_menu *menu, struct doc *doc)
{
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu);
	const char *low, *high, *type = kconfig_type_name(kconfig_type(ui->kc, sym));
	char *why = reason_value(ui->kc, sym), *locked = reason_locked(ui->kc, menu);

	if (kconfig_name(sym)) {
		doc_add(doc, ROLE_MARK, "%s%s = %s", kconfig_prefix(ui->kc), kconfig_name(sym),
			kconfig_value(ui->kc, sym));
		/* What keeps a value is often what locks it too; saying it once is enough. */
		if (locked && strcmp(why, locked) == 0)
			doc_add(doc, ROLE_TEXT, "%s", type);
		else
			doc_add(doc, ROLE_TEXT, "%s, %s", type, why);
	}
	if (kconfig_range(ui->kc, sym, &low, &high))
		doc_add(doc, ROLE_TEXT, "from %s to %s", low, high);
	if (locked)
		doc_add(doc, ROLE_ERROR, "Can't be changed: %s", locked);
	free(why);
	free(locked);
}

static void expression(struct ui *ui, struct doc *doc, const char *title,
		       const struct kconfig_expr *expr)
{
	char *text = expr ? kconfig_expr_text(ui->kc, expr, true) : NULL;

	if (text) {
		heading(doc, title);
		doc_add(doc, ROLE_TEXT, "    %s", text);
	}
	free(text);
}

/* Adds links to all symbols of an expression, each once. */
static void symbols_of(struct ui *ui, struct doc *doc, const struct kconfig_expr *expr)
{
	enum kconfig_operator op;
	struct kconfig_symbol *sym;
	struct kconfig_menu *menu;

	if (!expr)
		return;
	op = kconfig_expr_operator(expr);
	if (op == KCONFIG_AND || op == KCONFIG_OR || op == KCONFIG_NOT) {
		symbols_of(ui, doc, kconfig_expr_left(expr));
		if (op != KCONFIG_NOT)
			symbols_of(ui, doc, kconfig_expr_right(expr));
		return;
	}
	sym = kconfig_expr_symbol(expr);
	if (!sym || kconfig_is_constant(sym))
		return;
	menu = entry_of(sym);
	for (size_t i = 0; menu && i < doc->count; i++) {
		if (doc->lines[i].link == menu)
			return;
	}
	info_link(ui, doc, sym);
}

/* Adds the terms of a disjunction that hold, or those that don't. */
static void terms(struct ui *ui, struct doc *doc, const struct kconfig_expr *expr, bool holding)
{
	const struct kconfig_expr *term = expr;

	if (kconfig_expr_operator(expr) == KCONFIG_OR) {
		terms(ui, doc, kconfig_expr_left(expr), holding);
		terms(ui, doc, kconfig_expr_right(expr), holding);
		return;
	}
	if ((kconfig_expr_value(ui->kc, expr) != KCONFIG_N) != holding)
		return;
	while (kconfig_expr_operator(term) == KCONFIG_AND)
		term = kconfig_expr_left(term);
	if (kconfig_expr_operator(term) == KCONFIG_SYMBOL &&
	    !kconfig_is_constant(kconfig_expr_symbol(term)))
		info_link(ui, doc, kconfig_expr_symbol(term));
}

static void reverse(struct ui *ui, struct doc *doc, const char *title,
		    const struct kconfig_expr *expr)
{
	if (!expr)
		return;
	heading(doc, title);
	terms(ui, doc, expr, true);
	terms(ui, doc, expr, false);
}

static void targets(struct ui *ui, struct doc *doc, struct kconfig_symbol *sym,
		    enum kconfig_property_kind kind, const char *title)
{
	struct kconfig_property property;
	bool first = true;

	for (int n = 0; kconfig_property(sym, n, &property); n++) {
		if (property.kind != kind || !property.target)
			continue;
		if (first)
			heading(doc, title);
		first = false;
		info_link(ui, doc, property.target);
	}
}

static void defaults(struct ui *ui, struct doc *doc, struct kconfig_symbol *sym)
{
	struct kconfig_property property;
	bool first = true;

	for (int n = 0; kconfig_property(sym, n, &property); n++) {
		char *value, *condition;

		if (property.kind != KCONFIG_DEFAULT)
			continue;
		if (first)
			heading(doc, "Defaults");
		first = false;
		value = kconfig_expr_text(ui->kc, property.value, true);
		condition = property.condition ? kconfig_expr_text(ui->kc, property.condition, true)
					       : NULL;
		doc_add(doc, ROLE_TEXT, "    %s%s%s", value ? value : "", condition ? "  if " : "",
			condition ? condition : "");
		free(value);
		free(condition);
	}
}

static void definitions(struct doc *doc, struct kconfig_menu *menu)
{
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu);
	struct kconfig_menu *place =
		sym && !kconfig_is_choice(sym) ? kconfig_definition(sym, 0) : menu;

	heading(doc, "Defined");
	for (int n = 0; place;
	     place = sym && !kconfig_is_choice(sym) ? kconfig_definition(sym, ++n) : NULL) {
		char *path = view_path(place);
		int number = doc_links(doc) + 1;

		doc_add(doc, ROLE_TEXT, "    %s:%d", kconfig_menu_file(place),
			kconfig_menu_line(place));
		if (*path && kconfig_menu_prompt(place))
			doc_link(doc, place, " %c %s", number <= 9 ? '0' + number : ' ', path);
		free(path);
	}
}

struct dependents {
	struct ui *ui;
	struct doc *doc;
	int count;
};

static void add_dependent(void *data, struct kconfig_symbol *sym)
{
	struct dependents *dependents = data;

	if (!kconfig_definition(sym, 0))
		return;
	if (!dependents->count++)
		heading(dependents->doc, "What depends on it");
	info_link(dependents->ui, dependents->doc, sym);
}

static void relations(struct ui *ui, struct kconfig_symbol *sym, struct doc *doc)
{
	struct dependents dependents = {ui, doc, 0};

	defaults(ui, doc, sym);
	reverse(ui, doc, "Selected by", kconfig_selected_by(sym));
	reverse(ui, doc, "Implied by", kconfig_implied_by(sym));
	targets(ui, doc, sym, KCONFIG_SELECT, "Selects");
	targets(ui, doc, sym, KCONFIG_IMPLY, "Implies");
	if (!kconfig_is_choice(sym))
		kconfig_dependents(ui->kc, sym, add_dependent, &dependents);
}

/* The length of TEXT without the newlines at its end. */
static size_t text_length(const char *text)
{
	size_t length = strlen(text);

	while (length > 0 && text[length - 1] == '\n')
		length--;
	return length;
}

void info_describe(struct ui *ui, struct kconfig_menu *menu, struct doc *doc, bool whole)
{
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu);
	const struct kconfig_expr *needs = sym ? kconfig_dependencies(sym) : NULL;
	const char *prompt = kconfig_menu_prompt(menu), *help = kconfig_menu_help(menu);
	char *locked;

	doc_add(doc, ROLE_HEADING, "%s",
		prompt                     ? prompt
		: sym && kconfig_name(sym) ? kconfig_name(sym)
					   : "");
	if (sym) {
		value_line(ui, menu, doc);
	} else if ((locked = reason_locked(ui->kc, menu))) {
		doc_add(doc, ROLE_ERROR, "Hidden: %s", locked);
		free(locked);
	}
	for (int n = 0; sym && !help && kconfig_definition(sym, n); n++)
		help = kconfig_menu_help(kconfig_definition(sym, n));
	if (help) {
		doc_space(doc);
		doc_add(doc, ROLE_TEXT, "%.*s", (int)text_length(help), help);
	} else if (sym) {
		doc_space(doc);
		doc_add(doc, ROLE_GREY, "There is no help for this entry.");
	}
	if (!needs)
		needs = kconfig_menu_condition(menu);
	expression(ui, doc, "Depends on", needs);
	if (whole)
		symbols_of(ui, doc, needs);
	definitions(doc, menu);
	if (sym && whole)
		relations(ui, sym, doc);
}
