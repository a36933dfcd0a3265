/* What the files of libkconfig share. Nothing here is for programs. */
#ifndef KCONFIG_INTERNAL_H
#define KCONFIG_INTERNAL_H

#include <stdint.h>

#include "arena.h"
#include "dialect.h"
#include "kconfig.h"
#include "text.h"

struct probe;
struct probes;
struct macros;

/* One file of the tree, in the order of reading. */
struct source_file {
	struct source_file *next;
	const char *name; /* as named in `source` */
	char *data;       /* whole content while it is read, then NULL */
	size_t length;
};

/* Expressions are unique: two equal ones are the same pointer, so a value is computed once an
 * epoch. */
struct kconfig_expr {
	union {
		const struct kconfig_expr *expr;
		struct kconfig_symbol *symbol;
		const void *any;
	} left, right;
	struct kconfig_expr *hash_next;
	uint32_t hash;
	uint32_t epoch; /* value holds when equal to the context's */
	uint32_t mark;  /* last walk that came by */
	uint16_t terms; /* of an && or ||; as many as can be counted */
	uint8_t op;
	uint8_t value;
};

struct property {
	struct property *next; /* of the same symbol, in the order of the files */
	struct kconfig_menu *menu;
	const char *text;
	const struct kconfig_expr *value;
	const struct kconfig_expr *condition;
	const char *file;
	int line;
	uint8_t kind;
	uint8_t visible; /* value of the condition when last asked */
};

struct kconfig_symbol {
	const char *name;
	struct kconfig_symbol *hash_next;
	struct property *properties;
	struct property **properties_end;
	struct kconfig_menu *definitions;
	struct kconfig_menu **definitions_end;
	const struct kconfig_expr *depends; /* direct dependencies */
	const struct kconfig_expr *selected;
	const struct kconfig_expr *implied;
	struct kconfig_symbol *choice;   /* the choice that this is a member of */
	struct kconfig_symbol **members; /* of a choice, in the order of the menu */
	struct kconfig_symbol *chosen;   /* of a choice, when valid */
	struct probe *probe;             /* its name is the output of a child still running */
	const char *user_value;
	const char *value;
	const char *saved; /* last read or written */
	uint32_t hash;
	uint32_t serial; /* in the order in which names were met */
	uint32_t epoch;  /* value holds when equal to the context's */
	uint32_t member_count;
	uint32_t rank; /* of a choice's member: when it was last asked for; the higher wins */
	uint32_t mark;
	uint32_t order;
	uint32_t read; /* number of the file that last gave a user's value */
	uint8_t type;
	uint8_t tri, user_tri;
	uint8_t visible, depends_tri, selected_tri, implied_tri;
	bool constant : 1;
	bool is_choice : 1;
	bool optional : 1;
	bool has_user : 1;
	bool write : 1;
	bool written : 1;
	bool checked : 1, checking : 1;
	bool warned : 1;
	bool allno_y : 1;
	bool no_write : 1;
	bool transitional : 1;
	bool touched : 1; /* changed by hand since the last question */
	bool from_env : 1;
};

struct kconfig_menu {
	struct kconfig_menu *parent, *child, *next;
	struct kconfig_menu *next_definition; /* of the same symbol */
	struct kconfig_symbol *symbol;
	struct property *prompt;
	const struct kconfig_expr *depends;
	const struct kconfig_expr *visibility; /* `visible if` */
	const char *help;
	const char *file;
	int line;
	uint16_t help_before, help_after; /* blank lines around the help text */
	uint8_t kind;
	bool is_if;
};

struct kconfig {
	struct arena arena;
	const struct dialect *dialect;
	kconfig_message_fn *message_fn;
	void *message_data;
	int warnings, errors;
	bool fatal;

	struct kconfig_symbol **symbols; /* hash table of names */
	struct kconfig_expr **exprs;
	uint32_t expr_count, expr_mask;
	struct kconfig_symbol **defined; /* in the order of definition */
	uint32_t defined_count, defined_size;
	struct kconfig_symbol *yes, *no, *mod, *empty;
	const struct kconfig_expr *expr_yes, *expr_no, *expr_mod;
	struct kconfig_symbol *modules; /* `modules`, or the constant n */

	struct kconfig_menu root;
	const char *title;
	struct source_file *files, **files_end;
	struct macros *macros;
	struct probes *probes;
	char *prefix;
	char *config_path;

	uint32_t serial;
	uint32_t epoch;
	uint32_t mark;
	uint32_t rank;
	uint32_t reads; /* files of values so far */
	bool changed;
	bool no_expr_cache;
};

enum { SYMBOL_BUCKETS = 1 << 14 };

/* Before the name of a named choice in the table of symbols. */
#define KC_CHOICE_NAME "choice "

/* context.c */
void kc_say(struct kconfig *kc, enum kconfig_severity severity, const char *file, int line,
	    int column, const char *compat, const char *text);
void kc_message(struct kconfig *kc, enum kconfig_severity severity, const char *file, int line,
		int column, const char *format, ...) __attribute__((format(printf, 6, 7)));
void kc_vmessage(struct kconfig *kc, enum kconfig_severity severity, const char *file, int line,
		 int column, const char *format, va_list arguments)
	__attribute__((format(printf, 6, 0)));
struct kconfig_symbol *kc_lookup(struct kconfig *kc, const char *name, size_t length,
				 bool constant);
struct kconfig_symbol *kc_find(struct kconfig *kc, const char *name, size_t length);
void kc_define(struct kconfig *kc, struct kconfig_symbol *sym);
void kc_invalidate(struct kconfig *kc);
struct kconfig_symbol *kc_new_symbol(struct kconfig *kc);

/* expr.c */
const struct kconfig_expr *kc_expr(struct kconfig *kc, enum kconfig_operator op, const void *left,
				   const void *right);
const struct kconfig_expr *kc_symbol_expr(struct kconfig *kc, struct kconfig_symbol *sym);
const struct kconfig_expr *kc_and(struct kconfig *kc, const struct kconfig_expr *a,
				  const struct kconfig_expr *b);
const struct kconfig_expr *kc_or(struct kconfig *kc, const struct kconfig_expr *a,
				 const struct kconfig_expr *b);
const struct kconfig_expr *kc_not(struct kconfig *kc, const struct kconfig_expr *a);
const struct kconfig_expr *kc_normalise(struct kconfig *kc, const struct kconfig_expr *expr);
const struct kconfig_expr *kc_compare_no(struct kconfig *kc, const struct kconfig_expr *expr);
bool kc_expr_contains(const struct kconfig_expr *expr, const struct kconfig_symbol *sym);
bool kc_expr_requires(const struct kconfig_expr *expr, const struct kconfig_symbol *sym);
bool kc_expr_implies_terms(const struct kconfig_expr *expr, const struct kconfig_expr *terms);
void kc_expr_print(struct kconfig *kc, const struct kconfig_expr *expr, bool values,
		   struct text *out);
static inline bool kc_is_comparison(const struct kconfig_expr *expr)
{
	return expr->op >= KCONFIG_EQUAL;
}

/* parse.c, tree.c, cycle.c */
int kc_parse(struct kconfig *kc, const char *file);
void kc_finish_tree(struct kconfig *kc);
void kc_check_cycle(struct kconfig *kc, struct kconfig_symbol *sym);

/* value.c */
void kc_calc(struct kconfig *kc, struct kconfig_symbol *sym);
void kc_calc_visibility(struct kconfig *kc, struct kconfig_symbol *sym);
enum kconfig_tristate kc_value_of(struct kconfig *kc, const struct kconfig_expr *expr);
struct property *kc_default(struct kconfig *kc, struct kconfig_symbol *sym);
long long kc_bound(struct kconfig *kc, const struct kconfig_symbol *sym,
		   struct kconfig_symbol *bound);
struct property *kc_range(struct kconfig *kc, struct kconfig_symbol *sym);
struct kconfig_symbol *kc_choice_default(struct kconfig *kc, struct kconfig_symbol *choice);
bool kc_valid_text(const struct kconfig_symbol *sym, const char *text);
bool kc_in_range(struct kconfig *kc, struct kconfig_symbol *sym, const char *text);
enum kconfig_tristate kc_modules(struct kconfig *kc);
bool kc_choice_member(const struct kconfig_symbol *sym);
static inline struct kconfig_symbol *kc_property_symbol(const struct property *p)
{
	return p->value && p->value->op == KCONFIG_SYMBOL ? p->value->left.symbol : NULL;
}

/* read.c, write.c, auto.c, file.c */
int kc_assign(struct kconfig *kc, struct kconfig_symbol *sym, char *value, const char *file,
	      int line);
/* How a list of symbols under their menus is printed. */
struct config_form {
	const char *before, *after; /* around the title of a menu or comment */
	void (*print)(struct kconfig *kc, struct text *out, struct kconfig_symbol *sym);
	bool ends; /* "# end of" each menu */
};
void kc_print_menus(struct kconfig *kc, struct text *out, const struct config_form *form);
void kc_print_quoted(struct text *out, const char *value, bool raw);
void kc_print_time(struct text *out, bool digits);
void kc_print_number(struct text *out, const struct kconfig_symbol *sym, const char *value);
struct kconfig_symbol **kc_in_order(struct kconfig *kc);
void kc_print_old_files(struct kconfig *kc, struct text *out);
char *kc_unquote(char *value, bool raw);
int kc_write_busybox(struct kconfig *kc);
void kc_print_symbol(struct kconfig *kc, struct text *out, struct kconfig_symbol *sym);
char *kc_slurp(const char *path, size_t *length);
char *kc_find_file(const char *path);
int kc_write_file(const char *path, const struct text *text, bool keep_same, bool backup);
int kc_make_parents(const char *path);
void kc_remember_saved(struct kconfig *kc);

#endif
