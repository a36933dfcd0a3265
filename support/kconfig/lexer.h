/* Words, strings and operators of a Kconfig file. */
#ifndef KCONFIG_LEXER_H
#define KCONFIG_LEXER_H

#include <stdbool.h>
#include <stdint.h>

#include "macro.h"
#include "text.h"

struct include;
struct kconfig;
struct source_file;

enum token_kind {
	TOKEN_EOF,
	TOKEN_EOL,
	TOKEN_WORD,
	TOKEN_STRING,
	TOKEN_OPEN,
	TOKEN_CLOSE,
	TOKEN_NOT,
	TOKEN_AND,
	TOKEN_OR,
	TOKEN_EQUAL, /* comparisons from here */
	TOKEN_UNEQUAL,
	TOKEN_LESS,
	TOKEN_LESS_EQUAL,
	TOKEN_GREATER,
	TOKEN_GREATER_EQUAL,
};

struct token {
	enum token_kind kind;
	int line, column;
	struct probe *probe; /* the word is what this child will say */
};

struct lexer {
	struct kconfig *kc;
	const char *file;
	struct source_file *source;
	const char *next, *end;
	const char *line_start;
	int line;
	int statement_line;
	struct text text; /* of the token */
	struct include *stack;
};

/* The next token; its text is lexer_text() until the next call. */
void lexer_next(struct lexer *lexer, struct token *token);
const char *lexer_text(const struct lexer *lexer);

/*
 * Read the lines of a help text, which starts after the present line, into HELP, without the blank
 * lines around it; these are counted in *BEFORE and *AFTER.
 */
void lexer_help(struct lexer *lexer, struct text *help, uint16_t *before, uint16_t *after);

/* After the first word of a line: `= value`, `:= value`, `+= value`. False if it is none of them.
 */
bool lexer_assignment(struct lexer *lexer, enum macro_flavour *flavour, struct text *value);

/* The next token when it is a path or pattern without quotes. False: it is not. */
bool lexer_bare_path(struct lexer *lexer, struct token *token);

/* Drop the rest of the line that TOKEN is on. */
void lexer_skip_line(struct lexer *lexer, struct token *token);

#endif
