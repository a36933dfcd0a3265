/* Words, strings and operators of a Kconfig file. */
#include <ctype.h>
#include <string.h>

#include "internal.h"
#include "lexer.h"
#include "probe.h"

const char *lexer_text(const struct lexer *lexer)
{
	return text_string(&lexer->text);
}

__attribute__((format(printf, 2, 3))) static void warn(struct lexer *l, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	kc_vmessage(l->kc, KCONFIG_WARNING, l->file, l->line, (int)(l->next - l->line_start) + 1,
		    format, arguments);
	va_end(arguments);
}

static bool word_char(const struct lexer *l, char c)
{
	if (isalnum((unsigned char)c) || c == '_' || c == '-')
		return true;
	return (c == '/' || c == '.') && (l->kc->dialect->flags & DIALECT_BARE_WORDS);
}

static bool macros_on(const struct lexer *l)
{
	return l->kc->dialect->flags & DIALECT_MACROS;
}

static size_t rest_of_line(const struct lexer *l)
{
	const char *newline = memchr(l->next, '\n', (size_t)(l->end - l->next));

	return (size_t)((newline ? newline : l->end) - l->next);
}

/* Expand the $(…) here; a lone $ is itself. */
static void expand_here(struct lexer *l, struct probe **probe)
{
	macros_at(l->kc->macros, l->file, l->line);
	size_t size = macros_expand_one(l->kc->macros, l->next, rest_of_line(l), &l->text, probe);
	if (!size)
		text_addc(&l->text, '$');
	l->next += size ? size : 1;
}

static void read_word(struct lexer *l, struct token *token)
{
	const char *start = l->next;

	token->kind = TOKEN_WORD;
	while (l->next < l->end && !l->kc->fatal) {
		const char *from = l->next;

		while (l->next < l->end && word_char(l, *l->next))
			l->next++;
		text_add(&l->text, from, (size_t)(l->next - from));
		if (l->next == l->end || *l->next != '$' || !macros_on(l))
			break;
		expand_here(l, l->next == start ? &token->probe : NULL);
		if (!token->probe)
			continue;
		/* More of the same word: its text is needed after all. */
		if (l->next < l->end && (word_char(l, *l->next) || *l->next == '$')) {
			text_adds(&l->text, probe_wait(l->kc->probes, token->probe));
			token->probe = NULL;
		}
	}
}

static void read_string(struct lexer *l, struct token *token)
{
	char quote = *l->next++;

	token->kind = TOKEN_STRING;
	while (l->next < l->end && *l->next != '\n' && !l->kc->fatal) {
		char c = *l->next;

		if (c == quote) {
			l->next++;
			return;
		}
		if (c == '$' && macros_on(l) && l->next + 1 < l->end && l->next[1] == '(') {
			expand_here(l, NULL);
		} else {
			if (c == '\\' && l->next + 1 < l->end && l->next[1] != '\n')
				l->next++;
			text_addc(&l->text, *l->next++);
		}
	}
	warn(l, "multi-line strings not supported");
}

static bool operator_is(const struct lexer *l, const char *text)
{
	size_t length = strlen(text);

	return (size_t)(l->end - l->next) >= length && memcmp(l->next, text, length) == 0;
}

static bool read_operator(struct lexer *l, struct token *token)
{
	static const struct {
		const char *text;
		enum token_kind kind;
	} operators[] = {
		{"(", TOKEN_OPEN},        {")", TOKEN_CLOSE},          {"&&", TOKEN_AND},
		{"||", TOKEN_OR},         {"!=", TOKEN_UNEQUAL},       {"!", TOKEN_NOT},
		{"<=", TOKEN_LESS_EQUAL}, {">=", TOKEN_GREATER_EQUAL}, {"=", TOKEN_EQUAL},
		{"<", TOKEN_LESS},        {">", TOKEN_GREATER},
	};

	for (size_t i = 0; i < sizeof(operators) / sizeof(*operators); i++) {
		if (!operator_is(l, operators[i].text))
			continue;
		token->kind = operators[i].kind;
		l->next += strlen(operators[i].text);
		text_adds(&l->text, operators[i].text);
		return true;
	}
	return false;
}

static void new_line(struct lexer *l)
{
	l->next++;
	l->line++;
	l->line_start = l->next;
}

/* Skip blanks, comments and continued lines. */
static void skip_blanks(struct lexer *l)
{
	while (l->next < l->end) {
		if (*l->next == ' ' || *l->next == '\t' || *l->next == '\r')
			l->next++;
		else if (*l->next == '#')
			l->next += rest_of_line(l);
		else if (operator_is(l, "\\\n")) {
			l->next++;
			new_line(l);
		} else
			break;
	}
}

void lexer_next(struct lexer *l, struct token *token)
{
	for (;;) {
		l->text.length = 0;
		text_add(&l->text, "", 0);
		token->probe = NULL;
		skip_blanks(l);
		token->line = l->line;
		token->column = (int)(l->next - l->line_start) + 1;
		if (l->next >= l->end || l->kc->fatal) {
			token->kind = TOKEN_EOF;
			return;
		}
		char c = *l->next;
		if (c == '\n') {
			new_line(l);
			token->kind = TOKEN_EOL;
			return;
		}
		if (c == '"' || c == '\'') {
			read_string(l, token);
			return;
		}
		if (word_char(l, c) || (c == '$' && macros_on(l))) {
			read_word(l, token);
			if (l->text.length || token->probe)
				return;
			continue; /* expanded to nothing */
		}
		if (read_operator(l, token))
			return;
		char bad[2] = {c, '\0'};
		warn(l, "ignoring unsupported character '%s'", bad);
		l->next++;
	}
}

bool lexer_bare_path(struct lexer *l, struct token *token)
{
	static const char ends[] = " \t\r\n#\"'";

	skip_blanks(l);
	if (l->next >= l->end || strchr(ends, *l->next))
		return false;
	l->text.length = 0;
	*token = (struct token){
		.kind = TOKEN_WORD, .line = l->line, .column = (int)(l->next - l->line_start) + 1};
	while (l->next < l->end && !strchr(ends, *l->next) && !l->kc->fatal) {
		if (*l->next == '$' && macros_on(l))
			expand_here(l, NULL);
		else
			text_addc(&l->text, *l->next++);
	}
	return true;
}

void lexer_skip_line(struct lexer *l, struct token *token)
{
	if (token->kind == TOKEN_EOL || token->kind == TOKEN_EOF)
		return;
	l->next += rest_of_line(l);
}

bool lexer_assignment(struct lexer *l, enum macro_flavour *flavour, struct text *value)
{
	skip_blanks(l);
	if (operator_is(l, ":=") || operator_is(l, "+=")) {
		*flavour = *l->next == ':' ? MACRO_SIMPLE : MACRO_APPEND;
		l->next += 2;
	} else if (operator_is(l, "=")) {
		*flavour = MACRO_RECURSIVE;
		l->next++;
	} else {
		return false;
	}
	while (l->next < l->end && (*l->next == ' ' || *l->next == '\t'))
		l->next++;
	size_t length = rest_of_line(l);
	text_add(value, l->next, length);
	l->next += length;
	macros_at(l->kc->macros, l->file, l->line);
	return true;
}

static size_t indentation(const char *line, size_t length, size_t *blanks)
{
	size_t width = 0, i = 0;

	for (; i < length && (line[i] == ' ' || line[i] == '\t'); i++)
		width = line[i] == '\t' ? (width | 7) + 1 : width + 1;
	*blanks = i;
	return width;
}

void lexer_help(struct lexer *l, struct text *help, uint16_t *before, uint16_t *after)
{
	size_t first = 0, blank_lines = 0;
	bool at_end = true;

	while (l->next < l->end) {
		size_t length = rest_of_line(l), blanks;
		size_t width = indentation(l->next, length, &blanks);

		if (blanks == length) {
			blank_lines++;
			if (first)
				text_addc(help, '\n');
		} else {
			/* A line at the margin takes the newline before it; others do not. */
			at_end = width > 0;
			if ((first && width < first) || (!first && width == 0))
				break;
			if (!first) {
				first = width;
				*before = blank_lines < UINT16_MAX ? (uint16_t)blank_lines
								   : UINT16_MAX;
			}
			for (size_t i = first; i < width; i++)
				text_addc(help, ' ');
			size_t end = length;
			while (end > blanks && isspace((unsigned char)l->next[end - 1]))
				end--;
			text_add(help, l->next + blanks, end - blanks);
			text_addc(help, '\n');
			blank_lines = 0;
			/* The end of the file counts as one, when the last line has an end. */
			at_end = l->next + length < l->end;
		}
		l->next += length;
		if (l->next < l->end)
			new_line(l);
	}
	blank_lines += at_end;
	*after = blank_lines < UINT16_MAX ? (uint16_t)blank_lines : UINT16_MAX;
	while (help->length > 1 && help->data[help->length - 2] == '\n')
		help->data[--help->length] = '\0';
}
