/*
 * What Debian stable knows about a package, in the form of a recipe.
 */
#ifndef DEBIAN_PIN_H
#define DEBIAN_PIN_H

#include <stdbool.h>
#include <stdint.h>

#include "depot.h"

/* What the fields of a recipe come from; strings are allocated or NULL. */
struct debian_pin {
	char *source;    /* Debian's name */
	char *version;   /* upstream's version */
	char *debian;    /* Debian's version */
	char *archive;   /* name of the archive in the pool */
	char *directory; /* of the pool: pool/main/… */
	char *homepage;
	char *summary; /* one line of what it is */
	char *url;     /* upstream's place of the archive, as far as can be guessed */
	char sha[65];
	uint64_t size;
	bool repacked; /* Debian's archive is not upstream's */
	bool checked;  /* a file of the archive's size is at `url` */
};

/* Look a source package up. 1 found, 0 not in this release, -1 with `e` set. */
int debian_pin(struct depot *d, const char *name, struct debian_pin *pin, struct err *e);

void debian_pin_free(struct debian_pin *pin);

/*
 * Upstream's URL of `version` by the text of debian/watch (uscan(1), versions 3 and 4), with
 * `archive` naming the kind of archive. New memory, or NULL when it can't be told.
 */
char *debian_watch_url(const char *watch, const char *package, const char *version,
		       const char *archive);

/* Upstream's part of a Debian version: no epoch, no revision. New memory or NULL. */
char *debian_upstream_version(const char *version);

/* Command `pin SOURCE…`: prints the fields. Exit code or -1. */
int pin_command(struct depot *d, int argc, char **argv, struct err *e);

#endif
