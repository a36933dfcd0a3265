/* Short reasons: why an entry can't be changed, and why it has its value. */
#define _GNU_SOURCE 1
#include <stdlib.h>
#include <string.h>

#include "mconf.h"
#include "mconf_mem.h"

/* Appends TEXT to *LIST with a comma. */
static void add(char **list, const char *text)
{
	char *longer = *list ? mem_print("%s, %s", *list, text) : mem_copy(text);

	free(*list);
	*list = longer;
}

/* Collects the parts of a conjunction that don't hold. */
static void unmet(struct kconfig *kc, const struct kconfig_expr *expr, char **list)
{
	char *text;

	if (!expr || kconfig_expr_value(kc, expr) != KCONFIG_N)
		return;
	if (kconfig_expr_operator(expr) == KCONFIG_AND) {
		unmet(kc, kconfig_expr_left(expr), list);
		unmet(kc, kconfig_expr_right(expr), list);
		return;
	}
	text = kconfig_expr_text(kc, expr, false);
	/* The same condition often comes from several menus around the entry. */
	if (text && !(*list && strstr(*list, text)))
		add(list, text);
	free(text);
}

/* Names the terms of a disjunction (what selects or implies a symbol) that hold. */
static void active(struct kconfig *kc, const struct kconfig_expr *expr, char **list)
{
	const struct kconfig_expr *term = expr;

	if (!expr || kconfig_expr_value(kc, expr) == KCONFIG_N)
		return;
	if (kconfig_expr_operator(expr) == KCONFIG_OR) {
		active(kc, kconfig_expr_left(expr), list);
		active(kc, kconfig_expr_right(expr), list);
		return;
	}
	/* A term is the selecting symbol, perhaps with its conditions behind it. */
	while (kconfig_expr_operator(term) == KCONFIG_AND)
		term = kconfig_expr_left(term);
	if (kconfig_expr_operator(term) == KCONFIG_SYMBOL &&
	    kconfig_name(kconfig_expr_symbol(term)))
		add(list, kconfig_name(kconfig_expr_symbol(term)));
}

static char *prefixed(const char *prefix, char *list)
{
	char *text = list ? mem_print("%s %s", prefix, list) : NULL;

	free(list);
	return text;
}

char *reason_locked(struct kconfig *kc, struct kconfig_menu *menu)
{
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu);
	char *list = NULL;

	if (!kconfig_menu_visible(kc, menu)) {
		unmet(kc, kconfig_menu_condition(menu), &list);
		if (!list && sym)
			unmet(kc, kconfig_dependencies(sym), &list);
		return list ? prefixed("needs", list) : mem_copy("not available here");
	}
	if (!sym || kconfig_is_choice(sym) || kconfig_changeable(kc, sym))
		return NULL;
	active(kc, kconfig_selected_by(sym), &list);
	if (list)
		return prefixed("selected by", list);
	if (kconfig_choice(sym))
		return NULL;
	return mem_copy("only one value is possible");
}

/* The text of the default that holds, or NULL. */
static char *default_in_force(struct kconfig *kc, struct kconfig_symbol *sym)
{
	struct kconfig_property property;

	for (int n = 0; kconfig_property(sym, n, &property); n++) {
		char *value, *condition, *text;

		if (property.kind != KCONFIG_DEFAULT ||
		    kconfig_expr_value(kc, property.condition) == KCONFIG_N)
			continue;
		value = kconfig_expr_text(kc, property.value, false);
		condition = property.condition ? kconfig_expr_text(kc, property.condition, false)
					       : NULL;
		text = mem_print("default %s%s%s", value ? value : "?", condition ? " if " : "",
				 condition ? condition : "");
		free(value);
		free(condition);
		return text;
	}
	return NULL;
}

char *reason_value(struct kconfig *kc, struct kconfig_symbol *sym)
{
	const char *value = kconfig_value(kc, sym), *user = kconfig_user_value(sym);
	enum kconfig_tristate visibility = kconfig_visibility(kc, sym);
	char *list = NULL, *text;

	active(kc, kconfig_selected_by(sym), &list);
	if (list)
		return prefixed("selected by", list);
	if (kconfig_expr_value(kc, kconfig_dependencies(sym)) == KCONFIG_N &&
	    kconfig_dependencies(sym)) {
		unmet(kc, kconfig_dependencies(sym), &list);
		if (list)
			return prefixed("needs", list);
	}
	if (kconfig_choice(sym) && visibility != KCONFIG_N)
		return mem_copy(strcmp(value, "n") ? "chosen here" : "another one is chosen");
	if (user && visibility != KCONFIG_N && strcmp(user, value) == 0)
		return mem_copy("set by you");
	if (user && visibility != KCONFIG_N)
		return mem_print("you asked for %s, which is not possible now", user);
	active(kc, kconfig_implied_by(sym), &list);
	if (list)
		return prefixed("implied by", list);
	text = default_in_force(kc, sym);
	return text ? text : mem_copy("no default");
}
