/*
 * The beginning of a recipe.
 */
#ifndef DEBIAN_ADD_H
#define DEBIAN_ADD_H

#include "depot.h"

/*
 * Command `add SOURCE [CATEGORY]`: writes package/CATEGORY/SOURCE/recipe.mk and Config.in from what
 * Debian knows and what is in the archive. Existing files are never touched. Exit code or -1.
 */
int add_command(struct depot *d, int argc, char **argv, struct err *e);

#endif
