/* Runs one conf in its own folder, with a recorded environment. */
#define _GNU_SOURCE
#include "oracle.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* A busy machine may give a process no more than a small part of the time that passes. */
enum { MAX_WORDS = 64, PATIENCE = 60, MAX_FILE = 64 << 20 };

static char **env_add(char **env, size_t n, char *entry)
{
	env = realloc(env, (n + 2) * sizeof(*env));
	if (!env || !entry)
		abort();
	env[n] = entry;
	env[n + 1] = NULL;
	return env;
}

char **env_read(const char *file)
{
	size_t len, at, n = 0;
	char *text = file_read(file, &len), **env = NULL;

	if (!text)
		return NULL;
	for (at = 0; at < len; at += strlen(text + at) + 1)
		env = env_add(env, n++, strdup(text + at));
	free(text);
	return env;
}

char **env_set(char **env, const char *name, const char *value)
{
	size_t i, len = strlen(name);
	char *entry;

	if (asprintf(&entry, "%s=%s", name, value) < 0)
		abort();
	for (i = 0; env && env[i]; i++) {
		if (strncmp(env[i], name, len) == 0 && env[i][len] == '=') {
			free(env[i]);
			env[i] = entry;
			return env;
		}
	}
	return env_add(env, i, entry);
}

void env_free(char **env)
{
	for (size_t i = 0; env && env[i]; i++)
		free(env[i]);
	free(env);
}

static int redirect(const char *file, int flags, int to)
{
	int fd = open(file, flags | O_CLOEXEC, 0666);

	return fd < 0 ? -1 : dup2(fd, to);
}

/* The child's side: sets up files, folder and environment, and becomes the program. */
static void child(const struct side *side, const char *program, char **env, const char *input,
		  char **argv, int seconds)
{
	char *out = path_join(side->work, "out"), *err = path_join(side->work, "err");

	/* A program that asks the same question for ever must not fill the disk. */
	struct rlimit size = {MAX_FILE, MAX_FILE}, cpu = {(rlim_t)seconds, (rlim_t)seconds};
	sigset_t none;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	setpgid(0, 0);
	setrlimit(RLIMIT_FSIZE, &size);
	setrlimit(RLIMIT_CPU, &cpu);
	if (redirect(input, O_RDONLY, STDIN_FILENO) < 0 ||
	    redirect(out, O_WRONLY | O_CREAT | O_TRUNC, STDOUT_FILENO) < 0 ||
	    redirect(err, O_WRONLY | O_CREAT | O_TRUNC, STDERR_FILENO) < 0 || chdir(side->dir) < 0)
		_exit(111);
	execve(program, argv, env);
	_exit(127);
}

/* Waits for the process; one that takes too long is killed together with its children. */
static int await(pid_t pid, int seconds)
{
	struct timespec limit = {(time_t)seconds * PATIENCE, 0};
	sigset_t set;
	int status;

	sigemptyset(&set);
	sigaddset(&set, SIGCHLD);
	while (waitpid(pid, &status, WNOHANG) == 0) {
		if (sigtimedwait(&set, NULL, &limit) < 0 && errno == EAGAIN)
			kill(-pid, SIGKILL);
	}
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

int run_conf(const struct side *side, const char *program, char **env, const char *words,
	     int seconds)
{
	char *copy = strdup(words), *argv[MAX_WORDS], *word, *save = NULL;
	char **own_env = NULL;
	const char *input = "/dev/null";
	char name[] = "conf"; /* appears in messages */
	size_t n = 0;
	pid_t pid;

	if (!copy)
		abort();
	for (n = 0; env[n]; n++)
		own_env = env_add(own_env, n, strdup(env[n]));
	own_env = env_set(own_env, "PWD", side->dir);
	/* BusyBox's conf writes the time, and a second may end between the two; it takes the time
	 * zone even so */
	own_env = env_set(own_env, "SOURCE_DATE_EPOCH", "1700000000");
	own_env = env_set(own_env, "TZ", "UTC");
	n = 0;
	argv[n++] = name;
	for (word = strtok_r(copy, " ", &save); word && n < MAX_WORDS - 1;
	     word = strtok_r(NULL, " ", &save)) {
		bool only_ours = word[0] == '@', only_theirs = word[0] == '%';
		char *equals = n == 1 && !only_ours && !only_theirs && word[0] != '-'
				       ? strchr(word, '=')
				       : NULL;

		if (equals) {
			*equals = '\0';
			own_env = env_set(own_env, word, equals + 1);
		} else if (word[0] == '<') {
			input = word + 1;
		} else if (side->ours ? !only_theirs : !only_ours) {
			argv[n++] = word + (only_ours || only_theirs);
		}
	}
	argv[n] = NULL;
	pid = fork();
	if (pid == 0)
		child(side, program, own_env, input, argv, seconds);
	env_free(own_env);
	n = pid < 0 ? (size_t)-1 : (size_t)await(pid, seconds);
	free(copy);
	return (int)n;
}
