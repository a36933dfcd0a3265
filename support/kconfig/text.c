/* A string that grows. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

static void reserve(struct text *text, size_t length)
{
	size_t need = text->length + length + 1;

	if (need <= text->size)
		return;
	size_t size = text->size ? text->size : 64;
	while (size < need)
		size *= 2;
	text->data = realloc(text->data, size);
	if (!text->data)
		abort();
	text->size = size;
}

void text_add(struct text *text, const char *data, size_t length)
{
	reserve(text, length);
	if (length)
		memcpy(text->data + text->length, data, length);
	text->length += length;
	text->data[text->length] = '\0';
}

void text_adds(struct text *text, const char *string)
{
	text_add(text, string, strlen(string));
}

void text_addc(struct text *text, char c)
{
	text_add(text, &c, 1);
}

void text_vaddf(struct text *text, const char *format, va_list arguments)
{
	va_list again;

	va_copy(again, arguments);
	int length = vsnprintf(NULL, 0, format, arguments);
	if (length > 0) {
		reserve(text, (size_t)length);
		vsnprintf(text->data + text->length, (size_t)length + 1, format, again);
		text->length += (size_t)length;
	}
	va_end(again);
}

void text_addf(struct text *text, const char *format, ...)
{
	va_list arguments;

	va_start(arguments, format);
	text_vaddf(text, format, arguments);
	va_end(arguments);
}

const char *text_string(const struct text *text)
{
	return text->data ? text->data : "";
}

void text_free(struct text *text)
{
	free(text->data);
	*text = (struct text){0};
}
