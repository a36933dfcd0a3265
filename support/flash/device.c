#include "device.h"

#include <inttypes.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "../lib/fs.h"

/* The first line of a small file, empty when there is none. */
static void read_line(const char *dir, const char *name, char *line, size_t size)
{
	char *path = fs_fmt("%s/%s", dir, name);
	FILE *f = path ? fopen(path, "re") : NULL;

	line[0] = '\0';
	if (f && fgets(line, (int)size, f))
		line[strcspn(line, "\n")] = '\0';
	if (f)
		fclose(f);
	free(path);
}

/* Where MAJOR:MINOR is mounted: the fifth word of its line in /proc/self/mountinfo. */
static void find_mount(const char *proc, const char *number, char *where, size_t size)
{
	char line[4096], dev[64], point[256];
	char *path = fs_fmt("%s/self/mountinfo", proc);
	FILE *f = path ? fopen(path, "re") : NULL;

	while (f && !where[0] && fgets(line, sizeof(line), f))
		if (sscanf(line, "%*d %*d %63s %*s %255s", dev, point) == 2 && !strcmp(dev, number))
			snprintf(where, size, "mounted on %.200s", point);
	if (f)
		fclose(f);
	free(path);
}

/* A block device and what lies in it: its own number, those of its partitions, and who holds them.
 */
static int look_below(const char *dir, const char *proc, struct device *d, struct err *e)
{
	struct fs_list list;
	char number[64];
	int ret = 0;

	read_line(dir, "dev", number, sizeof(number));
	find_mount(proc, number, d->mounted, sizeof(d->mounted));
	char *holders = fs_fmt("%s/holders", dir);
	if (holders && fs_exists(holders) && !fs_list(-100, holders, &list, e)) {
		if (list.count && !d->mounted[0])
			snprintf(d->mounted, sizeof(d->mounted), "used by %.200s", list.names[0]);
		fs_list_free(&list);
	}
	free(holders);
	if (fs_list(-100, dir, &list, e))
		return -1;
	for (size_t i = 0; !ret && i < list.count; i++) {
		char *part = fs_fmt("%s/%s/partition", dir, list.names[i]);

		if (part && fs_exists(part)) {
			*strrchr(part, '/') = '\0';
			ret = look_below(part, proc, d, e);
		}
		free(part);
	}
	fs_list_free(&list);
	return ret;
}

int device_look(const char *path, int fd, const char *sys, const char *proc, struct device *d,
		struct err *e)
{
	struct stat st;
	char word[64], *dir;
	int ret;

	memset(d, 0, sizeof(*d));
	if (fstat(fd, &st))
		return err_sys(e, "%s", path);
	if (S_ISREG(st.st_mode)) {
		d->is_whole = true;
		d->size = (uint64_t)st.st_size;
		return 0;
	}
	if (!S_ISBLK(st.st_mode))
		return err_set(e, "%s is neither a disk nor a file", path);
	d->is_block = true;
	if (ioctl(fd, BLKGETSIZE64, &d->size))
		return err_sys(e, "%s: size", path);
	dir = fs_fmt("%s/dev/block/%u:%u", sys, major(st.st_rdev), minor(st.st_rdev));
	if (!dir)
		return err_set(e, "out of memory");
	read_line(dir, "partition", word, sizeof(word));
	d->is_whole = !word[0];
	read_line(dir, "removable", word, sizeof(word));
	d->is_removable = !strcmp(word, "1");
	/* Readers on the SD bus say that the reader can't be removed; the card can. */
	read_line(dir, "device/type", word, sizeof(word));
	d->is_removable |= !strcmp(word, "SD");
	ret = look_below(dir, proc, d, e);
	free(dir);
	return ret;
}

int device_refuse(const struct device *d, const char *path, uint64_t need, bool force,
		  struct err *e)
{
	e->len = 0;
	if (d->is_block && d->size < need)
		err_add(e,
			"%s is too small: it has %" PRIu64 " bytes, and the image needs %" PRIu64
			" more",
			path, d->size, need - d->size);
	if (!force && !d->is_block)
		err_add(e, "%s is a file, no disk", path);
	if (!force && !d->is_whole)
		err_add(e, "%s is a partition: the image is a whole disk", path);
	if (!force && d->is_block && d->is_whole && !d->is_removable)
		err_add(e, "%s is not removable: it may be a disk of this machine", path);
	if (!force && d->mounted[0])
		err_add(e, "%s is in use: %s", path, d->mounted);
	return e->len ? -1 : 0;
}
