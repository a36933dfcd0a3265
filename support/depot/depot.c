#include "depot.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

void depot_say(const struct depot *d, const char *fmt, ...)
{
	va_list ap;
	char *line;

	if (!d->say)
		return;
	va_start(ap, fmt);
	if (vasprintf(&line, fmt, ap) >= 0) {
		d->say(line);
		free(line);
	}
	va_end(ap);
}

void depot_progress(const struct depot *d, const char *verb, const char *name, const char *fmt, ...)
{
	const char *path = getenv("WHITTLE_VIEW");
	char rest[256], line[512];
	va_list ap;
	int fd, n;

	(void)d;
	if (!path || !*path)
		return;
	va_start(ap, fmt);
	vsnprintf(rest, sizeof(rest), fmt, ap);
	va_end(ap);
	n = snprintf(line, sizeof(line), "%s %s %s\n", verb, name, rest);
	if (n < 0 || n >= (int)sizeof(line))
		return;
	fd = open(path, O_WRONLY | O_APPEND | O_CLOEXEC);
	if (fd < 0)
		return;
	/* one write per line: lines of several processes don't mix */
	if (write(fd, line, (size_t)n) < 0)
		n = 0;
	close(fd);
}
