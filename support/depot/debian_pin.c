#include "debian_pin.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "debian_index.h"
#include "fetch.h"
#include "fetch_places.h"
#include "http.h"
#include "store.h"

enum { PACKAGING_LIMIT = 64 << 20, TEXT_LIMIT = 1 << 20 };

void debian_pin_free(struct debian_pin *pin)
{
	free(pin->source);
	free(pin->version);
	free(pin->debian);
	free(pin->archive);
	free(pin->directory);
	free(pin->homepage);
	free(pin->summary);
	free(pin->url);
	memset(pin, 0, sizeof(*pin));
}

char *debian_upstream_version(const char *version)
{
	/* what Debian puts behind upstream's number when it made the archive again */
	static const char *const words[] = {"+dfsg", "~dfsg", ".dfsg",   "+ds",
					    "~ds",   ".ds",   "+repack", "~repack"};
	const char *colon = strchr(version, ':'), *dash, *really;
	size_t len;

	version = colon ? colon + 1 : version;
	dash = strrchr(version, '-');
	/* 2.0+really1.9 is 1.9, numbered so that it replaces 2.0 */
	really = strstr(version, "+really");
	if (really && (!dash || really < dash))
		version = really + strlen("+really");
	len = dash ? (size_t)(dash - version) : strlen(version);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		const char *at = strstr(version, words[i]);

		if (at && (size_t)(at - version) < len)
			len = (size_t)(at - version);
	}
	return strndup(version, len);
}

/* Words in a version that say: the archive was made again. */
static bool version_says_repacked(const char *version)
{
	static const char *const words[] = {"dfsg", "+ds", "~ds", "repack", "+really", "+debian"};

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strstr(version, words[i]))
			return true;
	return false;
}

/* The texts in debian/ that are of use; missing ones stay empty. */
enum { WATCH, COPYRIGHT, CONTROL, TEXTS };
static const char *const text_names[TEXTS] = {"debian/watch", "debian/copyright", "debian/control"};

static void read_packaging(const char *path, struct buf texts[TEXTS])
{
	struct archive *a = archive_read_new();
	struct archive_entry *entry;

	if (!a)
		return;
	archive_read_support_filter_all(a);
	archive_read_support_format_tar(a);
	if (archive_read_open_filename(a, path, 1 << 16) == ARCHIVE_OK)
		while (archive_read_next_header(a, &entry) >= ARCHIVE_WARN) {
			const char *name = archive_entry_pathname(entry);
			struct buf *to = NULL;
			char block[4096];
			la_ssize_t n;

			if (name && !strncmp(name, "./", 2))
				name += 2;
			for (int i = 0; name && i < TEXTS; i++)
				if (!strcmp(name, text_names[i]))
					to = &texts[i];
			while (to && to->len < TEXT_LIMIT &&
			       (n = archive_read_data(a, block, sizeof(block))) > 0)
				buf_add(to, block, (size_t)n);
		}
	archive_read_free(a);
}

/* Whether a field begins a line of the text. */
static bool has_field(const char *text, const char *field)
{
	for (const char *at = text; (at = strstr(at, field)); at++)
		if (at == text || at[-1] == '\n')
			return true;
	return false;
}

/* The first package's one-line description in debian/control; new memory or NULL. */
static char *summary_of(const char *control)
{
	const char *at = control;

	while ((at = strstr(at, "\nDescription: "))) {
		at += strlen("\nDescription: ");
		if (*at != '$') /* a variable of dpkg */
			return strndup(at, strcspn(at, "\n"));
	}
	return NULL;
}

/* Look into Debian's own files of the package. They only make the answer better: what goes wrong
 * is said and else of no consequence. */
static int look_at_packaging(struct depot *d, const struct debian_apt *apt,
			     const struct debian_source *s, struct debian_pin *pin, struct err *e)
{
	const struct debian_file *file = debian_source_packaging(s);
	struct buf texts[TEXTS] = {0};
	struct places places = {0};
	char *path = NULL, hex[HASH_HEX];
	int r = 0;

	if (!file)
		return 0;
	path = fs_fmt("%s/cache/%s", d->store, file->name);
	for (size_t i = 0; i < apt->mirror_count; i++) {
		char *url = fs_fmt("%s/%s/%s", apt->mirrors[i].uri, s->directory, file->name);

		if (places_add(&places, url, url ? debian_apt_proxy(apt, url) : NULL))
			r = err_set(e, "out of memory");
	}
	if (!path || r)
		goto out;
	if (fetch_file(d, path, &places, PACKAGING_LIMIT, e) > 0 &&
	    !hash_file(AT_FDCWD, path, hex, NULL, e) && !strcmp(hex, file->sha)) {
		read_packaging(path, texts);
		pin->summary = summary_of(buf_str(&texts[CONTROL]));
		pin->repacked |= has_field(buf_str(&texts[COPYRIGHT]), "Files-Excluded");
		if (!pin->repacked)
			pin->url = debian_watch_url(buf_str(&texts[WATCH]), pin->source,
						    pin->version, pin->archive);
	} else {
		depot_say(d, "warning: %s can't be had: %s", file->name, e->text);
	}
	unlink(path);
out:
	places_free(&places);
	for (int i = 0; i < TEXTS; i++)
		buf_free(&texts[i]);
	free(path);
	return r;
}

/* Ask upstream whether a file of this size is there. */
static void check_url(struct depot *d, struct debian_pin *pin)
{
	struct http_job job = {.method = HTTP_HEAD, .url = pin->url, .fd = -1};
	struct err ignored = ERR_INIT;
	struct http *http = pin->url && !d->offline ? http_new(&ignored) : NULL;

	if (!http)
		return;
	pin->checked = http_run(http, &job) == HTTP_FINE && job.total == pin->size;
	http_free(http);
}

static int fill_pin(struct debian_pin *pin, const struct debian_source *s, struct err *e)
{
	const struct debian_file *archive = debian_source_archive(s);

	if (!archive)
		return err_set(e, "%s %s has no tar archive in Debian", s->package, s->version);
	pin->source = strdup(s->package);
	pin->version = debian_upstream_version(s->version);
	pin->debian = strdup(s->version);
	pin->archive = strdup(archive->name);
	pin->directory = strdup(s->directory);
	pin->homepage = s->homepage ? strdup(s->homepage) : NULL;
	memcpy(pin->sha, archive->sha, HASH_HEX);
	pin->size = archive->size;
	if (!pin->source || !pin->version || !pin->debian || !pin->archive || !pin->directory)
		return err_set(e, "out of memory");
	pin->repacked = version_says_repacked(s->version);
	return 0;
}

int debian_pin(struct depot *d, const char *name, struct debian_pin *pin, struct err *e)
{
	const char *suite = getenv("WHITTLE_DEBIAN_SUITE");
	struct debian_source s = {0};
	struct debian_apt apt = {0};
	char *index = NULL;
	int r = -1;

	memset(pin, 0, sizeof(*pin));
	suite = suite && suite[0] ? suite : "trixie";
	if (debian_apt_read(&apt, e) || debian_index_get(d, &apt, suite, &index, e))
		goto out;
	r = debian_index_find(index, name, &s, e);
	if (r > 0 && (fill_pin(pin, &s, e) || look_at_packaging(d, &apt, &s, pin, e)))
		r = -1;
	if (r > 0)
		check_url(d, pin);
	else if (!r)
		err_set(e, "%s: Debian %s has no source package of this name", name, suite);
out:
	debian_source_free(&s);
	debian_apt_free(&apt);
	free(index);
	return r;
}

static void print_pin(const struct debian_pin *pin)
{
	printf("# %s %s in Debian, %s/%s, %llu bytes\n", pin->source, pin->debian, pin->directory,
	       pin->archive, (unsigned long long)pin->size);
	if (pin->homepage)
		printf("# %s\n", pin->homepage);
	if (pin->repacked)
		printf("# Debian's archive is not upstream's\n");
	else if (pin->url && !pin->checked)
		printf("# the URL is a guess that was not checked\n");
	printf("version       = %s\n", pin->version);
	if (pin->url && !pin->repacked)
		printf("source        = %s\n", pin->url);
	else
		printf("source        = debian:%s/%s\n", pin->source, pin->archive);
	printf("sha256        = %s\n", pin->sha);
}

int pin_command(struct depot *d, int argc, char **argv, struct err *e)
{
	int ret = EXIT_FINE;

	for (int i = 0; i < argc; i++) {
		struct debian_pin pin;
		int r = debian_pin(d, argv[i], &pin, e);

		if (r > 0)
			print_pin(&pin);
		debian_pin_free(&pin);
		if (r < 0)
			return -1;
		if (!r) {
			fprintf(stderr, "depot: %s\n", e->text);
			ret = EXIT_NO;
		}
	}
	return ret;
}
