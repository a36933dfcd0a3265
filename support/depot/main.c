/*
 * depot: runs steps in a sandbox and keeps what they leave behind. See depot(1).
 */
#include <errno.h>
#include <getopt.h>
#include <limits.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "debian_add.h"
#include "debian_pin.h"
#include "depot.h"
#include "fetch.h"
#include "gc.h"
#include "graph.h"
#include "live.h"
#include "log.h"
#include "pack.h"
#include "place.h"
#include "remote.h"
#include "run.h"
#include "shell.h"
#include "statcache.h"
#include "tool.h"
#include "why.h"

/* Load these steps and find out the state of each, and of what they depend on. */
static int look_at(struct graph *g, int count, char **names, struct err *e)
{
	for (int i = 0; i < count; i++)
		if (!graph_load(g, names[i], e))
			return -1;
	return graph_look_all(g, e);
}

/* With -p DIR, and when nothing has to be done, the images go to DIR at once: a make with no work
 * is one process. */
static int cmd_pending(struct depot *d, int argc, char **argv, struct err *e)
{
	struct graph g = {.d = d};
	const char *dir = NULL;
	int ret = -1, count = 0;

	if (argc > 2 && !strcmp(argv[0], "-p")) {
		dir = argv[1];
		argv += 2;
		argc -= 2;
	}
	/* this is what each make begins with; a make that builds nothing is the last to come by,
	 * too */
	remote_forget(d);
	gc_sweep(d);
	if (look_at(&g, argc, argv, e))
		goto out;
	ret = 0;
	for (size_t i = 0; i < g.count; i++)
		count += g.nodes[i]->state != STATE_HIT;
	depot_progress(d, "plan", "-", "%d", count);
	for (size_t i = 0; i < g.count && ret >= 0; i++) {
		const char *name = g.nodes[i]->step->name;

		if (g.nodes[i]->state != STATE_HIT) {
			puts(name);
			continue;
		}
		/* standard output is the answer that make reads */
		ret = run_remember(d, g.nodes[i], e);
		if (ret > 0)
			fprintf(stderr, "%-20s from the store\n", name);
	}
	ret = ret < 0 ? -1 : 0;
	if (!ret && dir && !count)
		ret = place_images(d, dir, argv, argc, e);
out:
	graph_free(&g);
	return ret;
}

static int cmd_run(struct depot *d, int argc, char **argv, struct err *e)
{
	struct graph g = {.d = d};
	int ret = 0;

	for (int i = 0; i < argc && !ret; i++) {
		struct node *n = graph_load(&g, argv[i], e);

		ret = n ? run_step(&g, n, e) : -1;
	}
	graph_free(&g);
	return ret;
}

/* Send one artefact, under its key's lock: 1 it is there now, 0 not, -1 trouble. */
static int send_one(struct depot *d, const struct node *n, struct err *e)
{
	char *artefact = store_path(d, "artefacts", n->key);
	int lock = store_lock(d, n->key, LOCK_ALONE, n->step->name, e), ret = -1;

	if (lock >= 0) {
		ret = artefact ? remote_put(d, &n->record, artefact, e)
			       : err_set(e, "out of memory");
		close(lock);
	}
	free(artefact);
	return ret;
}

/* What is in the store already is not built, so it would never be sent: this does it. */
static int cmd_send(struct depot *d, int argc, char **argv, struct err *e)
{
	struct graph g = {.d = d};
	int ret = -1, sent = 0;

	if (!d->remote || !d->remote_write) {
		err_set(e, "send: there is no remote store to write to: set WHITTLE_REMOTE=URL and "
			   "WHITTLE_REMOTE_MODE=rw");
		goto out;
	}
	remote_forget(d);
	if (look_at(&g, argc, argv, e))
		goto out;
	ret = 0;
	for (size_t i = 0; i < g.count && !ret; i++) {
		int one = g.nodes[i]->state == STATE_HIT ? send_one(d, g.nodes[i], e) : 0;

		ret = one < 0 ? -1 : ret;
		sent += one > 0;
	}
	if (!ret)
		printf("%d of %zu artefacts are in the remote store\n", sent, g.count);
	if (!ret && (size_t)sent < g.count)
		ret = EXIT_NO;
out:
	graph_free(&g);
	return ret;
}

/* The sources of these steps, not of those they depend on: make knows which are selected. */
static int cmd_fetch(struct depot *d, int argc, char **argv, struct err *e)
{
	struct step **steps = calloc((size_t)argc, sizeof(*steps));
	int ret = -1;

	if (!steps)
		return err_set(e, "out of memory");
	for (int i = 0; i < argc; i++) {
		char *path = fs_fmt("%s/steps/%s", d->out, argv[i]);

		steps[i] = path ? step_read(path, argv[i], e) : NULL;
		free(path);
		if (!steps[i])
			goto out;
	}
	ret = store_make(d, e) ? -1 : fetch_steps(d, steps, (size_t)argc, e);
out:
	for (int i = 0; i < argc; i++)
		step_free(steps[i]);
	free(steps);
	return ret;
}

static int cmd_place(struct depot *d, int argc, char **argv, struct err *e)
{
	return place_images(d, argv[0], argv + 1, argc - 1, e);
}

static int cmd_path(struct depot *d, int argc, char **argv, struct err *e)
{
	struct graph g = {.d = d};
	struct node *n = graph_load(&g, argv[0], e);
	int ret = -1;

	(void)argc;
	if (!n || graph_look_all(&g, e))
		goto out;
	if (part_find(argv[1]) < 0) {
		err_set(e, "%s: no such part (target, sysroot, host, images, debug)", argv[1]);
		goto out;
	}
	ret = n->state == STATE_HIT ? EXIT_FINE : EXIT_NO;
	if (ret)
		fprintf(stderr, "depot: %s is not in the store yet\n", argv[0]);
	else
		printf("%s/artefacts/%s/%s\n", d->store, n->key, argv[1]);
out:
	graph_free(&g);
	return ret;
}

static int cmd_why(struct depot *d, int argc, char **argv, struct err *e)
{
	int ret = 0;

	for (int i = 0; i < argc && ret >= 0; i++) {
		int one = why_command(d, argv[i], e);

		ret = one < 0 || one > ret ? one : ret;
	}
	return ret;
}

static const struct command {
	const char *name;
	int (*run)(struct depot *d, int argc, char **argv, struct err *e);
	int least, most; /* number of arguments; most -1: any */
	const char *args, *help;
} commands[] = {
	{"pending", cmd_pending, 1, -1, "[-p DIR] NAME…", "names of the steps that need work"},
	{"run", cmd_run, 1, -1, "NAME…", "get or build the artefacts of steps"},
	{"fetch", cmd_fetch, 1, -1, "NAME…", "download the sources of steps"},
	{"send", cmd_send, 1, -1, "NAME…", "send what is in the store to the remote store"},
	{"pin", pin_command, 1, -1, "SOURCE…", "version, place and hash in Debian stable"},
	{"add", add_command, 1, 2, "SOURCE [CATEGORY]", "start a recipe from Debian's data"},
	{"why", cmd_why, 1, -1, "NAME…", "what changed since a step was last built"},
	{"place", cmd_place, 1, -1, "DIR NAME…", "copy the images of steps to a folder"},
	{"log", log_command, 1, 1, "NAME", "print the log of a step's build"},
	{"shell", shell_command, 1, -1, "[-k DIR] NAME [COMMAND…]", "a shell in a step's sandbox"},
	{"view", live_command, 1, -1, "-- COMMAND…", "run a command (make) with a live view"},
	{"ls", ls_command, 0, 0, "", "list what is in the store"},
	{"verify", verify_command, 0, 1, "[--remove]", "hash everything in the store again"},
	{"gc", gc_command, 0, 2, "[--size N]", "remove what was not used for the longest time"},
	{"export", export_command, 2, -1, "FILE NAME…", "write artefacts to a file"},
	{"import", import_command, 1, 1, "FILE", "take artefacts from a file"},
	{"path", cmd_path, 2, 2, "NAME PART", "print where a part is in the store"},
};

#define COMMANDS (sizeof(commands) / sizeof(*commands))

static void usage(FILE *to)
{
	fputs("usage: depot [-C TOP] [-o O] [-s STORE] COMMAND …\n", to);
	for (size_t i = 0; i < COMMANDS; i++)
		fprintf(to, "  %-8s %-16s %s\n", commands[i].name, commands[i].args,
			commands[i].help);
}

static void say(const char *line)
{
	/* one write, so that lines of several processes don't mix */
	printf("%s\n", line);
	fflush(stdout);
}

static char *absolute(const char *path, struct err *e)
{
	char *cwd, *full;

	if (*path == '/')
		return strdup(path);
	cwd = getcwd(NULL, 0);
	if (!cwd)
		err_sys(e, "the current folder");
	full = cwd ? (strcmp(path, ".") ? fs_fmt("%s/%s", cwd, path) : strdup(cwd)) : NULL;
	free(cwd);
	return full;
}

static char *default_store(struct err *e)
{
	const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");

	if (cache && *cache == '/')
		return fs_fmt("%s/whittle", cache);
	if (home && *home == '/')
		return fs_fmt("%s/.cache/whittle", home);
	err_set(e, "no place for the store: HOME is not set; use STORE=DIR");
	return NULL;
}

static int setup(struct depot *d, const char *top, const char *out, const char *store,
		 struct err *e)
{
	const char *mode = getenv("WHITTLE_REMOTE_MODE"), *offline = getenv("WHITTLE_OFFLINE");
	char self[PATH_MAX], *path;
	ssize_t n;

	if (chdir(top))
		return err_sys(e, "%s: can't enter", top);
	n = readlink("/proc/self/exe", self, sizeof(self) - 1);
	if (n < 0)
		return err_sys(e, "/proc/self/exe");
	self[n] = '\0';
	*strrchr(self, '/') = '\0';
	d->bin = strdup(self);
	d->top = absolute(".", e);
	d->out = absolute(out, e);
	d->store = store && *store ? absolute(store, e) : default_store(e);
	if (!d->bin || !d->top || !d->out || !d->store)
		return e->len ? -1 : err_set(e, "out of memory");
	d->dl_dir = getenv("WHITTLE_DL_DIR");
	d->mirrors = getenv("WHITTLE_MIRRORS");
	d->remote = getenv("WHITTLE_REMOTE");
	if (d->remote && !*d->remote)
		d->remote = NULL;
	d->remote_write = mode && !strcmp(mode, "rw");
	d->offline = offline && !strcmp(offline, "1");
	d->verbose = getenv("V") && !strcmp(getenv("V"), "1");
	d->say = say;
	path = store_path(d, "cache", "stat");
	d->cache = path ? statcache_open(path) : NULL;
	free(path);
	return d->cache ? 0 : err_set(e, "out of memory");
}

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < COMMANDS; i++)
		if (!strcmp(commands[i].name, name))
			return &commands[i];
	return NULL;
}

int main(int argc, char **argv)
{
	const char *top = ".", *out = "output", *store = getenv("WHITTLE_STORE");
	struct depot d = {0};
	struct err e = ERR_INIT;
	const struct command *c;
	int opt, ret;

	while ((opt = getopt(argc, argv, "+C:o:s:h")) != -1) {
		if (opt == 'C')
			top = optarg;
		else if (opt == 'o')
			out = optarg;
		else if (opt == 's')
			store = optarg;
		else {
			usage(opt == 'h' ? stdout : stderr);
			return opt == 'h' ? EXIT_FINE : EXIT_USAGE;
		}
	}
	argc -= optind;
	argv += optind;
	c = argc ? find_command(argv[0]) : NULL;
	if (!c || argc - 1 < c->least || (c->most >= 0 && argc - 1 > c->most)) {
		usage(stderr);
		return EXIT_USAGE;
	}
	signal(SIGPIPE, SIG_IGN);
	ret = setup(&d, top, out, store, &e);
	if (!ret)
		ret = c->run(&d, argc - 1, argv + 1, &e);
	if (ret < 0)
		fprintf(stderr, "depot: %s\n", e.text);
	tool_forget(&d);
	statcache_close(d.cache);
	free(d.bin);
	free(d.top);
	free(d.out);
	free(d.store);
	if (fflush(stdout) || ferror(stdout))
		return EXIT_SYSTEM;
	return ret < 0 ? EXIT_SYSTEM : ret;
}
