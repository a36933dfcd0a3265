/*
 * Values of symbols. A value is computed when it is asked for, from the user's value, defaults,
 * dependencies and reverse dependencies, and holds until something changes (a new epoch).
 */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

static const char *const tristate_names[] = {"n", "m", "y"};

#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

void kc_invalidate(struct kconfig *kc)
{
	kc->epoch++;
}

static bool is_logical(enum kconfig_type type)
{
	return type == KCONFIG_BOOL || type == KCONFIG_TRISTATE;
}

enum kconfig_tristate kc_modules(struct kconfig *kc)
{
	kc_calc(kc, kc->modules);
	return (enum kconfig_tristate)kc->modules->tri;
}

enum kconfig_type kconfig_type(struct kconfig *kc, const struct kconfig_symbol *sym)
{
	if (sym->type == KCONFIG_TRISTATE && !sym->constant && sym != kc->modules &&
	    kc_modules(kc) == KCONFIG_N)
		return KCONFIG_BOOL;
	return (enum kconfig_type)sym->type;
}

enum kconfig_type kconfig_declared_type(const struct kconfig_symbol *sym)
{
	return (enum kconfig_type)sym->type;
}

const char *kconfig_type_name(enum kconfig_type type)
{
	static const char *const names[] = {
		[KCONFIG_UNKNOWN] = "unknown",   [KCONFIG_BOOL] = "bool",
		[KCONFIG_TRISTATE] = "tristate", [KCONFIG_INT] = "integer",
		[KCONFIG_HEX] = "hex",           [KCONFIG_STRING] = "string",
	};

	return names[type];
}

/* ---- Expressions ---- */

enum number_kind { NOT_A_NUMBER, SIGNED, UNSIGNED };

static enum number_kind to_number(enum kconfig_type type, const char *text, long long *number)
{
	static const int bases[] = {[KCONFIG_INT] = 10, [KCONFIG_HEX] = 16, [KCONFIG_STRING] = 0};
	enum number_kind kind = type == KCONFIG_HEX ? UNSIGNED : SIGNED;
	char *end;

	if (is_logical(type)) {
		*number = strcmp(text, "n") == 0   ? 0
			  : strcmp(text, "m") == 0 ? 1
			  : strcmp(text, "y") == 0 ? 2
						   : -1;
		return SIGNED;
	}
	errno = 0;
	*number = kind == UNSIGNED ? (long long)strtoull(text, &end, bases[type])
				   : strtoll(text, &end, bases[type]);
	return !errno && !*end && end > text && isxdigit((unsigned char)end[-1]) ? kind
										 : NOT_A_NUMBER;
}

static int compare(struct kconfig *kc, struct kconfig_symbol *left, struct kconfig_symbol *right)
{
	const char *a = kconfig_value(kc, left), *b = kconfig_value(kc, right);
	long long x, y;
	enum number_kind kind_a = to_number((enum kconfig_type)left->type, a, &x);
	enum number_kind kind_b = to_number((enum kconfig_type)right->type, b, &y);

	if (kind_a == NOT_A_NUMBER || kind_b == NOT_A_NUMBER)
		return strcmp(a, b);
	if (kind_a == UNSIGNED || kind_b == UNSIGNED)
		return ((unsigned long long)x > (unsigned long long)y) -
		       ((unsigned long long)x < (unsigned long long)y);
	return (x > y) - (x < y);
}

static bool holds(enum kconfig_operator op, int order)
{
	switch (op) {
	case KCONFIG_EQUAL:
		return order == 0;
	case KCONFIG_UNEQUAL:
		return order != 0;
	case KCONFIG_LESS:
		return order < 0;
	case KCONFIG_LESS_EQUAL:
		return order <= 0;
	case KCONFIG_GREATER:
		return order > 0;
	default:
		return order >= 0;
	}
}

/*
 * The terms of a chain of || from left to right, NULL after the last; to be freed. The chain, such
 * as all that select a symbol, can be deep on its left side, where it begins.
 */
static const struct kconfig_expr **terms_of(const struct kconfig_expr *e)
{
	size_t count = 1;

	for (const struct kconfig_expr *c = e; c->op == KCONFIG_OR; c = c->left.expr)
		count++;
	const struct kconfig_expr **terms = malloc((count + 1) * sizeof(*terms));
	if (!terms)
		abort();
	terms[count] = NULL;
	for (; e->op == KCONFIG_OR; e = e->left.expr)
		terms[--count] = e->right.expr;
	terms[0] = e;
	return terms;
}

/* Every term is looked at: the order of computing symbols is that of the warnings about them. */
static enum kconfig_tristate evaluate_chain(struct kconfig *kc, const struct kconfig_expr *e)
{
	enum kconfig_tristate value;

	if (e->left.expr->op != KCONFIG_OR) {
		value = kc_value_of(kc, e->left.expr);
		return MAX(value, kc_value_of(kc, e->right.expr));
	}
	const struct kconfig_expr **terms = terms_of(e);
	value = KCONFIG_N;
	for (size_t i = 0; terms[i]; i++)
		value = MAX(value, kc_value_of(kc, terms[i]));
	free(terms);
	return value;
}

static enum kconfig_tristate evaluate(struct kconfig *kc, const struct kconfig_expr *e)
{
	enum kconfig_tristate value;

	switch (e->op) {
	case KCONFIG_SYMBOL:
		return kconfig_tristate(kc, e->left.symbol);
	case KCONFIG_NOT:
		return KCONFIG_Y - kc_value_of(kc, e->left.expr);
	case KCONFIG_AND:
		value = kc_value_of(kc, e->left.expr);
		return MIN(value, kc_value_of(kc, e->right.expr));
	case KCONFIG_OR:
		return evaluate_chain(kc, e);
	default:
		return holds(e->op, compare(kc, e->left.symbol, e->right.symbol)) ? KCONFIG_Y
										  : KCONFIG_N;
	}
}

/* The value of E; NULL is y. */
enum kconfig_tristate kc_value_of(struct kconfig *kc, const struct kconfig_expr *e)
{
	if (!e)
		return KCONFIG_Y;
	if (e->op == KCONFIG_SYMBOL)
		return kconfig_tristate(kc, e->left.symbol);
	if (e->epoch == kc->epoch)
		return (enum kconfig_tristate)e->value;
	enum kconfig_tristate value = evaluate(kc, e);
	struct kconfig_expr *cell = (struct kconfig_expr *)e;
	cell->value = (uint8_t)value;
	cell->epoch = kc->epoch;
	return value;
}

/* ---- Properties ---- */

static struct property *active(struct kconfig *kc, struct kconfig_symbol *sym,
			       enum kconfig_property_kind kind)
{
	for (struct property *p = sym->properties; p; p = p->next) {
		if (p->kind != kind)
			continue;
		p->visible = (uint8_t)kc_value_of(kc, p->condition);
		if (p->visible != KCONFIG_N)
			return p;
	}
	return NULL;
}

struct property *kc_default(struct kconfig *kc, struct kconfig_symbol *sym)
{
	return active(kc, sym, KCONFIG_DEFAULT);
}

struct property *kc_range(struct kconfig *kc, struct kconfig_symbol *sym)
{
	return active(kc, sym, KCONFIG_RANGE);
}

bool kc_choice_member(const struct kconfig_symbol *sym)
{
	return sym->choice != NULL;
}

/* m counts as y where there are only two values. */
static uint8_t limit(struct kconfig *kc, const struct kconfig_symbol *sym,
		     const struct kconfig_expr *e, enum kconfig_tristate without)
{
	enum kconfig_tristate value = e ? kc_value_of(kc, e) : without;

	if (value == KCONFIG_M && kconfig_type(kc, sym) == KCONFIG_BOOL)
		value = KCONFIG_Y;
	return (uint8_t)value;
}

void kc_calc_visibility(struct kconfig *kc, struct kconfig_symbol *sym)
{
	uint8_t visible = KCONFIG_N;

	for (struct property *p = sym->properties; p; p = p->next) {
		if (p->kind != KCONFIG_PROMPT)
			continue;
		p->visible = (uint8_t)kc_value_of(kc, p->condition);
		visible = MAX(visible, p->visible);
	}
	if (visible == KCONFIG_M && (sym->type != KCONFIG_TRISTATE || kc_modules(kc) == KCONFIG_N))
		visible = KCONFIG_Y;
	sym->visible = visible;
	/* A choice decides by itself: selecting a member changes nothing. */
	if (sym->choice)
		return;
	sym->depends_tri = limit(kc, sym, sym->depends, KCONFIG_Y);
	sym->selected_tri = limit(kc, sym, sym->selected, KCONFIG_N);
	sym->implied_tri = limit(kc, sym, sym->implied, KCONFIG_N);
	if (sym->depends_tri == KCONFIG_N && (kc->dialect->flags & DIALECT_OLD_IMPLY))
		sym->implied_tri = KCONFIG_N;
	if (sym->depends_tri < sym->selected_tri && (kc->dialect->flags & DIALECT_SOFT_SELECT))
		sym->selected_tri = KCONFIG_N;
}

/* ---- Choices ---- */

struct kconfig_symbol *kc_choice_default(struct kconfig *kc, struct kconfig_symbol *choice)
{
	for (struct property *p = choice->properties; p; p = p->next) {
		struct kconfig_symbol *sym = kc_property_symbol(p);

		if (p->kind != KCONFIG_DEFAULT || !sym)
			continue;
		p->visible = (uint8_t)kc_value_of(kc, p->condition);
		if (p->visible == KCONFIG_N)
			continue;
		kc_calc_visibility(kc, sym);
		if (sym->visible != KCONFIG_N)
			return sym;
	}
	for (uint32_t i = 0; i < choice->member_count; i++) {
		kc_calc_visibility(kc, choice->members[i]);
		if (choice->members[i]->visible != KCONFIG_N)
			return choice->members[i];
	}
	return NULL;
}

/* Of the visible members whose user value is VALUE the one asked for last, or first. */
static struct kconfig_symbol *ranked(struct kconfig_symbol *choice, int value, bool last)
{
	struct kconfig_symbol *best = NULL;

	for (uint32_t i = 0; i < choice->member_count; i++) {
		struct kconfig_symbol *sym = choice->members[i];

		if (sym->visible == KCONFIG_N ||
		    (value >= 0 && (!sym->has_user || sym->user_tri != value)))
			continue;
		if (!best || (last ? sym->rank > best->rank : sym->rank <= best->rank))
			best = sym;
	}
	return best;
}

static struct kconfig_symbol *choose(struct kconfig *kc, struct kconfig_symbol *choice)
{
	for (uint32_t i = 0; i < choice->member_count; i++)
		kc_calc_visibility(kc, choice->members[i]);
	struct kconfig_symbol *sym = ranked(choice, KCONFIG_Y, true);
	if (sym)
		return sym;
	sym = kc_choice_default(kc, choice);
	if (sym && !(sym->has_user && sym->user_tri == KCONFIG_N))
		return sym;
	if (kc->dialect->flags & DIALECT_OLD_CHOICE)
		return sym;
	/* The default was turned down: the first that was not. */
	for (uint32_t i = 0; i < choice->member_count; i++) {
		sym = choice->members[i];
		if (sym->visible != KCONFIG_N && !sym->has_user)
			return sym;
	}
	return ranked(choice, -1, false);
}

/*
 * With one member all have their values. One that is hidden by now is not written any more; but
 * where the choice was asked for by name it stays as it was when it was last computed, as in the
 * kernel's.
 */
static void settle_members(struct kconfig *kc, struct kconfig_symbol *choice)
{
	bool asked = choice->chosen->has_user && choice->chosen->user_tri == KCONFIG_Y;

	for (uint32_t i = 0; i < choice->member_count; i++) {
		struct kconfig_symbol *sym = choice->members[i];

		if (sym->epoch == kc->epoch)
			continue;
		sym->epoch = kc->epoch;
		sym->tri = sym == choice->chosen ? KCONFIG_Y : KCONFIG_N;
		sym->value = tristate_names[sym->tri];
		if (sym->visible != KCONFIG_N || !asked)
			sym->write = sym->visible != KCONFIG_N;
	}
}

static void calc_choice(struct kconfig *kc, struct kconfig_symbol *choice)
{
	if (choice->mark == kc->epoch)
		return;
	choice->mark = kc->epoch;
	choice->chosen = choose(kc, choice);
	if (choice->chosen && !(kc->dialect->flags & DIALECT_OLD_CHOICE))
		settle_members(kc, choice);
}

/* ---- Values ---- */

static void list_selectors(struct kconfig *kc, const struct kconfig_expr *e,
			   enum kconfig_tristate value, struct text *out)
{
	const struct kconfig_expr **terms = terms_of(e);
	bool titled = false;

	for (size_t i = 0; terms[i]; i++) {
		if (kc_value_of(kc, terms[i]) != value)
			continue;
		if (!titled)
			text_addf(out, "\n  Selected by [%s]:", tristate_names[value]);
		titled = true;
		text_adds(out, "\n  - ");
		kc_expr_print(kc, terms[i], true, out);
	}
	free(terms);
}

/* A select has made the symbol more than its dependencies allow. */
static void warn_unmet(struct kconfig *kc, struct kconfig_symbol *sym)
{
	struct text text = {0};

	text_addf(&text,
		  "\nWARNING: unmet direct dependencies detected for %s\n  Depends on [%s]: ",
		  sym->name, tristate_names[sym->depends_tri]);
	kc_expr_print(kc, sym->depends, true, &text);
	for (int value = KCONFIG_Y; value >= KCONFIG_M; value--)
		list_selectors(kc, sym->selected, (enum kconfig_tristate)value, &text);
	kc_say(kc, KCONFIG_WARNING, sym->definitions->file, sym->definitions->line, 0,
	       text_string(&text), text_string(&text) + 1);
	text_free(&text);
}

static uint8_t calc_default_tristate(struct kconfig *kc, struct kconfig_symbol *sym)
{
	struct property *p = kc_default(kc, sym);
	uint8_t value = KCONFIG_N;

	if (p) {
		value = MIN((uint8_t)kc_value_of(kc, p->value), p->visible);
		if (value != KCONFIG_N)
			sym->write = true;
	}
	if (sym->implied_tri != KCONFIG_N) {
		sym->write = true;
		value = MAX(value, sym->implied_tri);
		value = MIN(value, sym->depends_tri);
	}
	return value;
}

/* What was asked of a choice: through itself, or else the most that was asked of a member. */
static uint8_t asked_of_choice(const struct kconfig_symbol *choice)
{
	uint8_t value = KCONFIG_N;

	if (choice->has_user)
		return choice->user_tri;
	for (uint32_t i = 0; i < choice->member_count; i++)
		if (choice->members[i]->has_user)
			value = MAX(value, choice->members[i]->user_tri);
	return value;
}

static void calc_tristate(struct kconfig *kc, struct kconfig_symbol *sym)
{
	uint8_t value = KCONFIG_N;

	if (sym->choice) {
		bool old = kc->dialect->flags & DIALECT_OLD_CHOICE;

		calc_choice(kc, sym->choice);
		value = sym->choice->chosen == sym ? KCONFIG_Y : KCONFIG_N;
		if (old && kconfig_tristate(kc, sym->choice) == KCONFIG_M)
			value = sym->has_user && sym->user_tri ? MIN(sym->user_tri, KCONFIG_M) : 0;
		/* Today a choice whose prompt is hidden is made nevertheless. */
		if (sym->visible == KCONFIG_N ||
		    (old && kconfig_tristate(kc, sym->choice) == KCONFIG_N))
			value = KCONFIG_N;
	} else {
		uint8_t asked = sym->is_choice ? asked_of_choice(sym) : sym->user_tri;

		if (sym->transitional && sym->has_user) {
			value = sym->user_tri;
		} else if (sym->visible != KCONFIG_N &&
			   (sym->has_user || (sym->is_choice && asked))) {
			value = MIN(asked, sym->visible);
		} else {
			if (sym->selected_tri != KCONFIG_N)
				sym->write = true;
			if (!sym->is_choice)
				value = calc_default_tristate(kc, sym);
		}
		if (sym->depends_tri < sym->selected_tri && sym->definitions &&
		    !(kc->dialect->flags & DIALECT_OLD_WRITE))
			warn_unmet(kc, sym);
		value = MAX(value, sym->selected_tri);
	}
	if (value == KCONFIG_M && kconfig_type(kc, sym) == KCONFIG_BOOL)
		value = KCONFIG_Y;
	sym->tri = value;
	sym->value = tristate_names[value];
}

/* A bound of a range as a number: in the base of its own type, else in that of the symbol. */
long long kc_bound(struct kconfig *kc, const struct kconfig_symbol *sym,
		   struct kconfig_symbol *bound)
{
	const char *text = kconfig_value(kc, bound);
	int type =
		bound->type == KCONFIG_INT || bound->type == KCONFIG_HEX ? bound->type : sym->type;

	return strtoll(text, NULL, type == KCONFIG_HEX ? 16 : 10);
}

static void keep_in_range(struct kconfig *kc, struct kconfig_symbol *sym)
{
	struct property *p = kc_range(kc, sym);
	bool hex = sym->type == KCONFIG_HEX;
	char number[32];

	if (!p)
		return;
	long long value = strtoll(sym->value, NULL, hex ? 16 : 10);
	struct kconfig_symbol *edge = p->value->left.symbol;
	if (value >= kc_bound(kc, sym, edge)) {
		edge = p->value->right.symbol;
		if (value <= kc_bound(kc, sym, edge))
			return;
	}
	/* Today it becomes what is written there. */
	if (!(kc->dialect->flags & DIALECT_DROP_RANGE)) {
		sym->value = kconfig_value(kc, edge);
		return;
	}
	int length =
		snprintf(number, sizeof(number), hex ? "0x%llx" : "%lld", kc_bound(kc, sym, edge));
	sym->value = arena_copy(&kc->arena, number, (size_t)length);
}

static void calc_text(struct kconfig *kc, struct kconfig_symbol *sym)
{
	static const char *const initial[] = {
		[KCONFIG_INT] = "0", [KCONFIG_HEX] = "0x0", [KCONFIG_STRING] = ""};

	sym->value = kc->dialect->flags & DIALECT_EMPTY_NUMBERS ? "" : initial[sym->type];
	if ((sym->visible != KCONFIG_N || sym->transitional) && sym->has_user) {
		sym->value = sym->user_value;
	} else {
		struct property *p = kc_default(kc, sym);
		struct kconfig_symbol *from = p ? kc_property_symbol(p) : NULL;

		if (from) {
			sym->write = true;
			sym->value = kconfig_value(kc, from);
		}
	}
	if (sym->type != KCONFIG_STRING)
		keep_in_range(kc, sym);
}

void kc_calc(struct kconfig *kc, struct kconfig_symbol *sym)
{
	if (sym->epoch == kc->epoch || sym->constant)
		return;
	if (sym->type == KCONFIG_UNKNOWN) {
		sym->value = sym->name;
		sym->tri = KCONFIG_N;
		sym->epoch = kc->epoch;
		return;
	}
	/* Set first: a cycle, which was reported, must end. */
	sym->epoch = kc->epoch;
	if (!sym->value)
		sym->value = is_logical((enum kconfig_type)sym->type) ? "n" : "";
	sym->write = false;
	kc_calc_visibility(kc, sym);
	if (sym->visible != KCONFIG_N || (kc->dialect->flags & DIALECT_WRITE_ALL))
		sym->write = true;
	if (is_logical((enum kconfig_type)sym->type))
		calc_tristate(kc, sym);
	else
		calc_text(kc, sym);
	if (sym->no_write || sym->transitional)
		sym->write = false;
	if (sym->is_choice) {
		calc_choice(kc, sym);
		sym->write = false;
	}
}

enum kconfig_tristate kconfig_tristate(struct kconfig *kc, struct kconfig_symbol *sym)
{
	kc_calc(kc, sym);
	return (enum kconfig_tristate)sym->tri;
}

const char *kconfig_value(struct kconfig *kc, struct kconfig_symbol *sym)
{
	if (sym->constant)
		return sym->name;
	kc_calc(kc, sym);
	/* An m that is left over while modules are off reads as n. */
	if (is_logical((enum kconfig_type)sym->type) && sym->tri == KCONFIG_M &&
	    kc_modules(kc) == KCONFIG_N)
		return "n";
	return sym->value;
}

enum kconfig_tristate kconfig_visibility(struct kconfig *kc, struct kconfig_symbol *sym)
{
	kc_calc(kc, sym);
	return (enum kconfig_tristate)sym->visible;
}

bool kconfig_written(struct kconfig *kc, struct kconfig_symbol *sym)
{
	kc_calc(kc, sym);
	return sym->write;
}

bool kconfig_changeable(struct kconfig *kc, struct kconfig_symbol *sym)
{
	kc_calc(kc, sym);
	return sym->visible > sym->selected_tri;
}

const char *kconfig_default_value(struct kconfig *kc, struct kconfig_symbol *sym)
{
	kc_calc(kc, sym);
	struct property *p = kc_default(kc, sym);
	struct kconfig_symbol *from = p ? kc_property_symbol(p) : NULL;
	const char *text = from ? kconfig_value(kc, from) : "";
	uint8_t value = KCONFIG_N;

	if (!is_logical((enum kconfig_type)sym->type)) {
		if (*text || (kc->dialect->flags & DIALECT_EMPTY_NUMBERS))
			return text;
		return sym->type == KCONFIG_INT ? "0" : sym->type == KCONFIG_HEX ? "0x0" : "";
	}
	if (p)
		value = MIN((uint8_t)kc_value_of(kc, p->value), p->visible);
	value = MAX(value, sym->selected_tri);
	if (value == KCONFIG_M &&
	    ((!sym->choice && kc_modules(kc) == KCONFIG_N) || sym->type == KCONFIG_BOOL))
		value = KCONFIG_Y;
	return tristate_names[MAX(value, sym->implied_tri)];
}
