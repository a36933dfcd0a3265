#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "fetch.h"
#include "fetch_places.h"
#include "http.h"
#include "store.h"

/* One try; 1 it is in `fd`, 0 not, -1 trouble here. */
static int try_one(struct http *http, const struct place *place, int fd, uint64_t limit,
		   const char *path, struct err *e)
{
	struct http_job job = {.method = HTTP_GET,
			       .url = place->url,
			       .proxy = place->proxy,
			       .fd = fd,
			       .limit = limit};
	char *url;

	if (ftruncate(fd, 0))
		return err_sys(e, "%s: can't write", path);
	if (http_run(http, &job) == HTTP_FINE)
		return 1;
	if (job.result == HTTP_LOCAL)
		return err_set(e, "%s: can't write: %s", path, strerror(job.local_errno));
	url = http_public_url(place->url);
	err_add(e, "%s: %s", url ? url : "?", job.reason);
	free(url);
	return 0;
}

int fetch_file(struct depot *d, const char *path, const struct places *places, uint64_t limit,
	       struct err *e)
{
	char *part = fs_fmt("%s.%ld.part", path, (long)getpid());
	struct http *http = NULL;
	int fd = -1, r = -1;

	if (d->offline) {
		free(part);
		err_set(e, "WHITTLE_OFFLINE is set: the network was not tried");
		return 0;
	}
	if (!part) {
		err_set(e, "out of memory");
		goto out;
	}
	http = http_new(e);
	if (!http)
		goto out;
	fd = open(part, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0) {
		err_sys(e, "%s: can't write", part);
		goto out;
	}
	r = 0;
	e->len = 0;
	for (size_t i = 0; i < places->count && !r; i++)
		r = try_one(http, &places->list[i], fd, limit, part, e);
	if (r > 0 && (fsync(fd) || rename(part, path)))
		r = err_sys(e, "%s: can't write", path);
out:
	if (fd >= 0)
		close(fd);
	if (r <= 0 && part)
		unlink(part);
	http_free(http);
	free(part);
	return r;
}

enum { WEEK = 7 * 24 * 3600 };

/* 1 when the name in STORE/sources is one that this may remove: SHA256.part with its lock in
 * `lock`, or FILE.bad. */
static int is_left(struct depot *d, const char *name, int *lock)
{
	size_t n = strlen(name);
	struct err ignored = ERR_INIT;
	char *lock_name;

	*lock = -1;
	if (n > 4 && !strcmp(name + n - 4, ".bad"))
		return 1;
	if (n <= 5 || strcmp(name + n - 5, ".part"))
		return 0;
	lock_name = fs_fmt("source-%.*s", (int)(n - 5), name);
	if (lock_name)
		*lock = store_lock(d, lock_name, LOCK_TRY, "", &ignored);
	free(lock_name);
	return *lock >= 0;
}

uint64_t fetch_sweep(struct depot *d)
{
	char *folder = store_path(d, "sources", NULL);
	struct err ignored = ERR_INIT;
	struct fs_list list = {0};
	uint64_t freed = 0;

	if (!folder || fs_list(AT_FDCWD, folder, &list, &ignored))
		goto out;
	for (size_t i = 0; i < list.count; i++) {
		char *path = fs_fmt("%s/%s", folder, list.names[i]);
		struct stat st;
		int lock = -1;

		if (path && !lstat(path, &st) && time(NULL) - st.st_mtime > WEEK &&
		    is_left(d, list.names[i], &lock) && !unlink(path))
			freed += (uint64_t)st.st_size;
		if (lock >= 0)
			close(lock);
		free(path);
	}
out:
	fs_list_free(&list);
	free(folder);
	return freed;
}
