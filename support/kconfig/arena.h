/* Memory that is taken piece by piece and given back all at once. */
#ifndef KCONFIG_ARENA_H
#define KCONFIG_ARENA_H

#include <stddef.h>

struct arena_block;

struct arena {
	struct arena_block *blocks; /* the one in use first */
	char *next;
	char *end;
};

/* SIZE zeroed bytes, aligned for any object. Aborts the process when there is no memory. */
void *arena_alloc(struct arena *arena, size_t size);

/* A copy of the LENGTH bytes at TEXT, with a zero byte after them. */
char *arena_copy(struct arena *arena, const char *text, size_t length);

void arena_free(struct arena *arena);

#endif
