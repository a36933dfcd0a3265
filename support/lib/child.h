/*
 * Child processes by argument vector; never a command string.
 */
#ifndef WHITTLE_CHILD_H
#define WHITTLE_CHILD_H

#include <stddef.h>
#include <sys/types.h>

#include "buf.h"
#include "err.h"

struct child {
	const char *const *argv; /* NULL-terminated; argv[0] is looked up in PATH */
	const char *const *env;  /* NULL-terminated, NULL: this process's own */
	int in, out, error;      /* become 0, 1, 2; -1: /dev/null */
	int last;                /* 1: the child dies with this process (PR_SET_PDEATHSIG) */
};

/* Start; the process id, or -1. Descriptors without FD_CLOEXEC are inherited. */
pid_t child_start(const struct child *c, struct err *e);

/* Wait for `pid`: exit code, 128+N when killed by signal N, -1 when waiting fails. */
int child_wait(pid_t pid, struct err *e);

/* Run to the end and keep at most `limit` bytes of what it writes to 1 and 2; kills it after
 * `seconds` (0: never). Same result as child_wait; 124 after the time limit. */
int child_output(const struct child *c, struct buf *text, size_t limit, int seconds, struct err *e);

#endif
