/*
 * What changed in a step since it was last built, told from the canonical texts.
 */
#ifndef DEPOT_WHY_H
#define DEPOT_WHY_H

#include "graph.h"

/* Compare the canonical text of `n` with O/state/NAME: 1 different, with the differences as text in
 * `b`; 0 equal; -1 error. */
int why_differs(struct depot *d, const struct node *n, struct buf *b, struct err *e);

/* The command `depot why NAME`: prints; exit code or -1. */
int why_command(struct depot *d, const char *name, struct err *e);

#endif
