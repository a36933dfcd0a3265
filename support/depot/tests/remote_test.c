/* Unit tests of remote_entry.c and remote_pack.c: what a server may send. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <archive.h>
#include <archive_entry.h>
#include <cmocka.h>

#include "../remote_entry.h"
#include "../remote_pack.h"

#define KEY "0d1f7ca711cfc336dc8a85e672cab9cfd8223a02fe2da0a4a7aeb58c9e113634"

static struct remote_entry sample(void)
{
	struct remote_entry entry = {.record = {.key = KEY, .step = "thing", .seconds = 7}};

	for (int i = 0; i < PARTS; i++)
		memcpy(entry.record.part[i], PART_EMPTY, HASH_HEX);
	memcpy(entry.record.part[PART_HOST], KEY, HASH_HEX);
	memcpy(entry.blobs[PART_HOST].sha, KEY, HASH_HEX);
	entry.blobs[PART_HOST].size = 300;
	entry.record.size[PART_HOST] = 5000000000;
	return entry;
}

static void entry_round_trip(void **state)
{
	struct remote_entry in = sample(), out;
	struct err e = ERR_INIT;
	struct buf b = {0};

	(void)state;
	entry_write(&in, &b);
	assert_int_equal(entry_parse(b.data, b.len, &out, &e), 0);
	assert_string_equal(out.record.step, "thing");
	assert_true(out.record.size[PART_HOST] == 5000000000);
	assert_string_equal(out.blobs[PART_HOST].sha, KEY);
	assert_true(out.blobs[PART_HOST].size == 300);
	assert_string_equal(out.blobs[BLOB_LOG].sha, "");
	/* a server may add a field: 15, a varint */
	buf_add(&b, "\x78\x01", 2);
	assert_int_equal(entry_parse(b.data, b.len, &out, &e), 0);
	buf_free(&b);
}

static void damaged_entries(void **state)
{
	struct remote_entry in = sample(), out;
	struct err e = ERR_INIT;
	struct buf b = {0};

	(void)state;
	assert_int_equal(entry_parse("", 0, &out, &e), -1);
	assert_int_equal(entry_parse("<html>", 6, &out, &e), -1);
	in.blobs[PART_HOST].sha[0] = '\0';
	entry_write(&in, &b);
	assert_int_equal(entry_parse(b.data, b.len, &out, &e), -1);
	buf_free(&b);
	in = sample();
	memset(&b, 0, sizeof(b));
	entry_write(&in, &b);
	/* a line less, at the same length of the message */
	memcpy(memmem(b.data, b.len, "step thing", 10), "seconds 07", 10);
	assert_int_equal(entry_parse(b.data, b.len, &out, &e), -1);
	buf_free(&b);
	in = sample();
	memset(&b, 0, sizeof(b));
	entry_write(&in, &b);
	/* only what is behind the text may be missing: the worker's name, 11 bytes */
	for (size_t n = 0; n + 11 < b.len; n++)
		assert_int_equal(entry_parse(b.data, n, &out, &e), -1);
	buf_free(&b);
}

/* An archive of one entry, or of a link and then a file. */
static void make_archive(const char *path, const char *link, const char *name, mode_t type,
			 const char *target)
{
	struct archive *a = archive_write_new();
	struct archive_entry *entry = archive_entry_new();

	archive_write_set_format_pax_restricted(a);
	archive_write_add_filter_zstd(a);
	assert_int_equal(archive_write_open_filename(a, path), ARCHIVE_OK);
	if (link) {
		archive_entry_set_pathname(entry, link);
		archive_entry_set_mode(entry, S_IFLNK | 0777);
		archive_entry_set_symlink(entry, "..");
		assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
		archive_entry_clear(entry);
	}
	archive_entry_set_pathname(entry, name);
	archive_entry_set_mode(entry, type | 0644);
	archive_entry_set_size(entry, type == S_IFREG && !target ? 3 : 0);
	if (target)
		archive_entry_set_hardlink(entry, target);
	assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
	if (type == S_IFREG && !target)
		archive_write_data(a, "abc", 3);
	archive_entry_free(entry);
	archive_write_close(a);
	archive_write_free(a);
}

static void hostile_archives(void **state)
{
	static const struct {
		const char *link, *name;
		mode_t type;
		const char *target;
		int result;
	} rows[] = {
		{NULL, "fine", S_IFREG, NULL, 0},
		{NULL, "../outside", S_IFREG, NULL, 1},
		{NULL, "/tmp/whittle-outside", S_IFREG, NULL, 1},
		{"up", "up/outside", S_IFREG, NULL, 1},
		{"up", "up", S_IFREG, NULL, 1},
		{NULL, "a", S_IFREG, "../secret", 1},
		{"up", "a", S_IFREG, "up/secret", 1},
		{NULL, "null", S_IFCHR, NULL, 1},
		{NULL, "pipe", S_IFIFO, NULL, 1},
	};
	char top[] = "/tmp/whittle-remote-XXXXXX", path[64], dir[64], secret[64], command[128];
	struct err e = ERR_INIT;
	int fd;

	(void)state;
	assert_non_null(mkdtemp(top));
	snprintf(path, sizeof(path), "%s/x", top);
	snprintf(secret, sizeof(secret), "%s/secret", top);
	fd = open(secret, O_WRONLY | O_CREAT, 0644);
	close(fd);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		snprintf(dir, sizeof(dir), "%s/d%zu", top, i);
		make_archive(path, rows[i].link, rows[i].name, rows[i].type, rows[i].target);
		assert_int_equal(unpack_tree(path, dir, 100, &e), rows[i].result);
		snprintf(secret, sizeof(secret), "%s/outside", top);
		assert_int_not_equal(access(secret, F_OK), 0);
		assert_int_not_equal(access("/tmp/whittle-outside", F_OK), 0);
	}
	/* one byte more than its record says */
	make_archive(path, NULL, "fine", S_IFREG, NULL);
	snprintf(dir, sizeof(dir), "%s/big", top);
	assert_int_equal(unpack_tree(path, dir, 2, &e), 1);
	snprintf(command, sizeof(command), "rm -rf %s", top);
	assert_int_equal(system(command), 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(entry_round_trip),
		cmocka_unit_test(damaged_entries),
		cmocka_unit_test(hostile_archives),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
