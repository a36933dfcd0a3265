/*
 * Getting the artefact of a step: from the store, from the remote store, or by building it.
 */
#ifndef DEPOT_RUN_H
#define DEPOT_RUN_H

#include "graph.h"

/* Make sure that the artefact of `n` and of everything it depends on is in the store; n->record is
 * valid then. */
int run_step(struct graph *g, struct node *n, struct err *e);

/* Write the canonical text of a step that is in the store to O/state/NAME, if it isn't there: 1 it
 * was not, 0 it was, -1 error. */
int run_remember(struct depot *d, struct node *n, struct err *e);

/* Have the sources of a step here. */
int run_sources(struct depot *d, const struct node *n, struct err *e);

/* An empty STORE/tmp/KEY; leftovers of killed builds there are removed first. */
char *run_work(struct depot *d, const char *key, struct err *e);

#endif
