/*
 * What a source archive says about how it is built and under which licence.
 */
#ifndef DEBIAN_SCAN_H
#define DEBIAN_SCAN_H

#include <stdbool.h>

#include "../lib/buf.h"
#include "../lib/err.h"

struct source_scan {
	const char *style; /* of the recipe: autotools, cmake, meson, make, kconfig, script */
	bool autoreconf;   /* autotools, but without a ready `configure` */
	struct buf license_files; /* names at the top of the archive, separated by blanks */
	struct buf licenses;      /* SPDX names, " AND " between them; empty: not recognised */
};

/* Read the archive `path`. 0, or -1 with `e` set. */
int source_scan(const char *path, struct source_scan *scan, struct err *e);

void source_scan_free(struct source_scan *scan);

/* SPDX name of the licence in a text, NULL when it is not recognised. */
const char *license_name(const char *text);

#endif
