/*
 * Debian mirrors: what apt is configured for, and where a source package lies in the pool.
 *
 * The build machine's apt says which mirrors exist and which proxy to use, so that no host name is
 * part of Whittle. Formats: sources.list(5) in both styles, apt.conf(5) as apt-config(8) prints it.
 */
#ifndef DEBIAN_H
#define DEBIAN_H

#include <stdbool.h>
#include <stddef.h>

struct err;

/* One mirror: several entries of sources.list with the same URI are one. */
struct debian_mirror {
	char *uri;        /* without a slash at the end */
	char *components; /* "main contrib", each once */
	bool security;    /* its suites are security updates: its pool has another shape */
};

/* One proxy setting: Acquire::SCHEME::Proxy[::HOST]. */
struct debian_proxy {
	char *scheme;
	char *host; /* NULL: for all hosts */
	char *url;  /* "DIRECT": no proxy */
};

struct debian_apt {
	struct debian_mirror *mirrors;
	size_t mirror_count;
	struct debian_proxy *proxies;
	size_t proxy_count;
};

/*
 * Read apt's configuration: $WHITTLE_DEBIAN_MIRROR (URIs, separated by blanks) in place of the
 * mirrors when it is set, else the files that `apt-config dump` names (APT_CONFIG is obeyed), else
 * those below /etc/apt. No mirror at all is not an error. Returns 0, or -1 with `err` set.
 */
int debian_apt_read(struct debian_apt *apt, struct err *err);

/* Add the mirrors of one-line entries (`deb [options] URI SUITE COMPONENT…`). Returns 0 or -ENOMEM.
 */
int debian_apt_list(struct debian_apt *apt, const char *text);

/* Add the mirrors of deb822 stanzas (`Types: deb`, `URIs: …`). Returns 0 or -ENOMEM. */
int debian_apt_deb822(struct debian_apt *apt, const char *text);

/* Add the proxies of the output of `apt-config dump`. Returns 0 or -ENOMEM. */
int debian_apt_dump(struct debian_apt *apt, const char *text);

/* The proxy for `url`: NULL: apt says nothing; "": none is to be used. Lives as long as `apt`. */
const char *debian_apt_proxy(const struct debian_apt *apt, const char *url);

/* Free what `apt` holds; it can be used again afterwards. */
void debian_apt_free(struct debian_apt *apt);

/*
 * The URL of FILE of source package SOURCE on a mirror: MIRROR/pool/COMPONENT/L/SOURCE/FILE, where
 * L is the first letter, or four for lib*. Returns allocated memory, or NULL when there is none.
 */
char *debian_pool_url(const struct debian_mirror *mirror, const char *component, const char *source,
		      const char *file);

/* True when `name` can be a source package's name (Debian Policy 5.6.1); it is safe in a path. */
bool debian_source_name(const char *name);

/*
 * The name that Debian gives to upstream's archive `file` (dropbear-2025.89.tar.bz2) of source
 * package `source`: dropbear_2025.89.orig.tar.bz2. `version` may be NULL: taken from the name.
 * Returns allocated memory; NULL when no version or no kind of tar archive can be seen in the name.
 */
char *debian_orig_name(const char *source, const char *file, const char *version);

/* Compare two version numbers as dpkg does (Debian Policy 5.6.12). Returns <0, 0 or >0. */
int debian_version_compare(const char *a, const char *b);

#endif
