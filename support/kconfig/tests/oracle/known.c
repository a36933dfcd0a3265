/*
 * What the trees' own conf left behind, remembered as digests: a case that was run before, against
 * the same conf and the same probes, needs only ours to be run. When a digest differs, both are.
 *
 * CACHE/probes/theirs/KEY, KEY being the hash of the case's line, has one line a step: STATUS
 * DIGEST. A .config that the tree's own conf invented lies beside it as KEY.config.
 */
#define _GNU_SOURCE
#include "oracle.h"

#include <ftw.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const uint64_t first = 0xcbf29ce484222325u, prime = 0x100000001b3u;

static uint64_t hash_more(uint64_t hash, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (unsigned char)bytes[i]) * prime;
	return hash;
}

/* FNV mixes its upper bits poorly, which a sum of hashes would show. */
static uint64_t hash_end(uint64_t hash)
{
	hash = (hash ^ (hash >> 30)) * 0xbf58476d1ce4e5b9u;
	hash = (hash ^ (hash >> 27)) * 0x94d049bb133111ebu;
	return hash ^ (hash >> 31);
}

static uint64_t digest_file(const char *file, const char *name, bool sorted)
{
	uint64_t hash = hash_more(first, name, strlen(name) + 1), lines = 0;
	size_t len = 0, line;
	char *text = file_read(file, &len);

	for (char *at = text, *end = text + len; at < end; at += line) {
		char *newline = memchr(at, '\n', (size_t)(end - at));

		line = newline ? (size_t)(newline - at) + 1 : (size_t)(end - at);
		if (compare_skips(at))
			continue;
		if (sorted)
			lines += hash_end(hash_more(first, at, line));
		else
			hash = hash_more(hash, at, line);
	}
	free(text);
	return hash_end(hash ^ lines);
}

/* nftw has no argument for its callback. */
static struct {
	const char *except;
	size_t skip;
	uint64_t sum;
} walk;

static int digest_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	const char *name = path + walk.skip;

	(void)st, (void)ftw;
	if (type == FTW_F && !compare_passes(name, walk.except))
		walk.sum += digest_file(path, name, compare_sorted(name));
	return 0;
}

uint64_t known_digest(const struct side *side, const char *except)
{
	static const char *const printed[] = {"out", "err"};

	walk.except = except;
	walk.skip = strlen(side->dir) + 1;
	walk.sum = 0;
	nftw(side->dir, digest_one, 32, FTW_PHYS);
	for (int i = 0; i < 2; i++) {
		char *file = path_join(side->work, printed[i]);

		walk.sum += digest_file(file, printed[i], false);
		free(file);
	}
	return walk.sum;
}

char *known_path(const char *cache, char *const *fields, size_t count)
{
	uint64_t hash = first;
	char *path;

	for (size_t i = 0; i < count; i++)
		hash = hash_more(hash, fields[i], strlen(fields[i]) + 1);
	if (asprintf(&path, "%s/probes/theirs", cache) < 0)
		abort();
	mkdir(path, 0777);
	free(path);
	if (asprintf(&path, "%s/probes/theirs/%016" PRIx64, cache, hash_end(hash)) < 0)
		abort();
	return path;
}

size_t known_read(const char *path, struct known *known, size_t size)
{
	size_t count = 0;
	FILE *f = fopen(path, "r");

	if (!f)
		return 0;
	while (count < size &&
	       fscanf(f, "%d %" SCNx64, &known[count].status, &known[count].digest) == 2)
		count++;
	fclose(f);
	return count;
}

void known_write(const char *path, const struct known *known, size_t count)
{
	FILE *f = fopen(path, "w");

	if (!f)
		return;
	for (size_t i = 0; i < count; i++)
		fprintf(f, "%d %016" PRIx64 "\n", known[i].status, known[i].digest);
	if (fclose(f) != 0)
		remove(path);
}
