/*
 * GNU make's job server, handed on to the builds inside the sandbox.
 */
#ifndef DEPOT_JOBS_H
#define DEPOT_JOBS_H

#include <stdbool.h>

#include "../lib/buf.h"

struct jobs {
	struct buf makeflags; /* MAKEFLAGS for the inside */
	char *fifo;           /* make 4.4: path of the job server's fifo outside, else NULL */
	int count;            /* how many jobs there are in all */
};

/* Where the fifo is seen inside. */
#define JOBS_FIFO "/whittle/jobserver"

/* Read MAKEFLAGS. A step that takes no part gets no descriptors; without a job server outside the
 * step gets as many jobs as there are processors. */
void jobs_read(struct jobs *j, const char *makeflags, bool part);

void jobs_free(struct jobs *j);

#endif
