/*
 * The steps that a command needs, in topological order, and their keys.
 */
#ifndef DEPOT_GRAPH_H
#define DEPOT_GRAPH_H

#include "depot.h"
#include "step.h"
#include "store.h"

enum state {
	STATE_UNKNOWN, /* not looked at yet */
	STATE_BLOCKED, /* a dependency is not in the store: the key can't be known */
	STATE_MISSING, /* the key is known, the artefact is not in the store */
	STATE_HIT      /* in the store: `record` is valid */
};

struct node {
	struct step *step;
	struct node **deps; /* as many as step->n_deps, in that order */
	enum state state;
	bool local;         /* from a person's own tree, or made with something that is */
	struct buf text;    /* canonical text, once the key is known */
	char key[HASH_HEX]; /* "" until known */
	struct record record;
	int mark; /* for the depth-first search */
};

struct graph {
	struct depot *d;
	struct node **nodes; /* every node after its dependencies */
	size_t count;
	size_t cap;
	struct node **index; /* hash table by name, twice as large as cap */
};

/* Read the step `name` and everything it depends on; NULL on error (a missing step, a cycle). */
struct node *graph_load(struct graph *g, const char *name, struct err *e);

/* Find out the state of a node whose dependencies' states are known. 0, or -1 when an input can't
 * be read (file or tool missing). */
int graph_look(struct graph *g, struct node *n, struct err *e);

/* graph_look for all loaded nodes in order; all errors together. */
int graph_look_all(struct graph *g, struct err *e);

void graph_free(struct graph *g);

#endif
