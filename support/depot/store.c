#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <time.h>
#include <unistd.h>

#include "statcache.h"

static const char *const areas[] = {"artefacts", "sources", "locks", "tmp",
				    "views",     "host",    "cache"};

int store_make(struct depot *d, struct err *e)
{
	for (size_t i = 0; i < sizeof(areas) / sizeof(*areas); i++) {
		char *path = store_path(d, areas[i], NULL);
		int ret = path ? 0 : err_set(e, "out of memory");

		if (path && !fs_exists(path))
			ret = fs_mkdirs(path, e);
		free(path);
		if (ret) {
			err_prefix(e, "the store %s can't be used: ", d->store);
			err_add(e, "Choose another one with STORE=DIR.");
			store_explain(d, e);
			return -1;
		}
	}
	return 0;
}

char *store_path(const struct depot *d, const char *area, const char *name)
{
	return name ? fs_fmt("%s/%s/%s", d->store, area, name) : fs_fmt("%s/%s", d->store, area);
}

/* 1 when `fd` is still what the path names; a lock file may have been removed while we waited. */
static int current(int fd, const char *path)
{
	struct stat a, b;

	return !fstat(fd, &a) && !stat(path, &b) && a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

static int lock_open(const char *path, struct err *e)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);

	return fd < 0 ? err_sys(e, "%s: can't lock", path) : fd;
}

int store_lock(struct depot *d, const char *name, enum lock_mode mode, const char *what,
	       struct err *e)
{
	char *path = store_path(d, "locks", name);
	int op = mode == LOCK_SHARED ? LOCK_SH : LOCK_EX, fd = -1, ret;

	if (!path)
		return err_set(e, "out of memory");
	for (;;) {
		fd = lock_open(path, e);
		if (fd < 0 && mode == LOCK_SHARED && (errno == EROFS || errno == EACCES)) {
			/* readers need no lock on a store that they can't change */
			fd = open("/dev/null", O_RDONLY | O_CLOEXEC);
			break;
		}
		if (fd < 0)
			break;
		ret = flock(fd, op | LOCK_NB);
		if (ret && errno == EWOULDBLOCK && mode == LOCK_TRY) {
			close(fd);
			fd = -2;
			break;
		}
		if (ret && errno == EWOULDBLOCK) {
			if (*what)
				depot_say(d, "%s: another build has it, waiting", what);
			while ((ret = flock(fd, op)) && errno == EINTR)
				;
		}
		if (ret) {
			err_sys(e, "%s: can't lock", path);
			close(fd);
			fd = -1;
			break;
		}
		if (current(fd, path))
			break;
		close(fd);
	}
	free(path);
	return fd;
}

void store_explain(const struct depot *d, struct err *e)
{
	struct statvfs v;
	unsigned long long mb;

	if (statvfs(d->store, &v))
		return;
	mb = (unsigned long long)v.f_bavail * v.f_frsize >> 20;
	if (mb < 16 || (v.f_files && v.f_favail < 100))
		err_add(e,
			"The disk of the store %s is full (%llu MB and %llu files free). Free some "
			"space, or run `depot gc --size N`, or choose another place with "
			"STORE=DIR.",
			d->store, mb, (unsigned long long)v.f_favail);
}

/* 1 when the file at `path` has this hash. */
static int has_hash(struct depot *d, const char *path, const char *sha)
{
	char hex[HASH_HEX];
	struct err ignored;
	struct stat st;

	return !stat(path, &st) && S_ISREG(st.st_mode) &&
	       !statcache_hash(d->cache, AT_FDCWD, path, &st, hex, &ignored) && !strcmp(hex, sha);
}

char *store_source(struct depot *d, const struct step_source *s)
{
	char *try[3] = {NULL, NULL, NULL}, *found = NULL;

	if (!*s->sha)
		return NULL;
	try[0] = store_path(d, "sources", s->sha);
	if (d->dl_dir && *d->dl_dir) {
		try[1] = fs_fmt("%s/%s", d->dl_dir, s->file);
		try[2] = fs_fmt("%s/%s", d->dl_dir, s->sha);
	}
	for (int i = 0; i < 3; i++) {
		if (!found && try[i] && has_hash(d, try[i], s->sha))
			found = try[i];
		else
			free(try[i]);
	}
	return found;
}

void record_write(const struct record *r, struct buf *b)
{
	buf_addf(b, "key %s\nstep %s\nlocal %s\nseconds %lu\n", r->key, r->step,
		 r->local ? "yes" : "no", r->seconds);
	for (int i = 0; i < PARTS; i++)
		buf_addf(b, "part %s %s %llu\n", part_names[i], r->part[i], r->size[i]);
}

static int record_line(const char *line, struct record *r)
{
	char a[128], h[HASH_HEX];
	unsigned long long n;
	int part;

	if (sscanf(line, "key %64[0-9a-f]", r->key) == 1)
		return hash_valid(r->key) ? 0 : -1;
	if (sscanf(line, "step %127s", r->step) == 1 ||
	    sscanf(line, "seconds %lu", &r->seconds) == 1)
		return 0;
	if (sscanf(line, "local %127s", a) == 1) {
		r->local = !strcmp(a, "yes");
		return r->local || !strcmp(a, "no") ? 0 : -1;
	}
	if (sscanf(line, "part %127s %64[0-9a-f] %llu", a, h, &n) != 3)
		return -1;
	part = part_find(a);
	if (part < 0 || !hash_valid(h))
		return -1;
	memcpy(r->part[part], h, HASH_HEX);
	r->size[part] = n;
	return 0;
}

int record_parse(const char *text, size_t len, const char *file, struct record *r, struct err *e)
{
	const char *end = text + len;
	int number = 0;

	memset(r, 0, sizeof(*r));
	while (text < end) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		size_t n = (size_t)((stop ? stop : end) - text);
		char line[512];

		number++;
		if (!stop || n >= sizeof(line))
			return err_set(e, "%s:%d: damaged record", file, number);
		memcpy(line, text, n);
		line[n] = '\0';
		if (strlen(line) != n || record_line(line, r))
			return err_set(e, "%s:%d: damaged record", file, number);
		text = stop + 1;
	}
	for (int i = 0; i < PARTS; i++)
		if (!r->part[i][0])
			return err_set(e, "%s: damaged record: no hash of %s", file, part_names[i]);
	return *r->key ? 0 : err_set(e, "%s: damaged record: no key", file);
}

int store_record(const struct depot *d, const char *key, struct record *r, struct err *e)
{
	char *path = fs_fmt("%s/artefacts/%s/record", d->store, key);
	struct buf b = {0};
	int ret = -1;

	if (!path)
		return err_set(e, "out of memory");
	errno = 0;
	if (fs_read(path, &b, e)) {
		ret = errno == ENOENT || errno == ENOTDIR ? 0 : -1;
		goto out;
	}
	if (record_parse(buf_str(&b), b.len, path, r, e))
		goto out;
	if (strcmp(r->key, key)) {
		err_set(e, "%s: is the record of another key", path);
		goto out;
	}
	ret = 1;
out:
	buf_free(&b);
	free(path);
	return ret;
}

void store_used(const struct depot *d, const char *key)
{
	char *path = fs_fmt("%s/artefacts/%s/record", d->store, key);
	struct stat st;

	if (path && !stat(path, &st) && st.st_mtim.tv_sec < time(NULL) - 3600)
		utimensat(AT_FDCWD, path, NULL, 0);
	free(path);
}
