/*
 * What a build reads of a configuration: auto.conf (make), autoconf.h (C), rustc_cfg (Rust),
 * auto.conf.cmd (when to make them anew) and include/config/NAME, an empty file for each symbol
 * whose time is that of its last change.
 */
#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "internal.h"
#include "macro.h"

typedef void print_fn(struct kconfig *kc, struct text *out, struct kconfig_symbol *sym);

static const char *setting(const char *variable, const char *otherwise)
{
	const char *value = getenv(variable);

	return value ? value : otherwise;
}

static bool has(const struct kconfig *kc, unsigned flag)
{
	return kc->dialect->flags & flag;
}

void kc_print_number(struct text *out, const struct kconfig_symbol *sym, const char *value)
{
	if (sym->type == KCONFIG_HEX && *value != '\0' &&
	    !(value[0] == '0' && tolower((unsigned char)value[1]) == 'x'))
		text_adds(out, "0x");
	text_adds(out, value);
}

/* Today strings are not quoted: make takes the line as it is. */
static void print_make(struct kconfig *kc, struct text *out, struct kconfig_symbol *sym)
{
	const char *value = kconfig_value(kc, sym);

	if (sym->type <= KCONFIG_TRISTATE && *value == 'n')
		return;
	text_addf(out, "%s%s=", kconfig_prefix(kc), sym->name);
	if (sym->type == KCONFIG_STRING && has(kc, DIALECT_OLD_SYNC))
		kc_print_quoted(out, value, has(kc, DIALECT_RAW_STRINGS));
	else
		text_adds(out, value);
	text_addc(out, '\n');
}

static void print_c(struct kconfig *kc, struct text *out, struct kconfig_symbol *sym)
{
	const char *value = kconfig_value(kc, sym), *suffix = "";

	if (sym->type <= KCONFIG_TRISTATE) {
		if (*value == 'n')
			return;
		suffix = *value == 'm' ? "_MODULE" : "";
		value = "1";
	}
	text_addf(out, "#define %s%s%s ", kconfig_prefix(kc), sym->name, suffix);
	if (sym->type == KCONFIG_STRING)
		kc_print_quoted(out, value, has(kc, DIALECT_RAW_STRINGS));
	else
		kc_print_number(out, sym, value);
	text_addc(out, '\n');
}

/* tristate.conf, of old: Y or M for what could be a module. */
static void print_tristate(struct kconfig *kc, struct text *out, struct kconfig_symbol *sym)
{
	const char *value = kconfig_value(kc, sym);

	if (sym->type == KCONFIG_TRISTATE && *value != 'n')
		text_addf(out, "%s%s=%c\n", kconfig_prefix(kc), sym->name, toupper(*value));
}

static void print_rust(struct kconfig *kc, struct text *out, struct kconfig_symbol *sym)
{
	const char *value = kconfig_value(kc, sym), *prefix = kconfig_prefix(kc);

	if (sym->type <= KCONFIG_TRISTATE) {
		if (*value == 'n')
			return;
		/* Both: `cfg(X)` asks whether it is on, `cfg(X = "y")` how. */
		text_addf(out, "--cfg=%s%s\n", prefix, sym->name);
	}
	if (sym->type == KCONFIG_HEX &&
	    !(value[0] == '0' && tolower((unsigned char)value[1]) == 'x')) {
		text_addf(out, "--cfg=%s%s=\"0x%s\"\n", prefix, sym->name, value);
		return;
	}
	text_addf(out, "--cfg=%s%s=", prefix, sym->name);
	kc_print_quoted(out, value, has(kc, DIALECT_RAW_STRINGS));
	text_addc(out, '\n');
}

/* The table of names of old had fewer places; the latest name comes first in each. */
static int by_old_place(const void *a, const void *b)
{
	enum { OLD_BUCKETS = 9973 };
	const struct kconfig_symbol *x = *(struct kconfig_symbol *const *)a;
	const struct kconfig_symbol *y = *(struct kconfig_symbol *const *)b;
	uint32_t place_x = x->hash % OLD_BUCKETS, place_y = y->hash % OLD_BUCKETS;

	if (place_x != place_y)
		return place_x < place_y ? -1 : 1;
	return x->serial > y->serial ? -1 : x->serial < y->serial;
}

/* All symbols with a name, in the order of the table that they are kept in; to be freed. */
struct kconfig_symbol **kc_in_order(struct kconfig *kc)
{
	struct kconfig_symbol **list =
		malloc((kc->defined_count + 1) * sizeof(struct kconfig_symbol *));
	uint32_t count = 0;

	if (!list)
		return NULL;
	for (uint32_t i = 0; i < SYMBOL_BUCKETS; i++)
		for (struct kconfig_symbol *sym = kc->symbols[i]; sym; sym = sym->hash_next)
			if (!sym->constant && sym->type != KCONFIG_UNKNOWN && !sym->is_choice &&
			    sym->definitions)
				list[count++] = sym;
	list[count] = NULL;
	if (has(kc, DIALECT_OLD_TABLE))
		qsort(list, count, sizeof(struct kconfig_symbol *), by_old_place);
	return list;
}

/* The form of the comment at the top of a file. */
enum comment { NO_COMMENT, MAKE_COMMENT, C_COMMENT };

static void print_comment(struct kconfig *kc, struct text *out, enum comment comment)
{
	const char *mark = comment == C_COMMENT ? " *" : "#";
	const char *space = comment == C_COMMENT && has(kc, DIALECT_OLD_SYNC) ? " *\n" : "";

	if (comment == NO_COMMENT)
		return;
	text_addf(out, "%s\n%s%s Automatically generated file; DO NOT EDIT.\n%s %s\n%s%s\n",
		  comment == C_COMMENT ? "/*" : "#", space, mark, mark, kc->title, space,
		  comment == C_COMMENT ? " */" : "#");
}

static int write_list(struct kconfig *kc, const char *path, enum comment comment, print_fn *print)
{
	struct kconfig_symbol **list = kc_in_order(kc);
	struct text out = {0};

	if (!list)
		return -ENOMEM;
	print_comment(kc, &out, comment);
	for (size_t i = 0; list[i]; i++)
		if (kconfig_written(kc, list[i]))
			print(kc, &out, list[i]);
	int status = kc_write_file(path, &out, false, false);
	text_free(&out);
	free(list);
	return status;
}

/* The files that were read, the last one first, each once. */
void kc_print_old_files(struct kconfig *kc, struct text *out)
{
	size_t count = 0;

	for (const struct source_file *f = kc->files; f; f = f->next)
		count++;
	const char **names = calloc(count + 1, sizeof(*names));
	if (!names)
		return;
	count = 0;
	for (const struct source_file *f = kc->files; f; f = f->next) {
		bool known = false;

		for (size_t i = 0; i < count && !known; i++)
			known = strcmp(names[i], f->name) == 0;
		if (!known)
			names[count++] = f->name;
	}
	text_adds(out, "deps_config := \\\n");
	while (count-- > 0)
		text_addf(out, "\t%s%s\n", names[count], count ? " \\" : "");
	free(names);
}

static int write_old_command(struct kconfig *kc, const char *autoconf, const char *path)
{
	const char *name, *value;
	struct text out = {0};

	kc_print_old_files(kc, &out);
	text_addf(&out, "\n%s: \\\n\t$(deps_config)\n\n", autoconf);
	for (int i = 0; (name = macros_environment(kc->macros, i, &value)); i++)
		text_addf(&out, "ifneq \"$(%s)\" \"%s\"\n%s: FORCE\nendif\n", name, value,
			  autoconf);
	text_adds(&out, "\n$(deps_config): ;\n");
	int status = kc_write_file(path, &out, false, false);
	text_free(&out);
	return status;
}

static int write_command(struct kconfig *kc, const char *autoconf)
{
	const char *name, *value;
	struct text out = {0};
	char *path = NULL;

	if (asprintf(&path, "%s.cmd", autoconf) < 0)
		return -ENOMEM;
	if (has(kc, DIALECT_OLD_TABLE)) {
		int old_status = write_old_command(kc, autoconf, path);

		free(path);
		return old_status;
	}
	text_addf(&out, "autoconfig := %s\n", autoconf);
	text_adds(&out, "\ndeps_config := \\\n");
	for (const struct source_file *f = kc->files; f; f = f->next)
		text_addf(&out, "\t%s \\\n", f->name);
	text_adds(&out, "\n$(autoconfig): $(deps_config)\n$(deps_config): ;\n");
	for (int i = 0; (name = macros_environment(kc->macros, i, &value)); i++)
		text_addf(&out, "\nifneq \"$(%s)\" \"%s\"\n$(autoconfig): FORCE\nendif\n", name,
			  value);
	int status = kc_write_file(path, &out, false, false);
	text_free(&out);
	free(path);
	return status;
}

/* ---- include/config/NAME ---- */

static int touch(const struct kconfig *kc, const char *folder, const char *name)
{
	bool old = has(kc, DIALECT_OLD_SYNC);
	char *path = NULL;

	if (asprintf(&path, "%s%s%s", folder, name, old ? ".h" : "") < 0)
		return -ENOMEM;
	/* Of old A_B was a/b.h. */
	for (char *p = path + strlen(folder); old && *p; p++)
		*p = *p == '_' ? '/' : (char)tolower((unsigned char)*p);
	int status = kc_make_parents(path);
	int fd = status < 0 ? -1 : open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0) {
		status = status < 0 ? status : -errno;
	} else {
		futimens(fd, NULL);
		close(fd);
	}
	free(path);
	return status;
}

/* One line of the former auto.conf: touch what is gone, remember the rest in `before`. */
static int read_former_line(struct kconfig *kc, const char **before, const char *folder, char *line)
{
	const char *prefix = kconfig_prefix(kc);
	size_t length = strlen(prefix);
	char *value = strncmp(line, prefix, length) == 0 ? strchr(line, '=') : NULL;

	if (*line == '#' || !value)
		return 0;
	*value++ = '\0';
	struct kconfig_symbol *sym = kc_find(kc, line + length, strlen(line + length));
	if (!sym || sym->type == KCONFIG_UNKNOWN || sym->is_choice)
		return touch(kc, folder, line + length);
	if (sym->type == KCONFIG_STRING && has(kc, DIALECT_OLD_SYNC))
		value = kc_unquote(value, has(kc, DIALECT_RAW_STRINGS));
	before[sym->order] = value;
	return 0;
}

/* Was the symbol's line another one? Lines that say n are not there. */
static bool was_different(struct kconfig *kc, struct kconfig_symbol *sym, const char *before)
{
	const char *now = kconfig_value(kc, sym);

	if (!kconfig_written(kc, sym) || (sym->type <= KCONFIG_TRISTATE && *now == 'n'))
		return before && strcmp(before, "n") != 0;
	return !before || strcmp(before, now) != 0;
}

static int touch_changed(struct kconfig *kc, const char *autoconf)
{
	const char *slash = strrchr(autoconf, '/');
	char *folder = slash ? strndup(autoconf, (size_t)(slash - autoconf) + 1) : strdup("");
	const char **before = calloc(kc->defined_count + 1, sizeof(*before));
	size_t length;
	char *data = kc_slurp(autoconf, &length), *state = NULL;
	int status = folder && before ? 0 : -ENOMEM;

	for (char *line = data ? strtok_r(data, "\n", &state) : NULL; line && status == 0;
	     line = strtok_r(NULL, "\n", &state))
		status = read_former_line(kc, before, folder, line);
	for (uint32_t i = 0; i < kc->defined_count && status == 0; i++)
		if (!kc->defined[i]->no_write && was_different(kc, kc->defined[i], before[i]))
			status = touch(kc, folder, kc->defined[i]->name);
	free(data);
	free(before);
	free(folder);
	return status;
}

int kconfig_write_auto(struct kconfig *kc)
{
	const char *autoconf = setting("KCONFIG_AUTOCONFIG", kc->dialect->autoconf);
	const char *header = setting("KCONFIG_AUTOHEADER", kc->dialect->autoheader);
	const char *rust = setting("KCONFIG_RUSTCCFG", "include/generated/rustc_cfg");
	const char *tristate = setting("KCONFIG_TRISTATE", "include/config/tristate.conf");

	if (has(kc, DIALECT_BUSYBOX_HEADER))
		return kc_write_busybox(kc);
	int status = write_command(kc, autoconf);
	if (status >= 0)
		status = touch_changed(kc, autoconf);
	if (status >= 0)
		status = write_list(kc, header, C_COMMENT, print_c);
	if (status >= 0 && has(kc, DIALECT_RUST))
		status = write_list(kc, rust, NO_COMMENT, print_rust);
	if (status >= 0 && has(kc, DIALECT_OLD_SYNC))
		status = write_list(kc, tristate, MAKE_COMMENT, print_tristate);
	/* Last: make takes its time as that of the whole. */
	if (status >= 0)
		status = write_list(kc, autoconf, MAKE_COMMENT, print_make);
	return status < 0 ? status : 0;
}

bool kconfig_always_syncs(const struct kconfig *kc)
{
	return !(kc->dialect->flags & DIALECT_SYNC_ONLY);
}
