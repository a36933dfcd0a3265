/* Whole files and whole trees: read, write, copy, remove. */
#define _GNU_SOURCE
#include "oracle.h"

#include <fcntl.h>
#include <ftw.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *path_join(const char *dir, const char *name)
{
	char *path;

	if (asprintf(&path, "%s/%s", dir, name) < 0)
		abort();
	return path;
}

char *file_read(const char *file, size_t *len)
{
	FILE *f = fopen(file, "r");
	char *bytes = NULL;
	struct stat st;

	if (!f)
		return NULL;
	if (fstat(fileno(f), &st) < 0 || !S_ISREG(st.st_mode))
		goto out;
	bytes = malloc((size_t)st.st_size + 1);
	if (!bytes)
		abort();
	*len = fread(bytes, 1, (size_t)st.st_size, f);
	bytes[*len] = '\0';
out:
	fclose(f);
	return bytes;
}

int file_write(const char *file, const char *bytes, size_t len)
{
	FILE *f = fopen(file, "w");
	int bad;

	if (!f)
		return -1;
	bad = fwrite(bytes, 1, len, f) != len;
	bad |= fclose(f) != 0;
	return bad ? -1 : 0;
}

static int remove_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

int tree_remove(const char *dir)
{
	return nftw(dir, remove_one, 32, FTW_DEPTH | FTW_PHYS);
}

/* nftw has no argument for its callback; a worker copies one tree at a time. */
static const char *copy_to;
static size_t copy_skip;

static int copy_one(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	char *to = path_join(copy_to, path + copy_skip), *bytes;
	size_t len;
	int err = 0;

	(void)st, (void)ftw;
	if (type == FTW_D) {
		err = mkdir(to, 0777);
	} else {
		bytes = file_read(path, &len);
		if (bytes)
			err = file_write(to, bytes, len);
		free(bytes);
	}
	free(to);
	return err;
}

int tree_copy(const char *from, const char *to)
{
	copy_to = to;
	copy_skip = strlen(from);
	return nftw(from, copy_one, 32, FTW_PHYS);
}
