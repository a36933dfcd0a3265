#include "debian_scan.h"

#include <archive.h>
#include <archive_entry.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LICENSE_LIMIT = 200000 };

/* Files at the top that tell how a program is built, the one to prefer first. */
static const struct {
	const char *file, *style;
	bool autoreconf;
} builds[] = {
	{"scripts/kconfig", "kconfig", false}, {"configure", "autotools", false},
	{"meson.build", "meson", false},       {"CMakeLists.txt", "cmake", false},
	{"configure.ac", "autotools", true},   {"configure.in", "autotools", true},
	{"GNUmakefile", "make", false},        {"Makefile", "make", false},
	{"makefile", "make", false},
};
enum { BUILDS = sizeof(builds) / sizeof(builds[0]) };

/* Phrases of licences, blanks as one space; the first row of which both are there counts. */
static const struct {
	const char *phrase, *also, *name;
} phrases[] = {
	{"GNU AFFERO GENERAL PUBLIC LICENSE Version 3", "", "AGPL-3.0-only"},
	{"GNU LESSER GENERAL PUBLIC LICENSE Version 3", "", "LGPL-3.0-only"},
	{"GNU LESSER GENERAL PUBLIC LICENSE Version 2.1", "", "LGPL-2.1-only"},
	{"GNU LIBRARY GENERAL PUBLIC LICENSE Version 2", "", "LGPL-2.0-only"},
	{"GNU GENERAL PUBLIC LICENSE Version 3", "", "GPL-3.0-only"},
	{"GNU GENERAL PUBLIC LICENSE Version 2", "", "GPL-2.0-only"},
	{"Mozilla Public License Version 2.0", "", "MPL-2.0"},
	{"Apache License Version 2.0", "", "Apache-2.0"},
	{"Boost Software License - Version 1.0", "", "BSL-1.0"},
	{"This is free and unencumbered software", "", "Unlicense"},
	{"Redistribution and use in source and binary forms", "Neither the name", "BSD-3-Clause"},
	{"Redistribution and use in source and binary forms", "names of its contributors",
	 "BSD-3-Clause"},
	{"Redistribution and use in source and binary forms", "", "BSD-2-Clause"},
	{"Permission is hereby granted, free of charge", "The above copyright notice", "MIT"},
	{"Permission to use, copy, modify, and/or distribute", "", "ISC"},
	{"Permission to use, copy, modify, and distribute", "", "ISC"},
	{"This software is provided 'as-is'", "altered source versions", "Zlib"},
};

const char *license_name(const char *text)
{
	char *flat = malloc(strlen(text) + 1), *to = flat;
	const char *name = NULL;

	if (!flat)
		return NULL;
	for (; *text; text++) {
		bool blank = isspace((unsigned char)*text) || *text == ',' || *text == '*';

		if (!blank)
			*to++ = *text;
		else if (*text != ',' && to > flat && to[-1] != ' ')
			*to++ = ' ';
		else if (*text == ',')
			*to++ = ',';
	}
	*to = '\0';
	for (size_t i = 0; i < sizeof(phrases) / sizeof(phrases[0]) && !name; i++)
		if (strcasestr(flat, phrases[i].phrase) && strcasestr(flat, phrases[i].also))
			name = phrases[i].name;
	free(flat);
	return name;
}

/* The path below the archive's one top folder. */
static const char *below_top(const char *path)
{
	const char *slash;

	if (!strncmp(path, "./", 2))
		path += 2;
	slash = strchr(path, '/');
	return slash ? slash + 1 : path;
}

static bool is_license(const char *name)
{
	static const char *const starts[] = {"COPYING", "LICENSE", "LICENCE", "COPYRIGHT"};

	if (strchr(name, '/') || strchr(name, ' '))
		return false;
	for (size_t i = 0; i < sizeof(starts) / sizeof(starts[0]); i++)
		if (!strncasecmp(name, starts[i], strlen(starts[i])))
			return true;
	return false;
}

/* Add a name to a list unless it is in it. */
static void add_name(struct buf *b, const char *name, const char *between)
{
	if (strstr(buf_str(b), name))
		return;
	if (b->len)
		buf_adds(b, between);
	buf_adds(b, name);
}

static void add_license(struct source_scan *scan, struct archive *a, const char *name)
{
	struct buf text = {0};
	const char *spdx;
	char block[8192];
	la_ssize_t n;

	while (text.len < LICENSE_LIMIT && (n = archive_read_data(a, block, sizeof(block))) > 0)
		buf_add(&text, block, (size_t)n);
	add_name(&scan->license_files, name, " ");
	spdx = license_name(buf_str(&text));
	if (spdx)
		add_name(&scan->licenses, spdx, " AND ");
	buf_free(&text);
}

int source_scan(const char *path, struct source_scan *scan, struct err *e)
{
	struct archive *a = archive_read_new();
	struct archive_entry *entry;
	int best = BUILDS, r = -1, next;

	memset(scan, 0, sizeof(*scan));
	if (!a)
		return err_set(e, "out of memory");
	archive_read_support_filter_all(a);
	archive_read_support_format_all(a);
	if (archive_read_open_filename(a, path, 1 << 16) != ARCHIVE_OK) {
		err_set(e, "%s: %s", path, archive_error_string(a));
		goto out;
	}
	while ((next = archive_read_next_header(a, &entry)) >= ARCHIVE_WARN &&
	       next != ARCHIVE_EOF) {
		const char *full = archive_entry_pathname(entry);
		const char *name = full ? below_top(full) : "";

		for (int i = 0; i < best; i++) {
			size_t n = strlen(builds[i].file);

			/* of a folder, any file in it will do */
			if (!strncmp(name, builds[i].file, n) && (!name[n] || name[n] == '/'))
				best = i;
		}
		if (archive_entry_filetype(entry) == AE_IFREG && is_license(name))
			add_license(scan, a, name);
	}
	if (next != ARCHIVE_EOF) {
		err_set(e, "%s: %s", path, archive_error_string(a));
		goto out;
	}
	scan->style = best < BUILDS ? builds[best].style : "script";
	scan->autoreconf = best < BUILDS && builds[best].autoreconf;
	r = scan->licenses.failed || scan->license_files.failed ? err_set(e, "out of memory") : 0;
out:
	archive_read_free(a);
	return r;
}

void source_scan_free(struct source_scan *scan)
{
	buf_free(&scan->license_files);
	buf_free(&scan->licenses);
}
