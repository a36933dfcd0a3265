/* conf: configure a tree without a menu. See conf(1). */
#include <errno.h>
#include <getopt.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <unistd.h>

#include "conf.h"

enum reads { READ_NONE, READ_CONFIG, READ_ALLCONFIG, READ_FILE };

struct mode {
	const char *name;
	const char *help;
	enum reads reads;
	bool writes;
	int (*run)(struct kconfig *kc, const struct mode *mode);
	int argument;
	const char *seed; /* file of values that are to hold in an all…config */
	bool has_file;    /* --name=FILE */
};

static const char *mode_file;
static bool sync_auto;
static bool quiet;
static bool solving;

_Noreturn void conf_die(int status, const char *format, ...)
{
	va_list arguments;

	fputs("conf: ", stderr);
	va_start(arguments, format);
	vfprintf(stderr, format, arguments);
	va_end(arguments);
	fputc('\n', stderr);
	exit(status);
}

static void print_message(void *data, const struct kconfig_message *message)
{
	bool info = message->severity == KCONFIG_INFO;
	char *text = kconfig_message_text(message);

	(void)data;
	if (!info)
		fflush(stdout);
	if (!info || !quiet)
		fprintf(info ? stdout : stderr, "%s%s\n",
			info || message->file || message->compat ? "" : "conf: ", text);
	free(text);
}

static int run_nothing(struct kconfig *kc, const struct mode *mode)
{
	(void)kc, (void)mode;
	return 0;
}

static int run_ask(struct kconfig *kc, const struct mode *mode)
{
	return conf_ask(kc, (enum ask_mode)mode->argument);
}

static int run_sync(struct kconfig *kc, const struct mode *mode)
{
	/* It is part of a build, which has enough to say. */
	sync_auto = quiet = true;
	return conf_ask(kc, (enum ask_mode)mode->argument);
}

static unsigned seed(void)
{
	const char *text = getenv("KCONFIG_SEED");
	struct timeval now;
	unsigned number;

	if (text && *text) {
		char *end;

		number = (unsigned)strtoul(text, &end, 0);
		if (!*end) {
			printf("KCONFIG_SEED=0x%X\n", number);
			return number;
		}
	}
	gettimeofday(&now, NULL);
	number = (unsigned)((now.tv_sec + 1) * (now.tv_usec + 1));
	printf("KCONFIG_SEED=0x%X\n", number);
	return number;
}

static int run_all(struct kconfig *kc, const struct mode *mode)
{
	const char *probability = getenv("KCONFIG_PROBABILITY");
	bool random = mode->argument == KCONFIG_ALL_RANDOM;

	if (kconfig_set_all(kc, (enum kconfig_mode)mode->argument, random ? seed() : 0,
			    random ? probability : NULL) < 0)
		conf_die(1, "KCONFIG_PROBABILITY is not N, N:M or N:M:L with sums up to 100: %s",
			 probability);
	return 0;
}

static int run_rewrite(struct kconfig *kc, const struct mode *mode)
{
	kconfig_rewrite(kc, (enum kconfig_tristate)(mode->argument >> 4),
			(enum kconfig_tristate)(mode->argument & 15));
	return 0;
}

static int run_minimal(struct kconfig *kc, const struct mode *mode)
{
	(void)mode;
	int status = kconfig_write_minimal(kc, mode_file);
	if (status < 0)
		fprintf(stderr, "*** Error while saving defconfig to: %s: %s\n", mode_file,
			strerror(-status));
	return status < 0;
}

#define REWRITE(from, to) ((from) << 4 | (to))

static const struct mode modes[] = {
	{"oldaskconfig", "ask for every option", READ_CONFIG, true, run_ask, ASK_ALL, NULL, false},
	{"oldconfig", "ask for options that are new", READ_CONFIG, true, run_ask, ASK_NEW, NULL,
	 false},
	{"syncconfig", "like oldconfig, and write auto.conf and its like", READ_CONFIG, true,
	 run_sync, ASK_SYNC, NULL, false},
	{"olddefconfig", "take the defaults for options that are new", READ_CONFIG, true,
	 run_nothing, 0, NULL, false},
	{"defconfig", "start from the minimal configuration FILE", READ_FILE, true, run_all,
	 KCONFIG_ALL_DEFAULT, NULL, true},
	{"savedefconfig", "write the minimal configuration to FILE", READ_CONFIG, false,
	 run_minimal, 0, NULL, true},
	{"listnewconfig", "list options that are new", READ_CONFIG, false, run_ask, LIST_NEW, NULL,
	 false},
	{"helpnewconfig", "list options that are new, with help", READ_CONFIG, false, run_ask,
	 HELP_NEW, NULL, false},
	{"alldefconfig", "every option at its default", READ_ALLCONFIG, true, run_all,
	 KCONFIG_ALL_DEFAULT, "alldef.config", false},
	{"allnoconfig", "as much as possible n", READ_ALLCONFIG, true, run_all, KCONFIG_ALL_NO,
	 "allno.config", false},
	{"allyesconfig", "as much as possible y", READ_ALLCONFIG, true, run_all, KCONFIG_ALL_YES,
	 "allyes.config", false},
	{"allmodconfig", "as much as possible m", READ_ALLCONFIG, true, run_all, KCONFIG_ALL_MODULE,
	 "allmod.config", false},
	{"randconfig", "random values", READ_ALLCONFIG, true, run_all, KCONFIG_ALL_RANDOM,
	 "allrandom.config", false},
	{"yes2modconfig", "y of tristates to m", READ_CONFIG, true, run_rewrite,
	 REWRITE(KCONFIG_Y, KCONFIG_M), NULL, false},
	{"mod2yesconfig", "m to y", READ_CONFIG, true, run_rewrite, REWRITE(KCONFIG_M, KCONFIG_Y),
	 NULL, false},
	{"mod2noconfig", "m to n", READ_CONFIG, true, run_rewrite, REWRITE(KCONFIG_M, KCONFIG_N),
	 NULL, false},
};

enum { MODES = sizeof(modes) / sizeof(*modes) };

static const struct extra {
	const char *name;
	const char *argument;
	const char *help;
} extras[] = {
	{"merge", NULL, "KCONFIG BASE FRAGMENT…: merge; a line without effect is an error"},
	{"why", NULL, "KCONFIG SYMBOL[=VALUE]…: why it has, or not, that value"},
	{"set", NULL, "KCONFIG SYMBOL=VALUE…: set and write .config"},
	{"diff", NULL, "KCONFIG A B: how two configurations differ, * what was chosen"},
	{"json", NULL, "KCONFIG: the whole tree as JSON on standard output"},
	{"solve", NULL, "with --set: change as few others as possible to make it so"},
	{"dialect", "NAME", "linux, linux-6.1, u-boot, busybox, buildroot, openwrt"},
	{"output", "FILE", "with --merge: write to FILE instead of .config"},
	{"probe-cache", "FILE", "keep the answers of compiler probes in FILE"},
	{"jobs", "N", "compiler probes at a time"},
	{"silent", NULL, "no messages on standard output"},
	{"help", NULL, "this text"},
};

enum {
	OPTION_MERGE = MODES,
	OPTION_WHY,
	OPTION_SET,
	OPTION_DIFF,
	OPTION_JSON,
	OPTION_SOLVE,
	OPTION_DIALECT,
	OPTION_OUTPUT,
	OPTION_CACHE,
	OPTION_JOBS,
	OPTION_SILENT,
	OPTION_HELP,
	OPTIONS
};

static void usage(FILE *out)
{
	fputs("usage: conf [--MODE] [options] KCONFIG\n\nmodes:\n", out);
	for (int i = 0; i < MODES; i++)
		fprintf(out, "  --%s%-*s %s\n", modes[i].name, 22 - (int)strlen(modes[i].name),
			modes[i].has_file ? "=FILE" : "", modes[i].help);
	fputs("\noptions:\n", out);
	for (int i = 0; i < OPTIONS - MODES; i++)
		fprintf(out, "  --%s%s%-*s %s\n", extras[i].name, extras[i].argument ? "=" : "",
			22 - (int)strlen(extras[i].name) - !!extras[i].argument,
			extras[i].argument ? extras[i].argument : "", extras[i].help);
}

static void read_allconfig(struct kconfig *kc, const char *seed_file)
{
	const char *name = getenv("KCONFIG_ALLCONFIG");

	if (!name)
		return;
	if (*name && strcmp(name, "1") != 0) {
		if (kconfig_read_more(kc, name) < 0)
			conf_die(1, "*** Can't read seed configuration \"%s\"!", name);
		return;
	}
	if (kconfig_read_more(kc, seed_file) < 0 && kconfig_read_more(kc, "all.config") < 0)
		conf_die(1, "*** KCONFIG_ALLCONFIG set, but no \"%s\" or \"all.config\" file found",
			 seed_file);
}

static void read_input(struct kconfig *kc, const struct mode *mode)
{
	int status = 0;

	if (mode->reads == READ_ALLCONFIG) {
		read_allconfig(kc, mode->seed);
		return;
	}
	if (mode->reads == READ_FILE) {
		status = kconfig_read(kc, mode_file);
		if (status != 0)
			conf_die(1, "***\n*** Can't find default configuration \"%s\"!\n***",
				 mode_file);
	} else {
		status = kconfig_read(kc, NULL);
	}
	if (status < 0)
		conf_die(111, "can't read %s: %s", kconfig_config_path(kc), strerror(-status));
}

static void write_output(struct kconfig *kc, bool keep)
{
	const char *autoconf = getenv("KCONFIG_AUTOCONFIG");
	int status = keep ? 0 : kconfig_write(kc, NULL);

	if (status < 0) {
		fprintf(stderr, "\n*** Error during writing of the configuration: %s: %s\n\n",
			kconfig_config_path(kc), strerror(-status));
		exit(111);
	}
	if (!sync_auto && !kconfig_always_syncs(kc))
		return;
	/* make 4.1 and older complain about a missing auto.conf: there is always one. */
	if (!sync_auto && access(autoconf ? autoconf : "include/config/auto.conf", F_OK) == 0)
		return;
	status = kconfig_write_auto(kc);
	if (status < 0 && sync_auto) {
		fprintf(stderr, "\n*** Error during sync of the configuration: %s\n\n",
			strerror(-status));
		exit(111);
	}
}

static bool werror(struct kconfig *kc)
{
	const char *value = getenv("KCONFIG_WERROR");

	return kconfig_errors(kc) || (value && *value && kconfig_warnings(kc));
}

static int run(struct kconfig *kc, const struct mode *mode)
{
	const char *no_update = getenv("KCONFIG_NOSILENTUPDATE");
	bool keep = false;

	read_input(kc, mode);
	if (werror(kc))
		return 1;
	if (mode->run == run_sync && no_update && *no_update) {
		if (kconfig_changed(kc)) {
			fputs("\n*** The configuration requires explicit update.\n\n", stderr);
			return 1;
		}
		keep = true;
	}
	int status = mode->run(kc, mode);
	if (status)
		return status;
	if (mode->run == run_sync && !kconfig_changed(kc))
		keep = true;
	if (mode->writes)
		write_output(kc, keep);
	/* Warnings about values are found only when these are asked for. */
	return werror(kc);
}

static int parse_options(int argc, char **argv, struct kconfig *kc, const char **output)
{
	struct option options[OPTIONS + 1] = {{0}};
	int chosen = -1, option;

	for (int i = 0; i < OPTIONS; i++)
		options[i] = (struct option){i < MODES ? modes[i].name : extras[i - MODES].name,
					     i < MODES ? modes[i].has_file
						       : extras[i - MODES].argument != NULL,
					     NULL, i};
	while ((option = getopt_long(argc, argv, "hs", options, NULL)) >= 0) {
		if (option < MODES && modes[option].has_file)
			mode_file = optarg;
		if (option <= OPTION_JSON)
			chosen = option;
		else if (option == OPTION_SOLVE)
			solving = true;
		else if (option == OPTION_DIALECT && kconfig_set_dialect(kc, optarg) < 0)
			conf_die(100, "unknown dialect %s", optarg);
		else if (option == OPTION_OUTPUT)
			*output = optarg;
		else if (option == OPTION_CACHE)
			kconfig_set_probe_cache(kc, optarg);
		else if (option == OPTION_JOBS)
			kconfig_set_jobs(kc, atoi(optarg));
		else if (option == OPTION_SILENT || option == 's')
			quiet = true;
		else if (option == OPTION_HELP || option == 'h') {
			usage(stdout);
			exit(0);
		} else if (option == '?') {
			usage(stderr);
			exit(100);
		}
	}
	return chosen < 0 ? 0 : chosen;
}

static int write_to(struct kconfig *kc, const char *output)
{
	int status = kconfig_write(kc, output);

	if (status < 0)
		conf_die(111, "can't write %s: %s", output ? output : kconfig_config_path(kc),
			 strerror(-status));
	return 0;
}

/* The modes that take more than the Kconfig file. */
static int run_extra(struct kconfig *kc, int option, char **arguments, int count,
		     const char *output)
{
	if (option == OPTION_MERGE) {
		if (count < 1)
			conf_die(100, "--merge needs a base file");
		return conf_merge(kc, arguments, count) ? 1 : write_to(kc, output);
	}
	if (option == OPTION_DIFF) {
		if (count != 2)
			conf_die(100, "--diff needs two files");
		return conf_diff(kc, arguments[0], arguments[1]);
	}
	int status = kconfig_read(kc, NULL);
	if (status < 0)
		conf_die(111, "can't read %s: %s", kconfig_config_path(kc), strerror(-status));
	if (option == OPTION_JSON)
		return conf_json(kc);
	if (count < 1)
		conf_die(100, "--%s needs a symbol", option == OPTION_WHY ? "why" : "set");
	if (option == OPTION_WHY)
		return conf_why(kc, arguments, count);
	return conf_set(kc, arguments, count, solving) ? 1 : write_to(kc, output);
}

/*
 * Options that hang on each other in a long chain are followed to its end, one frame after the
 * other. The stack grows only as far as it is used; 120 MiB are what the kernel always leaves free
 * for it.
 */
static void allow_deep_trees(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_STACK, &limit) < 0)
		return;
	rlim_t wanted = 120u << 20;
	if (limit.rlim_max != RLIM_INFINITY && limit.rlim_max < wanted)
		wanted = limit.rlim_max;
	if (limit.rlim_cur != RLIM_INFINITY && limit.rlim_cur < wanted) {
		limit.rlim_cur = wanted;
		setrlimit(RLIMIT_STACK, &limit);
	}
}

int main(int argc, char **argv)
{
	allow_deep_trees();
	struct kconfig *kc = kconfig_new();
	const char *output = NULL;

	if (!kc)
		conf_die(111, "no memory");
	kconfig_on_message(kc, print_message, NULL);
	int option = parse_options(argc, argv, kc, &output);
	if (optind >= argc) {
		fprintf(stderr, "%s: Kconfig file missing\n", argv[0]);
		usage(stderr);
		return 100;
	}
	int status = kconfig_load(kc, argv[optind]);
	kconfig_save_probes(kc);
	if (status < 0)
		status = 1;
	else if (option >= OPTION_MERGE)
		status = run_extra(kc, option, argv + optind + 1, argc - optind - 1, output);
	else
		status = run(kc, &modes[option]);
	kconfig_free(kc);
	if (fflush(stdout) != 0)
		return 111;
	return status;
}
