/* Writing files so that there is always a whole one. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "internal.h"

int kc_make_parents(const char *path)
{
	char *copy = strdup(path);

	if (!copy)
		return -ENOMEM;
	for (char *slash = copy + 1; *copy && (slash = strchr(slash, '/')); slash++) {
		*slash = '\0';
		if (mkdir(copy, 0755) < 0 && errno != EEXIST) {
			int status = -errno;

			free(copy);
			return status;
		}
		*slash = '/';
	}
	free(copy);
	return 0;
}

static bool same_content(const char *path, const struct text *text)
{
	size_t length;
	char *data = kc_slurp(path, &length);
	bool same = data && length == text->length && memcmp(data, text_string(text), length) == 0;

	free(data);
	return same;
}

static int write_all(int fd, const struct text *text)
{
	for (size_t done = 0; done < text->length;) {
		ssize_t n = write(fd, text->data + done, text->length - done);

		if (n < 0 && errno != EINTR)
			return -errno;
		done += n > 0 ? (size_t)n : 0;
	}
	return 0;
}

static int write_new(const char *name, const struct text *text)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

	if (fd < 0)
		return -errno;
	int status = write_all(fd, text);
	/* A name must never stand for content that a power cut can still take; pipes have none. */
	if (status == 0 && fsync(fd) < 0 && errno != EINVAL && errno != EROFS)
		status = -errno;
	if (close(fd) < 0 && status == 0)
		status = -errno;
	return status;
}

/* Let PATH.old be the present PATH, which stays. */
static int keep_old(const char *path)
{
	char *old = NULL, *temporary = NULL, *data = NULL;
	size_t length;
	int status = 0;

	if (asprintf(&old, "%s.old", path) < 0 ||
	    asprintf(&temporary, "%s.%ld.tmp", old, (long)getpid()) < 0) {
		status = -ENOMEM;
		goto out;
	}
	unlink(temporary);
	if (link(path, temporary) < 0) {
		/* A file system without hard links. */
		data = kc_slurp(path, &length);
		if (data)
			status = write_new(temporary, &(struct text){data, length, length});
		else
			status = errno == ENOENT ? 0 : -errno;
	}
	if (status == 0 && rename(temporary, old) < 0 && errno != ENOENT)
		status = -errno;
	/* Two names of one file are not renamed into each other; and nothing stays behind. */
	unlink(temporary);
out:
	free(data);
	free(temporary);
	free(old);
	return status;
}

/*
 * Write TEXT to PATH by way of a temporary file. With KEEP_SAME an equal file is left alone and 1
 * returned. With BACKUP the former file becomes PATH.old; there is a PATH at every moment.
 */
int kc_write_file(const char *path, const struct text *text, bool keep_same, bool backup)
{
	char *temporary = NULL;
	struct stat st;
	int status = kc_make_parents(path);

	if (status < 0)
		return status;
	/* A pipe or a device is written to; nothing may take its place. */
	if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
		return write_new(path, text);
	if (keep_same && same_content(path, text))
		return 1;
	if (asprintf(&temporary, "%s.%ld.tmp", path, (long)getpid()) < 0)
		return -ENOMEM;
	status = write_new(temporary, text);
	if (status == 0 && backup)
		status = keep_old(path);
	if (status == 0 && rename(temporary, path) < 0)
		status = -errno;
	if (status < 0)
		unlink(temporary);
	free(temporary);
	return status;
}
