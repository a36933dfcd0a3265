/* How the Kconfig languages of the various trees differ: one row a tree. */
#ifndef KCONFIG_DIALECT_H
#define KCONFIG_DIALECT_H

#include <stdbool.h>

enum {
	DIALECT_MACROS = 1 << 0,      /* $(name), assignments, functions */
	DIALECT_GLOB = 1 << 1,        /* `source` takes patterns */
	DIALECT_BARE_SOURCE = 1 << 2, /* `source` takes unquoted paths */
	DIALECT_OLD_WORDS = 1 << 3,   /* requires, enable, boolean, ---help---, option … */
	DIALECT_OPTIONS = 1 << 4,     /* option env= modules defconfig_list allnoconfig_y */
	DIALECT_OLD_CHOICE = 1 << 5,  /* named, typed and optional choices, tristate choices */
	DIALECT_DOLLAR = 1 << 6,      /* $NAME in `source` and `mainmenu` */
	DIALECT_SOFT_SELECT = 1 << 7, /* select does nothing while direct dependencies are unmet */
	DIALECT_WRITE_ALL = 1 << 8,   /* .config has every symbol that was ever visible */
	DIALECT_OLD_WRITE = 1 << 9,   /* reads and writes .config as conf of 2.6 did */
	DIALECT_BUSYBOX_HEADER = 1 << 10, /* ENABLE_, IF_ macros, .kconfig.d */
	DIALECT_EMPTY_NUMBERS = 1 << 11,  /* an int without a default is "", not "0" */
	DIALECT_RUST = 1 << 13,           /* writes rustc_cfg */
	DIALECT_END_MENU = 1 << 14,       /* "# end of MENU" */
	DIALECT_SYNC_ONLY = 1 << 15,   /* auto.conf and its like are syncconfig's business only */
	DIALECT_RAW_STRINGS = 1 << 18, /* .config and autoconf.h hold strings without escapes */
	DIALECT_OLD_IMPLY = 1 << 17, /* an imply does nothing while direct dependencies are unmet */
	DIALECT_BARE_WORDS = 1 << 16, /* words may hold / and . */
	DIALECT_DROP_RANGE = 1 << 19, /* a value out of range is forgotten, not brought into it */
	DIALECT_OLD_TABLE =
		1 << 20, /* generated files in the order of the table of old, auto.conf.cmd too */
	DIALECT_OLD_SYNC =
		1 << 21, /* quotes in auto.conf, tristate.conf, include/config/name/in/parts.h */
};

struct dialect {
	const char *name;
	const char *prefix; /* of names in .config unless $CONFIG_ says otherwise */
	unsigned flags;
	const char *autoconf; /* default paths */
	const char *autoheader;
};

extern const struct dialect kc_dialects[];

const struct dialect *kc_dialect_find(const char *name);

/* The dialect of the tree whose top Kconfig file is FILE, guessed from the files beside it. */
const struct dialect *kc_dialect_detect(const char *file, const char *text);

#endif
