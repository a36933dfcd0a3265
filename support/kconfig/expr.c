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
	e->terms = op == KCONFIG_AND || op == KCONFIG_OR ? add_terms(left, right) : 1;
	e->hash = hash;
	e->hash_next = kc->exprs[hash & kc->expr_mask];
	kc->exprs[hash & kc->expr_mask] = e;
	return e;
}

const struct kconfig_expr *kc_symbol_expr(struct kconfig *kc, struct kconfig_symbol *sym)
{
	return kc_expr(kc, KCONFIG_SYMBOL, sym, NULL);
}

static bool has_term(const struct kconfig_expr *e, const struct kconfig_expr *term, uint8_t op)
{
	for (; e && e != term && e->op == op; e = e->left.expr)
		if (has_term(e->right.expr, term, op))
			return true;
	return e == term;
}

/* Are these chains of the same terms, in whatever order? */
static bool same_terms(const struct kconfig_expr *a, const struct kconfig_expr *b, uint8_t op)
{
	if (a->op == op)
		return same_terms(a->left.expr, b, op) && same_terms(a->right.expr, b, op);
	return has_term(b, a, op);
}

static bool equal(const struct kconfig_expr *a, const struct kconfig_expr *b)
{
	if (a == b || a->op != b->op || (a->op != KCONFIG_AND && a->op != KCONFIG_OR))
		return a == b;
	return a->terms <= MAX_JOINED && b->terms <= MAX_JOINED && same_terms(a, b, a->op) &&
	       same_terms(b, a, a->op);
}

/* The symbol that a term is about: S, !S, or a comparison of S; or NULL. */
static struct kconfig_symbol *about(const struct kconfig_expr *e)
{
	if (e->op == KCONFIG_NOT)
		e = e->left.expr;
	return e->op == KCONFIG_AND || e->op == KCONFIG_OR || e->op == KCONFIG_NOT ? NULL
										   : e->left.symbol;
}

/* S in a comparison OP with the one value that is neither A nor B; NULL when these are no two. */
static const struct kconfig_expr *with_third(struct kconfig *kc, enum kconfig_operator op,
					     struct kconfig_symbol *sym,
					     const struct kconfig_symbol *a,
					     const struct kconfig_symbol *b)
{
	struct kconfig_symbol *const all[] = {kc->no, kc->mod, kc->yes};
	struct kconfig_symbol *left = NULL;
	int count = 0;

	for (int i = 0; i < 3; i++) {
		if (all[i] != a && all[i] != b) {
			left = all[i];
			count++;
		}
	}
	return count == 1 ? kc_expr(kc, op, sym, left) : NULL;
}

/* One term for A || B of the same symbol: X || !X of a bool is y, X = y || X = m is X != n. */
static const struct kconfig_expr *joined_or(struct kconfig *kc, struct kconfig_symbol *sym,
					    const struct kconfig_expr *a,
					    const struct kconfig_expr *b)
{
	if (sym->type == KCONFIG_BOOL)
		return (a->op == KCONFIG_SYMBOL && b->op == KCONFIG_NOT) ||
				       (a->op == KCONFIG_NOT && b->op == KCONFIG_SYMBOL)
			       ? kc->expr_yes
			       : NULL;
	if (sym->type != KCONFIG_TRISTATE || a->op != KCONFIG_EQUAL || b->op != KCONFIG_EQUAL)
		return NULL;
	return with_third(kc, KCONFIG_UNEQUAL, sym, a->right.symbol, b->right.symbol);
}

/* X = A && X != B: either says all or they contradict each other. */
static const struct kconfig_expr *joined_constants(struct kconfig *kc, const struct kconfig_expr *a,
						   const struct kconfig_expr *b)
{
	if (!a->right.symbol->constant || !b->right.symbol->constant)
		return NULL;
	return a->right.symbol == b->right.symbol ? kc->expr_no : a;
}

/* One term for A && B of the same symbol: X && X = y is X = y, X && X != n is X. */
static const struct kconfig_expr *joined_and(struct kconfig *kc, struct kconfig_symbol *sym,
					     const struct kconfig_expr *a,
					     const struct kconfig_expr *b)
{
	if (a->op != KCONFIG_SYMBOL && b->op == KCONFIG_SYMBOL) {
		const struct kconfig_expr *other = a;

		a = b;
		b = other;
	}
	if (a->op == KCONFIG_SYMBOL) {
		if (b->op == KCONFIG_EQUAL && b->right.symbol == kc->yes)
			return b;
		return b->op == KCONFIG_UNEQUAL && b->right.symbol == kc->no ? a : NULL;
	}
	if (sym->type != KCONFIG_TRISTATE)
		return NULL;
	if (a->op == KCONFIG_EQUAL && b->op == KCONFIG_UNEQUAL)
		return joined_constants(kc, a, b);
	if (a->op == KCONFIG_UNEQUAL && b->op == KCONFIG_EQUAL)
		return joined_constants(kc, b, a);
	if (a->op != KCONFIG_UNEQUAL || b->op != KCONFIG_UNEQUAL)
		return NULL;
	return with_third(kc, KCONFIG_EQUAL, sym, a->right.symbol, b->right.symbol);
}

/* One term that says as much as the two A and B of a chain, or NULL. */
static const struct kconfig_expr *joined(struct kconfig *kc, uint8_t op,
					 const struct kconfig_expr *a, const struct kconfig_expr *b)
{
	if (equal(a, b))
		return a;
	struct kconfig_symbol *sym = about(a);
	if (!sym || sym != about(b))
		return NULL;
	return op == KCONFIG_AND ? joined_and(kc, sym, a, b) : joined_or(kc, sym, a, b);
}

/* The terms of the chain E that TERM can be joined with; what comes of it is put into *TERM, what
 * is left is returned: NULL when it is nothing. */
static const struct kconfig_expr *join(struct kconfig *kc, uint8_t op, const struct kconfig_expr *e,
				       const struct kconfig_expr **term)
{
	if (e->op == op) {
		const struct kconfig_expr *left = join(kc, op, e->left.expr, term);
		const struct kconfig_expr *right = join(kc, op, e->right.expr, term);

		if (left == e->left.expr && right == e->right.expr)
			return e;
		return !left    ? right
		       : !right ? left
				: kc_expr(kc, (enum kconfig_operator)op, left, right);
	}
	const struct kconfig_expr *one = joined(kc, op, e, *term);
	if (!one)
		return e;
	*term = one;
	return NULL;
}

/*
 * The terms are kept left to right; two that can be joined are one at the place of the later, as
 * the kernel's conf shows it. NULL stands for no condition at all.
 */
static const struct kconfig_expr *chain(struct kconfig *kc, enum kconfig_operator op,
					const struct kconfig_expr *a, const struct kconfig_expr *b,
					const struct kconfig_expr *nothing,
					const struct kconfig_expr *all)
{
	if (!a || !b)
		return a ? a : b;
	if (a == nothing || b == all)
		return b;
	if (b == nothing || a == all)
		return a;
	if (b->op == op) {
		a = chain(kc, op, a, b->left.expr, nothing, all);
		return chain(kc, op, a, b->right.expr, nothing, all);
	}
	if (a->terms <= MAX_JOINED)
		a = join(kc, (uint8_t)op, a, &b);
	if (!a || b == all)
		return b;
	return b == nothing ? a : kc_expr(kc, op, a, b);
}

const struct kconfig_expr *kc_and(struct kconfig *kc, const struct kconfig_expr *a,
				  const struct kconfig_expr *b)
{
	return chain(kc, KCONFIG_AND, a, b, kc->expr_yes, kc->expr_no);
}

const struct kconfig_expr *kc_or(struct kconfig *kc, const struct kconfig_expr *a,
				 const struct kconfig_expr *b)
{
	return chain(kc, KCONFIG_OR, a, b, kc->expr_no, kc->expr_yes);
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

/* With ! pushed down to the single terms before any are joined. */
static const struct kconfig_expr *normalise(struct kconfig *kc, const struct kconfig_expr *e,
					    bool negate)
{
	const struct kconfig_expr *left, *right;

	switch (e->op) {
	case KCONFIG_SYMBOL:
		if (e->left.symbol == kc->mod)
			e = kc_and(kc, e, kc_symbol_expr(kc, kc->modules));
		return negate ? kc_not(kc, e) : e;
	case KCONFIG_NOT:
		return normalise(kc, e->left.expr, !negate);
	case KCONFIG_AND:
	case KCONFIG_OR:
		left = normalise(kc, e->left.expr, negate);
		right = normalise(kc, e->right.expr, negate);
		return (e->op == KCONFIG_AND) != negate ? kc_and(kc, left, right)
							: kc_or(kc, left, right);
	default:
		e = normalise_comparison(kc, e);
		return negate ? kc_not(kc, e) : e;
	}
}

/* The same condition with `m` made dependent on modules and constants folded. */
const struct kconfig_expr *kc_normalise(struct kconfig *kc, const struct kconfig_expr *e)
{
	return e ? normalise(kc, e, false) : NULL;
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

/* True when each term of the && TERMS is a term of the && E. */
bool kc_expr_implies_terms(const struct kconfig_expr *e, const struct kconfig_expr *terms)
{
	if (!terms)
		return true;
	if (terms->op == KCONFIG_AND)
		return kc_expr_implies_terms(e, terms->left.expr) &&
		       kc_expr_implies_terms(e, terms->right.expr);
	if (has_term(e, terms, KCONFIG_AND))
		return true;
	if (terms->op != KCONFIG_OR)
		return false;
	/* The same alternatives in another order. */
	for (; e && e->op == KCONFIG_AND; e = e->left.expr)
		if (kc_expr_implies_terms(e->right.expr, terms))
			return true;
	return e && e->op == KCONFIG_OR && same_terms(terms, e, KCONFIG_OR) &&
	       same_terms(e, terms, KCONFIG_OR);
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
