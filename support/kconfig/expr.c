/*
 * Expressions. Each distinct expression exists once in a context, so that equality is equality of
 * pointers, and a value has to be computed only once after a change.
 */
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/* Nobody reads a condition of more terms than this: those that come twice may stay. */
enum { MAX_JOINED = 500 };

static uint32_t mix(enum kconfig_operator op, const void *left, const void *right)
{
	uint64_t hash = (uintptr_t)left * 0x9e3779b97f4a7c15u;

	hash ^= hash >> 29;
	hash = (hash + (uintptr_t)right) * 0xbf58476d1ce4e5b9u;
	hash ^= hash >> 32;
	return (uint32_t)hash + (uint32_t)op * 0x61c88647u;
}

static void grow(struct kconfig *kc)
{
	uint32_t size = (kc->expr_mask + 1) * 4;
	struct kconfig_expr **table = calloc(size, sizeof(*table));

	if (!table)
		return; /* longer chains, nothing worse */
	for (uint32_t i = 0; i <= kc->expr_mask; i++) {
		for (struct kconfig_expr *e = kc->exprs[i], *next; e; e = next) {
			next = e->hash_next;
			e->hash_next = table[e->hash & (size - 1)];
			table[e->hash & (size - 1)] = e;
		}
	}
	free(kc->exprs);
	kc->exprs = table;
	kc->expr_mask = size - 1;
}

static uint16_t add_terms(const struct kconfig_expr *a, const struct kconfig_expr *b)
{
	return (uint16_t)(a->terms + b->terms < UINT16_MAX ? a->terms + b->terms : UINT16_MAX);
}

const struct kconfig_expr *kc_expr(struct kconfig *kc, enum kconfig_operator op, const void *left,
				   const void *right)
{
	uint32_t hash = mix(op, left, right);
	struct kconfig_expr *e = kc->exprs[hash & kc->expr_mask];

	for (; e; e = e->hash_next)
		if (e->hash == hash && e->op == op && e->left.any == left && e->right.any == right)
			return e;
	if (kc->expr_count++ > kc->expr_mask)
		grow(kc);
	e = arena_alloc(&kc->arena, sizeof(*e));
	e->op = (uint8_t)op;
	e->left.any = left;
	e->right.any = right;
	e->terms = op == KCONFIG_AND ? add_terms(left, right) : 1;
	e->hash = hash;
	e->hash_next = kc->exprs[hash & kc->expr_mask];
	kc->exprs[hash & kc->expr_mask] = e;
	return e;
}

const struct kconfig_expr *kc_symbol_expr(struct kconfig *kc, struct kconfig_symbol *sym)
{
	return kc_expr(kc, KCONFIG_SYMBOL, sym, NULL);
}

static bool has_term(const struct kconfig_expr *e, const struct kconfig_expr *term)
{
	for (; e && e != term && e->op == KCONFIG_AND; e = e->left.expr)
		if (has_term(e->right.expr, term))
			return true;
	return e == term;
}

/* Is E the comparison OP of SYM with the constant VALUE? */
static bool compares(const struct kconfig_expr *e, enum kconfig_operator op,
		     const struct kconfig_symbol *sym, const struct kconfig_symbol *value)
{
	return e->op == op && e->left.symbol == sym && e->right.symbol == value;
}

/* One term that says as much as A && B, or NULL: X and X = y is X = y, X and X != n is X. */
static const struct kconfig_expr *joined(const struct kconfig *kc, const struct kconfig_expr *a,
					 const struct kconfig_expr *b)
{
	if (a == b)
		return a;
	if (a->op != KCONFIG_SYMBOL) {
		const struct kconfig_expr *other = a;

		a = b;
		b = other;
	}
	if (a->op != KCONFIG_SYMBOL)
		return NULL;
	if (compares(b, KCONFIG_EQUAL, a->left.symbol, kc->yes))
		return b;
	return compares(b, KCONFIG_UNEQUAL, a->left.symbol, kc->no) ? a : NULL;
}

/* The terms of the && E that TERM can be joined with; what comes of it is put into *TERM, what is
 * left is returned: NULL when it is nothing. */
static const struct kconfig_expr *join(struct kconfig *kc, const struct kconfig_expr *e,
				       const struct kconfig_expr **term)
{
	if (e->op == KCONFIG_AND) {
		const struct kconfig_expr *left = join(kc, e->left.expr, term);
		const struct kconfig_expr *right = join(kc, e->right.expr, term);

		if (left == e->left.expr && right == e->right.expr)
			return e;
		return !left ? right : !right ? left : kc_expr(kc, KCONFIG_AND, left, right);
	}
	const struct kconfig_expr *one = joined(kc, e, *term);
	if (!one)
		return e;
	*term = one;
	return NULL;
}

/*
 * NULL stands for y in conditions. The terms of an && are kept left to right; of one that comes
 * twice the later is kept, as the kernel's conf shows it.
 */
const struct kconfig_expr *kc_and(struct kconfig *kc, const struct kconfig_expr *a,
				  const struct kconfig_expr *b)
{
	if (!a || a == kc->expr_yes)
		return b;
	if (!b || b == kc->expr_yes || a == b)
		return a;
	if (a == kc->expr_no || b == kc->expr_no)
		return kc->expr_no;
	if (b->op == KCONFIG_AND)
		return kc_and(kc, kc_and(kc, a, b->left.expr), b->right.expr);
	if (a->terms <= MAX_JOINED)
		a = join(kc, a, &b);
	return a ? kc_expr(kc, KCONFIG_AND, a, b) : b;
}

/* NULL stands for nothing yet; y is kept. */
const struct kconfig_expr *kc_or(struct kconfig *kc, const struct kconfig_expr *a,
				 const struct kconfig_expr *b)
{
	if (!a || a == kc->expr_no)
		return b;
	if (!b || b == kc->expr_no || a == b)
		return a;
	if (a == kc->expr_yes || b == kc->expr_yes)
		return kc->expr_yes;
	return kc_expr(kc, KCONFIG_OR, a, b);
}

const struct kconfig_expr *kc_not(struct kconfig *kc, const struct kconfig_expr *a)
{
	static const uint8_t opposite[] = {
		[KCONFIG_EQUAL] = KCONFIG_UNEQUAL,      [KCONFIG_UNEQUAL] = KCONFIG_EQUAL,
		[KCONFIG_LESS] = KCONFIG_GREATER_EQUAL, [KCONFIG_GREATER_EQUAL] = KCONFIG_LESS,
		[KCONFIG_GREATER] = KCONFIG_LESS_EQUAL, [KCONFIG_LESS_EQUAL] = KCONFIG_GREATER,
	};

	if (!a || a == kc->expr_yes)
		return kc->expr_no;
	if (a == kc->expr_no)
		return kc->expr_yes;
	if (a == kc->expr_mod)
		return a;
	switch (a->op) {
	case KCONFIG_NOT:
		return a->left.expr;
	case KCONFIG_AND:
		return kc_or(kc, kc_not(kc, a->left.expr), kc_not(kc, a->right.expr));
	case KCONFIG_OR:
		return kc_and(kc, kc_not(kc, a->left.expr), kc_not(kc, a->right.expr));
	case KCONFIG_SYMBOL:
		return kc_expr(kc, KCONFIG_NOT, a, NULL);
	default:
		return kc_expr(kc, opposite[a->op], a->left.any, a->right.any);
	}
}

/* Comparisons of a bool with y, m and n say the same as the bool, its opposite, or nothing. */
static const struct kconfig_expr *normalise_comparison(struct kconfig *kc,
						       const struct kconfig_expr *e)
{
	struct kconfig_symbol *left = e->left.symbol, *right = e->right.symbol;

	if (e->op != KCONFIG_EQUAL && e->op != KCONFIG_UNEQUAL)
		return e;
	if (left->type != KCONFIG_BOOL || left->constant)
		return e;
	bool equal = e->op == KCONFIG_EQUAL;
	const struct kconfig_expr *sym = kc_symbol_expr(kc, left);
	if (right == kc->mod) {
		kc_message(kc, KCONFIG_INFO, NULL, 0, 0,
			   "boolean symbol %s tested for 'm'? test forced to '%s'", left->name,
			   equal ? "n" : "y");
		return equal ? kc->expr_no : kc->expr_yes;
	}
	if (right == kc->yes)
		return equal ? sym : kc_not(kc, sym);
	if (right == kc->no)
		return equal ? kc_not(kc, sym) : sym;
	return e;
}

/* `X || !X` of a bool always holds; of a tristate it is m when X is. */
static bool always(const struct kconfig_expr *a, const struct kconfig_expr *b)
{
	if (b->op != KCONFIG_NOT) {
		const struct kconfig_expr *other = a;

		a = b;
		b = other;
	}
	return b->op == KCONFIG_NOT && b->left.expr == a && a->op == KCONFIG_SYMBOL &&
	       a->left.symbol->type == KCONFIG_BOOL;
}

/* The same condition with `m` made dependent on modules, constants folded and ! pushed down. */
const struct kconfig_expr *kc_normalise(struct kconfig *kc, const struct kconfig_expr *e)
{
	if (!e)
		return NULL;
	switch (e->op) {
	case KCONFIG_SYMBOL:
		if (e->left.symbol == kc->mod)
			return kc_and(kc, e, kc_symbol_expr(kc, kc->modules));
		return e;
	case KCONFIG_NOT:
		return kc_not(kc, kc_normalise(kc, e->left.expr));
	case KCONFIG_AND:
		return kc_and(kc, kc_normalise(kc, e->left.expr), kc_normalise(kc, e->right.expr));
	case KCONFIG_OR: {
		const struct kconfig_expr *left = kc_normalise(kc, e->left.expr);
		const struct kconfig_expr *right = kc_normalise(kc, e->right.expr);

		return always(left, right) ? kc->expr_yes : kc_or(kc, left, right);
	}
	default:
		return normalise_comparison(kc, e);
	}
}

/* The condition that the value of E is not n, in terms of comparisons. */
const struct kconfig_expr *kc_compare_no(struct kconfig *kc, const struct kconfig_expr *e)
{
	if (!e)
		return NULL;
	switch (e->op) {
	case KCONFIG_AND:
		return kc_and(kc, kc_compare_no(kc, e->left.expr),
			      kc_compare_no(kc, e->right.expr));
	case KCONFIG_OR:
		return kc_or(kc, kc_compare_no(kc, e->left.expr), kc_compare_no(kc, e->right.expr));
	case KCONFIG_NOT:
		return e->left.expr->op == KCONFIG_SYMBOL
			       ? kc_expr(kc, KCONFIG_UNEQUAL, e->left.expr->left.symbol, kc->yes)
			       : e;
	case KCONFIG_SYMBOL:
		return kc_expr(kc, KCONFIG_UNEQUAL, e->left.symbol, kc->no);
	default:
		return e;
	}
}

/* Long chains are deep on the left side: no recursion there. */
bool kc_expr_contains(const struct kconfig_expr *e, const struct kconfig_symbol *sym)
{
	for (; e; e = e->left.expr) {
		if (e->op == KCONFIG_SYMBOL)
			return e->left.symbol == sym;
		if (kc_is_comparison(e))
			return e->left.symbol == sym || e->right.symbol == sym;
		if (e->op != KCONFIG_NOT && kc_expr_contains(e->right.expr, sym))
			return true;
	}
	return false;
}

/* True when E cannot hold without SYM: it is one of the terms of an && of SYM, SYM=y, SYM=m,
 * SYM!=n. */
bool kc_expr_requires(const struct kconfig_expr *e, const struct kconfig_symbol *sym)
{
	if (!e)
		return false;
	switch (e->op) {
	case KCONFIG_SYMBOL:
		return e->left.symbol == sym;
	case KCONFIG_AND:
		return kc_expr_requires(e->left.expr, sym) || kc_expr_requires(e->right.expr, sym);
	case KCONFIG_EQUAL:
		return e->left.symbol == sym && e->right.symbol->constant &&
		       (strcmp(e->right.symbol->name, "y") == 0 ||
			strcmp(e->right.symbol->name, "m") == 0);
	case KCONFIG_UNEQUAL:
		return e->left.symbol == sym && e->right.symbol->constant &&
		       strcmp(e->right.symbol->name, "n") == 0;
	default:
		return false;
	}
}

static bool has_alternative(const struct kconfig_expr *e, const struct kconfig_expr *term)
{
	if (e == term)
		return true;
	return e && e->op == KCONFIG_OR &&
	       (has_alternative(e->left.expr, term) || has_alternative(e->right.expr, term));
}

static bool all_alternatives(const struct kconfig_expr *terms, const struct kconfig_expr *e)
{
	if (terms->op == KCONFIG_OR)
		return all_alternatives(terms->left.expr, e) &&
		       all_alternatives(terms->right.expr, e);
	return has_alternative(e, terms);
}

/* True when each term of the && TERMS is a term of the && E. */
bool kc_expr_implies_terms(const struct kconfig_expr *e, const struct kconfig_expr *terms)
{
	if (!terms)
		return true;
	if (terms->op == KCONFIG_AND)
		return kc_expr_implies_terms(e, terms->left.expr) &&
		       kc_expr_implies_terms(e, terms->right.expr);
	if (has_term(e, terms))
		return true;
	if (terms->op != KCONFIG_OR)
		return false;
	/* The same alternatives in another order. */
	for (; e && e->op == KCONFIG_AND; e = e->left.expr)
		if (kc_expr_implies_terms(e->right.expr, terms))
			return true;
	return e && e->op == KCONFIG_OR && all_alternatives(terms, e) && all_alternatives(e, terms);
}

/* With values as the kernel's conf has it, where a constant is not quoted and `m` has a value too.
 */
static void print_symbol(struct kconfig *kc, struct kconfig_symbol *sym, bool values,
			 struct text *out)
{
	bool truth = sym == kc->yes || sym == kc->no || sym == kc->mod;

	if (sym->constant && !truth && !values) {
		text_addf(out, "\"%s\"", sym->name);
		return;
	}
	text_adds(out, sym->name && !sym->is_choice ? sym->name : "<choice>");
	if (values && sym->type != KCONFIG_UNKNOWN && !sym->is_choice)
		text_addf(out, " [=%s]", kconfig_value(kc, sym));
}

static int binding(const struct kconfig_expr *e)
{
	static const int strength[] = {[KCONFIG_OR] = 1, [KCONFIG_AND] = 2, [KCONFIG_NOT] = 4};

	return (size_t)e->op < sizeof(strength) / sizeof(*strength) && strength[e->op]
		       ? strength[e->op]
	       : e->op == KCONFIG_SYMBOL ? 5
					 : 3;
}

static void print(struct kconfig *kc, const struct kconfig_expr *e, int outer, bool values,
		  struct text *out)
{
	static const char *const words[] = {
		[KCONFIG_AND] = " && ",  [KCONFIG_OR] = " || ",
		[KCONFIG_EQUAL] = "=",   [KCONFIG_UNEQUAL] = "!=",
		[KCONFIG_LESS] = "<",    [KCONFIG_LESS_EQUAL] = "<=",
		[KCONFIG_GREATER] = ">", [KCONFIG_GREATER_EQUAL] = ">=",
		[KCONFIG_PAIR] = " ",
	};
	bool brackets = binding(e) < outer;

	if (brackets)
		text_addc(out, '(');
	switch (e->op) {
	case KCONFIG_SYMBOL:
		print_symbol(kc, e->left.symbol, values, out);
		break;
	case KCONFIG_NOT:
		text_addc(out, '!');
		print(kc, e->left.expr, 4, values, out);
		break;
	case KCONFIG_AND:
	case KCONFIG_OR:
		print(kc, e->left.expr, binding(e), values, out);
		text_adds(out, words[e->op]);
		print(kc, e->right.expr, binding(e), values, out);
		break;
	default:
		print_symbol(kc, e->left.symbol, values, out);
		text_adds(out, words[e->op]);
		print_symbol(kc, e->right.symbol, values, out);
	}
	if (brackets)
		text_addc(out, ')');
}

void kc_expr_print(struct kconfig *kc, const struct kconfig_expr *e, bool values, struct text *out)
{
	if (e)
		print(kc, e, 0, values, out);
	else
		text_addc(out, 'y');
}

char *kconfig_expr_text(struct kconfig *kc, const struct kconfig_expr *e, bool values)
{
	struct text out = {0};

	kc_expr_print(kc, e, values, &out);
	return out.data;
}

enum kconfig_operator kconfig_expr_operator(const struct kconfig_expr *e)
{
	return e->op;
}

const struct kconfig_expr *kconfig_expr_left(const struct kconfig_expr *e)
{
	return e->op == KCONFIG_NOT || e->op == KCONFIG_AND || e->op == KCONFIG_OR ? e->left.expr
										   : NULL;
}

const struct kconfig_expr *kconfig_expr_right(const struct kconfig_expr *e)
{
	return e->op == KCONFIG_AND || e->op == KCONFIG_OR ? e->right.expr : NULL;
}

struct kconfig_symbol *kconfig_expr_symbol(const struct kconfig_expr *e)
{
	return e->op == KCONFIG_SYMBOL || e->op >= KCONFIG_EQUAL ? e->left.symbol : NULL;
}

struct kconfig_symbol *kconfig_expr_right_symbol(const struct kconfig_expr *e)
{
	return e->op >= KCONFIG_EQUAL ? e->right.symbol : NULL;
}

bool kconfig_is_constant(const struct kconfig_symbol *sym)
{
	return sym->constant;
}

enum kconfig_tristate kconfig_expr_value(struct kconfig *kc, const struct kconfig_expr *e)
{
	return kc_value_of(kc, e);
}
