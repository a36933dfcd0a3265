/* Boxes over the screen: a question, a message, a line to fill in. */
#ifndef MCONF_DIALOG_H
#define MCONF_DIALOG_H

#include "mconf_doc.h"
#include "mconf_term.h"

/* Draws LABELS (the last is NULL) as buttons in the middle of a line; the hits are HIT_BUTTON and
 * the number. */
void buttons_draw(int y, int x, int width, const char *const *labels, int chosen);

/*
 * Shows TEXT over BELOW and waits until one of BUTTONS (the last is NULL) is taken, by Enter, its
 * first letter or the mouse. Returns its number, or -1 after Esc. CHOSEN is the one chosen at
 * first.
 */
int dialog_ask(struct screen *below, const char *title, struct doc *text,
	       const char *const *buttons, int chosen);

/* Shows a message until a key is pressed. */
void dialog_tell(struct screen *below, const char *title, const char *fmt, ...)
	__attribute__((format(printf, 3, 4)));

/* Says what is wrong with TEXT as a new string, or returns NULL when nothing is. */
typedef char *dialog_check_fn(void *data, const char *text);

/*
 * Shows TEXT and a line to edit, VALUE at first. What CHECK says is shown in place and keeps the
 * box open. Returns a new string, or NULL after Esc.
 */
char *dialog_input(struct screen *below, const char *title, struct doc *text, const char *value,
		   dialog_check_fn *check, void *data);

#endif
