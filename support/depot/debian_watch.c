/*
 * debian/watch tells uscan where upstream's releases are: a line is
 *     [opts=…] URL [PATTERN [VERSION [SCRIPT]]]
 * (a backslash at its end joins the next one); the part of PATTERN in the first parentheses is the
 * version. With the version put there, a pattern that is else plain text gives the archive's URL.
 */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/buf.h"
#include "debian_pin.h"

/* The first line that is no comment and no "version=N", joined; in `b`. */
static void first_line(const char *text, struct buf *b)
{
	while (*text) {
		size_t n = strcspn(text, "\n");
		bool more = n && text[n - 1] == '\\', blank = !text[strspn(text, " \t\n")];

		if (!b->len && (blank || text[0] == '#' || !strncmp(text, "version", 7))) {
			text += n + (text[n] == '\n');
			continue;
		}
		buf_add(b, text, more ? n - 1 : n);
		if (more)
			buf_addc(b, ' ');
		else if (b->len && buf_str(b)[strspn(buf_str(b), " \t")])
			return;
		else
			buf_clear(b);
		text += n + (text[n] == '\n');
	}
}

/* Step over opts=… or opts="…". */
static const char *skip_opts(const char *at)
{
	at += strspn(at, " \t");
	if (strncmp(at, "opts", 4))
		return at;
	at += strcspn(at, "=");
	if (*at)
		at++;
	if (*at == '"') {
		at += 1 + strcspn(at + 1, "\"");
		if (*at)
			at++;
	} else {
		at += strcspn(at, " \t");
	}
	return at + strspn(at, " \t");
}

/* .tar.gz … of an archive's name, or "". */
static const char *archive_end(const char *archive)
{
	const char *tar = NULL;

	for (const char *at = archive; (at = strstr(at, ".tar.")); at++)
		tar = at;
	return tar ? tar : "";
}

/* Expand uscan's @NAMES@ to what they stand for here. Returns what was stepped over, 0: none. */
static size_t expand(struct buf *b, const char *at, const char *package, const char *version,
		     const char *archive, bool *versioned)
{
	static const char any[] = "@ANY_VERSION@", kind[] = "@ARCHIVE_EXT@", name[] = "@PACKAGE@";

	if (!strncmp(at, any, sizeof(any) - 1)) {
		/* it includes the sign before the number */
		if (b->len && isalpha((unsigned char)b->data[b->len - 1]))
			buf_addc(b, '-');
		buf_adds(b, version);
		*versioned = true;
		return sizeof(any) - 1;
	}
	if (!strncmp(at, kind, sizeof(kind) - 1)) {
		buf_adds(b, archive_end(archive));
		return sizeof(kind) - 1;
	}
	if (!strncmp(at, name, sizeof(name) - 1)) {
		buf_adds(b, package);
		return sizeof(name) - 1;
	}
	return 0;
}

/* Length of the group at `at`, with its parentheses; 0: they don't match. */
static size_t group(const char *at)
{
	size_t depth = 0, n = 0;

	for (; at[n]; n++) {
		if (at[n] == '\\' && at[n + 1]) {
			n++;
			continue;
		}
		depth += at[n] == '(';
		depth -= at[n] == ')';
		if (!depth)
			return n + 1;
	}
	return 0;
}

/* A group without a number in it: the kinds of archives, of which one is ours; or optional. */
static bool add_group(struct buf *b, const char *at, size_t len, const char *archive)
{
	const char *end = archive_end(archive), *kind = end[0] ? end + strlen(".tar.") : "";
	char *text = strndup(at, len);
	bool has = text && kind[0] && strstr(text, kind);
	bool tar = has && strstr(text, "tar");

	free(text);
	if (has)
		buf_adds(b, tar ? end + 1 : kind);
	return has || at[len] == '?';
}

/* Turn the pattern into text; false when it can't be told. */
static bool fill(struct buf *b, const char *at, const char *package, const char *version,
		 const char *archive)
{
	bool versioned = false;

	while (*at) {
		size_t n = expand(b, at, package, version, archive, &versioned);

		if (n) {
			at += n;
		} else if (*at == '(') {
			bool plain = !strncmp(at, "(?:", 3);

			n = group(at);
			if (!n)
				return false;
			if (!plain && !versioned) {
				buf_adds(b, version);
				versioned = true;
			} else if (!add_group(b, at, n, archive)) {
				return false;
			}
			at += n;
			at += *at == '?';
		} else if (*at == '\\' && at[1] && !isalnum((unsigned char)at[1])) {
			buf_addc(b, at[1]);
			at += 2;
		} else if (strchr("*+?[]\\|^${}", *at) || (*at == '.' && at[1] == '*')) {
			/* "v?" and the like: a guess either way */
			if (*at != '?')
				return false;
			at++;
		} else {
			buf_addc(b, *at++);
		}
	}
	return versioned;
}

/* GitHub and GitLab: their archives of tags, named by a pattern that is never plain. */
static char *forge_url(const char *url, size_t len, const char *pattern, const char *version,
		       const char *archive)
{
	const char *v =
		strstr(pattern, "v?") || strstr(pattern, "/v(") || strstr(pattern, "v@") ? "v" : "";
	const char *end = archive_end(archive);
	struct buf b = {0};
	size_t project = 0, slashes = 0;

	if (strncmp(url, "https://github.com/", 19) || strcmp(end, ".tar.gz"))
		return NULL;
	while (project < len && slashes < 5)
		slashes += url[project++] == '/';
	if (slashes == 5)
		project--;
	buf_add(&b, url, project);
	buf_addf(&b, "/archive/refs/tags/%s%s%s", v, version, end);
	return b.data;
}

char *debian_watch_url(const char *watch, const char *package, const char *version,
		       const char *archive)
{
	struct buf line = {0}, b = {0};
	const char *url, *pattern;
	size_t url_len, pattern_len;
	char *result = NULL, *copy = NULL;

	first_line(watch, &line);
	url = skip_opts(buf_str(&line));
	url_len = strcspn(url, " \t");
	pattern = url + url_len + strspn(url + url_len, " \t");
	pattern_len = strcspn(pattern, " \t");
	if (strncmp(url, "http", 4) && strncmp(url, "ftp", 3))
		goto out;
	/* the pattern may be the URL's own end; what follows is something else then */
	if (memchr(url, '(', url_len) || memmem(url, url_len, "@ANY_VERSION@", 13))
		pattern_len = 0;
	copy = strndup(pattern, pattern_len);
	if (!copy)
		goto out;
	result = forge_url(url, url_len, copy, version, archive);
	if (result)
		goto out;
	if (!strncmp(url, "http://sf.net/", 14) || !strncmp(url, "https://sf.net/", 15)) {
		/* uscan's own short name of SourceForge; http and https differ by one letter */
		const char *project = strchr(url + 8, '/') + 1;
		size_t len = (size_t)(url + url_len - project);

		buf_adds(&b, "https://downloads.sourceforge.net/");
		if (pattern_len) {
			buf_addf(&b, "%.*s%s", (int)len, project,
				 len && project[len - 1] == '/' ? "" : "/");
		} else {
			free(copy);
			copy = strndup(project, len);
		}
	} else if (!pattern_len) {
		free(copy);
		copy = strndup(url, url_len);
	} else if (strncmp(pattern, "http", 4)) {
		buf_add(&b, url, url_len);
		if (url[url_len - 1] != '/')
			buf_addc(&b, '/');
	}
	/* URL patterns match names anywhere below: a leading .*\/ means nothing */
	if (copy &&
	    fill(&b, !strncmp(copy, ".*/", 3) ? copy + 3 : copy, package, version, archive) &&
	    !b.failed) {
		result = b.data;
		b.data = NULL;
	}
out:
	free(copy);
	buf_free(&line);
	buf_free(&b);
	return result;
}
