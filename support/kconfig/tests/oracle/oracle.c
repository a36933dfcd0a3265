/*
 * oracle: runs the conf of a source tree and ours on the same cases, and compares all that they
 * leave behind.
 *
 * oracle [-j JOBS] [-k KEEP] [-p PROGRAM] CACHE CASES [PATTERN…]
 *   CACHE    folder made by `setup`: conf/TREE, env/ENV, probes/ENV
 *   CASES    file with one case a line, its fields separated by tabs:
 *              NAME  TREE  ENV  INPUT  STEP…
 *            INPUT is the .config to begin with: `-` for none, /FILE, `mixed:SEED`, `random:SEED`,
 * `damaged:SEED`. A STEP is conf's arguments; words NAME=VALUE in front go to the environment,
 * <FILE is standard input. PATTERN  shell patterns of the cases to run; none: all -k KEEP  keep the
 * outputs of failed cases there -p PROG  the program to hold against the tree's conf
 *
 * Prints TAP. After each step, exit status, standard output, errors and all files in the folder are
 * compared.
 */
#define _GNU_SOURCE
#include "oracle.h"

#include <errno.h>
#include <fnmatch.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { NAME, TREE, ENV, INPUT, STEPS, MAX_FIELDS = 16 };

enum { FIRST_SIGNAL = 128 }; /* exit status of a killed program */

struct test {
	char *field[MAX_FIELDS];
	size_t fields;
};

struct cases {
	struct test *test;
	size_t count;
};

static void die(const char *what)
{
	fprintf(stderr, "oracle: %s: %s\n", what, strerror(errno));
	exit(111);
}

/* Makes an empty folder for one side and returns it in SIDE. */
static void side_open(struct side *side, const char *work, const char *name)
{
	side->work = path_join(work, name);
	side->dir = path_join(side->work, "dir");
	if (mkdir(side->work, 0777) < 0 || mkdir(side->dir, 0777) < 0)
		die(side->dir);
}

static void make_folder(const char *dir, const char *name)
{
	char *path = path_join(dir, name);

	if (mkdir(path, 0777) < 0)
		die(path);
	free(path);
}

static void side_close(struct side *side)
{
	tree_remove(side->work);
	free(side->dir);
	free(side->work);
}

/* Lets the tree's own conf make a .config with WORDS. */
static char *made_by(const struct side *side, char **env, const char *words, size_t *len)
{
	char *file, *text;

	run_conf(side, side->program, env, words);
	file = path_join(side->dir, ".config");
	text = file_read(file, len);
	free(file);
	return text;
}

/* Lets the tree's own conf invent a configuration: a third of them full, a third empty, the rest in
 * between. */
static char *random_input(const struct side *side, const char *kconfig, char **env,
			  const char *seed, size_t *len)
{
	static const char *const probability[] = {"50", "10:15", "90:5"};
	unsigned long n = strtoul(seed, NULL, 10);
	char *words, *text, *other;

	/* BusyBox's conf takes its random numbers from the clock. */
	if (strcmp(kconfig, "Config.in") == 0) {
		text = made_by(side, env, "-y Config.in", len);
		other = text ? mix(text, n, len) : NULL;
		free(text);
		return other;
	}
	if (asprintf(&words, "KCONFIG_SEED=%s KCONFIG_PROBABILITY=%s --randconfig %s", seed,
		     probability[n % 3], kconfig) < 0)
		abort();
	text = made_by(side, env, words, len);
	free(words);
	return text;
}

static const char *last_word(const char *words)
{
	const char *space = strrchr(words, ' ');

	return space ? space + 1 : words;
}

/* Writes the case's .config into both folders. Returns 0, or -1 when there is none where there
 * should be one. */
static int prepare(const struct test *test, struct side side[2], struct setup *setup, char **env)
{
	const char *input = test->field[INPUT], *seed = strchr(input, ':');
	struct side scratch = {side[0].program, NULL, NULL, false};
	char *text, *other, *file;
	size_t len = 0;
	int err = -1;

	if (strcmp(input, "-") == 0)
		return 0;
	if (input[0] == '/') {
		text = file_read(input, &len);
	} else {
		side_open(&scratch, setup->work, "input");
		text = random_input(&scratch, last_word(test->field[STEPS]), env, seed + 1, &len);
		side_close(&scratch);
		if (text && input[0] == 'd') {
			other = damage(text, strtoul(seed + 1, NULL, 10), &len);
			free(text);
			text = other;
		}
	}
	for (int i = 0; text && i < 2; i++) {
		file = path_join(side[i].dir, ".config");
		err = file_write(file, text, len);
		free(file);
	}
	free(text);
	return err;
}

/* Older conf write what has not changed anew, and say so; ours leaves it alone. */
static void say_written(const struct side *side)
{
	static const char unchanged[] = "# No change to .config\n";
	char *file = path_join(side->work, "out"), *at;
	size_t len = 0;
	char *text = file_read(file, &len), *changed;

	at = text ? strstr(text, unchanged) : NULL;
	if (at && asprintf(&changed, "%.*s# configuration written to .config\n%s", (int)(at - text),
			   text, at + strlen(unchanged)) >= 0) {
		file_write(file, changed, strlen(changed));
		free(changed);
	}
	free(text);
	free(file);
}

/*
 * U-Boot's and BusyBox's conf write anew, with .config.old, what has not changed, and BusyBox's
 * shows the whole dialogue in every mode: these are not compared.
 */
static int compare_step(struct side side[2], const int status[2], const char *tree, FILE *log)
{
	bool busybox = strcmp(tree, "busybox") == 0, rewrites = strcmp(tree, "linux") != 0;
	static const char *const printed[] = {"out", "err"};
	int differ = 0;

	if (rewrites)
		say_written(&side[1]);
	if (status[0] != status[1]) {
		fprintf(log, "#   exit status: %d, not %d\n", status[1], status[0]);
		differ++;
	}
	for (size_t i = busybox ? 1 : 0; i < 2; i++) {
		char *theirs = path_join(side[0].work, printed[i]),
		     *ours = path_join(side[1].work, printed[i]);

		differ += compare_files(theirs, ours, i == 0 ? "(stdout)" : "(stderr)", false, log);
		free(theirs);
		free(ours);
	}
	return differ +
	       compare_trees(side[0].dir, side[1].dir, rewrites ? ".config.old" : NULL, log);
}

static char **test_env(const struct setup *setup, const struct test *test)
{
	char *file = path_join(setup->cache, "env/"), *whole = path_join(file, test->field[ENV]);
	char **env = env_read(whole), *probes;

	free(file);
	free(whole);
	if (!env)
		return NULL;
	file = path_join(setup->cache, "probes");
	probes = path_join(file, test->field[ENV]);
	env = env_set(env, "PROBE_DIR", probes);
	free(file);
	file = path_join(setup->cache, "real-sh");
	env = env_set(env, "PROBE_SHELL", file);
	free(file);
	free(probes);
	return env;
}

/* Keeps the outputs of both sides under a name made of the case's. */
static void keep(const struct setup *setup, const struct test *test)
{
	char *name = strdup(test->field[NAME]), *to;

	for (char *p = name; p && *p; p++) {
		if (*p == '/')
			*p = '@';
	}
	to = path_join(setup->keep, name);
	tree_remove(to);
	tree_copy(setup->work, to);
	free(to);
	free(name);
}

/*
 * Runs one case; a tree's conf that is killed by its own fault is no model to follow, if ours is
 * not. Describes its differences on LOG. Returns how many there are.
 */
static int run_test(const struct test *test, struct setup *setup, FILE *log)
{
	char *conf = path_join(setup->cache, "conf/"), *theirs = path_join(conf, test->field[TREE]);
	char **env = test_env(setup, test);
	struct side side[2] = {{theirs, NULL, NULL, false}, {setup->program, NULL, NULL, true}};
	int differ = 0, status[2];

	side_open(&side[0], setup->work, "theirs");
	side_open(&side[1], setup->work, "ours");
	/* BusyBox's conf writes its header into a folder that has to be there. */
	if (strcmp(test->field[TREE], "busybox") == 0) {
		make_folder(side[0].dir, "include");
		make_folder(side[1].dir, "include");
	}
	if (!env || prepare(test, side, setup, env) < 0) {
		fprintf(log, "#   no environment or no input: run setup\n");
		differ++;
	}
	for (size_t i = STEPS; i < test->fields && !differ; i++) {
		for (int s = 0; s < 2; s++)
			status[s] = run_conf(&side[s], side[s].program, env, test->field[i]);
		if (status[0] >= FIRST_SIGNAL && status[1] < FIRST_SIGNAL) {
			fprintf(log, "# skipped: the tree's conf hangs or crashes in: conf %s\n",
				test->field[i]);
			break;
		}
		differ = compare_step(side, status, test->field[TREE], log);
		if (differ)
			fprintf(log, "#   in step: conf %s\n", test->field[i]);
	}
	if (differ && setup->keep)
		keep(setup, test);
	side_close(&side[0]);
	side_close(&side[1]);
	env_free(env);
	free(conf);
	free(theirs);
	return differ;
}

static struct cases cases_read(const char *file, char **patterns)
{
	struct cases cases = {NULL, 0};
	char *line = NULL, after;
	size_t space = 0, name_end;
	FILE *f = fopen(file, "r");

	if (!f)
		die(file);
	while (getline(&line, &space, f) > 0) {
		struct test test = {.fields = 0};
		bool wanted = !patterns[0];
		char *rest = line, *field;

		line[strcspn(line, "\n")] = '\0';
		name_end = strcspn(line, "\t");
		after = line[name_end];
		line[name_end] = '\0';
		for (char **p = patterns; *p && !wanted; p++)
			wanted = fnmatch(*p, line, 0) == 0;
		line[name_end] = after;
		if (!wanted)
			continue;
		while ((field = strsep(&rest, "\t")) && test.fields < MAX_FIELDS)
			test.field[test.fields++] = strdup(field);
		if (test.fields <= STEPS)
			continue;
		cases.test = realloc(cases.test, (cases.count + 1) * sizeof(test));
		if (!cases.test)
			abort();
		cases.test[cases.count++] = test;
	}
	free(line);
	fclose(f);
	return cases;
}

/*
 * BusyBox's conf writes the time into its files: a case during which the clock ticks is run again.
 * The caller frees the description of the differences in TEXT.
 */
static int run_timed(const struct test *test, struct setup *setup, char **text)
{
	bool dated = strcmp(test->field[TREE], "busybox") == 0;
	int differ, tries = 0;
	time_t start;
	size_t len;
	FILE *log;

	for (;;) {
		start = time(NULL);
		log = open_memstream(text, &len);
		if (!log)
			abort();
		differ = run_test(test, setup, log);
		fclose(log);
		if (!differ || !dated || time(NULL) == start || tries++ == 5)
			return differ;
		free(*text);
	}
}

/* Runs every JOBS-th case. Returns whether one failed. */
static int worker(struct setup *setup, struct cases cases, size_t first, size_t jobs)
{
	char template[] = "/tmp/oracle.XXXXXX", *text;
	int failed = 0, differ;

	setup->work = mkdtemp(template);
	if (!setup->work)
		die(template);
	for (size_t i = first; i < cases.count; i += jobs) {
		differ = run_timed(&cases.test[i], setup, &text);
		failed |= differ > 0;
		/* One write for a case, because several workers share the output. */
		if (dprintf(STDOUT_FILENO, "%sok - %s\n%s", differ ? "not " : "",
			    cases.test[i].field[NAME], text) < 0)
			die("output");
		free(text);
	}
	tree_remove(setup->work);
	return failed;
}

static int run_all(struct setup *setup, struct cases cases, size_t jobs)
{
	int failed = 0, status;

	printf("1..%zu\n", cases.count);
	fflush(stdout);
	for (size_t i = 0; i < jobs; i++) {
		pid_t pid = fork();

		if (pid < 0)
			die("fork");
		if (pid == 0)
			_exit(worker(setup, cases, i, jobs));
	}
	while (wait(&status) > 0)
		failed |= status != 0;
	return failed;
}

int main(int argc, char **argv)
{
	struct setup setup = {NULL, NULL, NULL, NULL};
	struct cases cases;
	size_t jobs = 1;
	sigset_t set;
	int c;

	while ((c = getopt(argc, argv, "j:k:p:")) != -1) {
		if (c == 'j')
			jobs = strtoul(optarg, NULL, 10);
		else if (c == 'k')
			setup.keep = optarg;
		else if (c == 'p')
			setup.program = realpath(optarg, NULL);
		else
			return 100;
	}
	if (argc - optind < 2 || !setup.program || jobs < 1 || jobs > 64) {
		fprintf(stderr,
			"usage: oracle [-j JOBS] [-k KEEP] -p PROGRAM CACHE CASES [PATTERN...]\n");
		return 100;
	}
	setup.cache = realpath(argv[optind], NULL);
	if (!setup.cache)
		die(argv[optind]);
	cases = cases_read(argv[optind + 1], argv + optind + 2);
	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	sigprocmask(SIG_BLOCK, &set, NULL);
	if (cases.count == 0) {
		fprintf(stderr, "oracle: no case matches\n");
		return 100;
	}
	return run_all(&setup, cases, jobs);
}
