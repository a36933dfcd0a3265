/* A string that grows. */
#ifndef KCONFIG_TEXT_H
#define KCONFIG_TEXT_H

#include <stdarg.h>
#include <stddef.h>

struct text {
	char *data; /* zero-terminated once something was added; freed by text_free() */
	size_t length;
	size_t size;
};

void text_add(struct text *text, const char *data, size_t length);
void text_adds(struct text *text, const char *string);
void text_addc(struct text *text, char c);
void text_addf(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));
void text_vaddf(struct text *text, const char *format, va_list arguments)
	__attribute__((format(printf, 2, 0)));
/* The content as a string, never NULL. */
const char *text_string(const struct text *text);
void text_free(struct text *text);

#endif
