#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fetch.h"
#include "fetch_places.h"
#include "http.h"

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
