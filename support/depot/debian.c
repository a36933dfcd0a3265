/*
 * Names and paths of Debian's archive: the pool, upstream archives, version numbers.
 * Formats: Debian Policy 5.6.1 (names), 5.6.12 (versions), dpkg-source(1) (names of archives).
 */
#include "debian.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/fs.h"

bool debian_source_name(const char *name)
{
	size_t n = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789+-.");

	return n >= 2 && !name[n] && isalnum((unsigned char)name[0]);
}

char *debian_pool_url(const struct debian_mirror *mirror, const char *component, const char *source,
		      const char *file)
{
	int letters = strncmp(source, "lib", 3) || !source[3] ? 1 : 4;

	if (!debian_source_name(source) || strchr(file, '/') || !file[0])
		return NULL;
	return fs_fmt("%s/pool/%s%s/%.*s/%s/%s", mirror->uri, mirror->security ? "updates/" : "",
		      component, letters, source, source, file);
}

/* The kind of archive a file name ends with, as Debian spells it, and where the ending begins. */
static const char *archive_kind(const char *file, size_t *stem)
{
	static const struct {
		const char *end, *kind;
	} kinds[] = {
		{".tar.gz", "gz"}, {".tgz", "gz"}, {".tar.bz2", "bz2"},   {".tbz2", "bz2"},
		{".tar.xz", "xz"}, {".txz", "xz"}, {".tar.lzma", "lzma"},
	};
	size_t len = strlen(file);

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		size_t n = strlen(kinds[i].end);

		if (len > n && !strcmp(file + len - n, kinds[i].end)) {
			*stem = len - n;
			return kinds[i].kind;
		}
	}
	return NULL;
}

char *debian_orig_name(const char *source, const char *file, const char *version)
{
	size_t stem, start = 0, len;
	const char *kind = archive_kind(file, &stem);

	if (!kind)
		return NULL;
	if (version && version[0])
		return fs_fmt("%s_%s.orig.tar.%s", source, version, kind);
	/* the version begins at the first digit behind - or _ (or v), or at the very start */
	for (size_t i = 0; i < stem; i++) {
		bool begins = !i || strchr("-_", file[i - 1]) ||
			      (file[i - 1] == 'v' && (i == 1 || strchr("-_", file[i - 2])));

		if (isdigit((unsigned char)file[i]) && begins) {
			start = i;
			break;
		}
	}
	if (!isdigit((unsigned char)file[start]))
		return NULL;
	len = stem - start;
	if (len > 5 && !strncmp(file + stem - 5, ".orig", 5))
		len -= 5;
	return fs_fmt("%s_%.*s.orig.tar.%s", source, (int)len, file + start, kind);
}

/* Order of a character in the parts that are not numbers: ~, end, letters, the rest. */
static int order(char c)
{
	if (c == '~')
		return -1;
	if (!c || isdigit((unsigned char)c))
		return 0;
	return isalpha((unsigned char)c) ? (unsigned char)c : (unsigned char)c + 256;
}

/* Compare upstream versions or revisions; both end at a NUL. */
static int compare_part(const char *a, const char *b)
{
	while (*a || *b) {
		size_t m, n;
		int diff;

		while ((*a && !isdigit((unsigned char)*a)) || (*b && !isdigit((unsigned char)*b))) {
			if (order(*a) != order(*b))
				return order(*a) - order(*b);
			a++;
			b++;
		}
		a += strspn(a, "0");
		b += strspn(b, "0");
		m = strspn(a, "0123456789");
		n = strspn(b, "0123456789");
		if (m != n)
			return m < n ? -1 : 1;
		diff = strncmp(a, b, m);
		if (diff)
			return diff;
		a += m;
		b += n;
	}
	return 0;
}

struct version {
	char upstream[256], revision[256];
	unsigned long epoch;
};

static void split_version(const char *text, struct version *v)
{
	const char *colon = strchr(text, ':'), *dash;
	size_t len;

	v->epoch = colon ? strtoul(text, NULL, 10) : 0;
	if (colon)
		text = colon + 1;
	dash = strrchr(text, '-');
	len = dash ? (size_t)(dash - text) : strlen(text);
	if (len >= sizeof(v->upstream))
		len = sizeof(v->upstream) - 1;
	memcpy(v->upstream, text, len);
	v->upstream[len] = '\0';
	strncpy(v->revision, dash ? dash + 1 : "", sizeof(v->revision) - 1);
	v->revision[sizeof(v->revision) - 1] = '\0';
}

int debian_version_compare(const char *a, const char *b)
{
	struct version x, y;
	int diff;

	split_version(a, &x);
	split_version(b, &y);
	if (x.epoch != y.epoch)
		return x.epoch < y.epoch ? -1 : 1;
	diff = compare_part(x.upstream, y.upstream);
	return diff ? diff : compare_part(x.revision, y.revision);
}
