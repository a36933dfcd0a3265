/*
 * libFuzzer: any bytes as a step, as a record, and as MAKEFLAGS.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../gc.h"
#include "../jobs.h"
#include "../step.h"
#include "../store.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct err e = ERR_INIT;
	struct record r;
	struct jobs jobs;
	char *text = malloc(size + 1);
	struct step *s;

	if (!text)
		return 0;
	if (size)
		memcpy(text, data, size);
	text[size] = '\0';
	s = step_parse(text, size, "fuzz", NULL, &e);
	if (!s && !e.len)
		abort(); /* an error must say something */
	if (s && (!s->name || !s->script))
		abort();
	step_free(s);
	if (record_parse(text, size, "fuzz", &r, &e) == 0 && !hash_valid(r.key))
		abort();
	jobs_read(&jobs, text, true);
	jobs_free(&jobs);
	gc_size(text);
	free(text);
	return 0;
}
