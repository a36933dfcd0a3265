/*
 * An interactive shell in a step's sandbox.
 */
#ifndef DEPOT_SHELL_H
#define DEPOT_SHELL_H

#include "depot.h"

/* Build the dependencies, fetch the sources, open a shell where the step's script would run. */
int shell_command(struct depot *d, int argc, char **argv, struct err *e);

#endif
