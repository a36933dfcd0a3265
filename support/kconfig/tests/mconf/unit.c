/* Units of the menu program that need neither a terminal nor a tree. Prints TAP. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "mconf_list.h"
#include "mconf_search.h"
#include "mconf_text.h"

static void utf8(void **state)
{
	static const struct {
		const char *text;
		size_t length;
		wchar_t wc;
	} cases[] = {
		{"a", 1, 'a'},
		{"\xc3\xa9", 2, 0xe9},
		{"\xe2\x82\xac", 3, 0x20ac},
		{"\xf0\x9f\x90\xa7", 4, 0x1f427},
		{"\xc0\xaf", 1, 0xdcc0},     /* overlong */
		{"\xed\xa0\x80", 1, 0xdced}, /* surrogate */
		{"\xe2\x82", 1, 0xdce2},     /* cut off */
		{"\xff", 1, 0xdcff},
		{"", 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char back[4];
		wchar_t wc;
		size_t length = text_decode(cases[i].text, &wc);

		assert_int_equal(length, cases[i].length);
		assert_int_equal(wc, cases[i].wc);
		if (!length)
			continue;
		assert_int_equal(text_encode(wc, back), length);
		assert_memory_equal(back, cases[i].text, length);
	}
}

static void bytes_survive_editing(void **state)
{
	const char *text = "ok \xff\xfe \xc3\xa9 \xe2\x82";
	wchar_t *wide = text_wide(text);
	char *back = text_narrow(wide, wcslen(wide));

	(void)state;
	assert_string_equal(back, text);
	free(wide);
	free(back);
}

static void cells(void **state)
{
	(void)state;
	assert_int_equal(text_cells("plain"), 5);
	assert_int_equal(text_fit("plain", 3), 3);
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		skip();
	assert_int_equal(text_cells("\xe6\x97\xa5\xe6\x9c\xac"), 4);
	assert_int_equal(text_fit("\xe6\x97\xa5\xe6\x9c\xac", 3), 3);
	assert_int_equal(text_cells("e\xcc\x81"), 1);
	setlocale(LC_CTYPE, "C");
	assert_int_equal(text_shown(0x20ac), '?');
	assert_int_equal(text_shown(0x2013), '-');
	assert_int_equal(text_cells("\xe2\x82\xac"), 1);
}

static void wrapping(void **state)
{
	struct text_piece *pieces;
	const char *text = "  one two three";
	size_t count = text_wrap(text, 10, &pieces);

	(void)state;
	assert_int_equal(count, 2);
	assert_int_equal(pieces[0].indent, 2);
	assert_memory_equal(text + pieces[0].start, "one two", pieces[0].length);
	assert_memory_equal(text + pieces[1].start, "three", pieces[1].length);
	free(pieces);
	count = text_wrap("", 10, &pieces);
	assert_int_equal(count, 1);
	assert_int_equal(pieces[0].length, 0);
	free(pieces);
	count = text_wrap("abcdefghijkl", 5, &pieces);
	assert_int_equal(count, 3);
	free(pieces);
	count = text_wrap("\xe6\x97\xa5\xe6\x9c\xac", 1, &pieces);
	assert_true(count >= 1);
	free(pieces);
}

static void lists(void **state)
{
	struct list list = {.count = 20};

	(void)state;
	assert_true(list_move(&list, CMD_DOWN, 5));
	assert_int_equal(list.at, 1);
	assert_true(list_move(&list, CMD_END, 5));
	assert_int_equal(list.at, 19);
	assert_int_equal(list.top, 15);
	assert_true(list_move(&list, CMD_PAGE_UP, 5));
	assert_int_equal(list.at, 15);
	assert_true(list_move(&list, CMD_HOME, 5));
	assert_int_equal(list.top, 0);
	assert_false(list_move(&list, CMD_YES, 5));
	list.count = 0;
	list_fit(&list, 5);
	assert_int_equal(list.at, 0);
	assert_true(list_move(&list, CMD_DOWN, 5));
	assert_int_equal(list.at, 0);
}

static struct search *fill(void)
{
	static const char *const texts[][3] = {
		{"NET", "Networking support", "Unless you know what you do, say Y."},
		{"INET", "TCP/IP networking", "The protocols of the Internet."},
		{"E1000E", "Intel PCI-Express Gigabit Ethernet support",
		 "A driver for network cards."},
		{"USB_NET_DRIVERS", "USB Network Adapters", NULL},
		{"SQUASHFS", "SquashFS file system", "Compressed, read only."},
		{"EXT4_FS", "The Extended 4 filesystem", "What most use."},
		{NULL, "Device Drivers", NULL},
	};
	struct search *search = search_new();

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		search_add(search, texts[i][0], texts[i][1], texts[i][2]);
	return search;
}

static void search_ranks(void **state)
{
	static const struct {
		const char *query;
		size_t least;
		size_t first;
	} cases[] = {
		{"net", 4, 0},           {"CONFIG_NET", 4, 0}, {"CONFIG_NET=y", 4, 0},
		{"usb net", 1, 3},       {"etherent", 1, 2},   {"squahsfs", 1, 4},
		{"gigabit intel", 1, 2}, {"protocols", 1, 1},  {"device drivers", 1, 6},
		{"ext4", 1, 5},          {"filesytem", 1, 5},
	};
	struct search *search = fill();

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct search_hit *hits;
		size_t count = search_find(search, cases[i].query, 10, &hits);

		assert_true(count >= cases[i].least);
		assert_int_equal(hits[0].item, cases[i].first);
		free(hits);
	}
	search_free(search);
}

static void search_finds_nothing(void **state)
{
	static const char *const queries[] = {"",  "   ",     "xyzzyplugh",
					      "=", "config_", "net qqqqqq"};
	struct search *search = fill(), *empty = search_new();

	(void)state;
	for (size_t i = 0; i < sizeof(queries) / sizeof(queries[0]); i++) {
		struct search_hit *hits;

		assert_int_equal(search_find(search, queries[i], 10, &hits), 0);
		free(hits);
		assert_int_equal(search_find(empty, queries[i], 10, &hits), 0);
		free(hits);
	}
	search_free(search);
	search_free(empty);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(utf8),
		cmocka_unit_test(bytes_survive_editing),
		cmocka_unit_test(cells),
		cmocka_unit_test(wrapping),
		cmocka_unit_test(lists),
		cmocka_unit_test(search_ranks),
		cmocka_unit_test(search_finds_nothing),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
