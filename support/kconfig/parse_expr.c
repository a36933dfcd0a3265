/* Conditions: symbols, strings and comparisons with !, && and || between them. */
#include "parse.h"

enum { MAX_NESTING = 500 };

struct kconfig_symbol *parse_symbol(struct parser *p)
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
		parse_error(p, "syntax error: %s expected", "a symbol");
		return sym;
	}
	parse_advance(p);
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
		parse_error(p, "expression is nested too deep");
		return p->kc->expr_no;
	}
	if (p->token.kind == TOKEN_NOT) {
		parse_advance(p);
		p->nesting++;
		const struct kconfig_expr *e = parse_primary(p);
		p->nesting--;
		return kc_expr(p->kc, KCONFIG_NOT, e, NULL);
	}
	if (p->token.kind == TOKEN_OPEN) {
		parse_advance(p);
		p->nesting++;
		const struct kconfig_expr *e = parse_expr(p);
		p->nesting--;
		if (p->token.kind != TOKEN_CLOSE)
			parse_error(p, "syntax error: missing '%s'", ")");
		else
			parse_advance(p);
		return e;
	}
	struct kconfig_symbol *sym = parse_symbol(p);
	enum token_kind kind = p->token.kind;
	if (kind < TOKEN_EQUAL || kind > TOKEN_GREATER_EQUAL)
		return kc_symbol_expr(p->kc, sym);
	parse_advance(p);
	return kc_expr(p->kc, operators[kind], sym, parse_symbol(p));
}

static const struct kconfig_expr *parse_and(struct parser *p)
{
	const struct kconfig_expr *e = parse_primary(p);

	while (p->token.kind == TOKEN_AND && !p->failed) {
		parse_advance(p);
		e = kc_expr(p->kc, KCONFIG_AND, e, parse_primary(p));
	}
	return e;
}

const struct kconfig_expr *parse_expr(struct parser *p)
{
	const struct kconfig_expr *e = parse_and(p);

	while (p->token.kind == TOKEN_OR && !p->failed) {
		parse_advance(p);
		e = kc_expr(p->kc, KCONFIG_OR, e, parse_and(p));
	}
	return e;
}

const struct kconfig_expr *parse_if(struct parser *p)
{
	const struct kconfig_expr *e = NULL;

	if (parse_is_word(p, "if")) {
		parse_advance(p);
		e = parse_expr(p);
	}
	parse_expect_end(p);
	return e;
}
