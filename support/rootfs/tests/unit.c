/* What the folder tests can't reach: the manifest's functions, one by one. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "../manifest.h"
#include "../mtree.h"
#include "../users.h"

static void sorts_folders_before_what_is_in_them(void **state)
{
	(void)state;
	assert_true(path_compare("a", "a") == 0);
	assert_true(path_compare("", "a") < 0);
	assert_true(path_compare("a", "a/b") < 0);
	assert_true(path_compare("a/b", "a.b") < 0);
	assert_true(path_compare("a-", "a/z") > 0);
	assert_true(path_compare("a\377", "ab") > 0);
}

static struct entry *link_to(struct manifest *m, const char *path, const char *target)
{
	struct entry *e = manifest_add(m, path);

	e->type = TYPE_LINK;
	e->link = target;
	return e;
}

static void follows_links_inside_the_image(void **state)
{
	struct manifest m = {0};
	struct entry *file;

	(void)state;
	manifest_add(&m, "");
	manifest_add(&m, "usr");
	manifest_add(&m, "usr/lib");
	file = manifest_add(&m, "usr/lib/libc.so");
	file->type = TYPE_FILE;
	link_to(&m, "lib", "usr/lib");
	link_to(&m, "usr/lib/ld.so", "/lib/libc.so");
	link_to(&m, "usr/lib/up", "../../../../lib/./ld.so");
	link_to(&m, "circle", "other");
	link_to(&m, "other", "/circle/x");
	assert_ptr_equal(manifest_follow(&m, "/lib/ld.so"), file);
	assert_ptr_equal(manifest_follow(&m, "lib//up"), file);
	assert_ptr_equal(manifest_follow(&m, "/lib/../lib/libc.so"), file);
	assert_null(manifest_follow(&m, "/lib/libc.so.6"));
	assert_null(manifest_follow(&m, "/circle"));
	assert_ptr_equal(manifest_follow(&m, "/"), manifest_find(&m, ""));
	manifest_free(&m);
}

static void finds_all_of_many(void **state)
{
	struct manifest m = {0};
	struct err e = ERR_INIT;
	char path[32];

	(void)state;
	for (int i = 0; i < 5000; i++) {
		snprintf(path, sizeof(path), "%d/%d", i % 7, i);
		assert_non_null(manifest_add(&m, path));
	}
	assert_int_equal(manifest_sort(&m, &e), 0);
	for (int i = 0; i < 5000; i++) {
		snprintf(path, sizeof(path), "%d/%d", i % 7, i);
		assert_string_equal(manifest_find(&m, path)->path, path);
	}
	assert_null(manifest_find(&m, "5000"));
	manifest_free(&m);
}

static void quotes_every_byte(void **state)
{
	struct manifest m = {0}, back = {0};
	struct buf text = {0}, again = {0};
	struct err e = ERR_INIT;
	char name[2] = "";

	(void)state;
	manifest_add(&m, "")->mode = 0755;
	for (int c = 1; c < 256; c++) {
		name[0] = (char)c;
		if (c != '/' && c != '.')
			manifest_add(&m, name)->mode = 0700;
	}
	assert_int_equal(manifest_sort(&m, &e), 0);
	assert_int_equal(mtree_write(&m, &text, &e), 0);
	assert_int_equal(mtree_parse(&back, text.data, text.len, "text", &e), 0);
	assert_int_equal(back.count, m.count);
	assert_int_equal(mtree_write(&back, &again, &e), 0);
	assert_string_equal(again.data, text.data);
	buf_free(&text);
	buf_free(&again);
	manifest_free(&m);
	manifest_free(&back);
}

static void numbers_only_files_with_several_names(void **state)
{
	static const char *const paths[] = {"", "c", "b", "a", "d"};
	static const unsigned inodes[] = {0, 7, 9, 9, 8};
	struct manifest m = {0};
	struct err e = ERR_INIT;

	(void)state;
	for (int i = 0; i < 5; i++)
		manifest_add(&m, paths[i])->inode = inodes[i];
	assert_int_equal(manifest_sort(&m, &e), 0);
	assert_int_equal(manifest_find(&m, "a")->inode, 1);
	assert_int_equal(manifest_find(&m, "b")->inode, 1);
	assert_int_equal(manifest_find(&m, "c")->inode, 0);
	assert_int_equal(manifest_find(&m, "d")->inode, 0);
	assert_false(manifest_again(&m, 1));
	assert_true(manifest_again(&m, 2));
	manifest_free(&m);
}

static void root_can_be_declared(void **state)
{
	static const char text[] = "user root 0 root /home /bin/ash\n";
	struct manifest m = {0};
	struct table t = {0};
	struct users u = {0};
	struct buf passwd = {0};
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(table_parse(&t, &m, "base", text, strlen(text), "text", &e), 0);
	assert_int_equal(users_collect(&u, &t, &e), 0);
	users_passwd(&u, &passwd);
	assert_string_equal(buf_str(&passwd), "root:x:0:0:root:/home:/bin/ash\n");
	buf_free(&passwd);
	users_free(&u);
	table_free(&t);
	manifest_free(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sorts_folders_before_what_is_in_them),
		cmocka_unit_test(follows_links_inside_the_image),
		cmocka_unit_test(finds_all_of_many),
		cmocka_unit_test(quotes_every_byte),
		cmocka_unit_test(numbers_only_files_with_several_names),
		cmocka_unit_test(root_can_be_declared),
	};

	return cmocka_run_group_tests_name("rootfs", tests, NULL, NULL);
}
