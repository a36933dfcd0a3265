/* How the Kconfig languages of the various trees differ: one row a tree. */
#include <string.h>

#include "dialect.h"

#define MODERN (DIALECT_MACROS | DIALECT_GLOB)
/* What all had before Linux 6.6, 6.10. */
#define OLD (DIALECT_OLD_CHOICE | DIALECT_DROP_RANGE | DIALECT_OLD_TABLE)

const struct dialect kc_dialects[] = {
	{"linux", "CONFIG_", MODERN | DIALECT_RUST | DIALECT_END_MENU, "include/config/auto.conf",
	 "include/generated/autoconf.h"},
	{"linux-6.1", "CONFIG_",
	 MODERN | DIALECT_RUST | DIALECT_END_MENU | OLD | DIALECT_EMPTY_NUMBERS,
	 "include/config/auto.conf", "include/generated/autoconf.h"},
	{"u-boot", "CONFIG_",
	 MODERN | OLD | DIALECT_OLD_SYNC | DIALECT_EMPTY_NUMBERS | DIALECT_OPTIONS |
		 DIALECT_BARE_SOURCE | DIALECT_BARE_WORDS | DIALECT_SYNC_ONLY | DIALECT_OLD_IMPLY |
		 DIALECT_RAW_STRINGS,
	 "include/config/auto.conf", "include/generated/autoconf.h"},
	{"busybox", "CONFIG_",
	 DIALECT_BARE_SOURCE | DIALECT_OLD_WORDS | DIALECT_OPTIONS | OLD | DIALECT_DOLLAR |
		 DIALECT_WRITE_ALL | DIALECT_OLD_WRITE | DIALECT_BUSYBOX_HEADER |
		 DIALECT_SYNC_ONLY | DIALECT_BARE_WORDS | DIALECT_EMPTY_NUMBERS,
	 ".kconfig.d", "include/autoconf.h"},
	{"buildroot", "",
	 OLD | DIALECT_OLD_SYNC | DIALECT_OPTIONS | DIALECT_DOLLAR | DIALECT_EMPTY_NUMBERS |
		 DIALECT_OLD_WORDS | DIALECT_BARE_SOURCE | DIALECT_BARE_WORDS,
	 "include/config/auto.conf", "include/generated/autoconf.h"},
	{"openwrt", "CONFIG_",
	 MODERN | OLD | DIALECT_OPTIONS | DIALECT_BARE_SOURCE | DIALECT_SOFT_SELECT |
		 DIALECT_EMPTY_NUMBERS | DIALECT_OLD_WORDS | DIALECT_END_MENU | DIALECT_BARE_WORDS,
	 "include/config/auto.conf", "include/generated/autoconf.h"},
	{0},
};

const struct dialect *kc_dialect_find(const char *name)
{
	for (const struct dialect *d = kc_dialects; d->name; d++)
		if (strcmp(d->name, name) == 0)
			return d;
	return NULL;
}

/*
 * A title names most trees: `mainmenu "U-Boot $(UBOOTVERSION) Configuration"`,
 * "Configuration" with BusyBox's own first options, "Buildroot …", "OpenWrt Configuration".
 */
const struct dialect *kc_dialect_detect(const char *file, const char *text)
{
	static const struct {
		const char *word;
		const char *dialect;
	} signs[] = {
		{"mainmenu \"U-Boot", "u-boot"},
		{"mainmenu \"Buildroot", "buildroot"},
		{"mainmenu \"OpenWrt", "openwrt"},
		{"config HAVE_DOT_CONFIG", "busybox"},
	};

	(void)file;
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (strstr(text, signs[i].word))
			return kc_dialect_find(signs[i].dialect);
	return &kc_dialects[0];
}
