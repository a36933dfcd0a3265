/*
 * Put the root filesystem together: packages, overlays, tables.
 */
#ifndef ROOTFS_COMPOSE_H
#define ROOTFS_COMPOSE_H

#include "layer.h"
#include "table.h"

struct yield {
	const char *who;
	const char *to; /* NULL: to every other package */
};

struct compose {
	struct layer *layers; /* packages in any order; overlays in theirs, the last one wins */
	size_t n_layers;
	struct table table;
	const struct yield *yields;
	size_t n_yields;
	const char **linked; /* packages of whose libraries only those stay that are linked with */
	size_t n_linked;
	const char *own_dir;  /* where generated files and the overlays' files are written to … */
	const char *own_path; /* … and what `contents=` calls that folder */
	struct buf notes;     /* what overlays replaced, one line each */
};

/* Fill the empty manifest. Everything that is wrong is said in one go, one line each. `m` must be
 * the one that the table's strings live in. */
int compose(struct compose *c, struct manifest *m, struct err *e);

#endif
