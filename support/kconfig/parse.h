/* What the parts of the parser share: statements, attributes of an entry, expressions. */
#ifndef KCONFIG_PARSE_H
#define KCONFIG_PARSE_H

#include "internal.h"
#include "lexer.h"

struct parser {
	struct kconfig *kc;
	struct lexer lexer;
	struct kconfig_menu *parent;     /* block that entries are added to */
	struct kconfig_menu **end;       /* where the next entry is hooked in */
	struct kconfig_menu *entry;      /* that attributes belong to, or NULL */
	struct kconfig_menu *menuconfig; /* the last one, until the statement after it */
	struct token token;
	int nesting;
	bool failed; /* the present statement was given up */
};

/* A word of the language and what reads the rest of its line. */
typedef void parse_fn(struct parser *p, int argument);

/* Report an error at the present token; the rest of the statement is then given up. */
void parse_error(struct parser *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Report a warning at LINE of the present file. */
void parse_warn(struct parser *p, int line, int column, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
void parse_advance(struct parser *p);
bool parse_at_end(const struct parser *p);
bool parse_is_word(const struct parser *p, const char *word);
void parse_expect_end(struct parser *p);
/* The text of the present token, kept as long as the context. */
char *parse_text(struct parser *p);

/* parse_expr.c */
const struct kconfig_expr *parse_expr(struct parser *p);
struct kconfig_symbol *parse_symbol(struct parser *p);
/* `if CONDITION`, or nothing (then NULL), up to the end of the line. */
const struct kconfig_expr *parse_if(struct parser *p);

/* parse_attribute.c: of the entry that is open */
void parse_prompt(struct parser *p);
parse_fn attribute_type, attribute_def_type, attribute_prompt, attribute_default, attribute_select,
	attribute_range, attribute_depends, attribute_requires, attribute_visible,
	attribute_modules, attribute_optional, attribute_transitional, attribute_option,
	attribute_help;

#endif
