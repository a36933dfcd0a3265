/*
 * The live view: runs a command (make) and shows below its output what is going on.
 */
#ifndef DEPOT_LIVE_H
#define DEPOT_LIVE_H

#include "depot.h"

/* `view -- COMMAND…`. Without a terminal it only runs the command. Exit code of the command or -1.
 */
int live_command(struct depot *d, int argc, char **argv, struct err *e);

#endif
