/*
 * What apt is configured for: mirrors and proxies.
 *
 * sources.list(5): one-line entries `deb [option=value …] URI SUITE [COMPONENT…]`, and deb822
 * stanzas of `Field: value` lines, values continued on lines that begin with a blank, stanzas
 * parted by empty lines. `apt-config dump` prints one `Some::Name "value";` a line.
 */
#include "debian.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "../lib/buf.h"
#include "../lib/child.h"
#include "../lib/err.h"
#include "../lib/fs.h"

#define BLANKS " \t\r"

/* The next word of *text, up to `end` characters; its length in *len. NULL at the end. */
static const char *word(const char **text, const char *end, size_t *len)
{
	const char *start = *text + strspn(*text, end);

	*len = strcspn(start, end);
	*text = start + *len;
	return *len ? start : NULL;
}

static bool has_word(const char *list, const char *text, size_t len)
{
	const char *w;
	size_t n;

	while ((w = word(&list, BLANKS "\n", &n)))
		if (n == len && !memcmp(w, text, n))
			return true;
	return false;
}

/* The mirror with this URI, made when it is new; NULL when out of memory. */
static struct debian_mirror *mirror_of(struct debian_apt *apt, const char *uri, size_t len,
				       bool security)
{
	struct debian_mirror *m;

	while (len && uri[len - 1] == '/')
		len--;
	for (size_t i = 0; i < apt->mirror_count; i++) {
		m = &apt->mirrors[i];
		if (strlen(m->uri) == len && !memcmp(m->uri, uri, len) && m->security == security)
			return m;
	}
	m = realloc(apt->mirrors, (apt->mirror_count + 1) * sizeof(*m));
	if (!m)
		return NULL;
	apt->mirrors = m;
	m += apt->mirror_count;
	m->uri = strndup(uri, len);
	m->components = strdup("");
	m->security = security;
	if (!m->uri || !m->components) {
		free(m->uri);
		free(m->components);
		return NULL;
	}
	apt->mirror_count++;
	return m;
}

/* The pools that this program can read: not a cdrom, and no list of other mirrors. */
static bool usable(const char *uri, size_t len)
{
	static const char *const schemes[] = {"http://", "https://", "ftp://", "file:"};

	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		size_t n = strlen(schemes[i]);

		if (len > n && !strncmp(uri, schemes[i], n))
			return true;
	}
	return false;
}

/* Add each of `uris` with `components`; suites that end in -security are said to be security. */
static int add_entry(struct debian_apt *apt, const char *uris, const char *suites,
		     const char *components)
{
	bool security = suites && strstr(suites, "-security");
	const char *uri;
	size_t len;

	while ((uri = word(&uris, BLANKS "\n", &len))) {
		struct debian_mirror *m;
		const char *list = components, *name;
		size_t n;

		if (!usable(uri, len))
			continue;
		m = mirror_of(apt, uri, len, security);
		if (!m)
			return -ENOMEM;
		while ((name = word(&list, BLANKS "\n", &n))) {
			char *more;

			if (has_word(m->components, name, n))
				continue;
			more = fs_fmt("%s%s%.*s", m->components, m->components[0] ? " " : "",
				      (int)n, name);
			if (!more)
				return -ENOMEM;
			free(m->components);
			m->components = more;
		}
	}
	return 0;
}

/* One line of the old style; what is not an entry is skipped, as apt itself would have said so. */
static int list_line(struct debian_apt *apt, char *line)
{
	const char *at = line, *type, *uri, *suite;
	char *uri_text = NULL, *suite_text = NULL, *hash = strchr(line, '#');
	size_t len, uri_len, suite_len;
	int result = -ENOMEM;

	if (hash)
		*hash = '\0';
	type = word(&at, BLANKS, &len);
	if (!type || !has_word("deb deb-src", type, len))
		return 0;
	at += strspn(at, BLANKS);
	if (*at == '[') {
		at = strchr(at, ']');
		if (!at)
			return 0;
		at++;
	}
	uri = word(&at, BLANKS, &uri_len);
	suite = word(&at, BLANKS, &suite_len);
	if (!uri || !suite)
		return 0;
	uri_text = strndup(uri, uri_len);
	suite_text = strndup(suite, suite_len);
	if (uri_text && suite_text)
		result = add_entry(apt, uri_text, suite_text, at);
	free(uri_text);
	free(suite_text);
	return result;
}

int debian_apt_list(struct debian_apt *apt, const char *text)
{
	const char *line;
	size_t len;

	while ((line = word(&text, "\n", &len))) {
		char *copy = strndup(line, len);
		int r = copy ? list_line(apt, copy) : -ENOMEM;

		free(copy);
		if (r)
			return r;
	}
	return 0;
}

/* The fields of a deb822 stanza that matter here. */
enum { F_TYPES, F_URIS, F_SUITES, F_COMPONENTS, F_ENABLED, FIELDS };
static const char *const field_names[FIELDS] = {"Types", "URIs", "Suites", "Components", "Enabled"};

static int stanza_end(struct debian_apt *apt, struct buf fields[FIELDS])
{
	const char *types = buf_str(&fields[F_TYPES]), *on = buf_str(&fields[F_ENABLED]);
	bool off = fields[F_ENABLED].len && (has_word(on, "no", 2) || has_word(on, "false", 5));
	int r = 0;

	for (int i = 0; i < FIELDS; i++)
		if (fields[i].failed)
			r = -ENOMEM;
	if (!r && !off && (has_word(types, "deb", 3) || has_word(types, "deb-src", 7)))
		r = add_entry(apt, buf_str(&fields[F_URIS]), buf_str(&fields[F_SUITES]),
			      buf_str(&fields[F_COMPONENTS]));
	for (int i = 0; i < FIELDS; i++)
		buf_clear(&fields[i]);
	return r;
}

/* The field that a line begins; -1 when it is none of ours. */
static int field_of(const char *line, size_t len)
{
	for (int i = 0; i < FIELDS; i++) {
		size_t n = strlen(field_names[i]);

		if (len > n && line[n] == ':' && !strncasecmp(line, field_names[i], n))
			return i;
	}
	return -1;
}

int debian_apt_deb822(struct debian_apt *apt, const char *text)
{
	struct buf fields[FIELDS] = {0};
	int field = -1, r = 0;

	while (*text && !r) {
		size_t len = strcspn(text, "\n"), blank = strspn(text, BLANKS);

		if (blank >= len) {
			r = stanza_end(apt, fields);
			field = -1;
		} else if (text[0] != '#') {
			size_t skip = 0;

			if (!blank) {
				field = field_of(text, len);
				skip = field < 0 ? 0 : strlen(field_names[field]) + 1;
			}
			if (field >= 0) {
				buf_add(&fields[field], text + skip, len - skip);
				buf_addc(&fields[field], ' ');
			}
		}
		text += len + (text[len] == '\n');
	}
	if (!r)
		r = stanza_end(apt, fields);
	for (int i = 0; i < FIELDS; i++)
		buf_free(&fields[i]);
	return r;
}

/* NAME "VALUE"; → the value in new memory when the line is of this name (or below, with `rest`). */
static char *dump_value(const char *line, size_t len, const char *name, char **rest)
{
	size_t n = strlen(name), stop;
	const char *value;

	if (len <= n || strncasecmp(line, name, n))
		return NULL;
	value = memchr(line, '"', len);
	if (!value)
		return NULL;
	stop = (size_t)(value - line);
	while (stop > n && line[stop - 1] == ' ')
		stop--;
	if (stop > n && !(rest && !strncmp(line + n, "::", 2)))
		return NULL;
	if (rest)
		*rest = stop > n + 2 ? strndup(line + n + 2, stop - n - 2) : NULL;
	value++;
	len -= (size_t)(value - line);
	while (len && value[len - 1] != '"')
		len--;
	return strndup(value, len ? len - 1 : 0);
}

int debian_apt_dump(struct debian_apt *apt, const char *text)
{
	static const char *const schemes[] = {"http", "https", "ftp"};
	static const char *const names[] = {"Acquire::http::Proxy", "Acquire::https::Proxy",
					    "Acquire::ftp::Proxy"};
	const char *line;
	size_t len;

	while ((line = word(&text, "\n", &len))) {
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
			char *host = NULL, *url = dump_value(line, len, names[i], &host);
			struct debian_proxy *p;

			if (!url)
				continue;
			p = realloc(apt->proxies, (apt->proxy_count + 1) * sizeof(*p));
			if (!p || !url[0]) {
				free(host);
				free(url);
				apt->proxies = p ? p : apt->proxies;
				if (!p)
					return -ENOMEM;
				continue;
			}
			apt->proxies = p;
			p += apt->proxy_count++;
			p->scheme = strdup(schemes[i]);
			p->host = host;
			p->url = url;
			if (!p->scheme)
				return -ENOMEM;
		}
	}
	return 0;
}

const char *debian_apt_proxy(const struct debian_apt *apt, const char *url)
{
	size_t scheme = strcspn(url, ":"), host;
	const char *best = NULL, *at;

	if (strncmp(url + scheme, "://", 3))
		return NULL;
	at = url + scheme + 3;
	host = strcspn(at, ":/");
	for (size_t i = 0; i < apt->proxy_count; i++) {
		const struct debian_proxy *p = &apt->proxies[i];

		if (strlen(p->scheme) != scheme || strncmp(p->scheme, url, scheme))
			continue;
		if (p->host && (strlen(p->host) != host || strncasecmp(p->host, at, host)))
			continue;
		if (p->host || !best)
			best = p->url;
		if (p->host)
			break;
	}
	return best && !strcmp(best, "DIRECT") ? "" : best;
}

/* The value of one name in the output of apt-config dump; "" when it isn't there. */
static char *dump_get(const char *text, const char *name)
{
	const char *line;
	size_t len;

	while ((line = word(&text, "\n", &len))) {
		char *value = dump_value(line, len, name, NULL);

		if (value)
			return value;
	}
	return strdup("");
}

/* DIR/NAME, or NAME when it is absolute; new memory. */
static char *below(const char *dir, const char *name)
{
	size_t n = strlen(dir);

	if (name[0] == '/')
		return strdup(name);
	return fs_fmt("%s%s%s", dir, n && dir[n - 1] == '/' ? "" : "/", name);
}

/* Read one file of mirrors; one that isn't there is none. */
static int read_list(struct debian_apt *apt, const char *path, bool deb822, struct err *err)
{
	struct buf text = {0};
	int r = 0;

	if (fs_exists(path))
		r = fs_read(path, &text, err);
	if (!r)
		r = deb822 ? debian_apt_deb822(apt, buf_str(&text))
			   : debian_apt_list(apt, buf_str(&text));
	if (r == -ENOMEM)
		err_set(err, "%s: out of memory", path);
	buf_free(&text);
	return r ? -1 : 0;
}

static bool ends(const char *text, const char *end)
{
	size_t n = strlen(text), m = strlen(end);

	return n >= m && !strcmp(text + n - m, end);
}

static int read_parts(struct debian_apt *apt, const char *dir, struct err *err)
{
	struct fs_list list = {0};
	int r = 0;

	if (!fs_exists(dir))
		return 0;
	if (fs_list(AT_FDCWD, dir, &list, err))
		return -1;
	for (size_t i = 0; i < list.count && !r; i++) {
		bool deb822 = ends(list.names[i], ".sources");
		char *path;

		if (!deb822 && !ends(list.names[i], ".list"))
			continue;
		path = fs_fmt("%s/%s", dir, list.names[i]);
		r = path ? read_list(apt, path, deb822, err) : err_set(err, "out of memory");
		free(path);
	}
	fs_list_free(&list);
	return r;
}

/* Where apt keeps its lists of mirrors, from its own words. */
static int read_files(struct debian_apt *apt, const char *dump, struct err *err)
{
	char *root = dump_get(dump, "Dir"), *etc = dump_get(dump, "Dir::Etc");
	char *list = dump_get(dump, "Dir::Etc::sourcelist");
	char *parts = dump_get(dump, "Dir::Etc::sourceparts");
	char *folder = NULL, *list_path = NULL, *parts_path = NULL;
	int r = -1;

	if (root && etc && list && parts) {
		folder = below(root[0] ? root : "/", etc[0] ? etc : "etc/apt");
		if (folder) {
			list_path = below(folder, list[0] ? list : "sources.list");
			parts_path = below(folder, parts[0] ? parts : "sources.list.d");
		}
	}
	if (!list_path || !parts_path)
		err_set(err, "out of memory");
	else
		r = read_list(apt, list_path, false, err) || read_parts(apt, parts_path, err) ? -1
											      : 0;
	free(root);
	free(etc);
	free(list);
	free(parts);
	free(folder);
	free(list_path);
	free(parts_path);
	return r;
}

int debian_apt_read(struct debian_apt *apt, struct err *err)
{
	static const char *const argv[] = {"apt-config", "dump", NULL};
	struct child child = {.argv = argv, .in = -1, .out = -1, .error = -1};
	const char *mirrors = getenv("WHITTLE_DEBIAN_MIRROR");
	struct err ignored = ERR_INIT;
	struct buf dump = {0};
	int r = -1;

	/* a machine without apt has no mirrors unless it is told of one */
	if (child_output(&child, &dump, 1 << 20, 10, &ignored))
		buf_clear(&dump);
	if (debian_apt_dump(apt, buf_str(&dump)))
		err_set(err, "out of memory");
	else if (mirrors && mirrors[0])
		r = add_entry(apt, mirrors, NULL, "main") ? err_set(err, "out of memory") : 0;
	else
		r = read_files(apt, buf_str(&dump), err);
	buf_free(&dump);
	return r;
}

void debian_apt_free(struct debian_apt *apt)
{
	for (size_t i = 0; i < apt->mirror_count; i++) {
		free(apt->mirrors[i].uri);
		free(apt->mirrors[i].components);
	}
	for (size_t i = 0; i < apt->proxy_count; i++) {
		free(apt->proxies[i].scheme);
		free(apt->proxies[i].host);
		free(apt->proxies[i].url);
	}
	free(apt->mirrors);
	free(apt->proxies);
	memset(apt, 0, sizeof(*apt));
}
