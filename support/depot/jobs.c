/*
 * make 4.2 and 4.3 name two pipe descriptors, inherited by every child: --jobserver-auth=R,W (older
 * ones: --jobserver-fds=R,W). make 4.4 names a fifo: --jobserver-auth=fifo:PATH. See "POSIX
 * Jobserver Interaction" in make's manual.
 */
#include "jobs.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Text behind the last `--NAME=`, NULL when there is none; make lets the last one win. */
static const char *option(const char *flags, const char *name)
{
	const char *found = NULL, *p = flags;

	while ((p = strstr(p, name))) {
		p += strlen(name);
		found = p;
	}
	return found;
}

static int inherited(int fd)
{
	int flags = fcntl(fd, F_GETFD);

	return flags >= 0 && !(flags & FD_CLOEXEC);
}

static void keep_outside(int fd)
{
	int flags = fcntl(fd, F_GETFD);

	if (fd > 2 && flags >= 0)
		fcntl(fd, F_SETFD, flags | FD_CLOEXEC);
}

void jobs_read(struct jobs *j, const char *makeflags, bool part)
{
	const char *flags = makeflags ? makeflags : "", *auth, *count;
	int r = -1, w = -1;

	memset(j, 0, sizeof(*j));
	count = option(flags, " -j");
	j->count = count ? atoi(count) : 0;
	if (j->count < 1)
		j->count = (int)sysconf(_SC_NPROCESSORS_ONLN);
	auth = option(flags, "--jobserver-auth=");
	if (!auth)
		auth = option(flags, "--jobserver-fds=");
	if (auth && !strncmp(auth, "fifo:", 5))
		j->fifo = strndup(auth + 5, strcspn(auth + 5, " "));
	else if (auth)
		sscanf(auth, "%d,%d", &r, &w);
	if (!part) {
		keep_outside(r);
		keep_outside(w);
		free(j->fifo);
		j->fifo = NULL;
		j->count = 1;
	} else if (j->fifo) {
		buf_addf(&j->makeflags, " -j%d --jobserver-auth=fifo:" JOBS_FIFO, j->count);
	} else if (inherited(r) && inherited(w)) {
		buf_addf(&j->makeflags, " -j%d --jobserver-auth=%d,%d", j->count, r, w);
	} else {
		buf_addf(&j->makeflags, " -j%d", j->count);
	}
}

void jobs_free(struct jobs *j)
{
	buf_free(&j->makeflags);
	free(j->fifo);
}
