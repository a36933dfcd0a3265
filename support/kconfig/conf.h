/* What the files of the batch program share. */
#ifndef KCONFIG_CONF_H
#define KCONFIG_CONF_H

#include <stdbool.h>

#include "kconfig.h"

/* conf_ask.c: ask on standard input for what is new; with ALL for everything that can be set. */
enum ask_mode { ASK_ALL, ASK_NEW, ASK_SYNC, LIST_NEW, HELP_NEW };
int conf_ask(struct kconfig *kc, enum ask_mode mode);

/* conf_merge.c: BASE and fragments; 1 when a line did not take effect. */
int conf_merge(struct kconfig *kc, char *const *files, int count);

/* conf_tell.c. SYMBOL[=VALUE]…: why it is so; 1 when one does not have the value. */
int conf_why(struct kconfig *kc, char *const *questions, int count);

/* SYMBOL=VALUE…, with SOLVING by changing others too; the number of those that did not work. */
int conf_set(struct kconfig *kc, char *const *settings, int count, bool solving);

/* Print what differs between two configurations, * before what was chosen; 1 when anything does. */
int conf_diff(struct kconfig *kc, const char *a, const char *b);

/* Print the whole tree as JSON. */
int conf_json(struct kconfig *kc);

/* Print to stderr as `conf: …` and exit with 100 (wrong usage) or 111 (the system failed). */
_Noreturn void conf_die(int status, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Print the help of an entry: its text, where it is, and what it hangs together with. */
void conf_print_help(struct kconfig *kc, struct kconfig_menu *menu);

#endif
