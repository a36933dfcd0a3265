/*
 * Children of $(shell …). A result that is only needed as a word of an expression is not waited for
 * at once, so that several children run at the same time; one whose text is needed is waited
 * for where it stands, in the order of the files.
 *
 * While the first of those is being waited for, a scout goes ahead: a copy of this process that
 * reads on with a mark in place of the text that is not known yet, and tells which commands will be
 * wanted, as far as they do not hang on such a text. They are started when there is a free place.
 * What the scout reads has no other effect.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "probe.h"
#include "probe_cache.h"
#include "text.h"

extern char **environ;

/* The scout is of use while texts are waited for, which is at the top of a tree. */
enum { MAX_RUNNING = 64, MAX_FORESEEN = 40 };

enum state { WAITING, RUNNING, DONE };

struct probe {
	struct probe *next;
	pid_t pid;
	int fd;
	enum state state;
	bool wanted; /* by a $(shell …), not by the scout only */
	char *command;
	struct text output;
};

struct probes {
	struct probe *all, **end;
	struct probe *waiting; /* no one before it is waiting for a place */
	struct probe_cache *cache;
	int jobs;
	int running;
	pid_t scout;
	int reports;        /* from the scout, or to us when we are the scout; or -1 */
	struct text report; /* bytes of a command that has not come whole yet */
	bool scouting;      /* this is the scout */
	bool sent_out;      /* there was a scout */
	int foreseen;       /* commands that the scout has told */
};

/* Stands for a text that the scout does not know; no command may have it. */
static const char unknown[] = "\x01";

struct probes *probes_new(void)
{
	struct probes *probes = calloc(1, sizeof(*probes));
	long processors = sysconf(_SC_NPROCESSORS_ONLN);

	if (!probes)
		return NULL;
	/* One more than can run, so that none has to wait for us to start the next. */
	probes->jobs = processors > 1 ? (int)processors + 1 : 1;
	probes->end = &probes->all;
	probes->reports = -1;
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
	probe->state = DONE;
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

static void spawn(struct probes *probes, struct probe *probe)
{
	char *arguments[] = {"sh", "-c", probe->command, NULL};
	posix_spawn_file_actions_t actions;
	int ends[2];

	probe->state = DONE;
	if (pipe2(ends, O_CLOEXEC) < 0)
		return;
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
	int error = posix_spawn(&probe->pid, "/bin/sh", &actions, NULL, arguments, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(ends[1]);
	if (error) {
		close(ends[0]);
		return;
	}
	probe->fd = ends[0];
	probe->state = RUNNING;
	probes->running++;
}

static struct probe *add(struct probes *probes, const char *command, size_t length)
{
	struct probe *probe = calloc(1, sizeof(*probe));

	if (!probe || !(probe->command = strndup(command, length)))
		abort();
	*probes->end = probe;
	probes->end = &probe->next;
	if (!probes->waiting)
		probes->waiting = probe;
	return probe;
}

static void start_waiting(struct probes *probes)
{
	for (; probes->waiting; probes->waiting = probes->waiting->next) {
		if (probes->waiting->state != WAITING)
			continue;
		if (probes->running >= probes->jobs || probes->running >= MAX_RUNNING)
			return;
		spawn(probes, probes->waiting);
	}
}

/* ---- The scout ---- */

static void recall(struct probes *probes)
{
	if (probes->scout <= 0)
		return;
	close(probes->reports);
	probes->reports = -1;
	kill(probes->scout, SIGKILL);
	while (waitpid(probes->scout, NULL, 0) < 0 && errno == EINTR)
		;
	probes->scout = 0;
	text_free(&probes->report);
}

/* Commands come one after the other, each with its zero. */
static void read_reports(struct probes *probes)
{
	char buffer[8192];
	ssize_t length = read(probes->reports, buffer, sizeof(buffer));

	if (length < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (length <= 0) {
		recall(probes);
		return;
	}
	for (const char *from = buffer, *end = buffer + length; from < end;) {
		const char *zero = memchr(from, '\0', (size_t)(end - from));

		text_add(&probes->report, from, (size_t)((zero ? zero : end) - from));
		from = zero ? zero + 1 : end;
		if (!zero)
			break;
		add(probes, text_string(&probes->report), probes->report.length);
		probes->report.length = 0;
	}
}

static void report(struct probes *probes, const char *command)
{
	size_t length = strlen(command) + 1;

	if (strchr(command, *unknown))
		return;
	while (length > 0) {
		ssize_t n = write(probes->reports, command, length);

		if (n < 0 && errno != EINTR)
			_exit(0);
		command += n > 0 ? n : 0;
		length -= n > 0 ? (size_t)n : 0;
	}
	if (++probes->foreseen == MAX_FORESEEN)
		_exit(0);
}

static void send_scout(struct probes *probes)
{
	int ends[2];

	if (probes->sent_out || probes->jobs < 2 || pipe2(ends, O_CLOEXEC) < 0)
		return;
	probes->sent_out = true;
	probes->scout = fork();
	probes->scouting = probes->scout == 0;
	probes->reports = ends[probes->scouting];
	close(ends[!probes->scouting]);
	if (probes->scout < 0) {
		close(probes->reports);
		probes->reports = -1;
	}
}

bool probes_scouting(const struct probes *probes)
{
	return probes->scouting;
}

void probes_parsed(struct probes *probes)
{
	if (probes->scouting)
		_exit(0);
	recall(probes);
	/* Nothing is left to be seen, and no copy of this process may do what comes now. */
	probes->sent_out = true;
}

/* ---- */

/* Read from any child that has something to say, and give its place to another. */
static void poll_children(struct probes *probes, int timeout)
{
	struct pollfd fds[MAX_RUNNING + 2];
	struct probe *whose[MAX_RUNNING + 2];
	nfds_t count = 0;

	if (probes->reports >= 0) {
		whose[count] = NULL;
		fds[count++] = (struct pollfd){.fd = probes->reports, .events = POLLIN};
	}
	for (struct probe *p = probes->all; p && count < MAX_RUNNING + 2; p = p->next) {
		if (p->state != RUNNING)
			continue;
		whose[count] = p;
		fds[count++] = (struct pollfd){.fd = p->fd, .events = POLLIN};
	}
	if (count == 0 || poll(fds, count, timeout) < 0)
		return;
	for (nfds_t i = 0; i < count; i++) {
		if (!fds[i].revents)
			continue;
		if (whose[i])
			read_some(probes, whose[i]);
		else
			read_reports(probes);
	}
	start_waiting(probes);
}

void probes_attend(struct probes *probes)
{
	if (!probes->scouting && (probes->running || probes->reports >= 0))
		poll_children(probes, 0);
}

/* One that the scout has seen coming and that no one has asked for. */
static struct probe *foreseen(struct probes *probes, const char *command)
{
	for (struct probe *p = probes->sent_out ? probes->all : NULL; p; p = p->next)
		if (!p->wanted && strcmp(p->command, command) == 0)
			return p;
	return NULL;
}

struct probe *probe_start(struct probes *probes, const char *command)
{
	const char *known = probes->cache ? probe_cache_get(probes->cache, command) : NULL;

	if (!known)
		probes_attend(probes);
	struct probe *probe = known || probes->scouting ? NULL : foreseen(probes, command);
	if (!probe)
		probe = add(probes, command, strlen(command));
	probe->wanted = true;
	if (probe->state != WAITING)
		return probe;
	if (known || probes->scouting) {
		probe->state = DONE;
		text_adds(&probe->output, known ? known : unknown);
		if (!known)
			report(probes, command);
	} else {
		start_waiting(probes);
	}
	return probe;
}

const char *probe_wait(struct probes *probes, struct probe *probe)
{
	if (probes->scouting && probe->state != DONE)
		return unknown;
	/* Everything waits for this one: it takes a place more. */
	if (probe->state == WAITING)
		spawn(probes, probe);
	if (probe->state == RUNNING)
		send_scout(probes);
	if (probes->scouting)
		return unknown;
	while (probe->state == RUNNING)
		poll_children(probes, -1);
	return text_string(&probe->output);
}

void probes_free(struct probes *probes)
{
	if (!probes)
		return;
	recall(probes);
	probes->waiting = NULL;
	/* One that no one asked for after all may still be at its tidying up. */
	while (probes->running)
		poll_children(probes, -1);
	for (struct probe *p = probes->all, *next; p; p = next) {
		next = p->next;
		text_free(&p->output);
		free(p->command);
		free(p);
	}
	probe_cache_free(probes->cache);
	free(probes);
}
