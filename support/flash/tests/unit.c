/* What the shell can't do: disks that lie, that fail, and that write little at a time; the reasons
 * to refuse. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "../device.h"
#include "../flash.h"

enum { SIZE = 3 * FLASH_BLOCK + 512 };

static off_t bad_at = -1;

static int temporary(const char *fill)
{
	char name[] = "/tmp/flash-unit.XXXXXX";
	int fd = mkstemp(name);

	assert_true(fd >= 0);
	unlink(name);
	assert_int_equal(ftruncate(fd, SIZE), 0);
	if (fill)
		assert_true(pwrite(fd, fill, strlen(fill), FLASH_BLOCK + 7) > 0);
	return fd;
}

static struct flash make(const char *image, const char *target)
{
	return (struct flash){.image = temporary(image),
			      .target = temporary(target),
			      .image_name = "image",
			      .target_name = "card",
			      .size = SIZE,
			      .read = pread,
			      .write = pwrite};
}

static void done(const struct flash *f)
{
	close(f->image);
	close(f->target);
	bad_at = -1;
}

static ssize_t lying_write(int fd, const void *data, size_t len, off_t at)
{
	if (bad_at >= at && bad_at < at + (off_t)len) {
		char *copy = malloc(len);

		memcpy(copy, data, len);
		copy[bad_at - at] ^= 1;
		ssize_t n = pwrite(fd, copy, len, at);
		free(copy);
		return n;
	}
	return pwrite(fd, data, len, at);
}

static ssize_t failing_write(int fd, const void *data, size_t len, off_t at)
{
	(void)fd, (void)data, (void)len, (void)at;
	errno = EIO;
	return -1;
}

static ssize_t short_write(int fd, const void *data, size_t len, off_t at)
{
	return pwrite(fd, data, len > 1000 ? 1000 : len, at);
}

static void test_writes(void **state)
{
	struct flash f = make("hello", NULL);
	struct err e = ERR_INIT;
	char back[5];

	(void)state;
	f.write = short_write;
	assert_int_equal(flash_write(&f, &e), 0);
	assert_int_equal(flash_verify(&f, &e), 0);
	assert_int_equal(pread(f.target, back, 5, FLASH_BLOCK + 7), 5);
	assert_memory_equal(back, "hello", 5);
	/* one block of four was not empty */
	assert_int_equal(f.written, FLASH_BLOCK);
	done(&f);
}

static void test_clears_what_was_there(void **state)
{
	struct flash f = make(NULL, "old");
	struct err e = ERR_INIT;

	(void)state;
	assert_int_equal(flash_write(&f, &e), 0);
	assert_int_equal(f.written, FLASH_BLOCK);
	assert_int_equal(flash_verify(&f, &e), 0);
	done(&f);
}

static void test_finds_a_lie(void **state)
{
	struct flash f = make("hello", NULL);
	struct err e = ERR_INIT;

	(void)state;
	bad_at = FLASH_BLOCK + 100;
	f.write = lying_write;
	assert_int_equal(flash_write(&f, &e), 0);
	assert_int_equal(flash_verify(&f, &e), -1);
	assert_non_null(strstr(e.text, "byte 1048676 "));
	done(&f);
}

static void test_says_where_it_failed(void **state)
{
	struct flash f = make("hello", NULL);
	struct err e = ERR_INIT;

	(void)state;
	f.write = failing_write;
	assert_int_equal(flash_write(&f, &e), -1);
	assert_non_null(strstr(e.text, "card: writing at byte 1048576: Input/output error"));
	done(&f);
}

static void test_refuses(void **state)
{
	struct device card = {
		.is_block = true, .is_whole = true, .is_removable = true, .size = 100};
	struct device disk = card, part = card, used = card;
	struct err e = ERR_INIT;

	(void)state;
	disk.is_removable = false;
	part.is_whole = false;
	strcpy(used.mounted, "mounted on /mnt");
	assert_int_equal(device_refuse(&card, "x", 100, false, &e), 0);
	assert_int_equal(device_refuse(&card, "x", 107, true, &e), -1);
	assert_non_null(strstr(e.text, "7 more"));
	assert_int_equal(device_refuse(&disk, "x", 10, false, &e), -1);
	assert_non_null(strstr(e.text, "not removable"));
	assert_int_equal(device_refuse(&disk, "x", 10, true, &e), 0);
	assert_int_equal(device_refuse(&part, "x", 10, false, &e), -1);
	assert_non_null(strstr(e.text, "partition"));
	assert_int_equal(device_refuse(&used, "x", 10, false, &e), -1);
	assert_non_null(strstr(e.text, "mounted on /mnt"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_writes),      cmocka_unit_test(test_clears_what_was_there),
		cmocka_unit_test(test_finds_a_lie), cmocka_unit_test(test_says_where_it_failed),
		cmocka_unit_test(test_refuses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
