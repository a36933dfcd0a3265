/*
 * What BusyBox's build reads beside .config: include/autoconf.h, in which each option is a macro of
 * the preprocessor, one that is 0 or 1, and two that keep or drop their arguments; and .kconfig.d,
 * which tells make of what .config and the header are made.
 */
#include <stdlib.h>

#include "internal.h"

/* The programs that run with the rights of root are made of the options that name themselves. */
static void print_wrappers(struct text *out, const char *name)
{
	text_addf(out, "#ifdef MAKE_SUID\n");
	text_addf(out, "# define IF_%s(...) __VA_ARGS__ \"CONFIG_%s\"\n", name, name);
	text_addf(out, "#else\n# define IF_%s(...) __VA_ARGS__\n#endif\n", name);
	text_addf(out, "#define IF_NOT_%s(...)\n", name);
}

static void print_macros(struct kconfig *kc, struct text *out, struct kconfig_symbol *sym)
{
	const char *value = kconfig_value(kc, sym), *name = sym->name;
	bool logical = sym->type == KCONFIG_BOOL || sym->type == KCONFIG_TRISTATE;

	if (sym->type == KCONFIG_UNKNOWN)
		return;
	if (sym->type > KCONFIG_TRISTATE && sym->type != KCONFIG_STRING && !*value)
		value = sym->type == KCONFIG_INT ? "0" : "0x";
	if (logical && *value == 'n') {
		text_addf(out, "#undef CONFIG_%s\n#define ENABLE_%s 0\n", name, name);
		text_addf(out, "#define IF_%s(...)\n#define IF_NOT_%s(...) __VA_ARGS__\n", name,
			  name);
		return;
	}
	text_addf(out, "#define CONFIG_%s ", name);
	if (sym->type == KCONFIG_STRING)
		kc_print_quoted(out, value, false);
	else
		kc_print_number(out, sym, logical ? "1" : value);
	text_addf(out, "\n#define ENABLE_%s 1\n", name);
	print_wrappers(out, name);
}

static int write_header(struct kconfig *kc)
{
	const char *version = getenv("KERNELVERSION"), *path = getenv("KCONFIG_AUTOHEADER");
	struct text out = {0};

	text_addf(&out,
		  "/*\n * Automatically generated C config: don't edit\n * Busybox version: %s\n "
		  "*/\n",
		  version ? version : "");
	text_adds(&out, "#define AUTOCONF_TIMESTAMP \"");
	kc_print_time(&out, true);
	text_adds(&out, "\"\n\n");
	kc_print_menus(kc, &out,
		       &(struct config_form){"\n/*\n * ", "\n */\n", print_macros, false});
	int status = kc_write_file(path ? path : kc->dialect->autoheader, &out, false, false);
	text_free(&out);
	return status;
}

/*
 * The list of files first and the header last, even when it says what it said before: BusyBox's
 * Makefile configures again when the header is older than .config or the list.
 */
int kc_write_busybox(struct kconfig *kc)
{
	struct text out = {0};

	kc_print_old_files(kc, &out);
	text_adds(&out, "\n.config include/autoconf.h: $(deps_config)\n"
			"\ninclude/autoconf.h: .config\n\n$(deps_config):\n");
	int status = kc_write_file(kc->dialect->autoconf, &out, true, false);
	text_free(&out);
	return status < 0 ? status : write_header(kc);
}
