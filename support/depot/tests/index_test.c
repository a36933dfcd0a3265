/* Unit tests of debian_index.c and debian_watch.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "../debian_index.h"
#include "../debian_pin.h"
#include "../debian_scan.h"

#define SUM "0d1f7ca711cfc336dc8a85e672cab9cfd8223a02fe2da0a4a7aeb58c9e113634"

static const char index_text[] =
	"Package: a\n"
	"Version: 1.9-1\n"
	"Directory: pool/main/a/a\n"
	"Checksums-Sha256:\n " SUM " 5 a_1.9.orig.tar.gz\n"
	"\n"
	"Package: ab\n"
	"Version: 7\n"
	"Directory: pool/main/a/ab\n"
	"\n"
	"Package: a\n"
	"Binary: x,\n y\n"
	"Version: 1.10-1\n"
	"Homepage: https://a.example/\n"
	"Files:\n 00 5 a_1.10.orig.tar.gz\n"
	"Checksums-Sha256:\n " SUM " 9 a_1.10-1.dsc\n " SUM " 7 a_1.10.orig.tar.gz.asc\n " SUM
	" 6 a_1.10.orig.tar.gz\n " SUM " 8 a_1.10-1.debian.tar.xz\n"
	"Directory: pool/main/a/a\n";

static void highest_version(void **state)
{
	char path[] = "/tmp/whittle-index-XXXXXX";
	struct debian_source s;
	struct err e = ERR_INIT;
	int fd = mkstemp(path);

	(void)state;
	assert_true(fd >= 0);
	assert_int_equal(write(fd, index_text, sizeof(index_text) - 1), sizeof(index_text) - 1);
	close(fd);
	assert_int_equal(debian_index_find(path, "a", &s, &e), 1);
	assert_string_equal(s.version, "1.10-1");
	assert_string_equal(s.homepage, "https://a.example/");
	assert_int_equal(s.file_count, 4);
	assert_string_equal(debian_source_archive(&s)->name, "a_1.10.orig.tar.gz");
	assert_int_equal(debian_source_archive(&s)->size, 6);
	assert_string_equal(debian_source_packaging(&s)->name, "a_1.10-1.debian.tar.xz");
	debian_source_free(&s);
	assert_int_equal(debian_index_find(path, "nothing", &s, &e), 0);
	unlink(path);
	assert_int_equal(debian_index_find(path, "a", &s, &e), -1);
}

static void damaged_stanzas(void **state)
{
	static const char *const bad[] = {
		"Checksums-Sha256:\n 12 5 a.tar.gz\n",
		"Checksums-Sha256:\n " SUM " 5 ../a.tar.gz\n",
		"Checksums-Sha256:\n " SUM " a.tar.gz\n",
	};
	struct debian_source s;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_int_equal(debian_source_parse(bad[i], strlen(bad[i]), &s), -1);
}

static void upstream_versions(void **state)
{
	static const char *const rows[][2] = {
		{"1:1.37.0-6", "1.37.0"},
		{"2025.89-1~deb13u1", "2025.89"},
		{"1:1.3.dfsg+really1.3.1-1", "1.3.1"},
		{"4.4+dfsg-2", "4.4"},
		{"20240101", "20240101"},
		{"1.2-rc1-3", "1.2-rc1"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *v = debian_upstream_version(rows[i][0]);

		assert_string_equal(v, rows[i][1]);
		free(v);
	}
}

static void watch_files(void **state)
{
	static const struct {
		const char *watch, *url;
	} rows[] = {
		{"version=4\n\nopts=\"pgpsigurlmangle=s/$/.asc/\" \\\n"
		 "  https://m.example/releases p-([0-9]+(?:\\.[0-9]+)+)\\.tar\\.bz2\n",
		 "https://m.example/releases/p-1.2.tar.bz2"},
		{"version=4\nopts=\"x=y\" \\\n https://m.example/ "
		 "releases/p-@ANY_VERSION@@ARCHIVE_EXT@",
		 "https://m.example/releases/p-1.2.tar.bz2"},
		{"# c\nversion=4\nopts=a=s/b/.c/ \\\nhttps://m.example/p-([\\d\\.]*)\\.tar\\.bz2\n",
		 "https://m.example/p-1.2.tar.bz2"},
		{"version=4\nhttps://m.example/@PACKAGE@-@ANY_VERSION@@ARCHIVE_EXT@ debian "
		 "uupdate\n",
		 "https://m.example/pkg-1.2.tar.bz2"},
		{"version=4\nhttp://sf.net/pkg/ p-(.+)\\.tar\\.(?:gz|bz2)\n",
		 "https://downloads.sourceforge.net/pkg/p-1.2.tar.bz2"},
		{"version=4\nhttps://sf.net/pkg/p-(.+)\\.tar\\.bz2 debian\n",
		 "https://downloads.sourceforge.net/pkg/p-1.2.tar.bz2"},
		{"version=4\nhttps://m.example/x p-(\\d+)-final.*\\.tar\\.bz2", NULL},
		{"version=4\nhttps://m.example/x p((.tar", NULL},
		{"version=4\n", NULL},
		{"", NULL},
		{"\\", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *url = debian_watch_url(rows[i].watch, "pkg", "1.2", "pkg_1.2.orig.tar.bz2");

		if (rows[i].url) {
			assert_non_null(url);
			assert_string_equal(url, rows[i].url);
		} else {
			assert_null(url);
		}
		free(url);
	}
	char *url =
		debian_watch_url("version=4\nhttps://github.com/l/l/tags .*/v?(\\d\\S*)\\.tar\\.gz",
				 "l", "1.2", "l_1.2.orig.tar.gz");
	assert_string_equal(url, "https://github.com/l/l/archive/refs/tags/v1.2.tar.gz");
	free(url);
}

static void licenses(void **state)
{
	(void)state;
	assert_string_equal(license_name("   GNU GENERAL PUBLIC LICENSE\n\tVersion 2, June 1991"),
			    "GPL-2.0-only");
	assert_string_equal(license_name("GNU LESSER GENERAL PUBLIC LICENSE\n Version 2.1, of"),
			    "LGPL-2.1-only");
	assert_string_equal(
		license_name(" * Redistribution and use in source and binary\n * forms"),
		"BSD-2-Clause");
	assert_null(license_name("do what you want"));
	assert_null(license_name(""));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(highest_version),   cmocka_unit_test(damaged_stanzas),
		cmocka_unit_test(upstream_versions), cmocka_unit_test(watch_files),
		cmocka_unit_test(licenses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
