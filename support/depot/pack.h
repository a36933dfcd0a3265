/*
 * Artefacts in one file, to carry to another store.
 */
#ifndef DEPOT_PACK_H
#define DEPOT_PACK_H

#include "depot.h"

/* Commands: `export FILE NAME…` (with all dependencies), `import FILE`. Exit code or -1. */
int export_command(struct depot *d, int argc, char **argv, struct err *e);
int import_command(struct depot *d, int argc, char **argv, struct err *e);

#endif
