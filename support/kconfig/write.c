/* Writing .config and its minimal form. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "internal.h"

void kc_print_quoted(struct text *out, const char *value, bool raw)
{
	text_addc(out, '"');
	for (; *value; value++) {
		if (!raw && (*value == '"' || *value == '\\'))
			text_addc(out, '\\');
		text_addc(out, *value);
	}
	text_addc(out, '"');
}

/* With 0x, and an int that is not set as 0. */
static void print_old_number(struct text *out, const struct kconfig_symbol *sym, const char *value)
{
	if (sym->type == KCONFIG_INT && !*value)
		value = "0";
	kc_print_number(out, sym, value);
}

/* One line of .config. */
void kc_print_symbol(struct kconfig *kc, struct text *out, struct kconfig_symbol *sym)
{
	const char *value = kconfig_value(kc, sym), *prefix = kconfig_prefix(kc);
	bool logical = sym->type == KCONFIG_BOOL || sym->type == KCONFIG_TRISTATE;

	if (sym->type == KCONFIG_UNKNOWN)
		return;
	if (logical && *value == 'n') {
		text_adds(out, "# ");
		text_adds(out, prefix);
		text_adds(out, sym->name);
		text_adds(out, " is not set\n");
		return;
	}
	text_adds(out, prefix);
	text_adds(out, sym->name);
	text_addc(out, '=');
	if (sym->type == KCONFIG_STRING)
		kc_print_quoted(out, value, kc->dialect->flags & DIALECT_RAW_STRINGS);
	else if (kc->dialect->flags & DIALECT_OLD_WRITE)
		print_old_number(out, sym, value);
	else
		text_adds(out, value);
	text_addc(out, '\n');
}

/* Print the time of this writing, in the order of digits or as date(1) has it, unless none is
 * wanted. */
void kc_print_time(struct text *out, bool digits)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH"), *none = getenv("KCONFIG_NOTIMESTAMP");
	bool fixed = epoch && *epoch;
	time_t now = time(NULL);
	struct tm tm;
	char date[128];

	if (none && *none)
		return;
	if (fixed) {
		now = (time_t)strtoll(epoch, NULL, 10);
		gmtime_r(&now, &tm);
	} else {
		localtime_r(&now, &tm);
	}
	if (digits && fixed) /* gmtime says GMT, date -u and BusyBox's conf say UTC */
		strftime(date, sizeof(date), "%Y-%m-%d %H:%M:%S UTC", &tm);
	else if (digits)
		strftime(date, sizeof(date), "%Y-%m-%d %H:%M:%S %Z", &tm);
	else
		strftime(date, sizeof(date), "# %a %b %e %H:%M:%S %Y\n", &tm);
	text_adds(out, date);
}

static void print_header(struct kconfig *kc, struct text *out)
{
	if (!(kc->dialect->flags & DIALECT_BUSYBOX_HEADER)) {
		text_addf(out, "#\n# Automatically generated file; DO NOT EDIT.\n# %s\n#\n",
			  kc->title);
		return;
	}
	const char *version = getenv("KERNELVERSION");
	text_addf(out,
		  "#\n# Automatically generated make config: don't edit\n# Busybox version: %s\n",
		  version ? version : "");
	kc_print_time(out, false);
	text_adds(out, "#\n");
}

/* Print each symbol that is written, once, under the titles of its menus. */
void kc_print_menus(struct kconfig *kc, struct text *out, const struct config_form *form)
{
	bool separate = false;

	for (uint32_t i = 0; i < kc->defined_count; i++)
		kc->defined[i]->written = false;
	for (struct kconfig_menu *m = kc->root.child, *next; m; m = next) {
		struct kconfig_symbol *sym = m->symbol;

		if (!sym && kconfig_menu_visible(kc, m)) {
			text_adds(out, form->before);
			text_adds(out, m->prompt->text);
			text_adds(out, form->after);
			separate = false;
		} else if (sym && !sym->is_choice && !sym->written && kconfig_written(kc, sym)) {
			if (separate)
				text_addc(out, '\n');
			separate = false;
			sym->written = true;
			form->print(kc, out, sym);
		}
		next = m->child;
		for (; !next; m = m->parent) {
			if (m == &kc->root)
				return;
			if (form->ends && !m->symbol && m->kind == KCONFIG_MENU &&
			    kconfig_menu_visible(kc, m)) {
				text_addf(out, "# end of %s\n", m->prompt->text);
				separate = true;
			}
			next = m->next;
		}
	}
}

/* What is saved now is what later changes are counted from. */
void kc_remember_saved(struct kconfig *kc)
{
	for (uint32_t i = 0; i < kc->defined_count; i++)
		kc->defined[i]->saved = kconfig_value(kc, kc->defined[i]);
}

const char *kconfig_saved_value(const struct kconfig_symbol *sym)
{
	return sym->saved;
}

bool kconfig_symbol_changed(struct kconfig *kc, struct kconfig_symbol *sym)
{
	return sym->saved && strcmp(sym->saved, kconfig_value(kc, sym)) != 0;
}

bool kconfig_changed(struct kconfig *kc)
{
	return kc->changed;
}

int kconfig_write(struct kconfig *kc, const char *path)
{
	const char *target = path ? path : kconfig_config_path(kc);
	const char *overwrite = getenv("KCONFIG_OVERWRITECONFIG");
	char *real = overwrite && *overwrite ? realpath(target, NULL) : NULL;
	struct text out = {0};
	struct stat st;
	int status;

	if (stat(target, &st) == 0 && S_ISDIR(st.st_mode)) {
		status = -EISDIR;
		goto out;
	}
	/* What nothing has changed since it was read is computed anew, and warned about again. */
	if (!kc->changed)
		kc_invalidate(kc);
	print_header(kc, &out);
	kc_print_menus(kc, &out,
		       &(struct config_form){"\n#\n# ", "\n#\n", kc_print_symbol,
					     kc->dialect->flags & DIALECT_END_MENU});
	status = kc_write_file(real ? real : target, &out, true, !real);
	if (status == 1)
		kc_message(kc, KCONFIG_INFO, NULL, 0, 0, "#\n# No change to %s\n#", target);
	else if (status == 0)
		kc_message(kc, KCONFIG_INFO, NULL, 0, 0, "#\n# configuration written to %s\n#",
			   target);
	if (status >= 0) {
		kc->changed = false;
		kc_remember_saved(kc);
		status = 0;
	}
	if (status == 0 && !path && (kc->dialect->flags & DIALECT_BUSYBOX_HEADER))
		status = kc_write_busybox(kc);
out:
	text_free(&out);
	free(real);
	return status;
}

/* True when the line can be left out of a defconfig. */
static bool is_default(struct kconfig *kc, struct kconfig_symbol *sym)
{
	if (!kconfig_changeable(kc, sym))
		return true;
	if (strcmp(kconfig_value(kc, sym), kconfig_default_value(kc, sym)) == 0)
		return true;
	/* The member that the choice takes by itself. */
	return sym->choice && !sym->choice->optional && sym->type == KCONFIG_BOOL &&
	       kconfig_tristate(kc, sym) == KCONFIG_Y && kc_choice_default(kc, sym->choice) == sym;
}

int kconfig_write_minimal(struct kconfig *kc, const char *path)
{
	struct text out = {0};

	kc_invalidate(kc);
	for (uint32_t i = 0; i < kc->defined_count; i++)
		kc->defined[i]->written = false;
	for (struct kconfig_menu *m = kc->root.child; m; m = kconfig_menu_walk(m)) {
		struct kconfig_symbol *sym = m->symbol;

		if (!sym || sym->is_choice || sym->written || !kconfig_written(kc, sym))
			continue;
		sym->written = true;
		if (!is_default(kc, sym))
			kc_print_symbol(kc, &out, sym);
	}
	int status = kc_write_file(path, &out, false, false);
	text_free(&out);
	return status;
}
