/*
 * The index is dists/SUITE/main/source/Sources.xz of a mirror: stanzas parted by empty lines, of
 * fields `Name: value`, whose further lines begin with a blank. dists/SUITE/InRelease is signed
 * (OpenPGP clear text) and has the SHA-256 of the index: gpgv checks it with Debian's own keys.
 */
#include "debian_index.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "../lib/child.h"
#include "fetch.h"
#include "fetch_places.h"
#include "store.h"

#define INDEX "main/source/Sources.xz"
#define KEYRING "/usr/share/keyrings/debian-archive-keyring.gpg"

enum { DAY = 24 * 3600, INDEX_LIMIT = 200 << 20, RELEASE_LIMIT = 16 << 20, STANZA = 1 << 20 };

/* ---- Stanzas -------------------------------------------------------------------------------- */

void debian_source_free(struct debian_source *s)
{
	for (size_t i = 0; i < s->file_count; i++)
		free(s->files[i].name);
	free(s->files);
	free(s->package);
	free(s->version);
	free(s->directory);
	free(s->homepage);
	memset(s, 0, sizeof(*s));
}

/* A line " SHA256 SIZE NAME" of the field Checksums-Sha256. */
static int add_file(struct debian_source *s, const char *line, size_t len)
{
	char text[1024], name[512];
	struct debian_file *more;
	unsigned long long size;
	char sha[HASH_HEX];

	if (len >= sizeof(text))
		return -1;
	memcpy(text, line, len);
	text[len] = '\0';
	if (sscanf(text, " %64[0-9a-f] %llu %511s", sha, &size, name) != 3 || !hash_valid(sha) ||
	    strchr(name, '/'))
		return -1;
	more = realloc(s->files, (s->file_count + 1) * sizeof(*more));
	if (!more)
		return -1;
	s->files = more;
	more += s->file_count;
	more->name = strdup(name);
	if (!more->name)
		return -1;
	more->size = size;
	memcpy(more->sha, sha, HASH_HEX);
	s->file_count++;
	return 0;
}

/* Keep the value when the line is of the field `name`; 1 when it was. */
static int keep(const char *line, size_t len, const char *name, char **value)
{
	size_t n = strlen(name);

	if (len <= n || line[n] != ':' || strncasecmp(line, name, n))
		return 0;
	for (n++; n < len && strchr(" \t", line[n]); n++)
		;
	free(*value);
	*value = strndup(line + n, len - n);
	return *value ? 1 : -1;
}

int debian_source_parse(const char *text, size_t len, struct debian_source *s)
{
	static const char sums[] = "Checksums-Sha256:";
	const char *end = text + len;
	bool in_sums = false;

	memset(s, 0, sizeof(*s));
	while (text < end) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		size_t n = (size_t)((stop ? stop : end) - text);
		int r = 0;

		if (n && text[0] != ' ' && text[0] != '\t') {
			in_sums =
				n >= sizeof(sums) - 1 && !strncasecmp(text, sums, sizeof(sums) - 1);
			r = keep(text, n, "Package", &s->package);
			r = r ? r : keep(text, n, "Version", &s->version);
			r = r ? r : keep(text, n, "Directory", &s->directory);
			r = r ? r : keep(text, n, "Homepage", &s->homepage);
		} else if (n && in_sums) {
			r = add_file(s, text, n);
		}
		if (r < 0) {
			debian_source_free(s);
			return -1;
		}
		text += n + 1;
	}
	return 0;
}

static bool ends(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && !strcmp(text + n - m, end);
}

const struct debian_file *debian_source_archive(const struct debian_source *s)
{
	const struct debian_file *native = NULL;

	for (size_t i = 0; i < s->file_count; i++) {
		const char *name = s->files[i].name;

		if (ends(name, ".asc") || ends(name, ".dsc") || ends(name, ".sig"))
			continue;
		if (strstr(name, ".orig.tar."))
			return &s->files[i];
		if (strstr(name, ".tar.") && !strstr(name, ".debian.tar.") &&
		    !strstr(name, ".orig-"))
			native = &s->files[i];
	}
	return native;
}

const struct debian_file *debian_source_packaging(const struct debian_source *s)
{
	for (size_t i = 0; i < s->file_count; i++)
		if (strstr(s->files[i].name, ".debian.tar."))
			return &s->files[i];
	return NULL;
}

/* ---- Search --------------------------------------------------------------------------------- */

struct search {
	const char *package;
	struct debian_source *best;
	struct buf stanza;
	int result; /* 1 found, -1 error */
};

static void stanza_end(struct search *s)
{
	struct debian_source found;
	size_t n = strlen(s->package);
	const char *text = buf_str(&s->stanza);

	/* the field Package comes first in the archive's own indexes */
	if (s->stanza.len > n + 9 && !strncmp(text, "Package: ", 9) &&
	    !strncmp(text + 9, s->package, n) && text[9 + n] == '\n' &&
	    !debian_source_parse(text, s->stanza.len, &found)) {
		bool better = found.version && found.directory &&
			      (s->result <= 0 ||
			       debian_version_compare(found.version, s->best->version) > 0);

		if (better) {
			debian_source_free(s->best);
			*s->best = found;
			s->result = 1;
		} else {
			debian_source_free(&found);
		}
	}
	buf_clear(&s->stanza);
}

/* Cut what was read into stanzas. */
static void feed(struct search *s, const char *data, size_t len)
{
	while (len) {
		const char *stop = memchr(data, '\n', len);
		size_t n = stop ? (size_t)(stop - data) + 1 : len;
		bool at_start = !s->stanza.len || s->stanza.data[s->stanza.len - 1] == '\n';

		if (at_start && data[0] == '\n')
			stanza_end(s);
		else if (s->stanza.len + n <= STANZA)
			buf_add(&s->stanza, data, n);
		data += n;
		len -= n;
	}
}

int debian_index_find(const char *path, const char *package, struct debian_source *source,
		      struct err *e)
{
	struct search s = {.package = package, .best = source};
	struct archive *a = archive_read_new();
	struct archive_entry *entry;
	char block[1 << 16];
	la_ssize_t n = -1;

	memset(source, 0, sizeof(*source));
	if (!a)
		return err_set(e, "out of memory");
	archive_read_support_filter_all(a);
	archive_read_support_format_raw(a);
	if (archive_read_open_filename(a, path, sizeof(block)) == ARCHIVE_OK &&
	    archive_read_next_header(a, &entry) == ARCHIVE_OK)
		while ((n = archive_read_data(a, block, sizeof(block))) > 0)
			feed(&s, block, (size_t)n);
	if (n < 0 || s.stanza.failed) {
		err_set(e, "%s: %s", path, n < 0 ? archive_error_string(a) : "out of memory");
		debian_source_free(source);
		s.result = -1;
	} else {
		stanza_end(&s);
	}
	buf_free(&s.stanza);
	archive_read_free(a);
	return s.result;
}

/* ---- Download ------------------------------------------------------------------------------- */

/* dists/SUITE/NAME of every mirror, those of security updates last. */
static int dists_places(struct places *p, const struct debian_apt *apt, const char *suite,
			const char *name)
{
	for (size_t i = 0; i < apt->mirror_count; i++) {
		const struct debian_mirror *m = &apt->mirrors[i];
		char *url;

		if (m->security)
			continue;
		url = fs_fmt("%s/dists/%s/%s", m->uri, suite, name);
		if (places_add(p, url, url ? debian_apt_proxy(apt, url) : NULL))
			return -1;
	}
	return 0;
}

static int get(struct depot *d, const struct debian_apt *apt, const char *suite, const char *name,
	       const char *path, uint64_t limit, struct err *e)
{
	struct places places = {0};
	int r;

	if (dists_places(&places, apt, suite, name))
		r = err_set(e, "out of memory");
	else if (!places.count)
		r = err_set(e, "apt names no Debian mirror here (WHITTLE_DEBIAN_MIRROR can)");
	else
		r = fetch_file(d, path, &places, limit, e);
	places_free(&places);
	return r;
}

/* The signed text of the Release file, and nothing that somebody put around it; unchecked (with a
 * word about it) when this machine can't. */
static int read_release(struct depot *d, const char *path, struct buf *text, struct err *e)
{
	char *plain = fs_fmt("%s.text", path);
	const char *argv[] = {"gpgv",     "--status-fd", "1",  "--keyring", KEYRING,
			      "--output", plain,         path, NULL};
	struct child child = {.argv = argv, .in = -1, .out = -1, .error = -1};
	struct err trouble = ERR_INIT;
	struct buf said = {0};
	int r = -1;

	if (!plain)
		return err_set(e, "out of memory");
	unlink(plain);
	if (!fs_exists(KEYRING) || child_output(&child, &said, 1 << 16, 30, &trouble) < 0) {
		depot_say(d,
			  "warning: the signature of Debian's index is not checked: gpgv or %s is "
			  "missing",
			  KEYRING);
		r = fs_read(path, text, e);
	} else if (!strstr(buf_str(&said), "[GNUPG:] VALIDSIG") ||
		   strstr(buf_str(&said), "[GNUPG:] BADSIG")) {
		/* one good signature is enough: a new release is signed with keys that this machine
		 * may not have yet */
		err_set(e, "%s: its signature is wrong:\n%s", path, buf_str(&said));
	} else {
		r = fs_read(plain, text, e);
	}
	unlink(plain);
	free(plain);
	buf_free(&said);
	return r;
}

/* Compare the index with the hash in the Release file. */
static int check_index(struct depot *d, const char *release, const char *index, struct err *e)
{
	struct buf text = {0};
	char hex[HASH_HEX], *line = NULL;
	uint64_t size;
	int r = -1;

	if (hash_file(AT_FDCWD, index, hex, &size, e) || read_release(d, release, &text, e))
		goto out;
	/* the section of SHA-256 sums has lines " SHA256 SIZE NAME" */
	line = fs_fmt(" %s ", hex);
	if (!line)
		err_set(e, "out of memory");
	else if (!strstr(buf_str(&text), line))
		err_set(e,
			"%s: not the index that its Release file names (is the mirror being "
			"updated? try again later)",
			index);
	else
		r = 0;
out:
	free(line);
	buf_free(&text);
	return r;
}

static bool fresh(const char *path)
{
	struct stat st;

	return !stat(path, &st) && st.st_size && time(NULL) - st.st_mtime < DAY;
}

int debian_index_get(struct depot *d, const struct debian_apt *apt, const char *suite, char **path,
		     struct err *e)
{
	char *index = fs_fmt("%s/cache/debian-%s-Sources.xz", d->store, suite);
	char *new = fs_fmt("%s/cache/debian-%s-Sources.new", d->store, suite);
	char *release = fs_fmt("%s/cache/debian-%s-InRelease", d->store, suite);
	int r = -1;

	*path = NULL;
	if (!index || !new || !release) {
		err_set(e, "out of memory");
		goto out;
	}
	if (store_make(d, e))
		goto out;
	if (!debian_source_name(suite)) {
		err_set(e, "%s: no name of a Debian release", suite);
		goto out;
	}
	if (!fresh(index)) {
		r = get(d, apt, suite, "InRelease", release, RELEASE_LIMIT, e);
		if (r > 0)
			r = get(d, apt, suite, INDEX, new, INDEX_LIMIT, e);
		if (r > 0)
			r = check_index(d, release, new, e) || rename(new, index) ? -1 : 1;
		if (r < 0)
			goto out;
		if (!r && fs_exists(index))
			depot_say(d, "warning: Debian's index is an old one: %s", e->text);
		else if (!r) {
			err_prefix(e, "Debian's index of %s can't be had:\n", suite);
			r = -1;
			goto out;
		}
	}
	*path = index;
	index = NULL;
	r = 0;
out:
	if (new)
		unlink(new);
	free(index);
	free(new);
	free(release);
	return r;
}
