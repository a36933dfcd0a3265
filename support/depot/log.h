/*
 * The log of a step.
 */
#ifndef DEPOT_LOG_H
#define DEPOT_LOG_H

#include "depot.h"

/* Command `log NAME`: print the log of the artefact in the store, or of the last try to build it.
 */
int log_command(struct depot *d, int argc, char **argv, struct err *e);

#endif
