#include "err.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void append(struct err *e, const char *fmt, va_list ap)
{
	size_t room = sizeof(e->text) - e->len;
	int n = vsnprintf(e->text + e->len, room, fmt, ap);

	if (n > 0)
		e->len += (size_t)n < room ? (size_t)n : room - 1;
}

static void append_text(struct err *e, const char *text)
{
	size_t room = sizeof(e->text) - e->len - 1, n = strlen(text);

	if (n > room)
		n = room;
	memcpy(e->text + e->len, text, n);
	e->len += n;
	e->text[e->len] = '\0';
}

int err_set(struct err *e, const char *fmt, ...)
{
	va_list ap;

	e->len = 0;
	va_start(ap, fmt);
	append(e, fmt, ap);
	va_end(ap);
	return -1;
}

int err_sys(struct err *e, const char *fmt, ...)
{
	int saved = errno;
	va_list ap;

	e->len = 0;
	va_start(ap, fmt);
	append(e, fmt, ap);
	va_end(ap);
	append_text(e, ": ");
	append_text(e, strerror(saved));
	errno = saved;
	return -1;
}

int err_add(struct err *e, const char *fmt, ...)
{
	va_list ap;

	if (e->len)
		append_text(e, "\n");
	va_start(ap, fmt);
	append(e, fmt, ap);
	va_end(ap);
	return -1;
}

int err_prefix(struct err *e, const char *fmt, ...)
{
	struct err old = *e;
	va_list ap;

	e->len = 0;
	va_start(ap, fmt);
	append(e, fmt, ap);
	va_end(ap);
	append_text(e, old.text);
	return -1;
}
