#include "shell.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "run.h"
#include "sandbox.h"

/* Everything that the step's script would find. */
static int prepare(struct graph *g, struct node *n, struct err *e)
{
	for (size_t i = 0; i < n->step->n_deps; i++)
		if (run_step(g, n->deps[i], e))
			return -1;
	if (graph_look(g, n, e) || store_make(g->d, e))
		return -1;
	return run_sources(g->d, n, e);
}

int shell_command(struct depot *d, int argc, char **argv, struct err *e)
{
	struct graph g = {.d = d};
	struct node *n = graph_load(&g, argv[0], e);
	char *name = fs_fmt("shell-%ld", (long)getpid());
	char *work = name ? store_path(d, "tmp", name) : NULL;
	struct sandbox s = {0};
	int lock = -1, ret = -1;

	(void)argc;
	if (!n || !work || prepare(&g, n, e))
		goto out;
	lock = store_lock(d, name, LOCK_ALONE, name, e);
	if (lock < 0 || fs_mkdirs(work, e) || sandbox_prepare(&s, d, n, work, e))
		goto out;
	printf("The sandbox of %s. Its script: sh -eu /whittle/script\n"
	       "Sources are in /src, patches in /files; results go to /out; all is gone at the "
	       "end%s.\n",
	       argv[0], n->step->override ? ", except /build" : "");
	fflush(stdout);
	ret = sandbox_run(&s, true, -1, e);
out:
	sandbox_done(&s);
	if (lock >= 0) {
		struct err ignored;
		char *path = store_path(d, "locks", name);

		fs_remove(AT_FDCWD, work, &ignored);
		if (path)
			unlink(path);
		free(path);
		close(lock);
	}
	free(work);
	free(name);
	graph_free(&g);
	return ret;
}
