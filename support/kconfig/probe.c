/*
 * Children of $(shell …). A result that is only needed as a word of an expression is not waited for
 * at once, so that several children run at the same time; one whose text is needed is waited
 * for where it stands, in the order of the files.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe.h"
#include "probe_cache.h"
#include "text.h"

extern char **environ;

struct probe {
	struct probe *next;
	pid_t pid;
	int fd; /* -1 once all was read */
	char *command;
	struct text output;
};

struct probes {
	struct probe *all;
	struct probe_cache *cache;
	int jobs;
	int running;
};

struct probes *probes_new(void)
{
	struct probes *probes = calloc(1, sizeof(*probes));
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	if (probes)
		probes->jobs = processors > 0 ? (int)processors : 1;
	return probes;
}

void probes_set_jobs(struct probes *probes, int jobs)
{
	probes->jobs = jobs > 0 ? jobs : 1;
}

int probes_set_cache(struct probes *probes, const char *file)
{
	probe_cache_free(probes->cache);
	probes->cache = probe_cache_open(file);
	return probes->cache ? 0 : -ENOMEM;
}

int probes_save(struct probes *probes)
{
	return probes->cache ? probe_cache_save(probes->cache) : 0;
}

/* As make and the shell's own command substitution do it. */
static void tidy(struct text *output)
{
	if (!output->data)
		return;
	output->length = strlen(output->data);
	while (output->length && output->data[output->length - 1] == '\n')
		output->data[--output->length] = '\0';
	for (char *p = output->data; (p = strchr(p, '\n'));)
		*p = ' ';
}

static void finish(struct probes *probes, struct probe *probe)
{
	int status = 0;

	close(probe->fd);
	probe->fd = -1;
	while (waitpid(probe->pid, &status, 0) < 0 && errno == EINTR)
		;
	probes->running--;
	tidy(&probe->output);
	/* A child that was killed has not answered. */
	if (probes->cache && WIFEXITED(status))
		probe_cache_put(probes->cache, probe->command, text_string(&probe->output));
}

static void read_some(struct probes *probes, struct probe *probe)
{
	char buffer[4096];
	ssize_t length = read(probe->fd, buffer, sizeof(buffer));

	if (length > 0)
		text_add(&probe->output, buffer, (size_t)length);
	else if (length == 0 || (errno != EINTR && errno != EAGAIN))
		finish(probes, probe);
}

/* Read from any child that has something to say. */
static void wait_for_any(struct probes *probes)
{
	struct pollfd fds[64];
	struct probe *whose[64];
	nfds_t count = 0;

	for (struct probe *p = probes->all; p && count < 64; p = p->next) {
		if (p->fd < 0)
			continue;
		whose[count] = p;
		fds[count++] = (struct pollfd){.fd = p->fd, .events = POLLIN};
	}
	if (poll(fds, count, -1) < 0)
		return;
	for (nfds_t i = 0; i < count; i++)
		if (fds[i].revents)
			read_some(probes, whose[i]);
}

static int spawn(struct probe *probe)
{
	char *arguments[] = {"sh", "-c", probe->command, NULL};
	posix_spawn_file_actions_t actions;
	int ends[2];

	if (pipe2(ends, O_CLOEXEC) < 0)
		return -errno;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	int error = posix_spawn(&probe->pid, "/bin/sh", &actions, NULL, arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	if (error) {
		close(ends[0]);
		return -error;
	}
	probe->fd = ends[0];
	return 0;
}

struct probe *probe_start(struct probes *probes, const char *command)
{
	struct probe *probe = calloc(1, sizeof(*probe));

	if (!probe || !(probe->command = strdup(command)))
		abort();
	probe->fd = -1;
	probe->next = probes->all;
	const char *known = probes->cache ? probe_cache_get(probes->cache, command) : NULL;
	if (known) {
		text_adds(&probe->output, known);
	} else {
		int jobs = probes->jobs < 64 ? probes->jobs : 64;

		while (probes->running >= jobs)
			wait_for_any(probes);
		if (spawn(probe) == 0)
			probes->running++;
	}
	probes->all = probe;
	return probe;
}

const char *probe_wait(struct probes *probes, struct probe *probe)
{
	while (probe->fd >= 0)
		wait_for_any(probes);
	return text_string(&probe->output);
}

void probes_free(struct probes *probes)
{
	if (!probes)
		return;
	while (probes->all) {
		struct probe *p = probes->all;

		probe_wait(probes, p);
		probes->all = p->next;
		text_free(&p->output);
		free(p->command);
		free(p);
	}
	probe_cache_free(probes->cache);
	free(probes);
}
