/*
 * Merged read-only trees: what a step sees as /sysroot and /host.
 */
#ifndef DEPOT_VIEW_H
#define DEPOT_VIEW_H

#include "graph.h"

struct view {
	char *path; /* folder to bind into the sandbox; NULL: nothing to see */
	int lock;   /* keeps gc away from it; -1: none */
};

/* The merged tree of this part of all dependencies that the step sees it of. Files with the same
 * path and different content are an error that names both steps. */
int view_make(struct depot *d, const struct node *n, enum part part, struct view *v, struct err *e);

/* Free and unlock; the tree stays in the store. */
void view_done(struct view *v);

/* The build machine's library folder `dir` (/usr/lib/TRIPLE) without what is only there for
 * compiling: a folder of links into `seen`, where the sandbox shows the real one. */
int view_libraries(struct depot *d, const char *dir, const char *seen, struct view *v,
		   struct err *e);

#endif
