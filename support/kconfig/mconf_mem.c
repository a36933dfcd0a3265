/* Memory for the menu program. */
#define _GNU_SOURCE 1
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mconf_mem.h"

static void (*at_end)(void);

void mem_on_end(void (*fn)(void))
{
	at_end = fn;
}

static void *must(void *p)
{
	if (p)
		return p;
	if (at_end)
		at_end();
	fputs("mconf: out of memory\n", stderr);
	exit(111);
}

void *mem_resize(void *p, size_t count, size_t size)
{
	if (size && count > (size_t)-1 / size)
		return must(NULL);
	return must(realloc(p, count && size ? count * size : 1));
}

void *mem_zero(size_t count, size_t size)
{
	return must(calloc(count ? count : 1, size ? size : 1));
}

char *mem_copy(const char *s)
{
	return must(strdup(s ? s : ""));
}

char *mem_vprint(const char *fmt, va_list ap)
{
	char *text = NULL;

	if (vasprintf(&text, fmt, ap) < 0)
		text = NULL;
	return must(text);
}

char *mem_print(const char *fmt, ...)
{
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = mem_vprint(fmt, ap);
	va_end(ap);
	return text;
}
