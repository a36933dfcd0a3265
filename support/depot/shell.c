#include "shell.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
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

/* "-k DIR" in front of the name; takes it out. 0, 1 when the words are wrong, or negative. */
static int read_options(struct depot *d, int *argc, char ***argv, char **keep, struct err *e)
{
	const char *dir = (*argv)[1];

	if (strcmp((*argv)[0], "-k"))
		return 0;
	if (*argc < 3)
		return EXIT_USAGE;
	*keep = *dir == '/' ? strdup(dir) : fs_fmt("%s/%s", d->top, dir);
	*argc -= 2;
	*argv += 2;
	return *keep ? fs_mkdirs(*keep, e) : err_set(e, "out of memory");
}

static void say_where(const struct node *n, const char *keep)
{
	printf("The sandbox of %s. Its script: sh -eu /whittle/script\n"
	       "Sources are in /src, patches in /files; results go to /out; all is gone at the "
	       "end%s.\n",
	       n->step->name, n->step->override || keep ? ", except /build" : "");
	fflush(stdout);
}

/* With -k, DIR is /build, and stays; with a command, that is run instead of a shell. */
int shell_command(struct depot *d, int argc, char **argv, struct err *e)
{
	struct graph g = {.d = d};
	struct node *n;
	char *keep = NULL;
	char *name = fs_fmt("shell-%ld", (long)getpid());
	char *work = name ? store_path(d, "tmp", name) : NULL;
	struct sandbox s = {0};
	int lock = -1, ret = -1;

	ret = read_options(d, &argc, &argv, &keep, e);
	if (ret)
		goto out;
	ret = -1;
	n = graph_load(&g, argv[0], e);
	if (!n || !work || prepare(&g, n, e))
		goto out;
	lock = store_lock(d, name, LOCK_ALONE, name, e);
	if (lock < 0 || fs_mkdirs(work, e) || sandbox_prepare(&s, d, n, work, e))
		goto out;
	if (keep) {
		free(s.build);
		s.build = keep;
	}
	s.shell_argv = argv + 1;
	if (argc == 1)
		say_where(n, keep);
	keep = NULL;
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
	free(keep);
	free(work);
	free(name);
	graph_free(&g);
	return ret;
}
