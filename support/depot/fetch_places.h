/*
 * Where a source can be had, as URLs in the order to try.
 */
#ifndef DEPOT_FETCH_PLACES_H
#define DEPOT_FETCH_PLACES_H

#include <stddef.h>

#include "debian.h"
#include "depot.h"
#include "step.h"

struct place {
	char *url;
	const char *proxy; /* apt's for its mirrors; NULL: the environment's; "": none */
};

struct places {
	struct place *list;
	size_t count;
	struct buf notes; /* lines about places that can't be turned into URLs */
};

/*
 * Fill `p` for one source: mirrors, then what the recipe names. `version` is that of the step, or
 * NULL. `apt` must outlive `p`. Returns 0, or -1 when out of memory.
 */
int places_make(struct places *p, const struct depot *d, const struct debian_apt *apt,
		const struct step_source *s, const char *version);

/* Add one URL, which becomes `p`'s own memory (NULL: out of memory). 0 or -1. */
int places_add(struct places *p, char *url, const char *proxy);

void places_free(struct places *p);

#endif
