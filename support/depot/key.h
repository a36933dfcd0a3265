/*
 * The key of a step: SHA-256 of its canonical text, in which every input is named by its content.
 */
#ifndef DEPOT_KEY_H
#define DEPOT_KEY_H

#include "graph.h"

/* Fill n->text and n->key. All dependencies must be in the store. Lists everything that is missing
 * in one error. */
int key_compute(struct depot *d, struct node *n, struct err *e);

/* SOURCE_DATE_EPOCH of a step. */
long key_epoch(const struct step *s);

#endif
