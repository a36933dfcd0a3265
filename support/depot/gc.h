/*
 * Looking after the store: what is in it, is it whole, what can go.
 */
#ifndef DEPOT_GC_H
#define DEPOT_GC_H

#include "depot.h"

/* Commands: `gc [--size N]`, `verify [--remove]`, `ls`. Print; exit code or -1. */
int gc_command(struct depot *d, int argc, char **argv, struct err *e);
int verify_command(struct depot *d, int argc, char **argv, struct err *e);
int ls_command(struct depot *d, int argc, char **argv, struct err *e);

/* Remove what killed processes left in STORE/tmp; returns how many entries. */
int gc_sweep(struct depot *d);

/* "500M", "20G", "123": bytes; -1 when it isn't a size. */
long long gc_size(const char *text);

#endif
