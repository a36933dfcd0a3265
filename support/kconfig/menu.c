/* Walking the menu tree and asking symbols for what they are made of. */
#include <string.h>

#include "internal.h"

struct kconfig_menu *kconfig_root(struct kconfig *kc)
{
	return &kc->root;
}

struct kconfig_menu *kconfig_menu_parent(const struct kconfig_menu *menu)
{
	return menu->parent;
}

struct kconfig_menu *kconfig_menu_child(const struct kconfig_menu *menu)
{
	return menu->child;
}

struct kconfig_menu *kconfig_menu_next(const struct kconfig_menu *menu)
{
	return menu->next;
}

struct kconfig_menu *kconfig_menu_walk(const struct kconfig_menu *menu)
{
	if (menu->child)
		return menu->child;
	while (menu && !menu->next)
		menu = menu->parent;
	return menu ? menu->next : NULL;
}

enum kconfig_kind kconfig_menu_kind(const struct kconfig_menu *menu)
{
	return (enum kconfig_kind)menu->kind;
}

struct kconfig_symbol *kconfig_menu_symbol(const struct kconfig_menu *menu)
{
	return menu->symbol;
}

const char *kconfig_menu_prompt(const struct kconfig_menu *menu)
{
	return menu->prompt ? menu->prompt->text : NULL;
}

const char *kconfig_menu_help(const struct kconfig_menu *menu)
{
	return menu->help;
}

void kconfig_menu_help_lines(const struct kconfig_menu *menu, int *before, int *after)
{
	*before = menu->help_before;
	*after = menu->help_after;
}

/* NULL for what always holds. */
static const struct kconfig_expr *unless_yes(const struct kconfig_expr *e)
{
	return e && e->op == KCONFIG_SYMBOL && e->left.symbol->constant &&
			       strcmp(e->left.symbol->name, "y") == 0
		       ? NULL
		       : e;
}

const struct kconfig_expr *kconfig_menu_dependencies(const struct kconfig_menu *menu)
{
	return unless_yes(menu->depends);
}

const char *kconfig_menu_file(const struct kconfig_menu *menu)
{
	return menu->file;
}

int kconfig_menu_line(const struct kconfig_menu *menu)
{
	return menu->line;
}

const struct kconfig_expr *kconfig_menu_condition(const struct kconfig_menu *menu)
{
	return unless_yes(menu->prompt ? menu->prompt->condition : menu->depends);
}

bool kconfig_menu_visible(struct kconfig *kc, struct kconfig_menu *menu)
{
	if (menu == &kc->root)
		return true;
	if (!menu->prompt || kc_value_of(kc, menu->visibility) == KCONFIG_N)
		return false;
	if (kc_value_of(kc, menu->prompt->condition) != KCONFIG_N)
		return true;
	if (!menu->symbol || kconfig_tristate(kc, menu->symbol) == KCONFIG_N)
		return false;
	/* A chosen option that is not shown itself is a heading for what is shown below it. */
	for (struct kconfig_menu *m = menu->child; m; m = m->next)
		if (kconfig_menu_visible(kc, m))
			return true;
	return false;
}

bool kconfig_menu_empty(struct kconfig *kc, struct kconfig_menu *menu)
{
	for (struct kconfig_menu *m = menu->child; m; m = m->next)
		if (kconfig_menu_visible(kc, m) || (m->child && !kconfig_menu_empty(kc, m)))
			return false;
	return true;
}

const char *kconfig_name(const struct kconfig_symbol *sym)
{
	return sym->is_choice && sym->name ? sym->name + strlen(KC_CHOICE_NAME) : sym->name;
}

const char *kconfig_user_value(const struct kconfig_symbol *sym)
{
	static const char *const names[] = {"n", "m", "y"};

	if (!sym->has_user)
		return NULL;
	return sym->type <= KCONFIG_TRISTATE ? names[sym->user_tri] : sym->user_value;
}

struct kconfig_symbol *kconfig_choice(const struct kconfig_symbol *sym)
{
	return sym->choice;
}

bool kconfig_is_choice(const struct kconfig_symbol *sym)
{
	return sym->is_choice;
}

struct kconfig_symbol *kconfig_member(const struct kconfig_symbol *choice, int n)
{
	return n >= 0 && (uint32_t)n < choice->member_count ? choice->members[n] : NULL;
}

struct kconfig_symbol *kconfig_chosen(struct kconfig *kc, struct kconfig_symbol *choice)
{
	kc_calc(kc, choice);
	return choice->tri == KCONFIG_Y ? choice->chosen : NULL;
}

struct kconfig_menu *kconfig_definition(const struct kconfig_symbol *sym, int n)
{
	struct kconfig_menu *menu = sym->definitions;

	while (menu && n-- > 0)
		menu = menu->next_definition;
	return menu;
}

const struct kconfig_expr *kconfig_dependencies(const struct kconfig_symbol *sym)
{
	return unless_yes(sym->depends);
}

const struct kconfig_expr *kconfig_selected_by(const struct kconfig_symbol *sym)
{
	return sym->selected;
}

const struct kconfig_expr *kconfig_implied_by(const struct kconfig_symbol *sym)
{
	return sym->implied;
}

bool kconfig_property(const struct kconfig_symbol *sym, int n, struct kconfig_property *property)
{
	const struct property *p = sym->properties;

	while (p && n-- > 0)
		p = p->next;
	if (!p)
		return false;
	*property = (struct kconfig_property){
		.kind = (enum kconfig_property_kind)p->kind,
		.text = p->text,
		.value = p->value,
		.target = p->kind == KCONFIG_SELECT || p->kind == KCONFIG_IMPLY
				  ? kc_property_symbol(p)
				  : NULL,
		.condition = p->condition,
		.menu = p->menu,
		.file = p->file,
		.line = p->line,
	};
	return true;
}

static bool mentions(const struct kconfig_symbol *sym, const struct kconfig_symbol *other)
{
	if (sym == other || kc_expr_contains(sym->depends, other))
		return sym != other;
	for (const struct property *p = sym->properties; p; p = p->next)
		if (kc_expr_contains(p->condition, other) || kc_expr_contains(p->value, other))
			return true;
	return false;
}

void kconfig_dependents(struct kconfig *kc, const struct kconfig_symbol *sym,
			void (*fn)(void *data, struct kconfig_symbol *dependent), void *data)
{
	for (uint32_t i = 0; i < kc->defined_count; i++)
		if (mentions(kc->defined[i], sym))
			fn(data, kc->defined[i]);
}
