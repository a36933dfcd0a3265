/*
 * Why a symbol has its value, or can't have another one: the chain of unmet dependencies, of
 * selects, ranges and defaults, each with the place where it is written. All through the public
 * interface.
 */
#define _GNU_SOURCE 1
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "kconfig.h"

enum { DEEPEST = 6, SEEN = 64 };

struct explainer {
	struct kconfig *kc;
	kconfig_reason_fn *fn;
	void *data;
	int count;
	struct kconfig_symbol *seen[SEEN]; /* explained already: once is enough, and cycles end */
	int seen_count;
};

struct place {
	const char *file;
	int line;
};

static void say(struct explainer *explainer, int depth, struct kconfig_symbol *sym,
		struct place place, const char *fmt, ...) __attribute__((format(printf, 5, 6)));

static void say(struct explainer *explainer, int depth, struct kconfig_symbol *sym,
		struct place place, const char *fmt, ...)
{
	struct kconfig_reason reason = {depth, NULL, sym, place.file, place.line};
	char *text;
	va_list ap;
	int length;

	explainer->count++;
	va_start(ap, fmt);
	length = vasprintf(&text, fmt, ap);
	va_end(ap);
	if (length < 0)
		return;
	reason.text = text;
	if (explainer->fn)
		explainer->fn(explainer->data, &reason);
	free(text);
}

static struct place place_of(const struct kconfig_menu *menu)
{
	return menu ? (struct place){kconfig_menu_file(menu), kconfig_menu_line(menu)}
		    : (struct place){NULL, 0};
}

static const char *name_of(const struct kconfig_symbol *sym)
{
	return kconfig_name(sym) ? kconfig_name(sym) : "the choice";
}

static void cannot(struct explainer *explainer, struct kconfig_symbol *sym,
		   enum kconfig_tristate level, int depth);
static void holds(struct explainer *explainer, struct kconfig_symbol *sym, int depth);

/* Goes one level further for a symbol that an expression names. */
static void deeper(struct explainer *explainer, struct kconfig_symbol *sym,
		   enum kconfig_tristate level, bool truth, int depth)
{
	if (!sym || kconfig_is_constant(sym) || depth > DEEPEST)
		return;
	for (int i = 0; i < explainer->seen_count; i++) {
		if (explainer->seen[i] == sym)
			return;
	}
	if (explainer->seen_count == SEEN)
		return;
	explainer->seen[explainer->seen_count++] = sym;
	if (!kconfig_definition(sym, 0))
		say(explainer, depth, sym, (struct place){NULL, 0},
		    "%s is not defined in this tree", name_of(sym));
	else if (!truth)
		holds(explainer, sym, depth);
	else if (!kconfig_changeable(explainer->kc, sym))
		cannot(explainer, sym, level, depth);
}

/* Follows all symbols that keep EXPR from being what it should be. */
static void follow(struct explainer *explainer, const struct kconfig_expr *expr,
		   enum kconfig_tristate level, bool truth, int depth)
{
	enum kconfig_operator op;

	if (!expr || (kconfig_expr_value(explainer->kc, expr) >= level) == truth)
		return;
	op = kconfig_expr_operator(expr);
	if (op == KCONFIG_SYMBOL) {
		deeper(explainer, kconfig_expr_symbol(expr), level, truth, depth);
	} else if (op == KCONFIG_NOT) {
		follow(explainer, kconfig_expr_left(expr), KCONFIG_M, !truth, depth);
	} else if (op == KCONFIG_AND || op == KCONFIG_OR) {
		follow(explainer, kconfig_expr_left(expr), level, truth, depth);
		follow(explainer, kconfig_expr_right(expr), level, truth, depth);
	}
}

/* Says each part of a conjunction that does not reach LEVEL, and what is behind it. */
static void unmet(struct explainer *explainer, struct kconfig_symbol *sym,
		  const struct kconfig_expr *expr, enum kconfig_tristate level, struct place place,
		  int depth)
{
	char *text;

	if (!expr || kconfig_expr_value(explainer->kc, expr) >= level)
		return;
	if (kconfig_expr_operator(expr) == KCONFIG_AND) {
		unmet(explainer, sym, kconfig_expr_left(expr), level, place, depth);
		unmet(explainer, sym, kconfig_expr_right(expr), level, place, depth);
		return;
	}
	text = kconfig_expr_text(explainer->kc, expr, true);
	say(explainer, depth, sym, place, "%s depends on %s", name_of(sym), text ? text : "?");
	free(text);
	follow(explainer, expr, level, true, depth + 1);
}

/* Where the symbol named in a term of "selected by" selects SYM. */
static struct place select_place(const struct kconfig_symbol *selector,
				 const struct kconfig_symbol *sym)
{
	struct kconfig_property property;

	for (int n = 0; kconfig_property(selector, n, &property); n++) {
		if (property.kind == KCONFIG_SELECT && property.target == sym)
			return (struct place){property.file, property.line};
	}
	return place_of(kconfig_definition(selector, 0));
}

/* Says each term that selects SYM now. */
static void selectors(struct explainer *explainer, struct kconfig_symbol *sym,
		      const struct kconfig_expr *expr, int depth)
{
	const struct kconfig_expr *term = expr;
	struct place place = {NULL, 0};
	char *text;

	if (!expr || kconfig_expr_value(explainer->kc, expr) == KCONFIG_N)
		return;
	if (kconfig_expr_operator(expr) == KCONFIG_OR) {
		selectors(explainer, sym, kconfig_expr_left(expr), depth);
		selectors(explainer, sym, kconfig_expr_right(expr), depth);
		return;
	}
	while (kconfig_expr_operator(term) == KCONFIG_AND)
		term = kconfig_expr_left(term);
	if (kconfig_expr_operator(term) == KCONFIG_SYMBOL)
		place = select_place(kconfig_expr_symbol(term), sym);
	text = kconfig_expr_text(explainer->kc, expr, true);
	say(explainer, depth, sym, place, "%s is selected by %s", name_of(sym), text ? text : "?");
	free(text);
}

static bool say_default(struct explainer *explainer, struct kconfig_symbol *sym, int depth)
{
	struct kconfig_property property;

	for (int n = 0; kconfig_property(sym, n, &property); n++) {
		char *value, *condition;

		if (property.kind != KCONFIG_DEFAULT ||
		    kconfig_expr_value(explainer->kc, property.condition) == KCONFIG_N)
			continue;
		value = kconfig_expr_text(explainer->kc, property.value, true);
		condition = property.condition
				    ? kconfig_expr_text(explainer->kc, property.condition, true)
				    : NULL;
		say(explainer, depth, sym, (struct place){property.file, property.line},
		    "%s has the default %s%s%s", name_of(sym), value ? value : "?",
		    condition ? " if " : "", condition ? condition : "");
		free(value);
		free(condition);
		return true;
	}
	return false;
}

/* Why SYM can't reach LEVEL: no prompt, or one whose conditions don't hold. */
static void cannot(struct explainer *explainer, struct kconfig_symbol *sym,
		   enum kconfig_tristate level, int depth)
{
	struct kconfig_menu *menu;
	bool prompt = false;

	for (int n = 0; (menu = kconfig_definition(sym, n)); n++) {
		if (!kconfig_menu_prompt(menu))
			continue;
		prompt = true;
		unmet(explainer, sym, kconfig_menu_condition(menu), level, place_of(menu), depth);
	}
	if (prompt)
		return;
	say(explainer, depth, sym, place_of(kconfig_definition(sym, 0)),
	    "%s has no prompt: only a select or a default gives it a value", name_of(sym));
	unmet(explainer, sym, kconfig_dependencies(sym), level,
	      place_of(kconfig_definition(sym, 0)), depth);
}

/* Why SYM has the value that it has. */
static void holds(struct explainer *explainer, struct kconfig_symbol *sym, int depth)
{
	const char *value = kconfig_value(explainer->kc, sym), *user = kconfig_user_value(sym);
	const struct kconfig_expr *selected = kconfig_selected_by(sym);

	if (selected && kconfig_expr_value(explainer->kc, selected) != KCONFIG_N) {
		selectors(explainer, sym, selected, depth);
		return;
	}
	if (kconfig_visibility(explainer->kc, sym) != KCONFIG_N && user &&
	    strcmp(user, value) == 0) {
		say(explainer, depth, sym, place_of(kconfig_definition(sym, 0)),
		    "%s = %s was asked for", name_of(sym), value);
		return;
	}
	if (kconfig_dependencies(sym) &&
	    kconfig_expr_value(explainer->kc, kconfig_dependencies(sym)) == KCONFIG_N)
		cannot(explainer, sym, KCONFIG_M, depth);
	else if (!say_default(explainer, sym, depth))
		say(explainer, depth, sym, place_of(kconfig_definition(sym, 0)),
		    "%s has no default", name_of(sym));
}

static bool is_logic(enum kconfig_type type)
{
	return type == KCONFIG_BOOL || type == KCONFIG_TRISTATE;
}

/* What keeps VALUE away though the symbol can be changed. */
static void refused(struct explainer *explainer, struct kconfig_symbol *sym, const char *value)
{
	const struct kconfig_expr *selected = kconfig_selected_by(sym);
	struct place place = place_of(kconfig_definition(sym, 0));
	enum kconfig_type type = kconfig_type(explainer->kc, sym);
	const char *low, *high;

	if (kconfig_choice(sym) && strcmp(value, "y") != 0)
		say(explainer, 0, sym, place, "%s is the chosen one; choose another to unset it",
		    name_of(sym));
	else if (type == KCONFIG_BOOL && strcmp(value, "m") == 0)
		say(explainer, 0, sym, place, "%s is a bool: y or n", name_of(sym));
	else if (is_logic(type) && selected)
		selectors(explainer, sym, selected, 0);
	else if (kconfig_range(explainer->kc, sym, &low, &high))
		say(explainer, 0, sym, place, "%s has the range %s to %s", name_of(sym), low, high);
}

int kconfig_explain(struct kconfig *kc, struct kconfig_symbol *sym, const char *value,
		    kconfig_reason_fn *fn, void *data)
{
	struct explainer explainer = {
		.kc = kc, .fn = fn, .data = data, .seen = {sym}, .seen_count = 1};
	enum kconfig_tristate level = value && strcmp(value, "y") == 0 ? KCONFIG_Y : KCONFIG_M;

	if (!kconfig_definition(sym, 0)) {
		say(&explainer, 0, sym, (struct place){NULL, 0}, "%s is not defined in this tree",
		    name_of(sym));
		return explainer.count;
	}
	if (!value || strcmp(value, kconfig_value(kc, sym)) == 0) {
		holds(&explainer, sym, 0);
		return explainer.count;
	}
	if (is_logic(kconfig_type(kc, sym)) && strcmp(value, "n") == 0)
		holds(&explainer, sym, 0);
	else
		cannot(&explainer, sym, level, 0);
	if (explainer.count == 0)
		refused(&explainer, sym, value);
	return explainer.count;
}
