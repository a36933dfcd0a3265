/*
 * From entries as written to the menu tree: conditions are inherited downwards, selects and implies
 * become reverse dependencies, entries that hang on the one before them become its children, and
 * `if` blocks dissolve.
 */
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "probe.h"

/* The symbol named by what a child printed. */
static struct kconfig_symbol *resolve_symbol(struct kconfig *kc, struct kconfig_symbol *sym)
{
	if (!sym->probe)
		return sym;
	const char *name = probe_wait(kc->probes, sym->probe);
	if (!*name)
		kc_message(kc, KCONFIG_ERROR, sym->value, (int)sym->order, 0,
			   "syntax error: the command printed nothing");
	return kc_lookup(kc, name, strlen(name), false);
}

static const struct kconfig_expr *resolve(struct kconfig *kc, const struct kconfig_expr *e)
{
	if (!e)
		return NULL;
	switch (e->op) {
	case KCONFIG_AND:
	case KCONFIG_OR: {
		const struct kconfig_expr *left = resolve(kc, e->left.expr);
		const struct kconfig_expr *right = resolve(kc, e->right.expr);

		return left == e->left.expr && right == e->right.expr
			       ? e
			       : kc_expr(kc, e->op, left, right);
	}
	case KCONFIG_NOT:
		return kc_expr(kc, KCONFIG_NOT, resolve(kc, e->left.expr), NULL);
	case KCONFIG_SYMBOL:
		return e->left.symbol->probe
			       ? kc_symbol_expr(kc, resolve_symbol(kc, e->left.symbol))
			       : e;
	default:
		if (!e->left.symbol->probe && !e->right.symbol->probe)
			return e;
		return kc_expr(kc, e->op, resolve_symbol(kc, e->left.symbol),
			       resolve_symbol(kc, e->right.symbol));
	}
}

static const struct kconfig_expr *normal(struct kconfig *kc, const struct kconfig_expr *e)
{
	return kc_normalise(kc, resolve(kc, e));
}

/* `visible if` of all menus around. */
static const struct kconfig_expr *visibility(struct kconfig *kc, const struct kconfig_menu *menu)
{
	const struct kconfig_expr *e = NULL;

	for (menu = menu->parent; menu; menu = menu->parent)
		if (menu->visibility)
			e = kc_and(kc, e, menu->visibility);
	return e;
}

static void finish_property(struct kconfig *kc, struct property *p, struct kconfig_menu *menu,
			    const struct kconfig_expr *inherited)
{
	const struct kconfig_expr *condition = normal(kc, p->condition);

	if (p->kind == KCONFIG_PROMPT)
		condition = kc_and(kc, condition, inherited);
	p->condition = kc_and(kc, menu->depends, condition);
	if (!p->value)
		return;
	if (p->kind == KCONFIG_DEFAULT)
		p->value = resolve(kc, p->value);
	else if (p->kind == KCONFIG_RANGE)
		p->value = resolve(kc, p->value);
	if (p->kind != KCONFIG_SELECT && p->kind != KCONFIG_IMPLY)
		return;
	struct kconfig_symbol *target = p->value->left.symbol;
	const struct kconfig_expr **list =
		p->kind == KCONFIG_SELECT ? &target->selected : &target->implied;
	const struct kconfig_expr *term = kc_symbol_expr(kc, menu->symbol);
	/* With the symbol in front, even when it is one of the terms. */
	if (p->condition)
		term = kc_expr(kc, KCONFIG_AND, term, p->condition);
	*list = *list ? kc_expr(kc, KCONFIG_OR, *list, term) : term;
}

static void inherit(struct kconfig *kc, struct kconfig_menu *menu,
		    const struct kconfig_expr *from_parent)
{
	const struct kconfig_expr *inherited;

	menu->visibility = normal(kc, menu->visibility);
	menu->depends = kc_and(kc, from_parent, normal(kc, menu->depends));
	/* `visible if` is about what can be set: comments and menus stay. */
	if (!menu->symbol) {
		if (menu->prompt)
			finish_property(kc, menu->prompt, menu, NULL);
		return;
	}
	inherited = visibility(kc, menu);
	for (struct property *p = menu->symbol->properties; p; p = p->next)
		if (p->menu == menu)
			finish_property(kc, p, menu, inherited);
}

static void finish(struct kconfig *kc, struct kconfig_menu *menu, bool inside_choice);

/* What ENTRY is shown under. */
static const struct kconfig_expr *shown_if(const struct kconfig_menu *entry)
{
	return entry->prompt ? entry->prompt->condition : entry->depends;
}

/* Make the entries that follow MENU and hang on its symbol its children. */
static void adopt_followers(struct kconfig *kc, struct kconfig_menu *menu)
{
	const struct kconfig_symbol *sym = menu->symbol;
	const struct kconfig_expr *base = kc_compare_no(kc, shown_if(menu));
	struct kconfig_menu *last = NULL;

	for (struct kconfig_menu *m = menu->next; m; m = m->next) {
		const struct kconfig_expr *condition = shown_if(m);

		if (!kc_expr_contains(condition, sym))
			break;
		if (!kc_expr_requires(condition, sym) &&
		    !kc_expr_implies_terms(kc_compare_no(kc, condition), base))
			break;
		finish(kc, m, false);
		m->parent = menu;
		last = m;
	}
	if (!last)
		return;
	menu->child = menu->next;
	menu->next = last->next;
	last->next = NULL;
}

/* Lift the children of `if` blocks and of entries without a prompt to where their parent stands. */
static void dissolve(struct kconfig_menu *parent)
{
	for (struct kconfig_menu *m = parent->child; m; m = m->next) {
		struct kconfig_menu *last = m->child;

		if (!last || (m->prompt && m->prompt->text))
			continue;
		for (;; last = last->next) {
			last->parent = parent;
			if (!last->next)
				break;
		}
		last->next = m->next;
		m->next = m->child;
		m->child = NULL;
	}
	/* What is left of the blocks is nothing. */
	for (struct kconfig_menu **m = &parent->child; *m;) {
		if ((*m)->is_if)
			*m = (*m)->next;
		else
			m = &(*m)->next;
	}
}

__attribute__((format(printf, 3, 4))) static void
warn_at(struct kconfig *kc, const struct property *p, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	kc_vmessage(kc, KCONFIG_WARNING, p->file, p->line, 0, format, arguments);
	va_end(arguments);
}

static bool is_number(const struct kconfig_symbol *sym, const struct kconfig_symbol *value)
{
	return value->type == KCONFIG_INT || value->type == KCONFIG_HEX ||
	       (value->type == KCONFIG_UNKNOWN && kc_valid_text(sym, value->name));
}

static void check_default(struct kconfig *kc, const struct kconfig_symbol *sym,
			  const struct property *p)
{
	struct kconfig_symbol *value = kc_property_symbol(p);
	const char *name = sym->name ? sym->name : "<choice>";

	if ((sym->type == KCONFIG_STRING || sym->type == KCONFIG_INT || sym->type == KCONFIG_HEX) &&
	    !value)
		warn_at(kc, p, "default for config symbol '%s' must be a single symbol", name);
	if (!value)
		return;
	if ((sym->type == KCONFIG_INT || sym->type == KCONFIG_HEX) && !is_number(sym, value))
		warn_at(kc, p, "'%s': number is invalid", name);
	if (sym->is_choice && value->choice != sym)
		warn_at(kc, p, "choice default symbol '%s' is not contained in the choice",
			value->name);
}

static void check_select(struct kconfig *kc, const struct kconfig_symbol *sym,
			 const struct property *p)
{
	const struct kconfig_symbol *target = p->value->left.symbol;
	const char *word = p->kind == KCONFIG_SELECT ? "select" : "imply";

	if (sym->type != KCONFIG_BOOL && sym->type != KCONFIG_TRISTATE)
		warn_at(kc, p, "config symbol '%s' uses %s, but is not bool or tristate", sym->name,
			word);
	else if (target->type == KCONFIG_INT || target->type == KCONFIG_HEX ||
		 target->type == KCONFIG_STRING)
		warn_at(kc, p,
			"'%s' has wrong type. '%s' only accept arguments of bool and tristate "
			"type",
			target->name, word);
}

/* Whether MENU is inside of a definition of the choice. */
static bool is_inside(const struct kconfig_menu *menu, const struct kconfig_symbol *choice)
{
	while (menu && menu->symbol != choice)
		menu = menu->parent;
	return menu != NULL;
}

/* What today's language refuses of a member of a choice was warned about, or done, of old. */
static void check_member(struct kconfig *kc, struct kconfig_symbol *sym)
{
	bool old = kc->dialect->flags & DIALECT_OLD_CHOICE;

	for (const struct property *p = sym->properties; p; p = p->next) {
		if (p->kind == KCONFIG_DEFAULT)
			kc_message(kc, old ? KCONFIG_WARNING : KCONFIG_ERROR, p->file, p->line, 0,
				   "defaults for choice values not supported");
		/* Nobody minds that of a `menuconfig`. */
		if (p->kind == KCONFIG_PROMPT && p->menu->kind != KCONFIG_MENUCONFIG && !old &&
		    !is_inside(p->menu, sym->choice))
			kc_message(kc, KCONFIG_ERROR, p->file, p->line, 0,
				   "choice value has a prompt outside its choice group");
	}
	if (!old && sym->type != KCONFIG_BOOL)
		kc_message(kc, KCONFIG_ERROR, sym->definitions->file, sym->definitions->line, 0,
			   "choice member must be bool");
}

static void check_symbol(struct kconfig *kc, struct kconfig_symbol *sym, struct kconfig_menu *menu)
{
	if (sym->choice && (kc->dialect->flags & DIALECT_OLD_CHOICE))
		check_member(kc, sym);
	if (sym->type == KCONFIG_UNKNOWN && !sym->is_choice)
		kc_message(kc, KCONFIG_WARNING, menu->file, menu->line, 0,
			   "config symbol defined without type");
	for (const struct property *p = sym->properties; p; p = p->next) {
		if (p->kind == KCONFIG_DEFAULT)
			check_default(kc, sym, p);
		if (p->kind == KCONFIG_SELECT || p->kind == KCONFIG_IMPLY)
			check_select(kc, sym, p);
		if (p->kind != KCONFIG_RANGE)
			continue;
		if (sym->type != KCONFIG_INT && sym->type != KCONFIG_HEX)
			warn_at(kc, p, "range is only allowed for int or hex symbols");
		if (!is_number(sym, p->value->left.symbol) ||
		    !is_number(sym, p->value->right.symbol))
			warn_at(kc, p, "range is invalid");
	}
}

/* Make a note of the members of the choice MENU, its direct children after blocks dissolved. */
static void collect_members(struct kconfig *kc, struct kconfig_menu *menu)
{
	struct kconfig_symbol *choice = menu->symbol;
	uint32_t count = choice->member_count;

	for (struct kconfig_menu *m = menu->child; m; m = m->next)
		if (m->symbol && !m->symbol->is_choice && m->prompt && !m->symbol->choice)
			count++;
	if (count == choice->member_count)
		return;
	struct kconfig_symbol **members = arena_alloc(&kc->arena, count * sizeof(*members));
	if (choice->member_count)
		memcpy(members, choice->members, choice->member_count * sizeof(*members));
	for (struct kconfig_menu *m = menu->child; m; m = m->next) {
		if (!m->symbol || m->symbol->is_choice || !m->prompt || m->symbol->choice)
			continue;
		m->symbol->choice = choice;
		members[choice->member_count++] = m->symbol;
	}
	choice->members = members;
}

/* The type of an untyped choice is its first member's, and of an untyped member the choice's. */
static void type_choice(struct kconfig *kc, struct kconfig_menu *menu)
{
	struct kconfig_symbol *choice = menu->symbol;

	for (struct kconfig_menu *m = menu->child; m && choice->type == KCONFIG_UNKNOWN;
	     m = m->next)
		if (m->symbol && m->symbol->type != KCONFIG_UNKNOWN)
			choice->type = m->symbol->type;
	for (struct kconfig_menu *m = menu->child; m; m = m->next)
		if (m->symbol && m->symbol->type == KCONFIG_UNKNOWN)
			m->symbol->type = choice->type;
	/* A choice that is shown is made; only an optional one may be left out. */
	if (menu->prompt && !choice->optional) {
		const struct kconfig_expr *shown =
			menu->prompt->condition ? menu->prompt->condition : kc->expr_yes;

		if (kc->dialect->flags & DIALECT_OLD_CHOICE)
			shown = kc_and(kc, shown, kc->expr_mod);
		choice->selected =
			choice->selected ? kc_expr(kc, KCONFIG_OR, choice->selected, shown) : shown;
	}
}

static void finish(struct kconfig *kc, struct kconfig_menu *menu, bool inside_choice)
{
	struct kconfig_symbol *sym = menu->symbol;
	bool is_choice = sym && sym->is_choice;

	/* A definition without any dependency adds none to those of the others. */
	if (sym && menu->depends)
		sym->depends = sym->depends ? kc_expr(kc, KCONFIG_OR, sym->depends, menu->depends)
					    : menu->depends;
	if (menu->child) {
		const struct kconfig_expr *from_parent = menu->depends;

		/* Members used to be visible with their choice only. */
		if (is_choice && (kc->dialect->flags & DIALECT_OLD_CHOICE))
			from_parent = kc_symbol_expr(kc, sym);

		if (is_choice)
			type_choice(kc, menu);
		for (struct kconfig_menu *m = menu->child; m; m = m->next)
			inherit(kc, m, from_parent);
		for (struct kconfig_menu *m = menu->child; m; m = m->next)
			finish(kc, m, inside_choice || is_choice);
	} else if (sym && !is_choice &&
		   (!inside_choice || (kc->dialect->flags & DIALECT_OLD_CHOICE))) {
		adopt_followers(kc, menu);
	}
	dissolve(menu);
	if (is_choice)
		collect_members(kc, menu);
}

/* Cycles, and what is wrong with members of choices, in the order of the menu. */
static void check_menus(struct kconfig *kc)
{
	for (struct kconfig_menu *m = &kc->root; m; m = kconfig_menu_walk(m)) {
		struct kconfig_symbol *sym = m->symbol;

		if (!sym)
			continue;
		kc_check_cycle(kc, sym);
		if (sym->choice && sym->definitions == m &&
		    !(kc->dialect->flags & DIALECT_OLD_CHOICE))
			check_member(kc, sym);
	}
}

void kc_finish_tree(struct kconfig *kc)
{
	bool errors = kc->errors;

	inherit(kc, &kc->root, NULL);
	finish(kc, &kc->root, false);
	for (uint32_t i = 0; i < kc->defined_count; i++)
		check_symbol(kc, kc->defined[i], kc->defined[i]->definitions);
	for (struct kconfig_menu *m = &kc->root; m; m = kconfig_menu_walk(m))
		if (m->kind == KCONFIG_CHOICE)
			check_symbol(kc, m->symbol, m);
	if (!errors)
		check_menus(kc);
}
