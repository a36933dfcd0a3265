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

static void print_escaped(struct text *out, const char *value, bool raw)
{
	text_addc(out, '"');
	for (; *value; value++) {
		if (!raw && (*value == '"' || *value == '\\'))
			text_addc(out, '\\');
		text_addc(out, *value);
	}
	text_addc(out, '"');
}

/* Strings are not quoted: make takes the line as it is. */
static void print_make(struct kconfig *kc, struct text *out, struct kconfig_symbol *sym)
{
	const char *value = kconfig_value(kc, sym);

	if (sym->type <= KCONFIG_TRISTATE && *value == 'n')
		return;
	text_addf(out, "%s%s=", kconfig_prefix(kc), sym->name);
	text_adds(out, value);
	text_addc(out, '\n');
}

static void print_c(struct kconfig *kc, struct text *out, struct kconfig_symbol *sym)
{
	const char *value = kconfig_value(kc, sym), *suffix = "", *hex = "";

	if (sym->type <= KCONFIG_TRISTATE) {
		if (*value == 'n')
			return;
		suffix = *value == 'm' ? "_MODULE" : "";
		value = "1";
	}
	if (sym->type == KCONFIG_HEX && value[0] != '\0' &&
	    !(value[0] == '0' && tolower((unsigned char)value[1]) == 'x'))
		hex = "0x";
	text_addf(out, "#define %s%s%s %s", kconfig_prefix(kc), sym->name, suffix, hex);
	if (sym->type == KCONFIG_STRING)
		print_escaped(out, value, kc->dialect->flags & DIALECT_RAW_STRINGS);
	else
		text_adds(out, value);
	text_addc(out, '\n');
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
	print_escaped(out, value, kc->dialect->flags & DIALECT_RAW_STRINGS);
	text_addc(out, '\n');
}

static void each_written(struct kconfig *kc, struct text *out, print_fn *print)
{
	for (uint32_t i = 0; i < SYMBOL_BUCKETS; i++)
		for (struct kconfig_symbol *sym = kc->symbols[i]; sym; sym = sym->hash_next)
			if (!sym->constant && sym->type != KCONFIG_UNKNOWN && !sym->is_choice &&
			    kconfig_written(kc, sym))
				print(kc, out, sym);
}

static int write_list(struct kconfig *kc, const char *path, const char *before, const char *mark,
		      const char *after, print_fn *print)
{
	struct text out = {0};

	if (mark)
		text_addf(&out, "%s%s Automatically generated file; DO NOT EDIT.\n%s %s\n%s",
			  before, mark, mark, kc->title, after);
	each_written(kc, &out, print);
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

static int touch(const char *folder, const char *name)
{
	char *path = NULL;

	if (asprintf(&path, "%s%s", folder, name) < 0)
		return -ENOMEM;
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
		return touch(folder, line + length);
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
			status = touch(folder, kc->defined[i]->name);
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
	int status = write_command(kc, autoconf);

	/* BusyBox has no auto.conf, and splits its header by a program of its own. */
	bool old = kc->dialect->flags & DIALECT_OLD_WRITE;
	if (status >= 0 && !old)
		status = touch_changed(kc, autoconf);
	if (status >= 0)
		status = write_list(kc, header, "/*\n", " *", " */\n", print_c);
	if (status >= 0 && (kc->dialect->flags & DIALECT_RUST))
		status = write_list(kc, rust, "", NULL, "", print_rust);
	/* Last: make takes its time as that of the whole. */
	if (status >= 0 && !old)
		status = write_list(kc, autoconf, "#\n", "#", "#\n", print_make);
	return status < 0 ? status : 0;
}

bool kconfig_always_syncs(const struct kconfig *kc)
{
	return !(kc->dialect->flags & DIALECT_SYNC_ONLY);
}
