/*
 * Reading .config, defconfigs and fragments. A line is `PREFIX_NAME=value`, with strings in "" and
 * \ before " and \, or `# PREFIX_NAME is not set`; other lines with # are comments.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

struct reader {
	struct kconfig *kc;
	const char *file;
	int line;
	bool unknown; /* say when a name is unknown */
	bool old;     /* as conf did before Linux 6.7 */
	bool busybox; /* as conf did in 2.6 */
	bool unsaved;
	int warnings;
};

__attribute__((format(printf, 2, 3))) static void warn(struct reader *r, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	kc_vmessage(r->kc, KCONFIG_WARNING, r->file, r->line, 0, format, arguments);
	va_end(arguments);
	r->warnings++;
}

/* Undo the quoting of a string in place; NULL when it is not a string. */
char *kc_unquote(char *value, bool raw)
{
	char *out = value;

	if (*value++ != '"')
		return NULL;
	char *start = out;
	for (; *value && *value != '"'; *out++ = *value++)
		if (*value == '\\' && value[1]) {
			if (raw)
				*out++ = *value;
			value++;
		}
	if (*value != '"')
		return NULL;
	*out = '\0';
	return start;
}

static bool assign_logical(struct kconfig_symbol *sym, const char *value)
{
	if (*value == 'm' && sym->type == KCONFIG_TRISTATE)
		sym->user_tri = KCONFIG_M;
	else if (*value == 'y')
		sym->user_tri = KCONFIG_Y;
	else if (*value == 'n')
		sym->user_tri = KCONFIG_N;
	else
		return false;
	return true;
}

/* Was a member of the choice already set by the file that is being read? */
static bool is_made(const struct reader *r, const struct kconfig_symbol *choice)
{
	for (uint32_t i = 0; i < choice->member_count; i++) {
		const struct kconfig_symbol *member = choice->members[i];

		if (member->has_user && member->read == r->kc->reads &&
		    member->user_tri == KCONFIG_Y)
			return true;
	}
	return false;
}

static void assign(struct reader *r, struct kconfig_symbol *sym, char *value)
{
	/* Twice in one file is a mistake; a fragment is there to override. Of old the first won. */
	if (sym->has_user && sym->read == r->kc->reads) {
		if (r->busybox) {
			warn(r, "trying to reassign symbol %s", sym->name);
			return;
		}
		warn(r, "override: reassigning to symbol %s", sym->name);
	}
	if (sym->type == KCONFIG_BOOL || sym->type == KCONFIG_TRISTATE) {
		if (!assign_logical(sym, value)) {
			warn(r, "symbol value '%s' invalid for %s", value, sym->name);
			return;
		}
	} else {
		char *text = value;

		/* What is not quoted at all is passed over in silence. */
		if (sym->type == KCONFIG_STRING && *value != '"')
			return;
		if (sym->type == KCONFIG_STRING &&
		    !(text = kc_unquote(value, r->kc->dialect->flags & DIALECT_RAW_STRINGS))) {
			warn(r, "invalid string found");
			return;
		}
		if (!kc_valid_text(sym, text)) {
			warn(r, "symbol value '%s' invalid for %s", text, sym->name);
			return;
		}
		sym->user_value = arena_copy(&r->kc->arena, text, strlen(text));
	}
	if (sym->choice && (r->kc->dialect->flags & DIALECT_OLD_CHOICE) &&
	    sym->user_tri == KCONFIG_Y && is_made(r, sym->choice))
		warn(r, "override: %s changes choice state%s", sym->name, "");
	sym->has_user = true;
	sym->read = r->kc->reads;
	/* Of members of a choice that contradict each other the last one wins. */
	if (sym->choice)
		sym->rank = ++r->kc->rank;
}

/* Cut a line that is not empty into *NAME and *VALUE; false when there is nothing to assign. */
static bool cut_line(struct reader *r, char *line, char **name, char **value)
{
	static const char not_set[] = " is not set";
	static char no[] = "n";
	const char *prefix = kconfig_prefix(r->kc);
	size_t length = strlen(prefix);

	if (*line == '#') {
		if (line[1] != ' ' || strncmp(line + 2, prefix, length) != 0)
			return false;
		*name = line + 2 + length;
		*value = strchr(*name, ' ');
		if (!*value || strncmp(*value, not_set, strlen(not_set)) != 0 ||
		    ((*value)[strlen(not_set)] && !r->old))
			return false;
		**value = '\0';
		*value = no;
		return true;
	}
	bool named = strncmp(line, prefix, length) == 0;
	*name = line + length;
	*value = named ? strchr(line, '=') : NULL;
	if (*value) {
		*(*value)++ = '\0';
		return true;
	}
	if (r->busybox && !named)
		warn(r, "unexpected data");
	else if (!named || !r->old)
		warn(r, "unexpected data: %s", line);
	return false;
}

static void read_line(struct reader *r, char *line)
{
	bool unset = *line == '#';
	char *name, *value;

	if (*line == '\0' || !cut_line(r, line, &name, &value))
		return;
	struct kconfig_symbol *sym = kc_find(r->kc, name, strlen(name));
	if (sym && sym->type != KCONFIG_UNKNOWN) {
		/* Of old a number was not unset, and not complained about either. */
		if (!r->old || !unset || sym->type <= KCONFIG_TRISTATE)
			assign(r, sym, value);
		return;
	}
	/* Of old a name that is only asked about, nowhere defined, could be set; once. */
	if (sym && r->old && !r->busybox) {
		if (sym->read == r->kc->reads)
			warn(r, "override: reassigning to symbol %s", sym->name);
		sym->read = r->kc->reads;
	}
	if (r->busybox && strcmp(name, "MODULES") != 0)
		warn(r, "trying to assign nonexistent symbol %s", name);
	else if (!r->busybox && r->unknown)
		warn(r, "unknown symbol: %s", name);
	r->unsaved = true;
}

static void read_lines(struct reader *r, char *data, size_t length)
{
	char *end = data + length;

	for (r->line = 1; data < end; r->line++) {
		char *newline = memchr(data, '\n', (size_t)(end - data));
		char *stop = newline ? newline : end;

		if (stop > data && stop[-1] == '\r')
			stop[-1] = '\0';
		*stop = '\0';
		read_line(r, data);
		data = stop + 1;
	}
}

static int read_file(struct kconfig *kc, const char *path, struct reader *r)
{
	size_t length;
	char *found = kc_find_file(path);
	char *data = found ? kc_slurp(found, &length) : NULL;
	int status = data ? 0 : -errno;

	*r = (struct reader){.kc = kc, .file = path};
	kc->reads++;
	if (data) {
		r->unknown = getenv("KCONFIG_WARN_UNKNOWN_SYMBOLS") != NULL;
		r->old = kc->dialect->flags & DIALECT_OLD_TABLE;
		r->busybox = kc->dialect->flags & DIALECT_OLD_WRITE;
		r->file = arena_copy(&kc->arena, path, strlen(path));
		read_lines(r, data, length);
		kc_invalidate(kc);
	}
	free(data);
	free(found);
	return status;
}

static void forget_all(struct kconfig *kc)
{
	for (uint32_t i = 0; i < kc->defined_count; i++) {
		kc->defined[i]->has_user = false;
		kc->defined[i]->rank = 0;
	}
	kc->rank = 0;
	kc_invalidate(kc);
}

/* True when the symbol's value is not what was read for it. */
static bool differs(struct kconfig *kc, struct kconfig_symbol *sym)
{
	kc_calc(kc, sym);
	if (sym->no_write)
		return false;
	if (!sym->has_user || !sym->write)
		return sym->has_user || sym->write;
	if (sym->type == KCONFIG_BOOL || sym->type == KCONFIG_TRISTATE)
		return sym->user_tri != sym->tri;
	return strcmp(sym->value, sym->user_value) != 0;
}

/* Of old choices were in the first place of the table of symbols, the last one first. */
static void calc_choices(struct kconfig *kc, struct kconfig_menu *menu)
{
	if (!menu)
		return;
	calc_choices(kc, menu->next);
	calc_choices(kc, menu->child);
	if (menu->kind == KCONFIG_CHOICE)
		kc_calc(kc, menu->symbol);
}

/*
 * Of old what a .config said of a hidden symbol was no wish of anybody: the symbol was new when it
 * came to be shown. What is out of range is brought into it; of old it was dropped.
 */
static void settle(struct kconfig *kc, struct reader *r)
{
	bool unsaved = r->unsaved;

	/* The order of computing is that of the warnings. */
	struct kconfig_symbol **list = kc_in_order(kc);
	kc_calc(kc, kc->modules);
	if (kc->dialect->flags & DIALECT_OLD_TABLE)
		calc_choices(kc, kc->root.child);
	for (size_t i = 0; list && list[i]; i++)
		if (differs(kc, list[i]))
			unsaved = true;
	free(list);
	for (uint32_t i = 0; i < kc->defined_count; i++) {
		struct kconfig_symbol *sym = kc->defined[i];

		if (!sym->has_user || sym->choice || sym->transitional)
			continue;
		if (sym->visible == KCONFIG_N && !unsaved &&
		    (kc->dialect->flags & DIALECT_OLD_TABLE))
			sym->has_user = false;
		if (sym->type <= KCONFIG_TRISTATE || kc_in_range(kc, sym, sym->user_value))
			continue;
		if (kc->dialect->flags & DIALECT_DROP_RANGE) {
			sym->has_user = false;
			sym->epoch = 0;
		}
		unsaved = true;
	}
	kc->changed = unsaved || r->warnings;
}

/* The first file of $KCONFIG_DEFCONFIG_LIST that can be read. */
static int read_default(struct kconfig *kc, struct reader *r)
{
	const char *list = getenv("KCONFIG_DEFCONFIG_LIST");
	char *copy = list ? strdup(list) : NULL, *state = NULL;
	int status = -ENOENT;

	for (char *name = copy ? strtok_r(copy, " \t\n", &state) : NULL; name && status < 0;
	     name = strtok_r(NULL, " \t\n", &state)) {
		status = read_file(kc, name, r);
		if (status == 0)
			kc_message(kc, KCONFIG_INFO, NULL, 0, 0,
				   "#\n# using defaults found in %s\n#", name);
	}
	free(copy);
	return status;
}

int kconfig_read(struct kconfig *kc, const char *path)
{
	struct reader reader = {.kc = kc};

	forget_all(kc);
	int status = read_file(kc, path ? path : kconfig_config_path(kc), &reader);
	if (status < 0 && !path) {
		status = read_default(kc, &reader);
		reader.unsaved = true;
	}
	if (status < 0) {
		kc_calc(kc, kc->modules);
		kc->changed = true;
		kc_remember_saved(kc);
		return status == -ENOENT ? 1 : status;
	}
	settle(kc, &reader);
	kc_remember_saved(kc);
	return 0;
}

int kconfig_read_more(struct kconfig *kc, const char *path)
{
	struct reader reader;
	int status = read_file(kc, path, &reader);

	if (status == 0)
		kc->changed = true;
	return status;
}
