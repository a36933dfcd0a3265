/* How each role looks: $MENUCONFIG_COLOR names one of the themes. */
#ifndef MCONF_THEME_H
#define MCONF_THEME_H

#include "mconf_term.h"

/* Sets up the colours of the theme NAME (unknown or NULL: the default). Curses has been started. */
void theme_start(const char *name);
/* The attributes of a role, with its colour pair. */
unsigned long theme_look(enum role role);
/* True when the theme in use has colours. */
bool theme_has_colours(void);

#endif
