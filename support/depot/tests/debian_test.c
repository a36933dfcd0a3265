/* Unit tests of debian.c and debian_apt.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "../../lib/err.h"
#include "../debian.h"

static void one_line_entries(void **state)
{
	struct debian_apt apt = {0};

	(void)state;
	assert_int_equal(
		debian_apt_list(
			&apt, "# a comment\n"
			      "deb [arch=amd64 signed-by=/k] http://m.example/debian/ trixie main\n"
			      "deb-src http://m.example/debian trixie main contrib # more\n"
			      "deb cdrom:[Disc]/ trixie main\n"
			      "deb\n"
			      "deb http://m.example/debian-security trixie-security main"),
		0);
	assert_int_equal(apt.mirror_count, 2);
	assert_string_equal(apt.mirrors[0].uri, "http://m.example/debian");
	assert_string_equal(apt.mirrors[0].components, "main contrib");
	assert_false(apt.mirrors[0].security);
	assert_true(apt.mirrors[1].security);
	debian_apt_free(&apt);
}

static void deb822_stanzas(void **state)
{
	struct debian_apt apt = {0};

	(void)state;
	assert_int_equal(debian_apt_deb822(&apt, "Types: deb\n"
						 "# a comment\n"
						 "uris: http://a.example/debian\n"
						 " http://b.example/debian/\n"
						 "Suites: bookworm bookworm-updates\n"
						 "Components: main\n"
						 "Signed-By:\n"
						 " URIs: http://evil.example/\n"
						 "\n"
						 "Types: deb\n"
						 "Enabled: no\n"
						 "URIs: http://off.example/debian\n"
						 "\n"
						 "Types: deb-src\n"
						 "URIs: http://c.example/debian-security\n"
						 "Suites: bookworm-security\n"
						 "Components: main"),
			 0);
	assert_int_equal(apt.mirror_count, 3);
	assert_string_equal(apt.mirrors[0].uri, "http://a.example/debian");
	assert_string_equal(apt.mirrors[1].uri, "http://b.example/debian");
	assert_string_equal(apt.mirrors[2].uri, "http://c.example/debian-security");
	assert_true(apt.mirrors[2].security);
	debian_apt_free(&apt);
}

static void proxies(void **state)
{
	struct debian_apt apt = {0};

	(void)state;
	assert_int_equal(debian_apt_dump(&apt, "Acquire::http::Proxy \"http://p.example:3142\";\n"
					       "Acquire::http::Proxy::m.example \"DIRECT\";\n"
					       "Acquire::https::Proxy \"\";\n"
					       "Acquire::http::ProxyX \"http://no.example\";\n"
					       "Dir::Etc \"etc/apt\";\n"),
			 0);
	assert_string_equal(debian_apt_proxy(&apt, "http://a.example/x"), "http://p.example:3142");
	assert_string_equal(debian_apt_proxy(&apt, "http://m.example:80/x"), "");
	assert_null(debian_apt_proxy(&apt, "https://a.example/x"));
	assert_null(debian_apt_proxy(&apt, "nonsense"));
	debian_apt_free(&apt);
}

static void pool_paths(void **state)
{
	char uri[] = "http://m/debian", components[] = "main";
	struct debian_mirror m = {uri, components, false};
	static const struct {
		const char *source, *file, *url;
	} rows[] = {
		{"musl", "musl_1.2.5.orig.tar.gz",
		 "http://m/debian/pool/main/m/musl/musl_1.2.5.orig.tar.gz"},
		{"libnl3", "f", "http://m/debian/pool/main/libn/libnl3/f"},
		{"lib", "f", "http://m/debian/pool/main/l/lib/f"},
		{"../etc", "f", NULL},
		{"musl", "../f", NULL},
		{"Musl", "f", NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *url = debian_pool_url(&m, "main", rows[i].source, rows[i].file);

		if (rows[i].url)
			assert_string_equal(url, rows[i].url);
		else
			assert_null(url);
		free(url);
	}
	m.security = true;
	char *url = debian_pool_url(&m, "main", "linux", "l");
	assert_string_equal(url, "http://m/debian/pool/updates/main/l/linux/l");
	free(url);
}

static void orig_names(void **state)
{
	static const struct {
		const char *source, *file, *version, *name;
	} rows[] = {
		{"dropbear", "dropbear-2025.89.tar.bz2", NULL, "dropbear_2025.89.orig.tar.bz2"},
		{"dropbear", "dropbear-2025.89.tar.bz2", "7", "dropbear_7.orig.tar.bz2"},
		{"lz4", "v1.10.0.tar.gz", NULL, "lz4_1.10.0.orig.tar.gz"},
		{"x264", "x264-v3.tgz", NULL, "x264_3.orig.tar.gz"},
		{"musl", "musl_1.2.5.orig.tar.gz", NULL, "musl_1.2.5.orig.tar.gz"},
		{"tz", "latest.tar.gz", NULL, NULL},
		{"tz", "tz-1.zip", NULL, NULL},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		char *name = debian_orig_name(rows[i].source, rows[i].file, rows[i].version);

		if (rows[i].name)
			assert_string_equal(name, rows[i].name);
		else
			assert_null(name);
		free(name);
	}
}

static void versions(void **state)
{
	/* each line is smaller than the next */
	static const char *const rising[] = {"0.9~rc1", "0.9",      "1.0~~",   "1.0~",       "1.0",
					     "1.0-1",   "1.0-1+b1", "1.0-1.1", "1.0+dfsg-1", "1.2",
					     "1.10",    "1.10a",    "1:0.1",   "2:0"};

	(void)state;
	for (size_t i = 0; i + 1 < sizeof(rising) / sizeof(rising[0]); i++) {
		assert_true(debian_version_compare(rising[i], rising[i + 1]) < 0);
		assert_true(debian_version_compare(rising[i + 1], rising[i]) > 0);
		assert_int_equal(debian_version_compare(rising[i], rising[i]), 0);
	}
	assert_int_equal(debian_version_compare("1.0-0", "1.0"), 0);
	assert_int_equal(debian_version_compare("1.01", "1.1"), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_line_entries), cmocka_unit_test(deb822_stanzas),
		cmocka_unit_test(proxies),          cmocka_unit_test(pool_paths),
		cmocka_unit_test(orig_names),       cmocka_unit_test(versions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
