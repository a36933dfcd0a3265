#include "flash.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/fs.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static size_t block_len(const struct flash *f, uint64_t at)
{
	return f->size - at < FLASH_BLOCK ? (size_t)(f->size - at) : FLASH_BLOCK;
}

/* Read all of a block; what lies behind the end of a file is empty. */
static int read_block(struct flash *f, int fd, const char *name, char *data, size_t len,
		      uint64_t at, struct err *e)
{
	size_t have = 0;

	while (have < len) {
		ssize_t n = f->read(fd, data + have, len - have, (off_t)(at + have));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_sys(e, "%s: reading at byte %" PRIu64, name, at + have);
		if (!n) {
			memset(data + have, 0, len - have);
			break;
		}
		have += (size_t)n;
	}
	return 0;
}

static int write_block(struct flash *f, const char *data, size_t len, uint64_t at, struct err *e)
{
	size_t done = 0;

	while (done < len) {
		ssize_t n = f->write(f->target, data + done, len - done, (off_t)(at + done));

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return err_sys(e, "%s: writing at byte %" PRIu64, f->target_name,
				       at + done);
		done += (size_t)n;
	}
	f->written += len;
	return 0;
}

static int is_empty(const char *data, size_t len)
{
	return !len || (!data[0] && !memcmp(data, data + 1, len - 1));
}

int flash_write(struct flash *f, struct err *e)
{
	char *data = malloc(FLASH_BLOCK), *old = malloc(FLASH_BLOCK);
	int ret = -1;

	if (!data || !old) {
		err_set(e, "out of memory");
		goto out;
	}
	for (uint64_t at = 0; at < f->size; at += FLASH_BLOCK) {
		size_t len = block_len(f, at);

		if (f->progress)
			f->progress(f, "writing", at);
		if (read_block(f, f->image, f->image_name, data, len, at, e))
			goto out;
		if (is_empty(data, len)) {
			if (read_block(f, f->target, f->target_name, old, len, at, e))
				goto out;
			if (is_empty(old, len))
				continue;
		}
		if (write_block(f, data, len, at, e))
			goto out;
	}
	if (fsync(f->target)) {
		err_sys(e, "%s: flushing", f->target_name);
		goto out;
	}
	/* What is read back has to come from the disk. */
	posix_fadvise(f->target, 0, 0, POSIX_FADV_DONTNEED);
	ioctl(f->target, BLKFLSBUF, 0);
	ret = 0;
out:
	free(data);
	free(old);
	return ret;
}

int flash_verify(struct flash *f, struct err *e)
{
	char *data = malloc(FLASH_BLOCK), *back = malloc(FLASH_BLOCK);
	int ret = -1;

	if (!data || !back) {
		err_set(e, "out of memory");
		goto out;
	}
	for (uint64_t at = 0; at < f->size; at += FLASH_BLOCK) {
		size_t len = block_len(f, at), k = 0;

		if (f->progress)
			f->progress(f, "reading back", at);
		if (read_block(f, f->image, f->image_name, data, len, at, e) ||
		    read_block(f, f->target, f->target_name, back, len, at, e))
			goto out;
		if (!memcmp(data, back, len))
			continue;
		while (data[k] == back[k])
			k++;
		err_set(e,
			"%s: what was read back at byte %" PRIu64
			" is not what was written: the card is broken or not as large as it says",
			f->target_name, at + k);
		goto out;
	}
	ret = 0;
out:
	free(data);
	free(back);
	return ret;
}
