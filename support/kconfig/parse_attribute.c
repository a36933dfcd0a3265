/* The attributes of an entry: type, prompt, defaults, dependencies, help. */
#include <stdlib.h>
#include <string.h>

#include "parse.h"

static struct property *add_property(struct parser *p, enum kconfig_property_kind kind)
{
	struct property *property = arena_alloc(&p->kc->arena, sizeof(*property));

	property->kind = (uint8_t)kind;
	property->menu = p->entry;
	property->file = p->lexer.file;
	property->line = p->lexer.statement_line;
	if (p->entry->symbol) {
		*p->entry->symbol->properties_end = property;
		p->entry->symbol->properties_end = &property->next;
	}
	return property;
}

void parse_prompt(struct parser *p)
{
	if (p->token.kind != TOKEN_STRING && p->token.kind != TOKEN_WORD) {
		parse_error(p, "syntax error: %s expected", "a prompt");
		return;
	}
	char *text = parse_text(p);
	char *start = text + strspn(text, " \t");
	if (start != text && !(p->kc->dialect->flags & DIALECT_OLD_WRITE))
		parse_warn(p, p->token.line, p->token.column, "prompt has leading blanks: '%s'",
			   text);
	if (p->entry->prompt)
		parse_warn(p, p->token.line, p->token.column, "prompt is defined twice: '%s'",
			   start);
	parse_advance(p);
	struct property *property = add_property(p, KCONFIG_PROMPT);
	property->text = start;
	p->entry->prompt = property;
	property->condition = parse_if(p);
}

static void set_type(struct parser *p, enum kconfig_type type)
{
	struct kconfig_symbol *sym = p->entry->symbol;

	if (!sym || sym->type == type)
		return;
	if (sym->type == KCONFIG_UNKNOWN)
		sym->type = (uint8_t)type;
	else
		kc_message(p->kc, KCONFIG_WARNING, p->entry->file, p->entry->line, 0,
			   "ignoring type redefinition of '%s' from '%s' to '%s'",
			   sym->is_choice ? "<choice>" : sym->name, kconfig_type_name(sym->type),
			   kconfig_type_name(type));
}

void attribute_type(struct parser *p, int type)
{
	set_type(p, (enum kconfig_type)type);
	if (!parse_at_end(p))
		parse_prompt(p);
}

void attribute_def_type(struct parser *p, int type)
{
	set_type(p, (enum kconfig_type)type);
	struct property *property = add_property(p, KCONFIG_DEFAULT);
	property->value = parse_expr(p);
	property->condition = parse_if(p);
}

void attribute_prompt(struct parser *p, int unused)
{
	(void)unused;
	parse_prompt(p);
}

void attribute_default(struct parser *p, int unused)
{
	(void)unused;
	struct property *property = add_property(p, KCONFIG_DEFAULT);
	property->value = parse_expr(p);
	property->condition = parse_if(p);
}

void attribute_select(struct parser *p, int kind)
{
	struct property *property = add_property(p, (enum kconfig_property_kind)kind);
	property->value = kc_symbol_expr(p->kc, parse_symbol(p));
	property->condition = parse_if(p);
}

void attribute_range(struct parser *p, int unused)
{
	(void)unused;
	struct property *property = add_property(p, KCONFIG_RANGE);
	struct kconfig_symbol *low = parse_symbol(p);
	property->value = kc_expr(p->kc, KCONFIG_PAIR, low, parse_symbol(p));
	property->condition = parse_if(p);
}

/* A plain && of what is written: what it amounts to is found later. */
static const struct kconfig_expr *both(struct parser *p, const struct kconfig_expr *a,
				       const struct kconfig_expr *b)
{
	return a ? kc_expr(p->kc, KCONFIG_AND, a, b) : b;
}

static void add_dependency(struct parser *p)
{
	const struct kconfig_expr *e = parse_expr(p);

	/* `depends on A if B` of newer kernels is A || B = n. */
	if (parse_is_word(p, "if")) {
		parse_advance(p);
		const struct kconfig_expr *set = kc_compare_no(p->kc, parse_expr(p));
		e = kc_expr(p->kc, KCONFIG_OR, e, kc_not(p->kc, set));
	}
	parse_expect_end(p);
	p->entry->depends = both(p, p->entry->depends, e);
}

void attribute_depends(struct parser *p, int unused)
{
	(void)unused;
	if (parse_is_word(p, "on"))
		parse_advance(p);
	else if (!(p->kc->dialect->flags & DIALECT_OLD_WORDS))
		parse_error(p, "syntax error: %s expected", "'on'");
	add_dependency(p);
}

void attribute_requires(struct parser *p, int unused)
{
	(void)unused;
	add_dependency(p);
}

void attribute_visible(struct parser *p, int unused)
{
	(void)unused;
	if (!parse_is_word(p, "if") || p->entry->kind != KCONFIG_MENU || p->entry->is_if) {
		parse_error(p, "syntax error: unexpected '%s'", lexer_text(&p->lexer));
		return;
	}
	p->entry->visibility = both(p, p->entry->visibility, parse_if(p));
}

void attribute_modules(struct parser *p, int unused)
{
	(void)unused;
	struct kconfig_symbol *sym = p->entry->symbol;

	parse_expect_end(p);
	if (!sym)
		return;
	if (p->kc->modules != p->kc->no && p->kc->modules != sym)
		kc_message(p->kc, KCONFIG_ERROR, p->lexer.file, p->lexer.statement_line, 0,
			   "symbol '%s' redefines option 'modules' already defined by symbol '%s'",
			   sym->name, p->kc->modules->name);
	else
		p->kc->modules = sym;
}

void attribute_optional(struct parser *p, int unused)
{
	(void)unused;
	parse_expect_end(p);
	if (p->entry->symbol)
		p->entry->symbol->optional = true;
}

void attribute_transitional(struct parser *p, int unused)
{
	(void)unused;
	parse_expect_end(p);
	if (p->entry->symbol)
		p->entry->symbol->transitional = true;
}

/* `option env="NAME"`: the default is the environment's, and it is never written. */
static void option_env(struct parser *p, const char *name)
{
	const char *value = getenv(name);
	struct kconfig_symbol *sym = p->entry->symbol;

	if (!value) {
		parse_warn(p, p->lexer.statement_line, 0, "environment variable %s undefined",
			   name);
		value = "";
	}
	struct property *property = add_property(p, KCONFIG_DEFAULT);
	property->value = kc_symbol_expr(p->kc, kc_lookup(p->kc, value, strlen(value), true));
	sym->from_env = sym->no_write = true;
}

void attribute_option(struct parser *p, int unused)
{
	(void)unused;
	struct kconfig_symbol *sym = p->entry->symbol;
	char *name = parse_text(p);

	parse_advance(p);
	if (p->token.kind == TOKEN_EQUAL) {
		parse_advance(p);
		if (sym && strcmp(name, "env") == 0)
			option_env(p, lexer_text(&p->lexer));
		parse_advance(p);
	}
	parse_expect_end(p);
	if (strcmp(name, "modules") == 0)
		attribute_modules(p, 0);
	else if (sym && strcmp(name, "allnoconfig_y") == 0)
		sym->allno_y = true;
	else if (sym && strcmp(name, "defconfig_list") == 0)
		sym->no_write = true;
}

void attribute_help(struct parser *p, int unused)
{
	(void)unused;
	struct text help = {0};

	parse_expect_end(p);
	lexer_help(&p->lexer, &help, &p->entry->help_before, &p->entry->help_after);
	if (help.length == 0 || strspn(help.data, " \t\n") == help.length)
		parse_warn(p, p->lexer.statement_line, 0, "'%s' defined with blank help text",
			   p->entry->symbol && p->entry->symbol->name ? p->entry->symbol->name
								      : "choice");
	p->entry->help = arena_copy(&p->kc->arena, text_string(&help), help.length);
	text_free(&help);
	p->token.kind = TOKEN_EOL;
}
