/* Units: manifest, hashes of parts, hashes of trees, the stat cache. */
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "../artefact.h"
#include "../statcache.h"
#include "../tree.h"

static char work[] = "/tmp/artefact_test.XXXXXX";

static void put(const char *path, const char *text, mode_t mode)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(path, mode), 0);
}

static int setup(void **state)
{
	(void)state;
	return !mkdtemp(work) || chdir(work);
}

static int teardown(void **state)
{
	struct err e;

	(void)state;
	return chdir("/") || fs_remove(AT_FDCWD, work, &e);
}

static void manifest(void **state)
{
	struct record a = {0}, b = {0};
	struct buf text = {0};
	struct err e;
	struct stat st;

	(void)state;
	assert_int_equal(fs_mkdirs("out/target/d", &e), 0);
	put("out/target/d/b c", "x", 0600);
	put("out/target/a", "hello\n", 06751);
	assert_int_equal(symlink("to there", "out/target/l"), 0);
	assert_int_equal(link("out/target/a", "out/target/z"), 0);
	/* as a view in the store would: a link from outside the part */
	assert_int_equal(link("out/target/d/b c", "view"), 0);
	assert_int_equal(artefact_scan("out", 1000, false, &a, &text, &e), 0);
	assert_string_equal(
		text.data,
		"#mtree\n"
		"./target/a type=file mode=0755 size=6 sha256digest="
		"5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03 nlink=2 inode=1\n"
		"./target/d type=dir mode=0755\n"
		"./target/d/b\\040c type=file mode=0644 size=1 sha256digest="
		"2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881\n"
		"./target/l type=link link=to\\040there\n"
		"./target/z type=file mode=0755 size=6 sha256digest="
		"5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03 nlink=2 "
		"inode=1\n");
	assert_string_equal(a.part[PART_DEBUG], PART_EMPTY);
	assert_int_equal(a.size[PART_TARGET], 13);
	assert_int_equal(stat("out/target/a", &st), 0);
	assert_int_equal(st.st_mode & 07777, 0555);
	assert_int_equal(st.st_mtime, 1000);
	/* the same again, when only looking */
	assert_int_equal(artefact_scan("out", 0, true, &b, NULL, &e), 0);
	assert_memory_equal(a.part, b.part, sizeof(a.part));
	assert_int_equal(mkfifo("out/target/pipe", 0644), 0);
	assert_int_equal(artefact_scan("out", 0, false, &b, NULL, &e), -1);
	buf_free(&text);
}

static void trees(void **state)
{
	struct depot d = {0};
	char one[HASH_HEX], two[HASH_HEX];
	struct err e;

	(void)state;
	assert_int_equal(fs_mkdirs("tree/sub", &e), 0);
	put("tree/sub/a", "1", 0644);
	assert_int_equal(tree_hash(&d, "tree", one, &e), 0);
	put("tree/sub/a", "1", 0600);
	assert_int_equal(tree_hash(&d, "tree", two, &e), 0);
	assert_string_equal(one, two);
	assert_int_equal(tree_copy("tree", "copy", 5, &e), 0);
	assert_int_equal(tree_hash(&d, "copy", two, &e), 0);
	assert_string_equal(one, two);
	put("tree/sub/a", "1", 0700);
	assert_int_equal(tree_hash(&d, "tree", two, &e), 0);
	assert_string_not_equal(one, two);
	/* the same names and contents in another arrangement */
	put("tree/sub/a", "1", 0644);
	assert_int_equal(rename("tree/sub/a", "tree/a"), 0);
	assert_int_equal(tree_hash(&d, "tree", two, &e), 0);
	assert_string_not_equal(one, two);
}

static void cache(void **state)
{
	struct stat_cache *c;
	struct timespec old[2] = {{.tv_sec = 1}, {.tv_sec = 1}};
	char one[HASH_HEX], two[HASH_HEX];
	struct stat st;
	struct err e;

	(void)state;
	put("f", "1", 0644);
	assert_int_equal(utimensat(AT_FDCWD, "f", old, 0), 0);
	for (int i = 0; i < 3; i++) {
		c = statcache_open("cache");
		assert_non_null(c);
		assert_int_equal(stat("f", &st), 0);
		/* pretend that it was changed long ago, else it is not trusted */
		st.st_ctim.tv_sec -= 100;
		assert_int_equal(statcache_hash(c, AT_FDCWD, "f", &st, one, &e), 0);
		if (!i)
			memcpy(two, one, HASH_HEX);
		assert_string_equal(one, two);
		/* from now on the cache knows better than the disk */
		put("f", "2", 0644);
		assert_int_equal(utimensat(AT_FDCWD, "f", old, 0), 0);
		st.st_size++;
		assert_int_equal(statcache_hash(c, AT_FDCWD, "f", &st, one, &e), 0);
		assert_string_not_equal(one, two);
		statcache_close(c);
		put("f", "1", 0644);
		assert_int_equal(utimensat(AT_FDCWD, "f", old, 0), 0);
		if (i == 1) {
			/* damage: as if it were empty */
			int fd = open("cache", O_WRONLY);

			assert_int_equal(pwrite(fd, "xxxx", 4, 200), 4);
			close(fd);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(manifest),
		cmocka_unit_test(trees),
		cmocka_unit_test(cache),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
