/*
 * TUPLE-gcc and its siblings: run a compiler of the build machine for the target.
 *
 * Usage: TUPLE-PROGRAM ARGUMENT…   (this program under the names TUPLE-gcc, TUPLE-ld …)
 *
 * The real program is REAL followed by PROGRAM, e.g. "/usr/bin/x86_64-linux-gnu-" and "gcc". It is
 * told to take headers and libraries from the sysroot, and its own parts from the folder
 * ../lib/gcc/ beside this program, which holds just what the target may use: the C library that
 * the build machine's compiler was made for is not in there. Folders of the build machine among
 * the arguments end the call: a program that was linked with them would work here and nowhere else.
 *
 * Set when compiled: TUPLE, REAL, SYSROOT, and FLAGS, a list of C strings, each with a comma after
 * it.
 */
#define _XOPEN_SOURCE 700
#include <errno.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifndef FLAGS
#define FLAGS
#endif

enum kind { COMPILER, LINKER };

struct program {
	const char *name; /* what follows TUPLE- */
	const char *real; /* what follows REAL */
	enum kind kind;
};

static const struct program programs[] = {
	{"gcc", "gcc", COMPILER},     {"cc", "gcc", COMPILER},  {"cpp", "cpp", COMPILER},
	{"g++", "g++", COMPILER},     {"c++", "g++", COMPILER}, {"ld", "ld", LINKER},
	{"ld.bfd", "ld.bfd", LINKER},
};

/* Options that are followed by a folder, in the same argument or in the next one. */
static const char *const folder_options[] = {
	"-I",
	"-L",
	"-B",
	"-isystem",
	"-iquote",
	"-idirafter",
	"-iprefix",
	"-rpath-link",
	"--library-path=",
	"-Wl,-L",
	"-Wl,-rpath-link,",
	"-Wl,-rpath-link=",
};

/* Folders whose headers and libraries belong to the build machine. */
static const char *const foreign[] = {
	"/usr/include", "/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/libx32", "/usr/local",
	"/lib",         "/lib32",   "/lib64",     "/libx32",    "/opt",        "/home",
};

/* The compiler's own folder is below /usr/lib, and holds nothing of the C library. */
static const char compilers_own[] = "/usr/lib/gcc";

static const char *const compiler_flags[] = {"--sysroot=" SYSROOT, FLAGS NULL};
static const char *const linker_flags[] = {"--sysroot=" SYSROOT, NULL};

/* Variables that would make the compiler look into other folders. */
static const char *const unwanted[] = {
	"CPATH",        "C_INCLUDE_PATH", "CPLUS_INCLUDE_PATH", "OBJC_INCLUDE_PATH",
	"LIBRARY_PATH", "COMPILER_PATH",  "LD_RUN_PATH",
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

/* Whether PATH is FOLDER or lies in it. */
static bool is_below(const char *path, const char *folder)
{
	size_t len = strlen(folder);

	return !strncmp(path, folder, len) && (path[len] == '/' || path[len] == '\0');
}

/* Whether PATH belongs to the build machine. Several slashes at its start count as one. */
static bool is_foreign(const char *path)
{
	char real[PATH_MAX];

	while (path[0] == '/' && path[1] == '/')
		path++;
	if (path[0] == '/' && strstr(path, "/..") && realpath(path, real))
		path = real;
	if (is_below(path, compilers_own))
		return false;
	for (size_t i = 0; i < COUNT(foreign); i++) {
		if (is_below(path, foreign[i]))
			return true;
	}
	return false;
}

/* The folder that ARG, and NEXT after it, name by an option; NULL when there is none. */
static const char *folder_of(const char *arg, const char *next)
{
	for (size_t i = 0; i < COUNT(folder_options); i++) {
		size_t len = strlen(folder_options[i]);

		if (strncmp(arg, folder_options[i], len) != 0)
			continue;
		return arg[len] ? arg + len : next;
	}
	return NULL;
}

/* Complain about folders of the build machine among ARGV; how many there are. */
static int count_foreign(const char *self, char *const argv[])
{
	int found = 0;

	for (int i = 1; argv[i]; i++) {
		const char *folder = folder_of(argv[i], argv[i + 1]);

		if (!folder || !is_foreign(folder))
			continue;
		fprintf(stderr,
			"%s: error: %s: %s belongs to the build machine, not to the target\n", self,
			argv[i], folder);
		found++;
	}
	return found;
}

/* The row of PROGRAMS for this program's name, which must be TUPLE-PROGRAM. */
static const struct program *find_program(const char *self)
{
	static const char prefix[] = TUPLE "-";

	if (strncmp(self, prefix, sizeof(prefix) - 1) != 0)
		return NULL;
	for (size_t i = 0; i < COUNT(programs); i++) {
		if (!strcmp(self + sizeof(prefix) - 1, programs[i].name))
			return &programs[i];
	}
	return NULL;
}

/* Point the compiler to the parts beside this program: ../lib/gcc/ seen from where it lies. */
static int set_prefix(void)
{
	char path[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", path, sizeof(path) - 1);

	if (len < 0)
		return -1;
	path[len] = '\0';
	for (int up = 0; up < 2; up++) {
		char *slash = strrchr(path, '/');

		if (!slash) {
			errno = ENOENT;
			return -1;
		}
		*slash = '\0';
	}
	if (strlen(path) + sizeof("/lib/gcc/") > sizeof(path)) {
		errno = ENAMETOOLONG;
		return -1;
	}
	strcat(path, "/lib/gcc/");
	return setenv("GCC_EXEC_PREFIX", path, 1);
}

/* Run the real program with FLAGS before what ARGV holds; returns only when it can't be run. */
static void run(const char *real, const char *const *flags, char **argv)
{
	size_t nflags = 0, argc = 0;
	const char **args;

	while (flags[nflags])
		nflags++;
	while (argv[argc])
		argc++;
	args = malloc((nflags + argc + 1) * sizeof(*args));
	if (!args)
		return;
	args[0] = real;
	memcpy(args + 1, flags, nflags * sizeof(*args));
	memcpy(args + 1 + nflags, argv + 1, argc * sizeof(*args));
	execv(real, (char **)args);
	free(args);
}

int main(int argc, char **argv)
{
	static const char *const none[] = {NULL};
	const char *slash = argc > 0 ? strrchr(argv[0], '/') : NULL;
	const char *self = slash ? slash + 1 : argc > 0 ? argv[0] : "";
	const struct program *program = find_program(self);
	const char *const *flags = none;
	char real[PATH_MAX];

	if (!program) {
		fprintf(stderr, "%s: error: not a name that begins with " TUPLE "-\n", self);
		return 100;
	}
	if (count_foreign(self, argv) > 0)
		return 1;
	for (size_t i = 0; i < COUNT(unwanted); i++)
		unsetenv(unwanted[i]);
	if (set_prefix() < 0) {
		fprintf(stderr, "%s: error: /proc/self/exe: %s\n", self, strerror(errno));
		return 111;
	}
	if (program->kind == LINKER)
		flags = linker_flags;
	else if (strcmp(program->real, "gcc-ar") != 0)
		flags = compiler_flags;
	snprintf(real, sizeof(real), "%s%s", REAL, program->real);
	run(real, flags, argv);
	fprintf(stderr, "%s: error: %s: %s\n", self, real, strerror(errno));
	return 111;
}
