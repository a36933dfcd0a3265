/*
 * probe-sh: stands in for /bin/sh and answers compiler probes from a recording.
 *
 * Both programs under comparison run every $(shell …) through /bin/sh. Inside the comparison's
 * mount namespace this program lies over /bin/sh, so both get the same answers, and each probe is
 * run once. A command that is not in the recording is run by the real shell and recorded.
 *
 * Environment:
 *   PROBE_DIR    folder of the recording; unset: behave like the real shell
 *   PROBE_SHELL  the real shell (always needed)
 *
 * A recording is a file named after the FNV-1a hash of the command text:
 *   COMMAND-LENGTH STATUS OUTPUT-LENGTH ERROR-LENGTH newline, then command, output and errors as
 * they were. All runs that share a recording share the environment and the source tree, so the text
 * is the whole key.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct text {
	char *bytes;
	size_t len;
};

static void fail(const char *what)
{
	fprintf(stderr, "probe-sh: %s: %s\n", what, strerror(errno));
	_exit(111);
}

static void write_all(int fd, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t n = write(fd, bytes, len);

		if (n < 0 && errno == EINTR)
			continue;
		/* The reader may have gone away, as it may from a real shell. */
		if (n < 0)
			return;
		bytes += n;
		len -= (size_t)n;
	}
}

static struct text read_fd(int fd)
{
	struct text text = {NULL, 0};
	struct stat st;
	ssize_t n;

	if (fstat(fd, &st) < 0)
		fail("stat");
	text.bytes = malloc((size_t)st.st_size + 1);
	if (!text.bytes)
		fail("memory");
	while (text.len < (size_t)st.st_size) {
		n = pread(fd, text.bytes + text.len, (size_t)st.st_size - text.len,
			  (off_t)text.len);
		if (n <= 0)
			fail("read");
		text.len += (size_t)n;
	}
	text.bytes[text.len] = '\0';
	return text;
}

static uint64_t hash(const char *s)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (; *s; s++)
		h = (h ^ (unsigned char)*s) * 0x100000001b3u;
	return h;
}

static void replay(const char *out, size_t out_len, const char *err, size_t err_len, int status)
{
	write_all(STDOUT_FILENO, out, out_len);
	write_all(STDERR_FILENO, err, err_len);
	_exit(status);
}

/* Answers from the recording and exits; returns when there is none. */
static void answer(const char *path, const char *command)
{
	size_t len, out_len, err_len;
	struct text text;
	int status, head;
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	text = read_fd(fd);
	if (sscanf(text.bytes, "%zu %d %zu %zu%n", &len, &status, &out_len, &err_len, &head) != 4 ||
	    (size_t)head + 1 + len + out_len + err_len != text.len || len != strlen(command) ||
	    memcmp(text.bytes + head + 1, command, len) != 0) {
		errno = EINVAL;
		fail(path);
	}
	replay(text.bytes + head + 1 + len, out_len, text.bytes + head + 1 + len + out_len, err_len,
	       status);
}

static int run_shell(const char *shell, const char *command, int out, int err)
{
	char name[] = "sh", flag[] = "-c";
	char *argv[] = {name, flag, (char *)(uintptr_t)command, NULL};
	int status;
	pid_t pid = fork();

	if (pid < 0)
		fail("fork");
	if (pid == 0) {
		unsetenv("PROBE_DIR");
		if (dup2(out, STDOUT_FILENO) < 0 || dup2(err, STDERR_FILENO) < 0)
			fail("dup2");
		execv(shell, argv);
		fail(shell);
	}
	if (waitpid(pid, &status, 0) < 0)
		fail("wait");
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void record(const char *path, const char *command, int status, struct text out,
		   struct text err)
{
	char *temporary;
	FILE *f;

	if (asprintf(&temporary, "%s.%ld", path, (long)getpid()) < 0)
		fail("memory");
	f = fopen(temporary, "w");
	if (!f)
		fail(temporary);
	fprintf(f, "%zu %d %zu %zu\n%s", strlen(command), status, out.len, err.len, command);
	fwrite(out.bytes, 1, out.len, f);
	fwrite(err.bytes, 1, err.len, f);
	if (ferror(f) || fclose(f) != 0 || rename(temporary, path) < 0)
		fail(temporary);
	free(temporary);
}

int main(int argc, char **argv)
{
	const char *dir = getenv("PROBE_DIR"), *shell = getenv("PROBE_SHELL");
	int at = argc > 2 && strcmp(argv[2], "--") == 0 ? 3 : 2;
	struct text out, err;
	char *path;
	int out_fd, err_fd, status;

	if (!shell) {
		errno = EINVAL;
		fail("PROBE_SHELL");
	}
	if (!dir || argc != at + 1 || strcmp(argv[1], "-c") != 0) {
		execv(shell, argv);
		fail(shell);
	}
	if (asprintf(&path, "%s/%016" PRIx64, dir, hash(argv[at])) < 0)
		fail("memory");
	answer(path, argv[at]);
	out_fd = memfd_create("out", MFD_CLOEXEC);
	err_fd = memfd_create("err", MFD_CLOEXEC);
	if (out_fd < 0 || err_fd < 0)
		fail("memfd");
	status = run_shell(shell, argv[at], out_fd, err_fd);
	out = read_fd(out_fd);
	err = read_fd(err_fd);
	record(path, argv[at], status, out, err);
	replay(out.bytes, out.len, err.bytes, err.len, status);
}
