/*
 * oracle: runs the conf of a source tree and ours on the same cases, and compares all that they
 * leave behind.
 *
 * oracle [-j JOBS] [-k KEEP] [-p PROGRAM] CACHE CASES [PATTERN…]
 *   CACHE    folder made by `setup`: conf/TREE, env/ENV, probes/ENV
 *   CASES    file with one case a line, its fields separated by tabs:
 *              NAME  TREE  ENV  INPUT  STEP…
 *            INPUT is the .config to begin with: `-` for none, /FILE, `mixed:SEED`, `random:SEED`,
 *            `damaged:SEED`. A STEP is conf's arguments; words NAME=VALUE in front go to the
 *            environment, <FILE is standard input.
 *   PATTERN  shell patterns of the cases to run; none: all
 *   -k KEEP  keep the outputs of failed cases there
 *   -t SECS  processor time that a step may take
 *   -p PROG  the program to hold against the tree's conf
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

enum { MAKING = 60 }; /* seconds of processor time for inventing a configuration */

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

	run_conf(side, side->program, env, words, MAKING);
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
static int prepare(const struct test *test, struct side side[2], struct setup *setup, char **env,
		   const char *known)
{
	const char *input = test->field[INPUT], *seed = strchr(input, ':');
	struct side scratch = {side[0].program, NULL, NULL, false};
	char *text, *other, *file, *made = NULL;
	size_t len = 0;
	int err = -1;

	if (strcmp(input, "-") == 0)
		return 0;
	if (known && asprintf(&made, "%s.config", known) < 0)
		abort();
	if (input[0] == '/') {
		text = file_read(input, &len);
	} else if (made && access(made, F_OK) == 0) {
		text = file_read(made, &len);
	} else {
		side_open(&scratch, setup->work, "input");
		text = random_input(&scratch, last_word(test->field[STEPS]), env, seed + 1, &len);
		side_close(&scratch);
		if (text && input[0] == 'd') {
			other = damage(text, strtoul(seed + 1, NULL, 10), &len);
			free(text);
			text = other;
		}
		if (made && text && file_write(made, text, len) < 0)
			remove(made);
	}
	for (int i = 0; text && i < 2; i++) {
		file = path_join(side[i].dir, ".config");
		err = file_write(file, text, len);
		free(file);
	}
	free(made);
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

/* U-Boot's and BusyBox's conf write anew, with .config.old, what has not changed. */
static const char *not_compared(const char *tree)
{
	return strcmp(tree, "linux") == 0 ? NULL : ".config.old";
}

/* Runs one step of the case in SIDE's folder. Returns its exit status. */
static int run_step(const struct side *side, const struct test *test, size_t step, char **env,
		    const struct setup *setup)
{
	int status = run_conf(side, side->program, env, test->field[step], setup->seconds);

	if (side->ours && not_compared(test->field[TREE]))
		say_written(side);
	return status;
}

/*
 * Compares what a step left behind. BusyBox's conf shows the whole dialogue in every mode, which is
 * not compared. *MESSAGES says whether standard error differs.
 */
static int compare_step(struct side side[2], const int status[2], const char *tree, FILE *log,
			bool *messages)
{
	bool busybox = strcmp(tree, "busybox") == 0;
	static const char *const printed[] = {"out", "err"};
	int differ = 0, differs = 0;

	if (status[0] != status[1]) {
		fprintf(log, "#   exit status: %d, not %d\n", status[1], status[0]);
		differ++;
	}
	for (size_t i = busybox ? 1 : 0; i < 2; i++) {
		char *theirs = path_join(side[0].work, printed[i]),
		     *ours = path_join(side[1].work, printed[i]);

		differs = compare_files(theirs, ours, i == 0 ? "(stdout)" : "(stderr)", false, log);
		differ += differs;
		free(theirs);
		free(ours);
	}
	*messages = differs != 0;
	return differ + compare_trees(side[0].dir, side[1].dir, not_compared(tree), log);
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

/* Opens the folders of both sides, with the .config to begin with. Returns 0, or -1. */
static int sides_open(const struct test *test, struct side side[2], struct setup *setup, char **env,
		      const char *known)
{
	side_open(&side[0], setup->work, "theirs");
	side_open(&side[1], setup->work, "ours");
	/* BusyBox's conf writes its header into a folder that has to be there. */
	if (strcmp(test->field[TREE], "busybox") == 0) {
		make_folder(side[0].dir, "include");
		make_folder(side[1].dir, "include");
	}
	return env ? prepare(test, side, setup, env, known) : -1;
}

static void sides_close(struct side side[2])
{
	side_close(&side[0]);
	side_close(&side[1]);
}

/*
 * Runs both sides. Describes the differences on LOG. Returns how many there are. What theirs left
 * behind is noted in KNOWN. A case with a difference on purpose ends there, and *NAME is that
 * difference's.
 */
static int run_both(const struct test *test, struct side side[2], struct setup *setup, char **env,
		    const char *known, const char **name, FILE *log)
{
	const char *tree = test->field[TREE];
	struct known step[MAX_FIELDS];
	int differ = 0, status[2];
	bool messages;
	size_t i;

	for (i = STEPS; i < test->fields && !differ; i++) {
		for (int s = 0; s < 2; s++)
			status[s] = run_step(&side[s], test, i, env, setup);
		step[i - STEPS].status = status[0];
		step[i - STEPS].digest = known_digest(&side[0], not_compared(tree));
		differ = compare_step(side, status, tree, log, &messages);
		*name = differ ? purpose(side, status, differ == 1 && messages) : NULL;
		if (differ)
			fprintf(log, "#   in step: conf %s\n", test->field[i]);
	}
	if (!differ && known)
		known_write(known, step, i - STEPS);
	return differ;
}

/* Runs ours alone. Returns whether it leaves behind what theirs did when it was last run. */
static bool run_ours(const struct test *test, struct side side[2], struct setup *setup, char **env,
		     const char *known)
{
	const char *tree = test->field[TREE];
	struct known step[MAX_FIELDS];
	size_t count = known_read(known, step, MAX_FIELDS);

	if (count != test->fields - STEPS)
		return false;
	for (size_t i = 0; i < count; i++) {
		if (run_step(&side[1], test, i + STEPS, env, setup) != step[i].status ||
		    known_digest(&side[1], not_compared(tree)) != step[i].digest)
			return false;
	}
	return true;
}

/* Runs one case; *NAME and the result are as those of run_both(). */
static int run_test(const struct test *test, struct setup *setup, const char **name, FILE *log)
{
	char *conf = path_join(setup->cache, "conf/"), *theirs = path_join(conf, test->field[TREE]);
	char **env = test_env(setup, test), *known = NULL;
	struct side side[2] = {{theirs, NULL, NULL, false}, {setup->program, NULL, NULL, true}};
	int differ;

	/* BusyBox's files have the time in them, and made-up trees are made anew. */
	if (strcmp(test->field[TREE], "busybox") != 0 && strcmp(test->field[ENV], "fuzz") != 0)
		known = known_path(setup->cache, test->field, test->fields);
	differ = sides_open(test, side, setup, env, known) < 0;
	if (differ) {
		fprintf(log, "#   no environment or no input: run setup\n");
	} else if (!known || !run_ours(test, side, setup, env, known)) {
		sides_close(side);
		sides_open(test, side, setup, env, known);
		differ = run_both(test, side, setup, env, known, name, log);
	}
	if (differ && !*name && setup->keep)
		keep(setup, test);
	sides_close(side);
	env_free(env);
	free(known);
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
static int run_timed(const struct test *test, struct setup *setup, const char **name, char **text)
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
		*name = NULL;
		differ = run_test(test, setup, name, log);
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
	const char *name;
	int failed = 0, differ;

	setup->work = mkdtemp(template);
	if (!setup->work)
		die(template);
	for (size_t i = first; i < cases.count; i += jobs) {
		differ = run_timed(&cases.test[i], setup, &name, &text);
		failed |= differ && !name;
		/* One write for a case, because several workers share the output. */
		if (dprintf(STDOUT_FILENO, "%sok - %s%s%s\n%s", differ && !name ? "not " : "",
			    cases.test[i].field[NAME], name ? ", differs on purpose: " : "",
			    name ? name : "", name ? "" : text) < 0)
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
	struct setup setup = {.seconds = 20};
	struct cases cases;
	size_t jobs = 1;
	sigset_t set;
	int c;

	while ((c = getopt(argc, argv, "j:k:p:t:")) != -1) {
		if (c == 'j')
			jobs = strtoul(optarg, NULL, 10);
		else if (c == 'k')
			setup.keep = optarg;
		else if (c == 'p')
			setup.program = realpath(optarg, NULL);
		else if (c == 't')
			setup.seconds = atoi(optarg);
		else
			return 100;
	}
	if (argc - optind < 2 || !setup.program || jobs < 1 || jobs > 64) {
		fprintf(stderr, "usage: oracle [-j JOBS] [-k KEEP] [-t SECONDS] -p PROGRAM CACHE "
				"CASES [PATTERN...]\n");
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
