/*
 * libkconfig: read, evaluate and write configurations in the Kconfig language.
 *
 * All state is in one `struct kconfig`. The library never prints, exits or keeps global state: what
 * it has to say goes through a message handler, and functions that can fail return a negative
 * errno value (-EINVAL for bad input, whose details were reported as messages).
 *
 * Every pointer that a function returns belongs to the context and lives until kconfig_free(),
 * unless its description says otherwise. Strings are bytes, normally UTF-8.
 *
 * Typical use:
 *
 *	struct kconfig *kc = kconfig_new();
 *	kconfig_on_message(kc, print_message, NULL);
 *	if (kconfig_load(kc, "Kconfig") == 0 && kconfig_read(kc, NULL) >= 0)
 *		kconfig_write(kc, NULL);
 *	kconfig_free(kc);
 */
#ifndef KCONFIG_H
#define KCONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

struct kconfig;
struct kconfig_symbol;
struct kconfig_menu;
struct kconfig_expr;
struct kconfig_snapshot;

/* The three truth values; their order is the order of the language: n < m < y. */
enum kconfig_tristate { KCONFIG_N, KCONFIG_M, KCONFIG_Y };

enum kconfig_type {
	KCONFIG_UNKNOWN, /* named in an expression, but never defined */
	KCONFIG_BOOL,
	KCONFIG_TRISTATE,
	KCONFIG_INT,
	KCONFIG_HEX,
	KCONFIG_STRING,
};

enum kconfig_kind {
	KCONFIG_MENU,       /* menu … endmenu; the root of the tree too */
	KCONFIG_CONFIG,     /* config */
	KCONFIG_MENUCONFIG, /* menuconfig: its children are a page of their own */
	KCONFIG_CHOICE,     /* choice … endchoice; it has a symbol, usually without a name */
	KCONFIG_COMMENT,    /* comment */
};

/* ---- Messages ------------------------------------------------------------------------------- */

enum kconfig_severity {
	KCONFIG_INFO,    /* text of $(info …) and of the macro functions: meant for stdout */
	KCONFIG_WARNING, /* meant for stderr; the result is usable */
	KCONFIG_ERROR,   /* meant for stderr; the call will return a negative code */
};

struct kconfig_message {
	enum kconfig_severity severity;
	const char *file; /* NULL when it is about no place in a file */
	int line;         /* 1 is the first line; 0 when unknown */
	int column;       /* 1 is the first byte; 0 when unknown */
	const char *text; /* without place and newline; valid during the call of the handler only */
	const char
		*compat; /* the whole line(s) in the very wording of the tree's own conf, or NULL */
};

typedef void kconfig_message_fn(void *data, const struct kconfig_message *message);

/* Let FN be called with DATA for every message from now on. Without one, messages are dropped. */
void kconfig_on_message(struct kconfig *kc, kconfig_message_fn *fn, void *data);

/*
 * The message as one text, without a newline at its end: `compat`, else FILE:LINE:COLUMN, what it
 * is and `text`. To be freed by the caller.
 */
char *kconfig_message_text(const struct kconfig_message *message);

/* How many warnings and errors there have been so far (KCONFIG_WERROR is the caller's business). */
int kconfig_warnings(const struct kconfig *kc);
int kconfig_errors(const struct kconfig *kc);

/* ---- Context, loading a tree ---------------------------------------------------------------- */

/* A new, empty context; NULL when there is no memory. The environment is read while loading. */
struct kconfig *kconfig_new(void);
void kconfig_free(struct kconfig *kc);

/*
 * Choose the dialect by name before loading: "linux", "linux-6.1", "u-boot", "busybox",
 * "buildroot", "openwrt". Without this call it is detected from the tree. -EINVAL: no such dialect.
 */
int kconfig_set_dialect(struct kconfig *kc, const char *name);
const char *kconfig_dialect(const struct kconfig *kc);

/* The Nth name of a dialect, NULL after the last. */
const char *kconfig_dialect_name(int n);

/* How many $(shell …) children may run at once (default: processors; 1: strictly one by one). */
void kconfig_set_jobs(struct kconfig *kc, int jobs);

/* Keep results of $(shell …) in FILE, keyed by command, environment and compiler identity. */
int kconfig_set_probe_cache(struct kconfig *kc, const char *file);

/*
 * Read FILE (looked for in the current folder, then in $srctree) and all that it sources, then
 * build the menu tree. One call per context. -EINVAL: errors were reported (all of them as far as
 * makes sense); negative errno when the file could not be read.
 */
int kconfig_load(struct kconfig *kc, const char *file);

/* The text of `mainmenu`, or "Main menu". */
const char *kconfig_title(const struct kconfig *kc);

/* The prefix of names in .config: $CONFIG_ or "CONFIG_". */
const char *kconfig_prefix(const struct kconfig *kc);

/* The Nth file that was read while loading, in order, as named in `source`; NULL after the last. */
const char *kconfig_file(const struct kconfig *kc, int n);

/* ---- Symbols -------------------------------------------------------------------------------- */

/* The symbol called NAME (without prefix), or NULL. */
struct kconfig_symbol *kconfig_find(struct kconfig *kc, const char *name);

/* The Nth defined symbol in the order of first definition (choices left out); NULL after the last.
 */
struct kconfig_symbol *kconfig_symbol(struct kconfig *kc, int n);

/* Name without prefix; NULL for a choice without a name. */
const char *kconfig_name(const struct kconfig_symbol *sym);

/* The type as it is now: a tristate is a bool while modules are off. */
enum kconfig_type kconfig_type(struct kconfig *kc, const struct kconfig_symbol *sym);

/* The type as declared, and its keyword ("bool", "tristate" …). */
enum kconfig_type kconfig_declared_type(const struct kconfig_symbol *sym);
const char *kconfig_type_name(enum kconfig_type type);

/* The value as text: "n", "m", "y", a number or a string; never NULL. Valid until the next change.
 */
const char *kconfig_value(struct kconfig *kc, struct kconfig_symbol *sym);
enum kconfig_tristate kconfig_tristate(struct kconfig *kc, struct kconfig_symbol *sym);

/* The value that a person or a .config asked for (it may not be in effect), or NULL. */
const char *kconfig_user_value(const struct kconfig_symbol *sym);

/* The value that the symbol would have if no one had asked for one. Valid until the next change. */
const char *kconfig_default_value(struct kconfig *kc, struct kconfig_symbol *sym);

/* How visible the symbol's prompts are: n hidden, m limited to module, y fully. */
enum kconfig_tristate kconfig_visibility(struct kconfig *kc, struct kconfig_symbol *sym);

/* True when a person may change the value (visible, and more than one value possible). */
bool kconfig_changeable(struct kconfig *kc, struct kconfig_symbol *sym);

/* True when the value is written to .config. */
bool kconfig_written(struct kconfig *kc, struct kconfig_symbol *sym);

/* True when the tristate value VALUE could be set now. */
bool kconfig_allows(struct kconfig *kc, struct kconfig_symbol *sym, enum kconfig_tristate value);

/*
 * The range in effect for an int or hex symbol as text into *LOW and *HIGH; false when there is
 * none.
 */
bool kconfig_range(struct kconfig *kc, struct kconfig_symbol *sym, const char **low,
		   const char **high);

/*
 * Set the value as a person would: "y" "m" "n", a number, a string. Setting a member of a choice to
 * "y" unsets the others. -EINVAL: malformed or out of range; -EPERM: not possible now
 * (kconfig_explain() tells why).
 */
int kconfig_set(struct kconfig *kc, struct kconfig_symbol *sym, const char *value);

/* Set the user's value without asking whether it takes effect (as a line in .config does). */
int kconfig_force(struct kconfig *kc, struct kconfig_symbol *sym, const char *value);

/* Forget the user's value: the default holds again. */
void kconfig_unset(struct kconfig *kc, struct kconfig_symbol *sym);

/* The next value after the present one in the cycle n, m, y of those allowed (Space in a menu). */
enum kconfig_tristate kconfig_next_value(struct kconfig *kc, struct kconfig_symbol *sym);

/* The choice that SYM is a member of, or NULL; the Nth member of a choice; its chosen member. */
struct kconfig_symbol *kconfig_choice(const struct kconfig_symbol *sym);
bool kconfig_is_choice(const struct kconfig_symbol *sym);
struct kconfig_symbol *kconfig_member(const struct kconfig_symbol *choice, int n);
struct kconfig_symbol *kconfig_chosen(struct kconfig *kc, struct kconfig_symbol *choice);

/* The Nth place where SYM is defined (a menu entry), NULL after the last. */
struct kconfig_menu *kconfig_definition(const struct kconfig_symbol *sym, int n);

/* ---- Why: dependencies of a symbol ---------------------------------------------------------- */

/* `depends on` of all places, enclosing menus and ifs included; NULL means no dependency. */
const struct kconfig_expr *kconfig_dependencies(const struct kconfig_symbol *sym);
/* What selects and what implies the symbol: an || of terms; NULL when nothing does. */
const struct kconfig_expr *kconfig_selected_by(const struct kconfig_symbol *sym);
const struct kconfig_expr *kconfig_implied_by(const struct kconfig_symbol *sym);

enum kconfig_property_kind {
	KCONFIG_PROMPT,
	KCONFIG_DEFAULT,
	KCONFIG_SELECT,
	KCONFIG_IMPLY,
	KCONFIG_RANGE,
};

/* One attribute of a symbol as written; fields belong to the context. */
struct kconfig_property {
	enum kconfig_property_kind kind;
	const char *text;                     /* prompt */
	const struct kconfig_expr *value;     /* default; range as `low` `high` in a pair */
	struct kconfig_symbol *target;        /* select, imply */
	const struct kconfig_expr *condition; /* with what is inherited; NULL means always */
	struct kconfig_menu *menu;            /* the definition that it belongs to */
	const char *file;
	int line;
};

/* The Nth attribute of SYM into *PROPERTY; false after the last. */
bool kconfig_property(const struct kconfig_symbol *sym, int n, struct kconfig_property *property);

/* Call FN for every symbol whose conditions, defaults or prompts mention SYM, each once. */
void kconfig_dependents(struct kconfig *kc, const struct kconfig_symbol *sym,
			void (*fn)(void *data, struct kconfig_symbol *dependent), void *data);

/* ---- Expressions ---------------------------------------------------------------------------- */

enum kconfig_operator {
	KCONFIG_SYMBOL, /* left.symbol */
	KCONFIG_NOT,    /* left.expr */
	KCONFIG_AND,    /* left.expr, right.expr */
	KCONFIG_OR,
	KCONFIG_EQUAL, /* left.symbol, right.symbol, down to KCONFIG_GREATER_EQUAL */
	KCONFIG_UNEQUAL,
	KCONFIG_LESS,
	KCONFIG_LESS_EQUAL,
	KCONFIG_GREATER,
	KCONFIG_GREATER_EQUAL,
	KCONFIG_PAIR, /* the two ends of a range: left.symbol, right.symbol */
};

enum kconfig_operator kconfig_expr_operator(const struct kconfig_expr *expr);
const struct kconfig_expr *kconfig_expr_left(const struct kconfig_expr *expr);
const struct kconfig_expr *kconfig_expr_right(const struct kconfig_expr *expr);
struct kconfig_symbol *kconfig_expr_symbol(const struct kconfig_expr *expr);       /* left */
struct kconfig_symbol *kconfig_expr_right_symbol(const struct kconfig_expr *expr); /* comparisons */

/* True for a quoted or built-in constant (y, m, n, "text", 12). */
bool kconfig_is_constant(const struct kconfig_symbol *sym);

/* The value; NULL is y. */
enum kconfig_tristate kconfig_expr_value(struct kconfig *kc, const struct kconfig_expr *expr);

/*
 * The text as in `A && (B || !C)`, with each symbol's value as in `A [=y]` when VALUES is set.
 * Returns a string to be freed by the caller; NULL without memory.
 */
char *kconfig_expr_text(struct kconfig *kc, const struct kconfig_expr *expr, bool values);

/* ---- The menu tree -------------------------------------------------------------------------- */

struct kconfig_menu *kconfig_root(struct kconfig *kc);
struct kconfig_menu *kconfig_menu_parent(const struct kconfig_menu *menu);
struct kconfig_menu *kconfig_menu_child(const struct kconfig_menu *menu); /* the first, or NULL */
struct kconfig_menu *kconfig_menu_next(const struct kconfig_menu *menu);  /* sibling, or NULL */
/* The next entry of the whole tree, parents before children; NULL after the last. */
struct kconfig_menu *kconfig_menu_walk(const struct kconfig_menu *menu);

enum kconfig_kind kconfig_menu_kind(const struct kconfig_menu *menu);
struct kconfig_symbol *
kconfig_menu_symbol(const struct kconfig_menu *menu);             /* NULL: menu, comment */
const char *kconfig_menu_prompt(const struct kconfig_menu *menu); /* or NULL */
const char *kconfig_menu_help(const struct kconfig_menu *menu);   /* or NULL */
/* How many blank lines are written before and after the help text, which has none there itself. */
void kconfig_menu_help_lines(const struct kconfig_menu *menu, int *before, int *after);
const char *kconfig_menu_file(const struct kconfig_menu *menu);
int kconfig_menu_line(const struct kconfig_menu *menu);

/* True when the entry's prompt is to be shown now. */
bool kconfig_menu_visible(struct kconfig *kc, struct kconfig_menu *menu);
/* True when nothing below the entry is to be shown now. */
bool kconfig_menu_empty(struct kconfig *kc, struct kconfig_menu *menu);
/* `depends on` of the entry and of all around it; NULL: nothing. */
const struct kconfig_expr *kconfig_menu_dependencies(const struct kconfig_menu *menu);
/* What the entry's visibility hangs on (prompt condition, depends on, visible if); NULL: nothing.
 */
const struct kconfig_expr *kconfig_menu_condition(const struct kconfig_menu *menu);

/* ---- Reading and writing configurations ----------------------------------------------------- */

/* The path of .config: $KCONFIG_CONFIG or ".config". */
const char *kconfig_config_path(const struct kconfig *kc);

/*
 * Read PATH as the user's values, forgetting all there were. With NULL: the default path, else the
 * first file of $KCONFIG_DEFCONFIG_LIST or `default`s as in the language. Returns 0 when it was
 * read, 1 when there is no file (defaults hold), negative errno otherwise.
 */
int kconfig_read(struct kconfig *kc, const char *path);

/* Read PATH on top of the present user values (a fragment). */
int kconfig_read_more(struct kconfig *kc, const char *path);

/* Write .config to PATH (NULL: default path), keeping the former one as PATH.old. */
int kconfig_write(struct kconfig *kc, const char *path);

/* Write the minimal configuration: only what differs from the defaults. */
int kconfig_write_minimal(struct kconfig *kc, const char *path);

/* Write auto.conf, autoconf.h, rustc_cfg, auto.conf.cmd and touch include/config/…; */
int kconfig_write_auto(struct kconfig *kc);

/* True when the tree's own conf writes auto.conf and its like in every mode, not in syncconfig
 * only. */
bool kconfig_always_syncs(const struct kconfig *kc);

/* True when the values differ from what was last read or written. */
bool kconfig_changed(struct kconfig *kc);
/* Whether the symbol's value differs from what was last read or written; that value, or NULL. */
bool kconfig_symbol_changed(struct kconfig *kc, struct kconfig_symbol *sym);
const char *kconfig_saved_value(const struct kconfig_symbol *sym);

/* All user values at this moment, to be restored any number of times (undo, try and take back). */
struct kconfig_snapshot *kconfig_snapshot(struct kconfig *kc);
void kconfig_restore(struct kconfig *kc, const struct kconfig_snapshot *snapshot);
void kconfig_snapshot_free(struct kconfig_snapshot *snapshot);

/* ---- Whole configurations -------------------------------------------------------------------- */

enum kconfig_mode {
	KCONFIG_ALL_DEFAULT,
	KCONFIG_ALL_YES,
	KCONFIG_ALL_MODULE,
	KCONFIG_ALL_NO,
	KCONFIG_ALL_RANDOM,
};

/*
 * Give every symbol without a user's value the one that MODE says. For KCONFIG_ALL_RANDOM the
 * numbers come from SEED and PROBABILITY (as in $KCONFIG_PROBABILITY, or NULL). -EINVAL: bad
 * PROBABILITY.
 */
int kconfig_set_all(struct kconfig *kc, enum kconfig_mode mode, unsigned seed,
		    const char *probability);

/* Turn every user's value FROM of a tristate into TO. */
void kconfig_rewrite(struct kconfig *kc, enum kconfig_tristate from, enum kconfig_tristate to);

/* Write what was learned from $(shell …) to the probe cache, if there is one. */
int kconfig_save_probes(struct kconfig *kc);

/* ---- Explaining and solving ----------------------------------------------------------------- */

/* One reason; DEPTH grows along a chain of reasons. The text is valid during the call only. */
struct kconfig_reason {
	int depth;
	const char *text; /* such as "depends on NET [=n]" */
	struct kconfig_symbol *symbol;
	const char *file;
	int line;
};

typedef void kconfig_reason_fn(void *data, const struct kconfig_reason *reason);

/*
 * Tell why SYM does not have VALUE (or, with VALUE NULL or equal to the present one, why it has the
 * value it has). Returns the number of reasons.
 */
int kconfig_explain(struct kconfig *kc, struct kconfig_symbol *sym, const char *value,
		    kconfig_reason_fn *fn, void *data);

struct kconfig_change {
	struct kconfig_symbol *symbol;
	const char *from; /* value before; belongs to the context */
	const char *to;
};

/*
 * Find the smallest set of changes that gives SYM the value VALUE, by a search of at most LIMIT
 * tried states (0: default). *CHANGES is an array to be freed with free(), the last of them SYM
 * itself; the configuration is left as it was. Returns how many, -ENOENT when none was found within
 * the limit.
 */
int kconfig_solve(struct kconfig *kc, struct kconfig_symbol *sym, const char *value, int limit,
		  struct kconfig_change **changes);

#endif
