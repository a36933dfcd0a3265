/*
 * Cycles: a symbol whose value hangs on itself. Each symbol is followed through what selects and
 * implies it, its dependencies, the conditions of its prompts, defaults and ranges, and the
 * defaults themselves. Symbols on a cycle that was reported are not followed again.
 */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

enum { MAX_DEPTH = 20000, MAX_SHOWN = 200 };

struct step {
	struct step *up;
	struct kconfig_symbol *symbol;
	const char *how; /* the symbol hangs on the next one */
};

static bool visit(struct kconfig *kc, struct kconfig_symbol *sym, struct step *up, int depth);

static bool follow(struct kconfig *kc, const struct kconfig_expr *e, struct step *step, int depth);

/* Left to right, as written. The left side of a long chain is deep: it is unrolled here. */
static bool follow_chain(struct kconfig *kc, const struct kconfig_expr *e, struct step *step,
			 int depth)
{
	const uint8_t op = e->op;
	size_t count = 0;
	const struct kconfig_expr *first = e;
	bool found = false;

	for (; first->op == op; first = first->left.expr)
		count++;
	const struct kconfig_expr **chain = malloc(count * sizeof(*chain));
	if (!chain)
		return false;
	for (size_t i = count; i > 0; e = e->left.expr)
		chain[--i] = e->right.expr;
	found = follow(kc, first, step, depth);
	for (size_t i = 0; i < count && !found; i++)
		found = follow(kc, chain[i], step, depth);
	free(chain);
	return found;
}

static bool follow(struct kconfig *kc, const struct kconfig_expr *e, struct step *step, int depth)
{
	if (!e)
		return false;
	if (e->op == KCONFIG_SYMBOL)
		return visit(kc, e->left.symbol, step, depth);
	if (e->op == KCONFIG_NOT)
		return follow(kc, e->left.expr, step, depth);
	if (kc_is_comparison(e))
		return visit(kc, e->left.symbol, step, depth) ||
		       visit(kc, e->right.symbol, step, depth);
	return follow_chain(kc, e, step, depth);
}

static const char *name_of(const struct kconfig_symbol *sym)
{
	return sym->name && !sym->is_choice ? sym->name : "<choice>";
}

static void print_step(struct text *out, const struct step *step, const struct kconfig_symbol *next)
{
	text_addf(out, "\n\tsymbol %s ", name_of(step->symbol));
	if (next->is_choice)
		text_addf(out, "is part of choice block at %s:%d", next->definitions->file,
			  next->definitions->line);
	else
		text_addf(out, "%s %s", step->how, name_of(next));
}

/* The way from END, the symbol on which the last step hangs, back to itself. */
static void print_steps(struct text *out, const struct step *step, const struct kconfig_symbol *end)
{
	const struct step *list[MAX_SHOWN];
	struct step member = {.symbol = NULL};
	int count = 0;

	/* A cycle through the member of a choice is one through the choice. */
	if (end->choice) {
		member = (struct step){(struct step *)step, (struct kconfig_symbol *)end, ""};
		step = &member;
		end = end->choice;
	}
	for (; step && count < MAX_SHOWN; step = step->up) {
		list[count++] = step;
		if (step->symbol == end)
			break;
	}
	for (int i = count - 1; i >= 0; i--)
		print_step(out, list[i], i ? list[i - 1]->symbol : end);
}

static void report(struct kconfig *kc, struct kconfig_symbol *sym, const struct step *step)
{
	struct text text = {0};

	text_adds(&text, "error: recursive dependency detected!");
	print_steps(&text, step, sym);
	text_adds(&text, "\nFor a resolution refer to Documentation/kbuild/kconfig-language.rst\n"
			 "subsection \"Kconfig recursive dependency limitations\"\n");
	const struct kconfig_menu *at = sym->definitions;
	kc_say(kc, KCONFIG_ERROR, at ? at->file : NULL, at ? at->line : 0, 0, text.data,
	       text.data + strlen("error: "));
	text_free(&text);
}

static bool visit_properties(struct kconfig *kc, struct kconfig_symbol *sym, struct step *step,
			     int depth)
{
	for (const struct property *p = sym->properties; p; p = p->next) {
		if (p->kind == KCONFIG_SELECT || p->kind == KCONFIG_IMPLY)
			continue;
		step->how = p->kind == KCONFIG_PROMPT    ? "prompt is visible depending on"
			    : p->kind == KCONFIG_DEFAULT ? "default is visible depending on"
							 : "range is visible depending on";
		if (follow(kc, p->condition, step, depth))
			return true;
		if (p->kind != KCONFIG_DEFAULT || sym->is_choice)
			continue;
		step->how = "default value contains";
		if (follow(kc, p->value, step, depth))
			return true;
	}
	return false;
}

/* Of choices and their members those of definitions elsewhere: the prompts tell the others. */
static bool visit_dependencies(struct kconfig *kc, struct kconfig_symbol *sym, struct step *step,
			       int depth)
{
	if ((!sym->is_choice && !sym->choice) || (kc->dialect->flags & DIALECT_OLD_CHOICE))
		return follow(kc, sym->depends, step, depth);
	for (struct kconfig_menu *m = sym->definitions; m; m = m->next_definition) {
		if (!sym->is_choice && m->parent->symbol != sym->choice &&
		    follow(kc, m->depends, step, depth))
			return true;
	}
	return false;
}

static bool visit_symbol(struct kconfig *kc, struct kconfig_symbol *sym, struct step *step,
			 int depth)
{
	step->how = "depends on";
	if (visit_dependencies(kc, sym, step, depth))
		return true;
	step->how = "is selected by";
	if ((!sym->is_choice || (kc->dialect->flags & DIALECT_OLD_CHOICE)) &&
	    follow(kc, sym->selected, step, depth))
		return true;
	step->how = "is implied by";
	if (follow(kc, sym->implied, step, depth))
		return true;
	return visit_properties(kc, sym, step, depth);
}

/* A choice and its members are one unit: what one of them hangs on, all do. */
static bool visit_choice(struct kconfig *kc, struct kconfig_symbol *choice, struct step *up,
			 int depth)
{
	struct step step = {.up = up, .symbol = choice, .how = "unknown is visible depending on"};
	struct step below = {.up = &step};

	for (uint32_t i = 0; i < choice->member_count; i++)
		choice->members[i]->checked = choice->members[i]->checking = true;
	choice->checked = choice->checking = true;
	below.symbol = choice;
	bool found = visit_symbol(kc, choice, &below, depth + 1);
	choice->checking = false;
	for (uint32_t i = 0; i < choice->member_count && !found; i++) {
		below.symbol = choice->members[i];
		found = visit_symbol(kc, below.symbol, &below, depth + 1);
	}
	for (uint32_t i = 0; i < choice->member_count; i++)
		choice->members[i]->checking = false;
	return found;
}

/* True when a cycle was found below SYM; everything on the way is then given up. */
static bool visit(struct kconfig *kc, struct kconfig_symbol *sym, struct step *up, int depth)
{
	struct step step = {.up = up, .symbol = sym};

	if (sym->constant || (sym->type == KCONFIG_UNKNOWN && !sym->is_choice))
		return false;
	if (sym->checking) {
		report(kc, sym, up);
		return true;
	}
	if (sym->checked || depth > MAX_DEPTH)
		return false;
	if (sym->is_choice)
		return visit_choice(kc, sym, up, depth);
	if (sym->choice)
		return visit_choice(kc, sym->choice, &step, depth);
	sym->checked = sym->checking = true;
	bool found = visit_symbol(kc, sym, &step, depth + 1);
	sym->checking = false;
	return found;
}

/* Report a cycle that SYM is on or leads to, unless that was done before. */
void kc_check_cycle(struct kconfig *kc, struct kconfig_symbol *sym)
{
	visit(kc, sym, NULL, 0);
}
