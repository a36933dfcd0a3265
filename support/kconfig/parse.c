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

#include "macro.h"
#include "parse.h"
#include "source.h"

void parse_error(struct parser *p, const char *format, ...)
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

void parse_warn(struct parser *p, int line, int column, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	kc_vmessage(p->kc, KCONFIG_WARNING, p->lexer.file, line, column, format, arguments);
	va_end(arguments);
}

void parse_advance(struct parser *p)
{
	lexer_next(&p->lexer, &p->token);
}

bool parse_at_end(const struct parser *p)
{
	return p->token.kind == TOKEN_EOL || p->token.kind == TOKEN_EOF;
}

bool parse_is_word(const struct parser *p, const char *word)
{
	return p->token.kind == TOKEN_WORD && !p->token.probe &&
	       strcmp(lexer_text(&p->lexer), word) == 0;
}

void parse_expect_end(struct parser *p)
{
	if (!parse_at_end(p))
		parse_error(p, "syntax error: unexpected '%s'", lexer_text(&p->lexer));
}

char *parse_text(struct parser *p)
{
	return arena_copy(&p->kc->arena, lexer_text(&p->lexer), p->lexer.text.length);
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

/* ---- Statements ---- */

static void do_config(struct parser *p, int kind)
{
	if (p->token.kind != TOKEN_WORD || p->token.probe) {
		parse_error(p, "syntax error: %s expected", "a symbol");
		return;
	}
	const char *name = lexer_text(&p->lexer);
	struct kconfig_symbol *sym = kc_lookup(p->kc, name, p->lexer.text.length, false);
	if (sym->constant) {
		parse_error(p, "'%s' cannot be defined", name);
		return;
	}
	parse_advance(p);
	parse_expect_end(p);
	add_entry(p, (enum kconfig_kind)kind, sym);
	if (kind == KCONFIG_MENUCONFIG)
		p->menuconfig = p->entry;
}

static void do_menu(struct parser *p, int unused)
{
	(void)unused;
	add_entry(p, KCONFIG_MENU, NULL);
	parse_prompt(p);
	open_block(p);
}

static void do_comment(struct parser *p, int unused)
{
	(void)unused;
	add_entry(p, KCONFIG_COMMENT, NULL);
	parse_prompt(p);
}

static void do_if(struct parser *p, int unused)
{
	(void)unused;
	const struct kconfig_expr *e = parse_expr(p);

	parse_expect_end(p);
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
		parse_advance(p);
	}
	parse_expect_end(p);
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

	parse_expect_end(p);
	p->entry = NULL;
	if (block == &p->kc->root || kind != which) {
		parse_error(p, "unexpected '%s'", names[which]);
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
		parse_error(p, "syntax error: %s expected", "a title");
		return;
	}
	p->kc->title = parse_text(p);
	parse_advance(p);
	parse_expect_end(p);
	p->entry = NULL;
}

static void do_source(struct parser *p, int unused)
{
	(void)unused;
	if (p->token.kind != TOKEN_STRING && p->token.kind != TOKEN_WORD) {
		parse_error(p, "syntax error: %s expected", "a file name");
		return;
	}
	char *name = expand_names(p->kc, lexer_text(&p->lexer));
	int line = p->lexer.statement_line;
	parse_advance(p);
	parse_expect_end(p);
	p->entry = NULL;
	if (!p->failed)
		source_push(p->kc, &p->lexer, name, line);
}

enum scope { STATEMENT = 1, ATTRIBUTE = 2 };

static const struct keyword {
	const char *word;
	parse_fn *parse;
	int argument;
	uint8_t scope;
	unsigned dialect; /* any of these flags, 0: all */
} keywords[] = {
	{"bool", attribute_type, KCONFIG_BOOL, ATTRIBUTE, 0},
	{"boolean", attribute_type, KCONFIG_BOOL, ATTRIBUTE, DIALECT_OLD_WORDS},
	{"choice", do_choice, 0, STATEMENT, 0},
	{"comment", do_comment, 0, STATEMENT, 0},
	{"config", do_config, KCONFIG_CONFIG, STATEMENT, 0},
	{"def_bool", attribute_def_type, KCONFIG_BOOL, ATTRIBUTE, 0},
	{"def_boolean", attribute_def_type, KCONFIG_BOOL, ATTRIBUTE, DIALECT_OLD_WORDS},
	{"def_hex", attribute_def_type, KCONFIG_HEX, ATTRIBUTE, 0},
	{"def_int", attribute_def_type, KCONFIG_INT, ATTRIBUTE, 0},
	{"def_string", attribute_def_type, KCONFIG_STRING, ATTRIBUTE, 0},
	{"def_tristate", attribute_def_type, KCONFIG_TRISTATE, ATTRIBUTE, 0},
	{"default", attribute_default, 0, ATTRIBUTE, 0},
	{"depends", attribute_depends, 0, ATTRIBUTE, 0},
	{"enable", attribute_select, KCONFIG_SELECT, ATTRIBUTE, DIALECT_OLD_WORDS},
	{"endchoice", do_end, 1, STATEMENT, 0},
	{"endif", do_end, 2, STATEMENT, 0},
	{"endmenu", do_end, 0, STATEMENT, 0},
	{"help", attribute_help, 0, ATTRIBUTE, 0},
	{"---help---", attribute_help, 0, ATTRIBUTE, 0},
	{"hex", attribute_type, KCONFIG_HEX, ATTRIBUTE, 0},
	{"if", do_if, 0, STATEMENT, 0},
	{"imply", attribute_select, KCONFIG_IMPLY, ATTRIBUTE, 0},
	{"int", attribute_type, KCONFIG_INT, ATTRIBUTE, 0},
	{"mainmenu", do_mainmenu, 0, STATEMENT, 0},
	{"menu", do_menu, 0, STATEMENT, 0},
	{"menuconfig", do_config, KCONFIG_MENUCONFIG, STATEMENT, 0},
	{"modules", attribute_modules, 0, ATTRIBUTE, 0},
	{"option", attribute_option, 0, ATTRIBUTE, DIALECT_OPTIONS},
	{"optional", attribute_optional, 0, ATTRIBUTE, DIALECT_OLD_CHOICE},
	{"prompt", attribute_prompt, 0, ATTRIBUTE, 0},
	{"range", attribute_range, 0, ATTRIBUTE, 0},
	{"requires", attribute_requires, 0, ATTRIBUTE, DIALECT_OLD_WORDS},
	{"select", attribute_select, KCONFIG_SELECT, ATTRIBUTE, 0},
	{"source", do_source, 0, STATEMENT, 0},
	{"string", attribute_type, KCONFIG_STRING, ATTRIBUTE, 0},
	{"transitional", attribute_transitional, 0, ATTRIBUTE, 0},
	{"tristate", attribute_type, KCONFIG_TRISTATE, ATTRIBUTE, 0},
	{"visible", attribute_visible, 0, ATTRIBUTE, 0},
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

/* An entry ends where the next statement begins. */
static void end_entry(struct parser *p)
{
	static const char warning[] = "menuconfig statement without prompt";
	struct text compat = {0};

	if (p->menuconfig && !p->menuconfig->prompt) {
		text_addf(&compat, "%s:%d: warning: %s", p->lexer.file, p->token.line, warning);
		kc_say(p->kc, KCONFIG_WARNING, p->lexer.file, p->token.line, 0, compat.data,
		       warning);
		text_free(&compat);
	}
	p->menuconfig = NULL;
}

static void parse_assignment(struct parser *p, const char *name)
{
	struct text value = {0};
	enum macro_flavour flavour;

	if (!lexer_assignment(&p->lexer, &flavour, &value)) {
		parse_error(p, "unknown statement \"%s\"", name);
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
		parse_error(p, "syntax error: %s expected", "a keyword");
		return;
	}
	const struct keyword *keyword = find_keyword(p, lexer_text(&p->lexer));
	if (!keyword || keyword->scope == STATEMENT)
		end_entry(p);
	if (keyword && keyword->parse == do_source &&
	    (p->kc->dialect->flags & DIALECT_BARE_SOURCE) &&
	    lexer_bare_path(&p->lexer, &p->token)) {
		do_source(p, 0);
		return;
	}
	if (!keyword) {
		char *name = parse_text(p);

		if (p->kc->dialect->flags & DIALECT_MACROS)
			parse_assignment(p, name);
		else
			parse_error(p, "unknown statement \"%s\"", name);
		return;
	}
	if (keyword->scope == ATTRIBUTE && !p->entry) {
		parse_error(p, "unexpected '%s' outside of an entry", keyword->word);
		return;
	}
	parse_advance(p);
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
		parse_advance(&p);
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
	if (!kc->fatal)
		end_entry(&p);
	source_close(&p.lexer);
	/* The title names options that come after it. */
	kc->title = expand_names(kc, kc->title);
	if (!kc->fatal)
		close_blocks(&p);
	return kc->fatal ? -EINVAL : 0;
}
