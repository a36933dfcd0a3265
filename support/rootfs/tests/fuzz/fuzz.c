/* libFuzzer entry of the two parsers: the first byte chooses. See `make fuzz`. */
#include <stddef.h>
#include <stdint.h>

#include "../../mtree.h"
#include "../../users.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void fuzz_table(const char *text, size_t len)
{
	struct manifest m = {0};
	struct table t = {0};
	struct users u = {0};
	struct buf b = {0};
	struct err e = ERR_INIT;

	if (!table_parse(&t, &m, "p", text, len, "text", &e) && !users_collect(&u, &t, &e)) {
		users_passwd(&u, &b);
		users_group_file(&u, &b);
		users_shadow(&u, &b);
	}
	buf_free(&b);
	users_free(&u);
	table_free(&t);
	manifest_free(&m);
}

/* What was understood must be written in a form that means the same. */
static void fuzz_mtree(const char *text, size_t len)
{
	struct manifest m = {0}, back = {0};
	struct buf b = {0};
	struct err e = ERR_INIT;

	if (!mtree_parse(&m, text, len, "text", &e) && !manifest_sort(&m, &e) &&
	    !mtree_write(&m, &b, &e) && m.count &&
	    (mtree_parse(&back, b.data, b.len, "back", &e) || back.count != m.count))
		__builtin_trap();
	buf_free(&b);
	manifest_free(&m);
	manifest_free(&back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size)
		(*data & 1 ? fuzz_table : fuzz_mtree)((const char *)data + 1, size - 1);
	return 0;
}
