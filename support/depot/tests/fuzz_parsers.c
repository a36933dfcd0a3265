/*
 * libFuzzer entry: the bytes that come from servers. The first byte picks the parser:
 * e: entry of the remote store, s: stanza of a Sources index, w: debian/watch, l: sources.list,
 * d: deb822 sources, p: apt-config dump.
 */
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "../debian_index.h"
#include "../debian_pin.h"
#include "../remote_entry.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What is parsed without complaint must survive being written and read again. */
static void entry(const char *data, size_t size)
{
	struct remote_entry one, two;
	struct err e = ERR_INIT;
	struct buf b = {0};

	if (entry_parse(data, size, &one, &e))
		return;
	entry_write(&one, &b);
	if (entry_parse(b.data, b.len, &two, &e) ||
	    memcmp(&one.blobs, &two.blobs, sizeof(one.blobs)))
		abort();
	buf_free(&b);
}

static void stanza(const char *data, size_t size)
{
	struct debian_source s;

	if (debian_source_parse(data, size, &s))
		return;
	debian_source_archive(&s);
	debian_source_packaging(&s);
	debian_source_free(&s);
}

static void lists(char kind, const char *text)
{
	struct debian_apt apt = {0};

	if (kind == 'l')
		debian_apt_list(&apt, text);
	else if (kind == 'd')
		debian_apt_deb822(&apt, text);
	else
		debian_apt_dump(&apt, text);
	debian_apt_proxy(&apt, "http://host.example/x");
	debian_apt_free(&apt);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char kind = size ? (char)data[0] : 0;
	char *text;

	if (!size)
		return 0;
	data++;
	size--;
	/* a copy of its own, so that one byte too far is seen */
	text = malloc(size + 1);
	if (!text)
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	if (kind == 'e' || kind == 's') {
		char *exact = malloc(size ? size : 1);

		if (exact) {
			memcpy(exact, data, size);
			(kind == 'e' ? entry : stanza)(exact, size);
		}
		free(exact);
	} else if (kind == 'w') {
		free(debian_watch_url(text, "pkg", "1.2", "pkg_1.2.orig.tar.gz"));
	} else if (kind == 'l' || kind == 'd' || kind == 'p') {
		lists(kind, text);
	}
	free(text);
	return 0;
}
