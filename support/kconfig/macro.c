/*
 * The macro language, as Documentation/kbuild/kconfig-macro-language.rst of the kernel describes
 * it:
 * `$(name)` and `$(name,argument,…)` are looked for among the arguments of the function being
 * expanded, the variables, the built-in functions and, without arguments, in the environment.
 */
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "macro.h"
#include "probe.h"

enum { MAX_ARGUMENTS = 16, MAX_DEPTH = 1000 };

struct variable {
	struct variable *next;
	char *name;
	char *value;
	enum macro_flavour flavour;
	int expanding;
};

struct environment {
	struct environment *next;
	const char *name;
	const char *value;
};

struct arguments {
	int count;
	char *values[MAX_ARGUMENTS];
};

enum { BUCKETS = 256 };

struct macros {
	struct kconfig *kc;
	struct variable *variables[BUCKETS];
	struct environment *environment;
	const char *file;
	int line;
	int depth;
};

static void expand(struct macros *m, const char *text, size_t length, const struct arguments *args,
		   struct text *out, struct probe **probe);

struct macros *macros_new(struct kconfig *kc)
{
	struct macros *m = calloc(1, sizeof(*m));

	if (m)
		m->kc = kc;
	return m;
}

void macros_free(struct macros *m)
{
	if (!m)
		return;
	for (int i = 0; i < BUCKETS; i++) {
		for (struct variable *v = m->variables[i], *next; v; v = next) {
			next = v->next;
			free(v->name);
			free(v->value);
			free(v);
		}
	}
	free(m);
}

void macros_at(struct macros *m, const char *file, int line)
{
	m->file = file;
	m->line = line;
}

__attribute__((format(printf, 2, 3))) static void fatal(struct macros *m, const char *format, ...)
{
	struct text text = {0};
	va_list arguments;

	if (m->kc->fatal)
		return;
	m->kc->fatal = true;
	text_addf(&text, "%s:%d: ", m->file, m->line);
	size_t start = text.length;
	va_start(arguments, format);
	text_vaddf(&text, format, arguments);
	va_end(arguments);
	kc_say(m->kc, KCONFIG_ERROR, m->file, m->line, 0, text.data, text.data + start);
	text_free(&text);
}

static struct variable **find(struct macros *m, const char *name)
{
	unsigned hash = 5381;

	for (const char *p = name; *p; p++)
		hash = hash * 33 + (unsigned char)*p;
	struct variable **v = &m->variables[hash % BUCKETS];
	while (*v && strcmp((*v)->name, name) != 0)
		v = &(*v)->next;
	return v;
}

static struct variable *new_variable(struct macros *m, const char *name)
{
	struct variable **place = find(m, name), *v = *place;

	if (v)
		return v;
	v = calloc(1, sizeof(*v));
	if (!v || !(v->name = strdup(name)))
		abort();
	*place = v;
	return v;
}

void macros_assign(struct macros *m, const char *name, enum macro_flavour flavour,
		   const char *value)
{
	struct variable *v = *find(m, name);
	struct text text = {0};

	if (flavour == MACRO_APPEND && v) {
		text_adds(&text, v->value);
		text_addc(&text, ' ');
		flavour = v->flavour;
	}
	/* Before there is such a variable: it may be named in its own value. */
	if (flavour == MACRO_SIMPLE)
		macros_expand(m, value, strlen(value), &text);
	else
		text_adds(&text, value);
	v = new_variable(m, name);
	v->flavour = flavour == MACRO_SIMPLE ? MACRO_SIMPLE : MACRO_RECURSIVE;
	free(v->value);
	v->value = strdup(text_string(&text));
	if (!v->value)
		abort();
	text_free(&text);
}

static void call_shell(struct macros *m, char *const *args, struct text *out, struct probe **probe)
{
	struct probe *child = probe_start(m->kc->probes, args[0]);

	if (probe)
		*probe = child;
	else
		text_adds(out, probe_wait(m->kc->probes, child));
}

static void call_filename(struct macros *m, char *const *args, struct text *out,
			  struct probe **probe)
{
	(void)args, (void)probe;
	text_adds(out, m->file ? m->file : "");
}

static void call_lineno(struct macros *m, char *const *args, struct text *out, struct probe **probe)
{
	(void)args, (void)probe;
	text_addf(out, "%d", m->line);
}

static void call_info(struct macros *m, char *const *args, struct text *out, struct probe **probe)
{
	(void)out, (void)probe;
	kc_say(m->kc, KCONFIG_INFO, NULL, 0, 0, args[0], args[0]);
}

static void tell_if(struct macros *m, char *const *args, enum kconfig_severity severity)
{
	struct text whole = {0};

	if (strcmp(args[0], "y") != 0)
		return;
	text_addf(&whole, "%s:%d: %s", m->file, m->line, args[1]);
	kc_say(m->kc, severity, m->file, m->line, 0, text_string(&whole), args[1]);
	text_free(&whole);
}

static void call_warning_if(struct macros *m, char *const *args, struct text *out,
			    struct probe **probe)
{
	(void)out, (void)probe;
	/* Not a fault of the configuration: it does not count for KCONFIG_WERROR. */
	tell_if(m, args, KCONFIG_WARNING);
	if (strcmp(args[0], "y") == 0)
		m->kc->warnings--;
}

static void call_error_if(struct macros *m, char *const *args, struct text *out,
			  struct probe **probe)
{
	(void)out, (void)probe;
	tell_if(m, args, KCONFIG_ERROR);
	if (strcmp(args[0], "y") == 0)
		m->kc->fatal = true;
}

static const struct function {
	const char *name;
	int arguments;
	void (*call)(struct macros *m, char *const *args, struct text *out, struct probe **probe);
} functions[] = {
	{"error-if", 2, call_error_if}, {"filename", 0, call_filename},
	{"info", 1, call_info},         {"lineno", 0, call_lineno},
	{"shell", 1, call_shell},       {"warning-if", 2, call_warning_if},
};

static const char *environment(struct macros *m, const char *name)
{
	struct environment *e = m->environment;

	for (; e; e = e->next)
		if (strcmp(e->name, name) == 0)
			return e->value;
	const char *value = *name ? getenv(name) : NULL;
	if (!value)
		return NULL;
	e = arena_alloc(&m->kc->arena, sizeof(*e));
	e->name = arena_copy(&m->kc->arena, name, strlen(name));
	e->value = arena_copy(&m->kc->arena, value, strlen(value));
	struct environment **end = &m->environment;
	while (*end)
		end = &(*end)->next;
	*end = e;
	return e->value;
}

const char *macros_environment(const struct macros *m, int n, const char **value)
{
	const struct environment *e = m->environment;

	while (e && n-- > 0)
		e = e->next;
	if (!e)
		return NULL;
	*value = e->value;
	return e->name;
}

static void call_variable(struct macros *m, struct variable *v, const struct arguments *args,
			  struct text *out, struct probe **probe)
{
	if (v->flavour == MACRO_SIMPLE) {
		text_adds(out, v->value);
		return;
	}
	if (args->count == 0 && v->expanding) {
		fatal(m, "Recursive variable '%s' references itself (eventually)", v->name);
		return;
	}
	if (v->expanding > MAX_DEPTH) {
		fatal(m, "Too deep recursive expansion of '%s'", v->name);
		return;
	}
	v->expanding++;
	expand(m, v->value, strlen(v->value), args, out, probe);
	v->expanding--;
}

static void call(struct macros *m, const char *name, const struct arguments *args, struct text *out,
		 struct probe **probe)
{
	struct variable *v = *find(m, name);

	if (v) {
		call_variable(m, v, args, out, probe);
		return;
	}
	for (size_t i = 0; i < sizeof(functions) / sizeof(*functions); i++) {
		const struct function *f = &functions[i];

		if (strcmp(f->name, name) != 0)
			continue;
		if (args->count < f->arguments)
			fatal(m, "too few function arguments passed to '%s'", name);
		else if (args->count > f->arguments)
			fatal(m, "too many function arguments passed to '%s'", name);
		else
			f->call(m, args->values, out, probe);
		return;
	}
	const char *value = args->count ? NULL : environment(m, name);
	if (value)
		text_adds(out, value);
}

/* Cut TEXT at the commas outside of brackets and expand each part; the first is the name. */
static void call_clause(struct macros *m, const char *text, size_t length,
			const struct arguments *outer, struct text *out, struct probe **probe)
{
	struct text parts[MAX_ARGUMENTS] = {{0}};
	struct arguments args = {0};
	size_t start = 0;
	int count = 0, nest = 0;

	for (size_t i = 0; i <= length && !m->kc->fatal; i++) {
		if (i < length && text[i] == '(')
			nest++;
		else if (i < length && text[i] == ')')
			nest--;
		if (i < length && (text[i] != ',' || nest))
			continue;
		if (count == MAX_ARGUMENTS) {
			fatal(m, "too many function arguments");
			break;
		}
		expand(m, text + start, i - start, outer, &parts[count++], NULL);
		start = i + 1;
	}
	if (!m->kc->fatal) {
		args.count = count - 1;
		for (int i = 1; i < count; i++) {
			text_add(&parts[i], "", 0);
			args.values[i - 1] = parts[i].data;
		}
		call(m, text_string(&parts[0]), &args, out, probe);
	}
	for (int i = 0; i < count; i++)
		text_free(&parts[i]);
}

/* The number of bytes of the $(…) at TEXT, 0 when the bracket is never closed. */
static size_t clause_length(const char *text, size_t length)
{
	int nest = 0;

	for (size_t i = 1; i < length; i++) {
		if (text[i] == '(')
			nest++;
		else if (text[i] == ')' && --nest == 0)
			return i + 1;
	}
	return 0;
}

static void expand_clause(struct macros *m, const char *text, size_t length,
			  const struct arguments *args, struct text *out, struct probe **probe)
{
	struct text number = {0};

	text_add(&number, text + 2, length - 3);
	int n = atoi(number.data);
	text_free(&number);
	if (args && n > 0 && n <= args->count) {
		text_adds(out, args->values[n - 1]);
	} else if (m->depth > MAX_DEPTH) {
		fatal(m, "Too deep recursive expansion");
	} else {
		m->depth++;
		call_clause(m, text + 2, length - 3, args, out, probe);
		m->depth--;
	}
}

static size_t clause_at(struct macros *m, const char *text, size_t length)
{
	if (length < 2 || text[0] != '$' || text[1] != '(')
		return 0;
	size_t size = clause_length(text, length);
	if (!size) {
		struct text what = {0};

		text_add(&what, text + 2, length - 2);
		fatal(m, "unterminated reference to '%s': missing ')'", text_string(&what));
		text_free(&what);
	}
	return size;
}

static void expand(struct macros *m, const char *text, size_t length, const struct arguments *args,
		   struct text *out, struct probe **probe)
{
	for (size_t i = 0; i < length && !m->kc->fatal;) {
		const char *dollar = memchr(text + i, '$', length - i);
		size_t plain = dollar ? (size_t)(dollar - text) - i : length - i;

		text_add(out, text + i, plain);
		i += plain;
		if (i == length)
			break;
		size_t size = clause_at(m, text + i, length - i);
		if (size)
			expand_clause(m, text + i, size, args, out, size == length ? probe : NULL);
		else
			text_addc(out, '$');
		i += size ? size : 1;
	}
}

void macros_expand(struct macros *m, const char *text, size_t length, struct text *out)
{
	expand(m, text, length, NULL, out, NULL);
}

size_t macros_expand_one(struct macros *m, const char *text, size_t length, struct text *out,
			 struct probe **probe)
{
	size_t size = clause_at(m, text, length);

	if (size)
		expand_clause(m, text, size, NULL, out, probe);
	return size;
}
