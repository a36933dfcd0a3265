/*
 * The sandbox of a step: bubblewrap with fixed paths, no network, and only what was declared.
 */
#ifndef DEPOT_SANDBOX_H
#define DEPOT_SANDBOX_H

#include "graph.h"
#include "view.h"

#define SANDBOX_LIBRARIES 16 /* library folders of the build machine, at most */

struct sandbox {
	struct depot *d;
	const struct node *n;
	char *work;  /* STORE/tmp/KEY: build out files etc empty script */
	char *build; /* what is /build: WORK/build, or the kept folder of an override */
	struct view sysroot, host;
	struct view libraries[SANDBOX_LIBRARIES];
	int *locks;              /* of the dependencies' artefacts, as many as n_deps */
	char *const *shell_argv; /* not ours; NULL or empty: an interactive shell */
};

/* Make the folders below `work` (empty, exists) and the views; the sources must be here. */
int sandbox_prepare(struct sandbox *s, struct depot *d, const struct node *n, const char *work,
		    struct err *e);

/* Run the script, or with `shell` the command in `shell_argv`, or without one an interactive shell,
 * and wait. Its output goes to `log_fd` (the shell's: to the terminal). Exit code as child_wait. */
int sandbox_run(struct sandbox *s, bool shell, int log_fd, struct err *e);

/* Unlock and free; leaves the work folder alone. Fine for one that was zeroed or half prepared. */
void sandbox_done(struct sandbox *s);

#endif
