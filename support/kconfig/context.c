/* The context: messages, names, life and death. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"
#include "macro.h"
#include "probe.h"

void kconfig_on_message(struct kconfig *kc, kconfig_message_fn *fn, void *data)
{
	kc->message_fn = fn;
	kc->message_data = data;
}

int kconfig_warnings(const struct kconfig *kc)
{
	return kc->warnings;
}

int kconfig_errors(const struct kconfig *kc)
{
	return kc->errors;
}

void kc_say(struct kconfig *kc, enum kconfig_severity severity, const char *file, int line,
	    int column, const char *compat, const char *text)
{
	struct kconfig_message message = {
		.severity = severity,
		.file = file,
		.line = line,
		.column = column,
		.text = text,
		.compat = compat,
	};

	if (probes_scouting(kc->probes))
		return;
	if (severity == KCONFIG_WARNING)
		kc->warnings++;
	if (severity == KCONFIG_ERROR)
		kc->errors++;
	if (kc->message_fn)
		kc->message_fn(kc->message_data, &message);
}

void kc_vmessage(struct kconfig *kc, enum kconfig_severity severity, const char *file, int line,
		 int column, const char *format, va_list arguments)
{
	struct text text = {0};

	text_vaddf(&text, format, arguments);
	kc_say(kc, severity, file, line, column, NULL, text_string(&text));
	text_free(&text);
}

void kc_message(struct kconfig *kc, enum kconfig_severity severity, const char *file, int line,
		int column, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	kc_vmessage(kc, severity, file, line, column, format, arguments);
	va_end(arguments);
}

char *kconfig_message_text(const struct kconfig_message *message)
{
	static const char *const words[] = {"", "warning: ", "error: "};
	const char *word = words[message->severity];
	struct text text = {0};

	if (message->compat) {
		text_adds(&text, message->compat);
		return text.data;
	}
	if (message->file && message->column)
		text_addf(&text, "%s:%d:%d: ", message->file, message->line, message->column);
	else if (message->file)
		/* Of warnings without a column the kernel's conf prints no blank. */
		text_addf(&text, "%s:%d:%s", message->file, message->line,
			  message->severity == KCONFIG_WARNING ? "" : " ");
	text_addf(&text, "%s%s", word, message->text);
	return text.data;
}

/* FNV-1a of 32 bits: the order of the buckets is the order of symbols in auto.conf and autoconf.h.
 */
static uint32_t hash_name(const char *name, size_t length)
{
	uint32_t hash = 2166136261u;

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)name[i]) * 0x01000193u;
	return hash;
}

struct kconfig_symbol *kc_new_symbol(struct kconfig *kc)
{
	struct kconfig_symbol *sym = arena_alloc(&kc->arena, sizeof(*sym));

	sym->properties_end = &sym->properties;
	sym->definitions_end = &sym->definitions;
	return sym;
}

static struct kconfig_symbol *find(struct kconfig *kc, const char *name, size_t length,
				   uint32_t hash, bool constant)
{
	struct kconfig_symbol *sym = kc->symbols[hash & (SYMBOL_BUCKETS - 1)];

	for (; sym; sym = sym->hash_next)
		if (sym->hash == hash && sym->constant == constant &&
		    strncmp(sym->name, name, length) == 0 && sym->name[length] == '\0')
			return sym;
	return NULL;
}

struct kconfig_symbol *kc_find(struct kconfig *kc, const char *name, size_t length)
{
	return find(kc, name, length, hash_name(name, length), false);
}

struct kconfig_symbol *kc_lookup(struct kconfig *kc, const char *name, size_t length, bool constant)
{
	if (length == 1 && kc->mod) {
		if (*name == 'y')
			return kc->yes;
		if (*name == 'm')
			return kc->mod;
		if (*name == 'n')
			return kc->no;
	}
	uint32_t hash = hash_name(name, length);
	struct kconfig_symbol *sym = find(kc, name, length, hash, constant);
	if (sym)
		return sym;
	sym = kc_new_symbol(kc);
	sym->name = arena_copy(&kc->arena, name, length);
	sym->hash = hash;
	sym->serial = kc->serial++;
	sym->constant = constant;
	sym->hash_next = kc->symbols[hash & (SYMBOL_BUCKETS - 1)];
	kc->symbols[hash & (SYMBOL_BUCKETS - 1)] = sym;
	return sym;
}

void kc_define(struct kconfig *kc, struct kconfig_symbol *sym)
{
	if (kc->defined_count == kc->defined_size) {
		kc->defined_size = kc->defined_size ? kc->defined_size * 2 : 1024;
		kc->defined = realloc(kc->defined, kc->defined_size * sizeof(sym));
		if (!kc->defined)
			abort();
	}
	sym->order = kc->defined_count;
	kc->defined[kc->defined_count++] = sym;
}

static struct kconfig_symbol *truth(struct kconfig *kc, const char *name,
				    enum kconfig_tristate value)
{
	struct kconfig_symbol *sym = kc_lookup(kc, name, 1, true);

	sym->type = KCONFIG_TRISTATE;
	sym->tri = value;
	sym->value = sym->name;
	return sym;
}

struct kconfig *kconfig_new(void)
{
	struct kconfig *kc = calloc(1, sizeof(*kc));

	if (!kc)
		return NULL;
	kc->symbols = calloc(SYMBOL_BUCKETS, sizeof(struct kconfig_symbol *));
	kc->expr_mask = (1 << 12) - 1;
	kc->exprs = calloc(kc->expr_mask + 1, sizeof(struct kconfig_expr *));
	kc->macros = macros_new(kc);
	kc->probes = probes_new();
	if (!kc->symbols || !kc->exprs || !kc->macros || !kc->probes) {
		kconfig_free(kc);
		return NULL;
	}
	kc->epoch = 1;
	kc->files_end = &kc->files;
	kc->title = "Main menu";
	kc->yes = truth(kc, "y", KCONFIG_Y);
	kc->no = truth(kc, "n", KCONFIG_N);
	kc->empty = kc_lookup(kc, "", 0, true);
	kc->mod = truth(kc, "m", KCONFIG_M);
	kc->expr_yes = kc_symbol_expr(kc, kc->yes);
	kc->expr_no = kc_symbol_expr(kc, kc->no);
	kc->expr_mod = kc_symbol_expr(kc, kc->mod);
	kc->modules = kc->no;
	return kc;
}

void kconfig_free(struct kconfig *kc)
{
	if (!kc)
		return;
	for (struct source_file *f = kc->files; f; f = f->next)
		free(f->data);
	macros_free(kc->macros);
	probes_free(kc->probes);
	free(kc->symbols);
	free(kc->exprs);
	free(kc->defined);
	free(kc->prefix);
	free(kc->config_path);
	arena_free(&kc->arena);
	free(kc);
}

int kconfig_set_dialect(struct kconfig *kc, const char *name)
{
	const struct dialect *dialect = kc_dialect_find(name);

	if (!dialect)
		return -EINVAL;
	kc->dialect = dialect;
	return 0;
}

const char *kconfig_dialect(const struct kconfig *kc)
{
	return kc->dialect ? kc->dialect->name : "linux";
}

const char *kconfig_dialect_name(int n)
{
	return kc_dialects[n].name;
}

void kconfig_set_jobs(struct kconfig *kc, int jobs)
{
	probes_set_jobs(kc->probes, jobs);
}

int kconfig_set_probe_cache(struct kconfig *kc, const char *file)
{
	return probes_set_cache(kc->probes, file);
}

const char *kconfig_title(const struct kconfig *kc)
{
	return kc->title;
}

const char *kconfig_prefix(const struct kconfig *kc)
{
	return kc->prefix ? kc->prefix : "CONFIG_";
}

const char *kconfig_file(const struct kconfig *kc, int n)
{
	const struct source_file *f = kc->files;

	while (f && n-- > 0)
		f = f->next;
	return f ? f->name : NULL;
}

const char *kconfig_config_path(const struct kconfig *kc)
{
	return kc->config_path ? kc->config_path : ".config";
}

static char *setting(const char *variable, const char *otherwise)
{
	const char *value = getenv(variable);

	return strdup(value ? value : otherwise);
}

int kconfig_load(struct kconfig *kc, const char *file)
{
	if (kc->files)
		return -EBUSY;
	kc->config_path = setting("KCONFIG_CONFIG", ".config");
	int status = kc_parse(kc, file);
	probes_parsed(kc->probes);
	kc->prefix = setting("CONFIG_", kc->dialect ? kc->dialect->prefix : "CONFIG_");
	if (status < 0)
		return status;
	kc_finish_tree(kc);
	return kc->errors ? -EINVAL : 0;
}

struct kconfig_symbol *kconfig_find(struct kconfig *kc, const char *name)
{
	struct kconfig_symbol *sym = kc_find(kc, name, strlen(name));

	return sym && sym->type != KCONFIG_UNKNOWN ? sym : NULL;
}

struct kconfig_symbol *kconfig_symbol(struct kconfig *kc, int n)
{
	return n >= 0 && (uint32_t)n < kc->defined_count ? kc->defined[n] : NULL;
}

int kconfig_save_probes(struct kconfig *kc)
{
	return probes_save(kc->probes);
}
