/*
 * A shell, or a command with the terminal's input and output, in a step's sandbox.
 */
#ifndef DEPOT_SHELL_H
#define DEPOT_SHELL_H

#include "depot.h"

/* [-k DIR] NAME [COMMAND…]: build the dependencies, fetch the sources, and where the step's script
 * would run, open a shell or run the command. With -k, DIR is /build, and stays. */
int shell_command(struct depot *d, int argc, char **argv, struct err *e);

#endif
