/* What the parts of the menu program share. */
#ifndef MCONF_H
#define MCONF_H

#include <stdbool.h>

#include "kconfig.h"
#include "mconf_doc.h"
#include "mconf_keys.h"
#include "mconf_list.h"
#include "mconf_term.h"

struct log;
struct index;

/* One line of the menu. */
struct row {
	struct kconfig_menu *menu;
	int indent;
	bool hidden; /* shown though its dependencies are not met */
};

/* The page of the menu that is seen. */
struct view {
	struct kconfig_menu *page;
	struct row *rows;
	int room;
	struct list list;
};

/* The program's state; `screen` comes first since it is what the stack of screens holds. */
struct ui {
	struct screen screen;
	struct kconfig *kc;
	const char *kconfig_file;   /* the root of the tree */
	const char *dialect;        /* as asked for, or NULL */
	const char *defconfig_file; /* what to compare with, or NULL: the defaults */
	const char *probe_cache;    /* file for results of probes, or NULL */
	struct view view;
	bool show_hidden;
	bool show_pane;
	bool loaded; /* the values come from another file than the one that will be saved */
	bool fresh; /* there was no configuration file: marking everything as new would tell nothing
		     */
	int button;
	int list_height;
	char *status;
	bool status_is_error;
	struct doc pane;
	struct kconfig_menu *pane_menu;
	long pane_generation;
	int pane_top;
	long generation; /* grows with every change of a value */
	struct doc warnings;
	struct log *log;
	struct index *index; /* of the search */
	char *query;         /* what was searched for last, when it was found */
};

/* ---- mconf_view.c: pages and rows */

/* Fills the rows of the present page anew; the chosen entry stays chosen where it is still there.
 */
void view_update(struct ui *ui);
/* Opens PAGE with its first entry chosen. */
void view_open(struct ui *ui, struct kconfig_menu *page);
/* Opens the page around the present one; false at the root. */
bool view_leave(struct ui *ui);
/* Opens the page that MENU is on and chooses it, showing hidden entries if it must; false if it is
 * never shown. */
bool view_goto(struct ui *ui, struct kconfig_menu *menu);
/* The entry that is chosen, or NULL on an empty page. */
struct kconfig_menu *view_entry(const struct ui *ui);
/* True when MENU opens a page of its own. */
bool view_is_page(const struct kconfig_menu *menu);
/* Chooses the next entry whose prompt begins with LETTER. */
bool view_find_letter(struct ui *ui, int letter);
/* The prompts of the pages from the root to MENU as a new string, which the caller frees. */
char *view_path(const struct kconfig_menu *menu);
/* The mark in front of an entry ("[*] ", "(12) ", "    ") as a new string, which the caller frees.
 */
char *view_mark(struct kconfig *kc, const struct kconfig_menu *menu);

/* ---- mconf_reason.c: short reasons */

/* Why MENU can't be changed now, as a new short text ("needs NET"), or NULL when it can be. */
char *reason_locked(struct kconfig *kc, struct kconfig_menu *menu);
/* Why SYM has the value it has, as a new short text. */
char *reason_value(struct kconfig *kc, struct kconfig_symbol *sym);

/* ---- mconf_info.c: all that is known about an entry */

/* Appends it; WHOLE adds what takes a look at the whole tree. Links lead to menus. */
void info_describe(struct ui *ui, struct kconfig_menu *menu, struct doc *doc, bool whole);
/* Appends one line about SYM that leads to its first entry, with the digit that follows it. */
void info_link(struct ui *ui, struct doc *doc, struct kconfig_symbol *sym);

/* ---- mconf_log.c: what was changed */

/* Begins a change that will be called LABEL (copied). */
void log_begin(struct ui *ui, const char *label);
/* Ends it: counts what it changed and says so in the status line; forgets it when that is nothing.
 */
void log_end(struct ui *ui);
/* Ends it by going back to where it began. */
void log_drop(struct ui *ui);
/* Takes back the last change, or does it again. */
void log_undo(struct ui *ui);
void log_redo(struct ui *ui);
/* True when SYM's value differs from that at the start. */
bool log_changed(struct ui *ui, struct kconfig_symbol *sym);
/* How many symbols differ from the start. */
int log_count(struct ui *ui);
/* Appends what was changed since the start, first what a person asked for, then what followed from
 * it. */
void log_describe(struct ui *ui, struct doc *doc);
void log_free(struct ui *ui);

/* ---- mconf_edit.c: values */

/* Sets the chosen symbol to y, m or n. */
void edit_tristate(struct ui *ui, enum kconfig_tristate value);
/* Space: the next value, the member of a choice, or a box for numbers and strings. */
void edit_next(struct ui *ui);
/* Forgets the value of the chosen symbol. */
void edit_reset(struct ui *ui);

/* ---- mconf_fix.c: the smallest set of changes that makes an entry settable */
void fix_entry(struct ui *ui, struct kconfig_menu *menu);

/* ---- mconf_file.c: files; both ask for the name */
void file_save(struct ui *ui);
void file_load(struct ui *ui);
/* Shows what was wrong with the lines of the file that was just read. */
void file_warnings(struct ui *ui);
/* Asks whether to save when there are changes; true when the program may end. */
bool file_leave(struct ui *ui);

/* ---- mconf_page.c: full-screen texts with links; they return the entry to jump to, or NULL */
struct kconfig_menu *page_info(struct ui *ui, struct kconfig_menu *menu);
struct kconfig_menu *page_changes(struct ui *ui);
struct kconfig_menu *page_differences(struct ui *ui);
void page_keys(struct ui *ui, const struct bind *binds);

/* ---- mconf_find.c: the search; returns the entry to jump to, or NULL */
struct kconfig_menu *find_entry(struct ui *ui);
void find_free(struct ui *ui);

/* ---- mconf_screen.c: the menu itself */

/* Runs until the person leaves. */
void screen_run(struct ui *ui);
/* Sets the line under the menu. */
void screen_status(struct ui *ui, bool error, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

#endif
