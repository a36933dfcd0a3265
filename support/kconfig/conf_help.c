/* The help of an option as `?` and helpnewconfig print it: text, places, and what hangs together.
 */
#include <stdlib.h>

#include "conf.h"

static void print_blank_lines(int count)
{
	for (int i = 0; i < count; i++)
		putchar('\n');
}

static void print_text(struct kconfig *kc, const struct kconfig_menu *menu)
{
	const struct kconfig_symbol *sym = kconfig_menu_symbol(menu);
	const char *help = kconfig_menu_help(menu);
	int before, after;

	if (!help) {
		puts("There is no help available for this option.");
		return;
	}
	kconfig_menu_help_lines(menu, &before, &after);
	if (sym && !kconfig_is_choice(sym))
		printf("%s%s:\n\n", kconfig_prefix(kc), kconfig_name(sym));
	print_blank_lines(before);
	fputs(help, stdout);
	print_blank_lines(after);
}

static void print_expr(struct kconfig *kc, const char *title, const struct kconfig_expr *expr)
{
	char *text = kconfig_expr_text(kc, expr, true);

	printf("%s%s\n", title, text ? text : "");
	free(text);
}

/* The menus around an entry and the entry itself, each a step further to the right. */
static int print_location(struct kconfig *kc, const struct kconfig_menu *menu)
{
	const char *prompt = kconfig_menu_prompt(menu);
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu);
	int depth;

	if (menu == kconfig_root(kc))
		return 0;
	depth = print_location(kc, kconfig_menu_parent(menu));
	if (!prompt)
		return depth;
	printf("%*s-> %s", 4 + 2 * depth, "", prompt);
	if (sym && kconfig_is_choice(sym))
		printf(" (<choice> [=n])");
	else if (sym)
		printf(" (%s [=%s])", kconfig_name(sym), kconfig_value(kc, sym));
	putchar('\n');
	return depth + 1;
}

static void print_definition(struct kconfig *kc, const struct kconfig_menu *menu)
{
	const struct kconfig_expr *depends = kconfig_menu_dependencies(menu);
	const struct kconfig_expr *condition = kconfig_menu_condition(menu);

	printf("Defined at %s:%d\n", kconfig_menu_file(menu), kconfig_menu_line(menu));
	if (kconfig_menu_prompt(menu))
		printf("  Prompt: %s\n", kconfig_menu_prompt(menu));
	if (depends)
		print_expr(kc, "  Depends on: ", depends);
	if (!kconfig_menu_prompt(menu))
		return;
	/* Expressions are unique: another pointer is another expression. */
	if (condition && condition != depends)
		print_expr(kc, "  Visible if: ", condition);
	puts("  Location:");
	print_location(kc, menu);
}

/* All that SYM selects or implies, without the conditions. */
static void print_targets(const struct kconfig_symbol *sym, struct kconfig *kc,
			  enum kconfig_property_kind kind, const char *title)
{
	struct kconfig_property property;
	bool first = true;

	for (int i = 0; kconfig_property(sym, i, &property); i++) {
		if (property.kind != kind)
			continue;
		char *target = kconfig_expr_text(kc, property.value, true);
		printf("%s%s", first ? title : " && ", target ? target : "");
		free(target);
		first = false;
	}
	if (!first)
		putchar('\n');
}

/* The terms of the || EXPR whose value is VALUE, in the order in which they were added. */
static void print_terms(struct kconfig *kc, const struct kconfig_expr *expr,
			enum kconfig_tristate value, const char *title, bool *titled)
{
	bool chain = kconfig_expr_operator(expr) == KCONFIG_OR;
	const struct kconfig_expr *term = chain ? kconfig_expr_right(expr) : expr;

	if (chain)
		print_terms(kc, kconfig_expr_left(expr), value, title, titled);
	if (kconfig_expr_value(kc, term) != value)
		return;
	if (!*titled)
		printf("%s [%c]:\n", title, "nmy"[value]);
	*titled = true;
	print_expr(kc, "  - ", term);
}

static void print_reverse(struct kconfig *kc, const struct kconfig_expr *expr, const char *title)
{
	for (int value = KCONFIG_Y; expr && value >= KCONFIG_N; value--) {
		bool titled = false;

		print_terms(kc, expr, (enum kconfig_tristate)value, title, &titled);
	}
}

static void print_symbol(struct kconfig *kc, struct kconfig_symbol *sym)
{
	struct kconfig_property property;

	printf("Symbol: %s [=%s]\n", kconfig_name(sym), kconfig_value(kc, sym));
	printf("Type  : %s\n", kconfig_type_name(kconfig_declared_type(sym)));
	for (int i = 0; kconfig_property(sym, i, &property); i++) {
		if (property.kind != KCONFIG_RANGE ||
		    kconfig_expr_value(kc, property.condition) == KCONFIG_N)
			continue;
		char *range = kconfig_expr_text(kc, property.value, true);
		printf("Range : [%s]\n", range ? range : "");
		free(range);
		break;
	}
}

void conf_print_help(struct kconfig *kc, struct kconfig_menu *menu)
{
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu);
	struct kconfig_menu *at;

	putchar('\n');
	print_text(kc, menu);
	if (sym && !kconfig_is_choice(sym))
		print_symbol(kc, sym);
	/* Where it can be set comes first. */
	for (int prompts = 1; sym && prompts >= 0; prompts--)
		for (int i = 0; (at = kconfig_definition(sym, i)); i++)
			if (!!kconfig_menu_prompt(at) == prompts)
				print_definition(kc, at);
	if (sym && !kconfig_is_choice(sym)) {
		print_targets(sym, kc, KCONFIG_SELECT, "Selects: ");
		print_reverse(kc, kconfig_selected_by(sym), "Selected by");
		print_targets(sym, kc, KCONFIG_IMPLY, "Implies: ");
		print_reverse(kc, kconfig_implied_by(sym), "Implied by");
	}
	puts("\n\n");
}
