/*
 * flash: write a disk image to an SD card or a stick, and read it back.
 *
 * Usage: flash [-f] IMAGE DEVICE
 *
 * Refuses what is not removable, in use, a partition or too small; -f takes what can work at all.
 * Exit status: 0 written and read back, 1 refused, 100 wrong usage, 111 it failed.
 */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <linux/fs.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "device.h"
#include "flash.h"

enum { EXIT_NO = 1, EXIT_USAGE = 100, EXIT_SYSTEM = 111 };

static int fail(const struct err *e, int code)
{
	const char *line = e->text;

	while (*line) {
		size_t len = strcspn(line, "\n");

		fprintf(stderr, "flash: %.*s\n", (int)len, line);
		line += len + (line[len] == '\n');
	}
	return code;
}

/* A line that is written over, a few times a second. */
static void show(const struct flash *f, const char *what, uint64_t done)
{
	static struct timespec last;
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	if (done &&
	    (now.tv_sec - last.tv_sec) * 1000 + (now.tv_nsec - last.tv_nsec) / 1000000 < 200)
		return;
	last = now;
	fprintf(stderr, "\r\033[K%s: %3d %%, %" PRIu64 " of %" PRIu64 " MiB", what,
		(int)(done * 100 / f->size), done >> 20, f->size >> 20);
}

static int run(struct flash *f, bool force)
{
	struct err e = ERR_INIT;
	struct device d;
	struct stat st;
	bool tty = isatty(2);
	int ret;

	if (fstat(f->image, &st) || !st.st_size) {
		err_set(&e, "%s is empty", f->image_name);
		return fail(&e, EXIT_SYSTEM);
	}
	f->size = (uint64_t)st.st_size;
	if (device_look(f->target_name, f->target, "/sys", "/proc", &d, &e))
		return fail(&e, EXIT_SYSTEM);
	if (device_refuse(&d, f->target_name, f->size, force, &e)) {
		if (!force)
			err_add(&e, "nothing was written; FORCE=1 (flash -f) writes to what can "
				    "work at all");
		return fail(&e, EXIT_NO);
	}
	if (tty)
		f->progress = show;
	ret = flash_write(f, &e) || flash_verify(f, &e);
	if (tty)
		fputs("\r\033[K", stderr);
	if (ret)
		return fail(&e, EXIT_SYSTEM);
	if (d.is_block)
		ioctl(f->target, BLKRRPART, 0);
	printf("%s: %" PRIu64 " MiB, of which %" PRIu64
	       " were written; all read back, and the same\n",
	       f->target_name, (f->size + (1 << 20) - 1) >> 20, (f->written + (1 << 20) - 1) >> 20);
	return fflush(stdout) ? EXIT_SYSTEM : 0;
}

int main(int argc, char **argv)
{
	struct flash f = {.image = -1, .target = -1, .read = pread, .write = pwrite};
	struct err e = ERR_INIT;
	bool force = argc > 1 && !strcmp(argv[1], "-f");
	int code = EXIT_SYSTEM;

	if (argc != 3 + force || argv[1 + force][0] == '-') {
		fputs("usage: flash [-f] IMAGE DEVICE\n", stderr);
		return EXIT_USAGE;
	}
	f.image_name = argv[1 + force];
	f.target_name = argv[2 + force];
	f.image = open(f.image_name, O_RDONLY | O_CLOEXEC);
	if (f.image < 0) {
		err_sys(&e, "%s", f.image_name);
		return fail(&e, EXIT_SYSTEM);
	}
	f.target = open(f.target_name, O_RDWR | O_CLOEXEC);
	if (f.target < 0) {
		err_sys(&e, "%s", f.target_name);
		if (errno == EACCES)
			err_add(&e, "you may not write to it: on most systems the members of the "
				    "group disk may");
		fail(&e, EXIT_SYSTEM);
	} else {
		code = run(&f, force);
	}
	if (f.target >= 0 && close(f.target) && !code) {
		err_sys(&e, "%s", f.target_name);
		code = fail(&e, EXIT_SYSTEM);
	}
	close(f.image);
	return code;
}
