#include "child.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* In the child: put `fd` (or /dev/null) at `target`. */
static int place(int fd, int target)
{
	if (fd < 0)
		fd = open("/dev/null", target ? O_WRONLY : O_RDONLY);
	if (fd < 0)
		return -1;
	if (fd == target)
		return fcntl(fd, F_SETFD, 0);
	return dup2(fd, target) < 0 ? -1 : 0;
}

static void child_side(const struct child *c, int report, pid_t parent)
{
	sigset_t none;
	int failed;

	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGINT, SIG_DFL);
	signal(SIGTERM, SIG_DFL);
	if (c->last && (prctl(PR_SET_PDEATHSIG, SIGKILL) || getppid() != parent))
		_exit(127);
	if (!place(c->in, 0) && !place(c->out, 1) && !place(c->error, 2)) {
		if (c->env)
			execvpe(c->argv[0], (char *const *)c->argv, (char *const *)c->env);
		else
			execvp(c->argv[0], (char *const *)c->argv);
	}
	failed = errno;
	if (write(report, &failed, sizeof(failed)) < 0)
		_exit(126);
	_exit(127);
}

pid_t child_start(const struct child *c, struct err *e)
{
	int report[2], failed = 0;
	pid_t parent = getpid(), pid;
	ssize_t n;

	if (pipe2(report, O_CLOEXEC))
		return err_sys(e, "%s: can't make a pipe", c->argv[0]);
	pid = fork();
	if (!pid)
		child_side(c, report[1], parent);
	close(report[1]);
	if (pid < 0) {
		err_sys(e, "%s: can't fork", c->argv[0]);
		close(report[0]);
		return -1;
	}
	/* the pipe closes on exec; a number in it is the errno of a failed one */
	do
		n = read(report[0], &failed, sizeof(failed));
	while (n < 0 && errno == EINTR);
	close(report[0]);
	if (n == sizeof(failed)) {
		waitpid(pid, NULL, 0);
		errno = failed;
		return err_sys(e, "%s: can't start", c->argv[0]);
	}
	return pid;
}

static int decode(int status)
{
	if (WIFSIGNALED(status))
		return 128 + WTERMSIG(status);
	return WEXITSTATUS(status);
}

int child_wait(pid_t pid, struct err *e)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return err_sys(e, "can't wait for process %ld", (long)pid);
	return decode(status);
}

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000L + t.tv_nsec / 1000000;
}

/* Read until the end or the time limit; 0 at the end, 1 at the limit. */
static int drain(int fd, struct buf *text, size_t limit, long deadline)
{
	struct pollfd p = {.fd = fd, .events = POLLIN};
	char block[4096];

	for (;;) {
		long left = deadline ? deadline - now_ms() : -1;
		ssize_t n;
		int r;

		if (deadline && left <= 0)
			return 1;
		r = poll(&p, 1, (int)left);
		if (r < 0 && errno != EINTR)
			return 0;
		if (r <= 0)
			continue;
		n = read(fd, block, sizeof(block));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return 0;
		if (text->len < limit)
			buf_add(text, block,
				(size_t)n < limit - text->len ? (size_t)n : limit - text->len);
	}
}

int child_output(const struct child *c, struct buf *text, size_t limit, int seconds, struct err *e)
{
	struct child copy = *c;
	int fds[2], late, status;
	pid_t pid;

	if (pipe2(fds, O_CLOEXEC))
		return err_sys(e, "%s: can't make a pipe", c->argv[0]);
	copy.out = copy.error = fds[1];
	pid = child_start(&copy, e);
	close(fds[1]);
	if (pid < 0) {
		close(fds[0]);
		return -1;
	}
	late = drain(fds[0], text, limit, seconds ? now_ms() + seconds * 1000L : 0);
	close(fds[0]);
	if (late)
		kill(pid, SIGKILL);
	status = child_wait(pid, e);
	return late && status >= 0 ? 124 : status;
}
