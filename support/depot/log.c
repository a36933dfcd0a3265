#include "log.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>
#include <zstd.h>

#include "graph.h"

/* Decompress all frames of `in` to standard output. */
static int print_packed(const struct buf *in, const char *path, struct err *e)
{
	ZSTD_DStream *z = ZSTD_createDStream();
	ZSTD_inBuffer from = {in->data, in->len, 0};
	char block[1 << 16];
	size_t left = 1;
	int ret = -1;

	if (!z)
		return err_set(e, "out of memory");
	while (from.pos < from.size || left) {
		ZSTD_outBuffer to = {block, sizeof(block), 0};
		size_t before = from.pos;

		left = ZSTD_decompressStream(z, &to, &from);
		if (ZSTD_isError(left)) {
			err_set(e, "%s: %s", path, ZSTD_getErrorName(left));
			goto out;
		}
		if (fs_write_all(STDOUT_FILENO, block, to.pos, "standard output", e))
			goto out;
		if (!to.pos && from.pos == before)
			break;
	}
	ret = left ? err_set(e, "%s: is cut off", path) : 0;
out:
	ZSTD_freeDStream(z);
	return ret;
}

static int print_file(const char *path, bool packed, struct err *e)
{
	struct buf b = {0};
	int ret = fs_read(path, &b, e);

	if (!ret)
		ret = packed ? print_packed(&b, path, e)
			     : fs_write_all(STDOUT_FILENO, buf_str(&b), b.len, "standard output",
					    e);
	buf_free(&b);
	return ret;
}

int log_command(struct depot *d, int argc, char **argv, struct err *e)
{
	struct graph g = {.d = d};
	struct node *n = graph_load(&g, argv[0], e);
	char *path = NULL;
	int ret = -1;

	(void)argc;
	if (!n || graph_look_all(&g, e))
		goto out;
	path = n->state == STATE_HIT ? fs_fmt("%s/artefacts/%s/log.zst", d->store, n->key)
				     : fs_fmt("%s/logs/%s.log", d->out, argv[0]);
	if (!path) {
		err_set(e, "out of memory");
		goto out;
	}
	if (!fs_exists(path)) {
		fprintf(stderr, "depot: there is no log of %s yet\n", argv[0]);
		ret = EXIT_NO;
		goto out;
	}
	ret = print_file(path, n->state == STATE_HIT, e);
out:
	free(path);
	graph_free(&g);
	return ret;
}
