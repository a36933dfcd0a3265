#include "measure.h"

#include <string.h>

uint64_t measure_entry(const struct manifest *m, size_t index)
{
	const struct entry *e = m->entries[index];

	return e->type == TYPE_FILE && !manifest_again(m, index) ? e->size : 0;
}

/* A folder's entry of ext4: 8 bytes and the name, rounded up to 4; blocks are about two thirds
 * full when a folder is large. */
static uint64_t folder_bytes(const struct manifest *m, const struct entry *folder, size_t index)
{
	size_t len = strlen(folder->path), skip = len ? len + 1 : 0;
	uint64_t bytes = 0;

	for (size_t i = index + 1; i < m->count; i++) {
		const char *path = m->entries[i]->path;

		if (len && (strncmp(path, folder->path, len) || path[len] != '/'))
			break;
		if (!strchr(path + skip, '/'))
			bytes += (8 + strlen(path + skip) + 3) & ~(uint64_t)3;
	}
	return bytes + bytes / 2;
}

uint64_t measure_blocks(const struct manifest *m, unsigned block, uint64_t *inodes)
{
	uint64_t blocks = 0;

	*inodes = 0;
	for (size_t i = 0; i < m->count; i++) {
		const struct entry *e = m->entries[i];
		uint64_t bytes = 0;

		if (e->type == TYPE_FILE && manifest_again(m, i))
			continue;
		if (e->type == TYPE_FILE)
			bytes = e->size;
		else if (e->type == TYPE_DIR)
			bytes = folder_bytes(m, e, i) + 1;
		else if (e->type == TYPE_LINK && strlen(e->link) >= 60)
			bytes = block;
		blocks += (bytes + block - 1) / block;
		(*inodes)++;
	}
	return blocks;
}
