/* Memory that is taken piece by piece and given back all at once. */
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "arena.h"

enum { BLOCK = 256 * 1024 };

struct arena_block {
	struct arena_block *previous;
	alignas(max_align_t) char data[];
};

static char *new_block(struct arena *arena, size_t size)
{
	struct arena_block *block = calloc(1, sizeof(*block) + size);

	/* There is no way on: every structure of the context lives here. */
	if (!block)
		abort();
	block->previous = arena->blocks;
	arena->blocks = block;
	return block->data;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	size = (size + 7) & ~(size_t)7;
	if (size > (size_t)(arena->end - arena->next)) {
		if (size > BLOCK / 4)
			return new_block(arena, size);
		arena->next = new_block(arena, BLOCK);
		arena->end = arena->next + BLOCK;
	}
	char *memory = arena->next;
	arena->next += size;
	return memory;
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_alloc(arena, length + 1);

	memcpy(copy, text, length);
	return copy;
}

void arena_free(struct arena *arena)
{
	while (arena->blocks) {
		struct arena_block *block = arena->blocks;

		arena->blocks = block->previous;
		free(block);
	}
	arena->next = arena->end = NULL;
}
