/*
 * What all of depot's commands share: where the top folder, the output folder and the store are.
 * Filled once by main.c and then only read.
 */
#ifndef DEPOT_DEPOT_H
#define DEPOT_DEPOT_H

#include <stdbool.h>
#include <stdio.h>

#include "../lib/buf.h"
#include "../lib/err.h"
#include "../lib/fs.h"
#include "../lib/hash.h"

struct stat_cache;
struct tool;

struct depot {
	char *top;                /* absolute path of the checkout */
	char *out;                /* absolute path of O: O/steps, O/state, O/logs … */
	char *store;              /* absolute path of the store */
	char *bin;                /* folder of this program: what steps see as /whittle/bin */
	const char *dl_dir;       /* WHITTLE_DL_DIR, a person's own folder of archives, or NULL */
	const char *mirrors;      /* WHITTLE_MIRRORS, URLs separated by spaces, or NULL */
	const char *remote;       /* WHITTLE_REMOTE, the remote store's URL, or NULL */
	bool remote_write;        /* WHITTLE_REMOTE_MODE=rw */
	bool offline;             /* WHITTLE_OFFLINE=1: no network at all */
	bool verbose;             /* V=1: logs go to the terminal too */
	struct tool *tools;       /* programs looked at so far */
	struct stat_cache *cache; /* hashes of files by their stat data */

	/* One line for the person (no newline needed), NULL: nobody listens. Libraries never print.
	 */
	void (*say)(const char *line);
};

/* A line for the person, through d->say. */
void depot_say(const struct depot *d, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Report progress to the live view: appended to O/progress as "VERB NAME REST\n" (see progress.h).
 * Costs nothing when no view is running; never fails. */
void depot_progress(const struct depot *d, const char *verb, const char *name, const char *fmt, ...)
	__attribute__((format(printf, 4, 5)));

/* Exit codes of the program. */
enum { EXIT_FINE = 0, EXIT_NO = 1, EXIT_USAGE = 100, EXIT_SYSTEM = 111 };

#endif
