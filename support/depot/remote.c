/*
 * The remote store. URL/ac/KEY is an entry (remote_entry.c), URL/cas/SHA256 a blob.
 *
 * One bad answer is enough to leave the server alone for the rest of this make: O/remote-off (or
 * O/remote-readonly, when only writing failed) tells the depot processes that come later;
 * remote_forget removes both when the next make begins.
 */
#include "remote.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "http.h"
#include "remote_entry.h"
#include "remote_pack.h"

enum { ENTRY_LIMIT = 1 << 20, TRIES = 2 };

struct remote {
	struct depot *d;
	struct http *http;
	char *base; /* URL without a slash at the end */
	const char *key;
	struct err *e;
};

static const char *const marks[] = {"remote-off", "remote-readonly"};
enum { MARK_OFF, MARK_READONLY };

static bool marked(const struct depot *d, int mark)
{
	char *path = fs_fmt("%s/%s", d->out, marks[mark]);
	bool is = path && fs_exists(path);

	free(path);
	return is;
}

void remote_forget(struct depot *d)
{
	for (int i = 0; i < 2; i++) {
		char *path = fs_fmt("%s/%s", d->out, marks[i]);

		if (path)
			unlink(path);
		free(path);
	}
}

/* Say once what is wrong, and leave the server alone from now on. */
static void give_up(struct depot *d, int mark, const char *what, const char *why)
{
	char *url = http_public_url(d->remote), *path = fs_fmt("%s/%s", d->out, marks[mark]);
	int fd = path ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644) : -1;

	/* the first of several processes that see it does the talking */
	if (fd >= 0 || errno != EEXIST)
		depot_say(d,
			  mark == MARK_OFF
				  ? "warning: remote store %s: %s: %s; going on without it"
				  : "warning: remote store %s: %s: %s; going on without writing",
			  url ? url : "?", what, why);
	if (fd >= 0)
		close(fd);
	if (mark == MARK_OFF)
		d->remote = NULL;
	d->remote_write = false;
	free(path);
	free(url);
}

void remote_distrust(struct depot *d, const char *key, const char *why)
{
	char *what = fs_fmt("artefact %.12s", key);

	if (d->remote)
		give_up(d, MARK_OFF, what ? what : key, why);
	free(what);
}

static void remote_close(struct remote *r)
{
	http_free(r->http);
	free(r->base);
}

/* 1: ready, 0: there is no remote store to use, -1 trouble. */
static int remote_open(struct remote *r, struct depot *d, const char *key, struct err *e)
{
	size_t n;

	memset(r, 0, sizeof(*r));
	if (!d->remote || d->offline || marked(d, MARK_OFF))
		return 0;
	r->d = d;
	r->key = key;
	r->e = e;
	r->base = strdup(d->remote);
	if (!r->base)
		return err_set(e, "out of memory");
	for (n = strlen(r->base); n && r->base[n - 1] == '/'; n--)
		r->base[n - 1] = '\0';
	r->http = http_new(e);
	if (!r->http) {
		remote_close(r);
		return -1;
	}
	return 1;
}

static char *cas_url(const struct remote *r, const char *sha)
{
	return fs_fmt("%s/cas/%s", r->base, sha);
}

/* STORE/tmp/KEY.NAME: the caller of this file's functions holds the key's lock. */
static char *work_path(const struct remote *r, const char *name)
{
	return fs_fmt("%s/tmp/%s.%s", r->d->store, r->key, name);
}

/* One transfer, once more when it broke. */
static enum http_result transfer(struct remote *r, struct http_job *job)
{
	enum http_result result = HTTP_OTHER;

	for (int i = 0; i < TRIES; i++) {
		if (job->fd < 0 && job->method == HTTP_GET)
			buf_clear(job->body);
		if (job->fd >= 0 && job->method == HTTP_GET && ftruncate(job->fd, 0)) {
			job->local_errno = errno;
			return HTTP_LOCAL;
		}
		result = http_run(r->http, job);
		if (result != HTTP_CUT && result != HTTP_SERVER)
			break;
	}
	return result;
}

/* ---- Reading -------------------------------------------------------------------------------- */

/* Get and check one blob. 1 it is in the file `path`, 0 not to be had, -1 trouble here. */
static int get_blob(struct remote *r, const struct blob *blob, const char *path)
{
	struct http_job job = {.method = HTTP_GET, .limit = blob->size};
	char *url = cas_url(r, blob->sha), hex[HASH_HEX];
	uint64_t size;
	int ret = -1;

	job.fd = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (job.fd < 0 || !url) {
		err_sys(r->e, "%s: can't write", path);
		goto out;
	}
	job.url = url;
	switch (transfer(r, &job)) {
	case HTTP_FINE:
		break;
	case HTTP_LOCAL:
		err_set(r->e, "%s: can't write: %s", path, strerror(job.local_errno));
		goto out;
	case HTTP_MISSING:
		/* the server has dropped it to save space: that is its right */
		ret = 0;
		goto out;
	default:
		give_up(r->d, MARK_OFF, "blob", job.reason);
		ret = 0;
		goto out;
	}
	if (lseek(job.fd, 0, SEEK_SET) < 0 || hash_fd(job.fd, path, hex, &size, r->e))
		goto out;
	ret = !strcmp(hex, blob->sha);
	if (!ret)
		remote_distrust(r->d, r->key, "the bytes of a blob don't have its hash");
out:
	if (job.fd >= 0)
		close(job.fd);
	free(url);
	return ret;
}

/* Get what is known about the key: 1, 0, -1. */
static int get_entry(struct remote *r, struct remote_entry *entry)
{
	struct buf body = {0};
	struct http_job job = {.method = HTTP_GET, .fd = -1, .limit = ENTRY_LIMIT, .body = &body};
	char *url = fs_fmt("%s/ac/%s", r->base, r->key);
	struct err why = ERR_INIT;
	int ret = 0;

	if (!url)
		return err_set(r->e, "out of memory");
	job.url = url;
	switch (transfer(r, &job)) {
	case HTTP_FINE:
		if (entry_parse(buf_str(&body), body.len, entry, &why))
			remote_distrust(r->d, r->key, why.text);
		else if (strcmp(entry->record.key, r->key) || entry->record.local)
			remote_distrust(r->d, r->key, "its entry is that of another artefact");
		else
			ret = 1;
		break;
	case HTTP_MISSING:
		break;
	case HTTP_LOCAL:
		ret = err_set(r->e, "%s", job.reason);
		break;
	default:
		give_up(r->d, MARK_OFF, "looking for an artefact", job.reason);
	}
	free(url);
	buf_free(&body);
	return ret;
}

/* Get blob number `i` and put it below `dir`: 1, 0, -1. */
static int get_one(struct remote *r, const struct remote_entry *entry, int i, const char *dir)
{
	char *path = fs_fmt("%s/%s", dir, blob_names[i]);
	char *file = i < PARTS ? work_path(r, "blob") : path ? strdup(path) : NULL;
	struct err why = ERR_INIT;
	int ret;

	if (!path || !file) {
		ret = err_set(r->e, "out of memory");
		goto out;
	}
	ret = get_blob(r, &entry->blobs[i], file);
	if (ret == 1 && i < PARTS) {
		int unpacked = unpack_tree(file, path, entry->record.size[i], &why);

		if (unpacked < 0)
			ret = err_set(r->e, "%s", why.text);
		else if (unpacked > 0) {
			remote_distrust(r->d, r->key, why.text);
			ret = 0;
		}
	}
	/* what was packed, or the beginning of what could not be had */
	if (i < PARTS || ret <= 0)
		unlink(file);
out:
	free(path);
	free(file);
	return ret;
}

int remote_get(struct depot *d, const char *key, const char *dir, struct record *record,
	       struct err *e)
{
	struct remote_entry entry;
	struct remote r;
	int ret = remote_open(&r, d, key, e);

	if (ret <= 0)
		return ret;
	ret = get_entry(&r, &entry);
	/* the log and the step are nice to have; a part that is missing makes the whole useless */
	for (int i = 0; i < BLOBS && ret > 0 && d->remote; i++)
		if (entry.blobs[i].sha[0]) {
			int one = get_one(&r, &entry, i, dir);

			if (one < 0 || i < PARTS)
				ret = one;
		}
	if (ret > 0 && !d->remote)
		ret = 0;
	if (ret > 0)
		*record = entry.record;
	remote_close(&r);
	return ret;
}

/* ---- Writing -------------------------------------------------------------------------------- */

/* PUT; a WebDAV server that wants the folder first gets it. */
static enum http_result put(struct remote *r, struct http_job *job, const char *folder)
{
	enum http_result result = transfer(r, job);
	char *url;

	if (result == HTTP_FINE || (job->status != 409 && job->status != 404))
		return result;
	for (int i = 0; i < 2; i++) {
		struct http_job make = {.method = HTTP_MKCOL, .fd = -1};

		url = i ? fs_fmt("%s/%s/", r->base, folder) : fs_fmt("%s/", r->base);
		make.url = url;
		if (url)
			http_run(r->http, &make);
		free(url);
	}
	return transfer(r, job);
}

/* 1 it is there now, 0 not, -1 trouble here. */
static int put_file(struct remote *r, const struct blob *blob, const char *path)
{
	char *url = cas_url(r, blob->sha);
	struct http_job look = {.method = HTTP_HEAD, .url = url, .fd = -1};
	struct http_job job = {.method = HTTP_PUT, .url = url, .fd = -1, .limit = blob->size};
	int ret = 0;

	if (!url)
		return err_set(r->e, "out of memory");
	if (transfer(r, &look) == HTTP_FINE) {
		ret = 1;
		goto out;
	}
	if (look.result == HTTP_HOST) {
		give_up(r->d, MARK_OFF, "writing", look.reason);
		goto out;
	}
	job.fd = open(path, O_RDONLY | O_CLOEXEC);
	if (job.fd < 0) {
		ret = err_sys(r->e, "%s: can't open", path);
		goto out;
	}
	ret = put(r, &job, "cas") == HTTP_FINE;
	if (!ret)
		give_up(r->d, MARK_READONLY, "writing", job.reason);
out:
	if (job.fd >= 0)
		close(job.fd);
	free(url);
	return ret;
}

/* Pack (a part) or take (a file) and send it: 1, 0, -1. `blob` gets its hash. */
static int put_one(struct remote *r, int i, const char *dir, struct blob *blob)
{
	char *from = fs_fmt("%s/%s", dir, blob_names[i]);
	char *file = i < PARTS ? work_path(r, "upload") : from ? strdup(from) : NULL;
	int ret = -1;

	if (!from || !file) {
		err_set(r->e, "out of memory");
		goto out;
	}
	if (i >= PARTS && !fs_exists(from)) {
		ret = 1;
		goto out;
	}
	if (i < PARTS && pack_tree(from, file, r->e))
		goto out;
	if (!hash_file(AT_FDCWD, file, blob->sha, &blob->size, r->e))
		ret = put_file(r, blob, file);
	if (i < PARTS)
		unlink(file);
out:
	free(from);
	free(file);
	return ret;
}

/* The entry comes last: who sees it finds all blobs. */
static int put_entry(struct remote *r, const struct remote_entry *entry)
{
	struct buf body = {0};
	struct http_job job = {.method = HTTP_PUT, .fd = -1, .body = &body};
	char *url = fs_fmt("%s/ac/%s", r->base, r->key);
	int ret = 0;

	entry_write(entry, &body);
	if (!url || body.failed) {
		ret = err_set(r->e, "out of memory");
	} else {
		job.url = url;
		ret = put(r, &job, "ac") == HTTP_FINE;
		if (!ret)
			give_up(r->d, MARK_READONLY, "writing", job.reason);
	}
	free(url);
	buf_free(&body);
	return ret;
}

int remote_put(struct depot *d, const struct record *record, const char *dir, struct err *e)
{
	struct remote_entry entry = {.record = *record};
	struct remote r;
	int ret;

	if (!d->remote_write || record->local || marked(d, MARK_READONLY))
		return 0;
	ret = remote_open(&r, d, record->key, e);
	if (ret <= 0)
		return ret;
	for (int i = 0; i < BLOBS && ret > 0; i++)
		if (i >= PARTS || strcmp(record->part[i], PART_EMPTY))
			ret = put_one(&r, i, dir, &entry.blobs[i]);
	if (ret > 0)
		ret = put_entry(&r, &entry);
	remote_close(&r);
	return ret;
}
