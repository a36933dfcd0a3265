/*
 * The parser: reads Kconfig files line by line into menu entries, symbols and properties as they
 * are written. What follows from their nesting is worked out in tree.c.
 *
 * A line is a keyword and its arguments; words are letters, digits, _ and -, with $(…) expanded in
 * place; strings are in " or '; # starts a comment; \ at the end continues a line. A help text is
 * all that follows with at least the indentation of its first line.
 */
#include <errno.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "lexer.h"
#include "macro.h"
#include "probe.h"
#include "source.h"

enum { MAX_NESTING = 500 };

struct parser {
	struct kconfig *kc;
	struct lexer lexer;
	struct kconfig_menu *parent; /* block that entries are added to */
	struct kconfig_menu **end;   /* where the next entry is hooked in */
	struct kconfig_menu *entry;  /* that attributes belong to, or NULL */
	struct token token;
	int nesting;
	bool failed; /* the present statement was given up */
};

__attribute__((format(printf, 2, 3))) static void error(struct parser *p, const char *format, ...)
{
	va_list arguments;

	if (p->kc->fatal || p->failed)
		return;
	p->failed = true;
	va_start(arguments, format);
	kc_vmessage(p->kc, KCONFIG_ERROR, p->lexer.file, p->token.line, p->token.column, format,
		    arguments);
	va_end(arguments);
}

static void advance(struct parser *p)
{
	lexer_next(&p->lexer, &p->token);
}

static bool at_end(const struct parser *p)
{
	return p->token.kind == TOKEN_EOL || p->token.kind == TOKEN_EOF;
}

static bool is_word(const struct parser *p, const char *word)
{
	return p->token.kind == TOKEN_WORD && !p->token.probe &&
	       strcmp(lexer_text(&p->lexer), word) == 0;
}

static void expect_end(struct parser *p)
{
	if (!at_end(p))
		error(p, "syntax error: unexpected '%s'", lexer_text(&p->lexer));
}

static char *keep_text(struct parser *p)
{
	return arena_copy(&p->kc->arena, lexer_text(&p->lexer), p->lexer.text.length);
}

/* ---- Expressions ---- */

static const struct kconfig_expr *parse_or(struct parser *p);

static struct kconfig_symbol *parse_symbol(struct parser *p)
{
	struct kconfig_symbol *sym = p->kc->no;

	if (p->token.kind == TOKEN_WORD && p->token.probe) {
		sym = kc_new_symbol(p->kc);
		sym->probe = p->token.probe;
		sym->name = "";
		sym->order = (uint32_t)p->token.line;
		sym->value = p->lexer.file;
	} else if (p->token.kind == TOKEN_WORD || p->token.kind == TOKEN_STRING) {
		sym = kc_lookup(p->kc, lexer_text(&p->lexer), p->lexer.text.length,
				p->token.kind == TOKEN_STRING);
	} else {
		error(p, "syntax error: %s expected", "a symbol");
		return sym;
	}
	advance(p);
	return sym;
}

static const struct kconfig_expr *parse_primary(struct parser *p)
{
	static const uint8_t operators[] = {
		[TOKEN_EQUAL] = KCONFIG_EQUAL,     [TOKEN_UNEQUAL] = KCONFIG_UNEQUAL,
		[TOKEN_LESS] = KCONFIG_LESS,       [TOKEN_LESS_EQUAL] = KCONFIG_LESS_EQUAL,
		[TOKEN_GREATER] = KCONFIG_GREATER, [TOKEN_GREATER_EQUAL] = KCONFIG_GREATER_EQUAL,
	};

	if (p->failed || p->nesting > MAX_NESTING) {
		error(p, "expression is nested too deep");
		return p->kc->expr_no;
	}
	if (p->token.kind == TOKEN_NOT) {
		advance(p);
		p->nesting++;
		const struct kconfig_expr *e = parse_primary(p);
		p->nesting--;
		return kc_expr(p->kc, KCONFIG_NOT, e, NULL);
	}
	if (p->token.kind == TOKEN_OPEN) {
		advance(p);
		p->nesting++;
		const struct kconfig_expr *e = parse_or(p);
		p->nesting--;
		if (p->token.kind != TOKEN_CLOSE)
			error(p, "syntax error: missing '%s'", ")");
		else
			advance(p);
		return e;
	}
	struct kconfig_symbol *sym = parse_symbol(p);
	enum token_kind kind = p->token.kind;
	if (kind < TOKEN_EQUAL || kind > TOKEN_GREATER_EQUAL)
		return kc_symbol_expr(p->kc, sym);
	advance(p);
	return kc_expr(p->kc, operators[kind], sym, parse_symbol(p));
}

static const struct kconfig_expr *parse_and(struct parser *p)
{
	const struct kconfig_expr *e = parse_primary(p);

	while (p->token.kind == TOKEN_AND && !p->failed) {
		advance(p);
		e = kc_expr(p->kc, KCONFIG_AND, e, parse_primary(p));
	}
	return e;
}

static const struct kconfig_expr *parse_or(struct parser *p)
{
	const struct kconfig_expr *e = parse_and(p);

	while (p->token.kind == TOKEN_OR && !p->failed) {
		advance(p);
		e = kc_expr(p->kc, KCONFIG_OR, e, parse_and(p));
	}
	return e;
}

static const struct kconfig_expr *parse_if(struct parser *p)
{
	const struct kconfig_expr *e = NULL;

	if (is_word(p, "if")) {
		advance(p);
		e = parse_or(p);
	}
	expect_end(p);
	return e;
}

/* ---- Entries ---- */

static struct kconfig_menu *add_entry(struct parser *p, enum kconfig_kind kind,
				      struct kconfig_symbol *sym)
{
	struct kconfig_menu *menu = arena_alloc(&p->kc->arena, sizeof(*menu));

	menu->kind = (uint8_t)kind;
	menu->parent = p->parent;
	menu->symbol = sym;
	menu->file = p->lexer.file;
	menu->line = p->lexer.statement_line;
	if (sym) {
		if (!sym->definitions && !sym->is_choice)
			kc_define(p->kc, sym);
		*sym->definitions_end = menu;
		sym->definitions_end = &menu->next_definition;
	}
	*p->end = menu;
	p->end = &menu->next;
	p->entry = menu;
	return menu;
}

static void open_block(struct parser *p)
{
	p->parent = p->entry;
	p->end = &p->entry->child;
}

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

static void add_prompt(struct parser *p)
{
	if (p->token.kind != TOKEN_STRING && p->token.kind != TOKEN_WORD) {
		error(p, "syntax error: %s expected", "a prompt");
		return;
	}
	char *text = keep_text(p);
	char *start = text + strspn(text, " \t");
	if (start != text && !(p->kc->dialect->flags & DIALECT_OLD_WRITE))
		kc_message(p->kc, KCONFIG_WARNING, p->lexer.file, p->token.line, p->token.column,
			   "prompt has leading blanks: '%s'", text);
	if (p->entry->prompt)
		kc_message(p->kc, KCONFIG_WARNING, p->lexer.file, p->token.line, p->token.column,
			   "prompt is defined twice: '%s'", start);
	advance(p);
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
		kc_message(p->kc, KCONFIG_WARNING, p->lexer.file, p->lexer.statement_line, 0,
			   "ignoring type redefinition of '%s' from '%s' to '%s'",
			   sym->is_choice ? "<choice>" : sym->name, kconfig_type_name(sym->type),
			   kconfig_type_name(type));
}

/* ---- Attributes ---- */

static void do_type(struct parser *p, int type)
{
	set_type(p, (enum kconfig_type)type);
	if (!at_end(p))
		add_prompt(p);
}

static void do_def_type(struct parser *p, int type)
{
	set_type(p, (enum kconfig_type)type);
	struct property *property = add_property(p, KCONFIG_DEFAULT);
	property->value = parse_or(p);
	property->condition = parse_if(p);
}

static void do_prompt(struct parser *p, int unused)
{
	(void)unused;
	add_prompt(p);
}

static void do_default(struct parser *p, int unused)
{
	(void)unused;
	struct property *property = add_property(p, KCONFIG_DEFAULT);
	property->value = parse_or(p);
	property->condition = parse_if(p);
}

static void do_select(struct parser *p, int kind)
{
	struct property *property = add_property(p, (enum kconfig_property_kind)kind);
	property->value = kc_symbol_expr(p->kc, parse_symbol(p));
	property->condition = parse_if(p);
}

static void do_range(struct parser *p, int unused)
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
	const struct kconfig_expr *e = parse_or(p);

	/* `depends on A if B` of newer kernels is A || B = n. */
	if (is_word(p, "if")) {
		advance(p);
		const struct kconfig_expr *set = kc_compare_no(p->kc, parse_or(p));
		e = kc_expr(p->kc, KCONFIG_OR, e, kc_not(p->kc, set));
	}
	expect_end(p);
	p->entry->depends = both(p, p->entry->depends, e);
}

static void do_depends(struct parser *p, int unused)
{
	(void)unused;
	if (is_word(p, "on"))
		advance(p);
	else if (!(p->kc->dialect->flags & DIALECT_OLD_WORDS))
		error(p, "syntax error: %s expected", "'on'");
	add_dependency(p);
}

static void do_requires(struct parser *p, int unused)
{
	(void)unused;
	add_dependency(p);
}

static void do_visible(struct parser *p, int unused)
{
	(void)unused;
	if (!is_word(p, "if") || p->entry->kind != KCONFIG_MENU || p->entry->is_if) {
		error(p, "syntax error: unexpected '%s'", lexer_text(&p->lexer));
		return;
	}
	p->entry->visibility = both(p, p->entry->visibility, parse_if(p));
}

static void do_modules(struct parser *p, int unused)
{
	(void)unused;
	struct kconfig_symbol *sym = p->entry->symbol;

	expect_end(p);
	if (!sym)
		return;
	if (p->kc->modules != p->kc->no && p->kc->modules != sym)
		kc_message(p->kc, KCONFIG_ERROR, p->lexer.file, p->lexer.statement_line, 0,
			   "symbol '%s' redefines option 'modules' already defined by symbol '%s'",
			   sym->name, p->kc->modules->name);
	else
		p->kc->modules = sym;
}

static void do_optional(struct parser *p, int unused)
{
	(void)unused;
	expect_end(p);
	if (p->entry->symbol)
		p->entry->symbol->optional = true;
}

static void do_transitional(struct parser *p, int unused)
{
	(void)unused;
	expect_end(p);
	if (p->entry->symbol)
		p->entry->symbol->transitional = true;
}

/* `option env="NAME"`: the default is the environment's, and it is never written. */
static void option_env(struct parser *p, const char *name)
{
	const char *value = getenv(name);
	struct kconfig_symbol *sym = p->entry->symbol;

	if (!value) {
		kc_message(p->kc, KCONFIG_WARNING, p->lexer.file, p->lexer.statement_line, 0,
			   "environment variable %s undefined", name);
		value = "";
	}
	struct property *property = add_property(p, KCONFIG_DEFAULT);
	property->value = kc_symbol_expr(p->kc, kc_lookup(p->kc, value, strlen(value), true));
	sym->from_env = sym->no_write = true;
}

static void do_option(struct parser *p, int unused)
{
	(void)unused;
	struct kconfig_symbol *sym = p->entry->symbol;
	char *name = keep_text(p);

	advance(p);
	if (p->token.kind == TOKEN_EQUAL) {
		advance(p);
		if (sym && strcmp(name, "env") == 0)
			option_env(p, lexer_text(&p->lexer));
		advance(p);
	}
	expect_end(p);
	if (strcmp(name, "modules") == 0)
		do_modules(p, 0);
	else if (sym && strcmp(name, "allnoconfig_y") == 0)
		sym->allno_y = true;
	else if (sym && strcmp(name, "defconfig_list") == 0)
		sym->no_write = true;
}

static void do_help(struct parser *p, int unused)
{
	(void)unused;
	struct text help = {0};

	expect_end(p);
	lexer_help(&p->lexer, &help, &p->entry->help_before, &p->entry->help_after);
	if (help.length == 0 || strspn(help.data, " \t\n") == help.length)
		kc_message(p->kc, KCONFIG_WARNING, p->lexer.file, p->lexer.statement_line, 0,
			   "'%s' defined with blank help text",
			   p->entry->symbol && p->entry->symbol->name ? p->entry->symbol->name
								      : "choice");
	p->entry->help = arena_copy(&p->kc->arena, text_string(&help), help.length);
	text_free(&help);
	p->token.kind = TOKEN_EOL;
}

/* ---- Statements ---- */

static void do_config(struct parser *p, int kind)
{
	if (p->token.kind != TOKEN_WORD || p->token.probe) {
		error(p, "syntax error: %s expected", "a symbol");
		return;
	}
	const char *name = lexer_text(&p->lexer);
	struct kconfig_symbol *sym = kc_lookup(p->kc, name, p->lexer.text.length, false);
	if (sym->constant) {
		error(p, "'%s' cannot be defined", name);
		return;
	}
	advance(p);
	expect_end(p);
	add_entry(p, (enum kconfig_kind)kind, sym);
}

static void do_menu(struct parser *p, int unused)
{
	(void)unused;
	add_entry(p, KCONFIG_MENU, NULL);
	add_prompt(p);
	open_block(p);
}

static void do_comment(struct parser *p, int unused)
{
	(void)unused;
	add_entry(p, KCONFIG_COMMENT, NULL);
	add_prompt(p);
}

static void do_if(struct parser *p, int unused)
{
	(void)unused;
	const struct kconfig_expr *e = parse_or(p);

	expect_end(p);
	add_entry(p, KCONFIG_MENU, NULL)->is_if = true;
	p->entry->depends = e;
	open_block(p);
	p->entry = NULL;
}

static void do_choice(struct parser *p, int unused)
{
	(void)unused;
	struct kconfig_symbol *sym = NULL;

	if (p->token.kind == TOKEN_WORD && (p->kc->dialect->flags & DIALECT_OLD_CHOICE)) {
		struct text name = {0};

		/* Choices and options may share a name; no option has a blank in its own. */
		text_addf(&name, KC_CHOICE_NAME "%s", lexer_text(&p->lexer));
		sym = kc_lookup(p->kc, name.data, name.length, false);
		text_free(&name);
		advance(p);
	}
	expect_end(p);
	if (!sym)
		sym = kc_new_symbol(p->kc);
	sym->is_choice = true;
	if (!(p->kc->dialect->flags & DIALECT_OLD_CHOICE))
		sym->type = KCONFIG_BOOL;
	add_entry(p, KCONFIG_CHOICE, sym);
	open_block(p);
}

static void do_end(struct parser *p, int which)
{
	static const char *const names[] = {"endmenu", "endchoice", "endif"};
	struct kconfig_menu *block = p->parent;
	int kind = block->kind == KCONFIG_CHOICE ? 1 : block->is_if ? 2 : 0;

	expect_end(p);
	p->entry = NULL;
	if (block == &p->kc->root || kind != which) {
		error(p, "unexpected '%s'", names[which]);
		return;
	}
	if (strcmp(block->file, p->lexer.file) != 0)
		kc_message(p->kc, KCONFIG_ERROR, p->lexer.file, p->token.line, 0,
			   "'%s' in different file than its start at %s:%d", names[which],
			   block->file, block->line);
	p->parent = block->parent;
	p->end = &block->next;
}

/* Replace each $NAME by the value of that option: one that comes from the environment. */
static char *expand_names(struct kconfig *kc, const char *text)
{
	struct text out = {0};

	if (!(kc->dialect->flags & DIALECT_DOLLAR))
		return arena_copy(&kc->arena, text, strlen(text));
	while (*text) {
		size_t plain = strcspn(text, "$"), length = 0;

		text_add(&out, text, plain);
		text += plain;
		while (*text &&
		       (isalnum((unsigned char)text[length + 1]) || text[length + 1] == '_'))
			length++;
		struct kconfig_symbol *sym = length ? kc_find(kc, text + 1, length) : NULL;
		if (sym && sym->from_env)
			text_adds(&out, kc_property_symbol(sym->properties)->name);
		else if (*text && !length)
			text_addc(&out, '$');
		text += *text ? length + 1 : 0;
	}
	char *whole = arena_copy(&kc->arena, text_string(&out), out.length);
	text_free(&out);
	return whole;
}

static void do_mainmenu(struct parser *p, int unused)
{
	(void)unused;
	if (p->token.kind != TOKEN_STRING && p->token.kind != TOKEN_WORD) {
		error(p, "syntax error: %s expected", "a title");
		return;
	}
	p->kc->title = keep_text(p);
	advance(p);
	expect_end(p);
	p->entry = NULL;
}

static void do_source(struct parser *p, int unused)
{
	(void)unused;
	if (p->token.kind != TOKEN_STRING && p->token.kind != TOKEN_WORD) {
		error(p, "syntax error: %s expected", "a file name");
		return;
	}
	char *name = expand_names(p->kc, lexer_text(&p->lexer));
	int line = p->lexer.statement_line;
	advance(p);
	expect_end(p);
	p->entry = NULL;
	if (!p->failed)
		source_push(p->kc, &p->lexer, name, line);
}

enum scope { STATEMENT = 1, ATTRIBUTE = 2 };

static const struct keyword {
	const char *word;
	void (*parse)(struct parser *p, int argument);
	int argument;
	uint8_t scope;
	unsigned dialect; /* any of these flags, 0: all */
} keywords[] = {
	{"bool", do_type, KCONFIG_BOOL, ATTRIBUTE, 0},
	{"boolean", do_type, KCONFIG_BOOL, ATTRIBUTE, DIALECT_OLD_WORDS},
	{"choice", do_choice, 0, STATEMENT, 0},
	{"comment", do_comment, 0, STATEMENT, 0},
	{"config", do_config, KCONFIG_CONFIG, STATEMENT, 0},
	{"def_bool", do_def_type, KCONFIG_BOOL, ATTRIBUTE, 0},
	{"def_boolean", do_def_type, KCONFIG_BOOL, ATTRIBUTE, DIALECT_OLD_WORDS},
	{"def_hex", do_def_type, KCONFIG_HEX, ATTRIBUTE, 0},
	{"def_int", do_def_type, KCONFIG_INT, ATTRIBUTE, 0},
	{"def_string", do_def_type, KCONFIG_STRING, ATTRIBUTE, 0},
	{"def_tristate", do_def_type, KCONFIG_TRISTATE, ATTRIBUTE, 0},
	{"default", do_default, 0, ATTRIBUTE, 0},
	{"depends", do_depends, 0, ATTRIBUTE, 0},
	{"enable", do_select, KCONFIG_SELECT, ATTRIBUTE, DIALECT_OLD_WORDS},
	{"endchoice", do_end, 1, STATEMENT, 0},
	{"endif", do_end, 2, STATEMENT, 0},
	{"endmenu", do_end, 0, STATEMENT, 0},
	{"help", do_help, 0, ATTRIBUTE, 0},
	{"---help---", do_help, 0, ATTRIBUTE, 0},
	{"hex", do_type, KCONFIG_HEX, ATTRIBUTE, 0},
	{"if", do_if, 0, STATEMENT, 0},
	{"imply", do_select, KCONFIG_IMPLY, ATTRIBUTE, 0},
	{"int", do_type, KCONFIG_INT, ATTRIBUTE, 0},
	{"mainmenu", do_mainmenu, 0, STATEMENT, 0},
	{"menu", do_menu, 0, STATEMENT, 0},
	{"menuconfig", do_config, KCONFIG_MENUCONFIG, STATEMENT, 0},
	{"modules", do_modules, 0, ATTRIBUTE, 0},
	{"option", do_option, 0, ATTRIBUTE, DIALECT_OPTIONS},
	{"optional", do_optional, 0, ATTRIBUTE, DIALECT_OLD_CHOICE},
	{"prompt", do_prompt, 0, ATTRIBUTE, 0},
	{"range", do_range, 0, ATTRIBUTE, 0},
	{"requires", do_requires, 0, ATTRIBUTE, DIALECT_OLD_WORDS},
	{"select", do_select, KCONFIG_SELECT, ATTRIBUTE, 0},
	{"source", do_source, 0, STATEMENT, 0},
	{"string", do_type, KCONFIG_STRING, ATTRIBUTE, 0},
	{"transitional", do_transitional, 0, ATTRIBUTE, 0},
	{"tristate", do_type, KCONFIG_TRISTATE, ATTRIBUTE, 0},
	{"visible", do_visible, 0, ATTRIBUTE, 0},
};

static const struct keyword *find_keyword(const struct parser *p, const char *word)
{
	for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++)
		if (keywords[i].word[0] == word[0] && strcmp(keywords[i].word, word) == 0)
			return !keywords[i].dialect || (keywords[i].dialect & p->kc->dialect->flags)
				       ? &keywords[i]
				       : NULL;
	return NULL;
}

static void parse_assignment(struct parser *p, const char *name)
{
	struct text value = {0};
	enum macro_flavour flavour;

	if (!lexer_assignment(&p->lexer, &flavour, &value)) {
		error(p, "unknown statement \"%s\"", name);
	} else {
		macros_assign(p->kc->macros, name, flavour, text_string(&value));
		p->token.kind = TOKEN_EOL;
	}
	text_free(&value);
}

static void parse_line(struct parser *p)
{
	p->failed = false;
	p->lexer.statement_line = p->token.line;
	if (p->token.kind != TOKEN_WORD) {
		error(p, "syntax error: %s expected", "a keyword");
		return;
	}
	const struct keyword *keyword = find_keyword(p, lexer_text(&p->lexer));
	if (keyword && keyword->parse == do_source &&
	    (p->kc->dialect->flags & DIALECT_BARE_SOURCE) &&
	    lexer_bare_path(&p->lexer, &p->token)) {
		do_source(p, 0);
		return;
	}
	if (!keyword) {
		char *name = keep_text(p);

		if (p->kc->dialect->flags & DIALECT_MACROS)
			parse_assignment(p, name);
		else
			error(p, "unknown statement \"%s\"", name);
		return;
	}
	if (keyword->scope == ATTRIBUTE && !p->entry) {
		error(p, "unexpected '%s' outside of an entry", keyword->word);
		return;
	}
	advance(p);
	keyword->parse(p, keyword->argument);
}

static void close_blocks(struct parser *p)
{
	for (struct kconfig_menu *m = p->parent; m != &p->kc->root; m = m->parent)
		kc_message(p->kc, KCONFIG_ERROR, m->file, m->line, 0, "this %s is never closed",
			   m->kind == KCONFIG_CHOICE ? "choice"
			   : m->is_if                ? "if"
						     : "menu");
}

int kc_parse(struct kconfig *kc, const char *file)
{
	struct parser p = {.kc = kc, .parent = &kc->root, .end = &kc->root.child};

	p.lexer.kc = kc;
	kc->root.kind = KCONFIG_MENU;
	int status = source_open(kc, &p.lexer, file);
	if (status < 0)
		return status;
	for (;;) {
		advance(&p);
		if (kc->fatal)
			break;
		if (p.token.kind == TOKEN_EOF) {
			if (!source_pop(&p.lexer))
				break;
			p.entry = NULL;
		} else if (p.token.kind != TOKEN_EOL) {
			parse_line(&p);
			if (p.failed)
				lexer_skip_line(&p.lexer, &p.token);
		}
	}
	source_close(&p.lexer);
	/* The title names options that come after it. */
	kc->title = expand_names(kc, kc->title);
	if (!kc->fatal)
		close_blocks(&p);
	return kc->fatal ? -EINVAL : 0;
}
