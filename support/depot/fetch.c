/*
 * Downloads. A file grows as STORE/sources/SHA256.part, under the lock `source-SHA256`, and is
 * renamed to STORE/sources/SHA256 when its hash is right. A .part file survives a kill and is
 * continued; one that turns out wrong is set aside as STORE/sources/FILE.bad.
 */
#include "fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "fetch_places.h"
#include "http.h"
#include "store.h"

enum { PARALLEL = 6, TRIES = 3, RETRY_MS = 1000, REPORT_MS = 200, SAY_MS = 10000 };

enum state { NEW, RUNNING, WAITING, BUSY, DONE, FAILED };

/* One source that is not here yet. */
struct want {
	const struct step_source *source;
	const char *step, *version;
	struct places places;
	size_t place; /* the one that is tried now */
	int tries;    /* of this place, so far */
	enum state state;
	long not_before; /* with WAITING: when to try again */
	int lock, fd;
	bool resumed;     /* this try began behind the start */
	bool from_start;  /* the next try must not be a resumed one */
	char *part;       /* path of the growing file */
	struct buf tried; /* what went wrong, a line a place */
	struct http_job job;
	long reported, said;
};

struct fetch {
	struct depot *d;
	struct http *http;
	struct debian_apt apt;
	struct want *wants;
	size_t count;
	struct err *e;
	bool fatal; /* this machine is in trouble: stop everything; `e` says why */
};

static long now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec * 1000L + t.tv_nsec / 1000000;
}

static int fatal(struct fetch *f)
{
	f->fatal = true;
	store_explain(f->d, f->e);
	return -1;
}

/* Remember why the present place failed. */
static void note(struct want *w, const char *reason)
{
	char *url = http_public_url(w->places.list[w->place].url);

	buf_addf(&w->tried, "\n  %s: %s", url ? url : "?", reason);
	free(url);
}

static void release(struct want *w)
{
	if (w->fd >= 0)
		close(w->fd);
	if (w->lock >= 0)
		close(w->lock);
	w->fd = w->lock = -1;
}

/* The name under which a source without a hash grows; its own name is not yet known. */
static char *part_path(struct fetch *f, const struct want *w)
{
	char *folder =
		store_path(f->d, "sources", w->source->sha[0] ? w->source->sha : w->source->file);
	char *path =
		folder ? fs_fmt("%s%s.part", folder, w->source->sha[0] ? "" : ".unknown") : NULL;

	free(folder);
	return path;
}

/* Copy a finished download to the download folder under its own name; only a convenience. */
static void keep_copy(struct fetch *f, const struct want *w, const char *path)
{
	struct err ignored = ERR_INIT;
	char *to, *temporary;

	if (!f->d->dl_dir || !f->d->dl_dir[0])
		return;
	to = fs_fmt("%s/%s", f->d->dl_dir, w->source->file);
	temporary = fs_fmt("%s/.%s.%ld", f->d->dl_dir, w->source->file, (long)getpid());
	if (to && temporary && !fs_exists(to)) {
		if (fs_copy(AT_FDCWD, path, AT_FDCWD, temporary, 0644, &ignored) ||
		    rename(temporary, to))
			unlink(temporary);
	}
	free(to);
	free(temporary);
}

/* Make the .part file the source with hash `hex`. */
static int publish(struct fetch *f, struct want *w, const char *hex)
{
	char *path = store_path(f->d, "sources", hex);
	int r = -1;

	if (!path) {
		err_set(f->e, "out of memory");
		return fatal(f);
	}
	if (fsync(w->fd) || fchmod(w->fd, 0444) || rename(w->part, path)) {
		err_sys(f->e, "%s: can't keep the download", path);
		fatal(f);
		goto out;
	}
	keep_copy(f, w, path);
	r = 0;
out:
	free(path);
	return r;
}

/* The bytes are wrong: keep them where a person can look at them. */
static void set_aside(struct fetch *f, struct want *w, const char *hex, uint64_t size)
{
	char *path = store_path(f->d, "sources", w->source->file);
	char *bad = path ? fs_fmt("%s.bad", path) : NULL;
	struct buf text = {0};

	if (!bad || rename(w->part, bad))
		unlink(w->part);
	buf_addf(&text,
		 "wrong content (%llu bytes)\n    SHA-256 expected %s\n    SHA-256 found    %s\n"
		 "    set aside as %s",
		 (unsigned long long)size, w->source->sha, hex, bad ? bad : "nothing");
	note(w, buf_str(&text));
	depot_say(f->d, "%s: wrong content, trying the next place\n  expected %s\n  found    %s",
		  w->source->file, w->source->sha, hex);
	buf_free(&text);
	free(bad);
	free(path);
	close(w->fd);
	w->fd = -1;
}

static void say_done(struct fetch *f, struct want *w)
{
	char *url = http_public_url(w->places.list[w->place].url);
	const char *host = url ? strstr(url, "://") : NULL;
	unsigned long long size = w->job.offset + w->job.done;

	host = host ? host + 3 : "a local folder";
	depot_progress(f->d, "fetched", w->source->file, "%llu", size);
	depot_say(f->d, "fetched %s (%.1f MB from %.*s)", w->source->file, (double)size / 1e6,
		  (int)strcspn(host, "/"), host);
	free(url);
}

/* All bytes are there, it seems. 0: done, 1: wrong. */
static int check(struct fetch *f, struct want *w)
{
	char hex[HASH_HEX];
	uint64_t size = 0;

	if (lseek(w->fd, 0, SEEK_SET) < 0 || hash_fd(w->fd, w->part, hex, &size, f->e))
		return fatal(f);
	if (!w->source->sha[0]) {
		say_done(f, w);
		err_add(f->e,
			"%s: its recipe has no sha256. The file found has this one; check that it "
			"is the right file, then add:\n\tsha256 = %s",
			w->source->file, hex);
		w->state = publish(f, w, hex) ? FAILED : DONE;
		return f->fatal ? -1 : 0;
	}
	if (!strcmp(hex, w->source->sha)) {
		if (publish(f, w, hex))
			return -1;
		say_done(f, w);
		w->state = DONE;
		return 0;
	}
	if (w->resumed) {
		/* the first bytes may be another server's: once more, from the start */
		w->from_start = true;
		return 1;
	}
	set_aside(f, w, hex, size);
	w->place++;
	w->tries = 0;
	return 1;
}

/* Open the growing file. 0: go on; 1: it is whole already (and published); -1 fatal. */
static int open_part(struct fetch *f, struct want *w)
{
	struct stat st;
	char hex[HASH_HEX];

	if (w->fd < 0)
		w->fd = open(w->part, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
	if (w->fd < 0 || fstat(w->fd, &st)) {
		err_sys(f->e, "%s: can't write", w->part);
		return fatal(f);
	}
	if ((w->from_start || !w->source->sha[0]) && ftruncate(w->fd, 0)) {
		err_sys(f->e, "%s: can't write", w->part);
		return fatal(f);
	}
	w->job.offset = w->from_start || !w->source->sha[0] ? 0 : (uint64_t)st.st_size;
	w->from_start = false;
	if (!w->job.offset || w->tries || w->place)
		return 0;
	/* a former run may have been killed between the last byte and the rename */
	if (lseek(w->fd, 0, SEEK_SET) < 0 || hash_fd(w->fd, w->part, hex, NULL, f->e))
		return fatal(f);
	if (strcmp(hex, w->source->sha))
		return 0;
	if (publish(f, w, hex))
		return -1;
	w->state = DONE;
	return 1;
}

/* Try the present place of a source whose lock is held, or fail when there is none left. */
static void try_place(struct fetch *f, struct want *w)
{
	int r;

	if (w->place >= w->places.count) {
		struct stat st;

		/* what did arrive is continued next time */
		if (w->fd >= 0 && !fstat(w->fd, &st) && !st.st_size)
			unlink(w->part);
		depot_progress(f->d, "fetched", w->source->file, "0");
		w->state = FAILED;
		release(w);
		return;
	}
	r = open_part(f, w);
	if (r) {
		if (r < 0)
			w->state = FAILED;
		release(w);
		return;
	}
	w->resumed = w->job.offset > 0;
	w->job.method = HTTP_GET;
	w->job.url = w->places.list[w->place].url;
	w->job.proxy = w->places.list[w->place].proxy;
	w->job.fd = w->fd;
	w->job.owner = w;
	w->tries++;
	w->state = RUNNING;
	if (w->tries == 1 && !w->place)
		w->said = now_ms();
	http_start(f->http, &w->job);
}

/* Take the lock of a source and begin; with `wait`, for as long as another process has it. */
static void begin(struct fetch *f, struct want *w, bool wait)
{
	struct buf lock = {0};
	char *here;

	buf_addf(&lock, "source-%s", w->source->sha[0] ? w->source->sha : w->source->file);
	w->lock = store_lock(f->d, buf_str(&lock), wait ? LOCK_ALONE : LOCK_TRY, w->source->file,
			     f->e);
	buf_free(&lock);
	if (w->lock == -2) {
		w->lock = -1;
		w->state = BUSY;
		return;
	}
	if (w->lock < 0) {
		w->state = FAILED;
		fatal(f);
		return;
	}
	here = store_source(f->d, w->source);
	if (here) {
		free(here);
		w->state = DONE;
		release(w);
		return;
	}
	free(w->part);
	w->part = part_path(f, w);
	if (!w->part) {
		err_set(f->e, "out of memory");
		w->state = FAILED;
		fatal(f);
		return;
	}
	try_place(f, w);
}

/* What to do after a transfer ended badly. */
static void after_failure(struct fetch *f, struct want *w)
{
	struct http_job *j = &w->job;

	switch (j->result) {
	case HTTP_LOCAL:
		err_set(f->e, "%s: can't write: %s", w->part, strerror(j->local_errno));
		if (j->local_errno == ENOSPC || j->local_errno == EDQUOT)
			unlink(w->part);
		fatal(f);
		w->state = FAILED;
		release(w);
		return;
	case HTTP_RANGE:
		w->from_start = true;
		break;
	case HTTP_CUT:
	case HTTP_SERVER:
		w->not_before = now_ms() + RETRY_MS * w->tries;
		break;
	default:
		w->tries = TRIES;
		break;
	}
	if (w->tries >= TRIES) {
		note(w, j->reason);
		w->place++;
		w->tries = 0;
		w->not_before = 0;
	}
	w->state = WAITING;
}

static void after_job(struct fetch *f, struct want *w)
{
	if (w->job.result != HTTP_FINE) {
		after_failure(f, w);
		return;
	}
	switch (check(f, w)) {
	case 0:
		release(w);
		break;
	case 1:
		w->not_before = 0;
		w->state = WAITING;
		break;
	default:
		w->state = FAILED;
		release(w);
	}
}

/* Tell the live view often, and the log seldom, how far the transfers are. */
static void report(struct fetch *f)
{
	long now = now_ms();

	for (size_t i = 0; i < f->count; i++) {
		struct want *w = &f->wants[i];
		unsigned long long done = w->job.offset + w->job.done, total = w->job.total;

		if (w->state != RUNNING)
			continue;
		if (now - w->reported >= REPORT_MS) {
			depot_progress(f->d, "fetch", w->source->file, "%llu %llu", done, total);
			w->reported = now;
		}
		if (now - w->said >= SAY_MS) {
			if (total)
				depot_say(f->d, "fetching %s: %llu of %llu MB", w->source->file,
					  done / 1000000, total / 1000000);
			else
				depot_say(f->d, "fetching %s: %llu MB", w->source->file,
					  done / 1000000);
			w->said = now;
		}
	}
}

/* Start what can be started; true while there is work left. */
static bool feed(struct fetch *f)
{
	size_t active = 0;
	bool left = false;

	for (size_t i = 0; i < f->count; i++)
		active += f->wants[i].state == RUNNING || f->wants[i].state == WAITING;
	for (size_t i = 0; i < f->count && !f->fatal; i++) {
		struct want *w = &f->wants[i];

		if (w->state == NEW && active < PARALLEL) {
			begin(f, w, false);
			active += w->state == RUNNING;
		} else if (w->state == WAITING && now_ms() >= w->not_before) {
			try_place(f, w);
		}
		left |= w->state == NEW || w->state == RUNNING || w->state == WAITING;
	}
	return left && !f->fatal;
}

static void stop_all(struct fetch *f)
{
	for (size_t i = 0; i < f->count; i++) {
		if (f->wants[i].state == RUNNING)
			http_stop(f->http, &f->wants[i].job);
		release(&f->wants[i]);
	}
}

static void engine(struct fetch *f)
{
	while (feed(f)) {
		struct http_job *job = http_next(f->http, 100);

		if (job)
			after_job(f, job->owner);
		else if (!http_running(f->http))
			nanosleep(&(struct timespec){0, 50000000}, NULL);
		report(f);
	}
	if (f->fatal)
		stop_all(f);
}

/* Those that another process has: wait for each in turn, while holding no lock, so that two
 * processes can't wait for each other. */
static void wait_for_others(struct fetch *f)
{
	for (size_t i = 0; i < f->count && !f->fatal; i++)
		if (f->wants[i].state == BUSY) {
			begin(f, &f->wants[i], true);
			engine(f);
		}
}

/* A file of the right name in the download folder that is not the right one deserves a word. */
static void look_at_dl_dir(struct fetch *f, const struct want *w)
{
	struct err ignored = ERR_INIT;
	char hex[HASH_HEX], *path;

	if (!f->d->dl_dir || !f->d->dl_dir[0] || !w->source->sha[0])
		return;
	path = fs_fmt("%s/%s", f->d->dl_dir, w->source->file);
	if (path && fs_exists(path) && !hash_file(AT_FDCWD, path, hex, NULL, &ignored))
		depot_say(f->d, "%s: not the right file, left alone\n  expected %s\n  found    %s",
			  path, w->source->sha, hex);
	free(path);
}

static int missing_message(struct fetch *f)
{
	int r = 0;

	for (size_t i = 0; i < f->count; i++) {
		struct want *w = &f->wants[i];

		if (w->state == DONE && w->source->sha[0])
			continue;
		r = -1;
		if (w->state == DONE || f->fatal)
			continue;
		err_add(f->e, "%s (of %s): can't be had, SHA-256 %s%s%s", w->source->file, w->step,
			w->source->sha[0] ? w->source->sha : "not known", buf_str(&w->tried),
			buf_str(&w->places.notes));
		if (f->d->offline)
			err_add(f->e, "  WHITTLE_OFFLINE is set: the network was not tried");
		else if (!w->places.count)
			err_add(f->e, "  its recipe names no place that can be tried");
	}
	if (r && !f->fatal)
		err_add(f->e, "A file of this name and hash in WHITTLE_DL_DIR is used as well; "
			      "WHITTLE_MIRRORS names more servers.");
	return r;
}

static bool known(const struct fetch *f, const struct step_source *s)
{
	for (size_t i = 0; i < f->count; i++) {
		const struct step_source *o = f->wants[i].source;

		if (!strcmp(o->sha, s->sha) && (s->sha[0] || !strcmp(o->file, s->file)))
			return true;
	}
	return false;
}

/* List what is not here. */
static int collect(struct fetch *f, struct step *const *steps, size_t count)
{
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0; j < steps[i]->n_sources; j++) {
			const struct step_source *s = &steps[i]->sources[j];
			char *here = known(f, s) ? strdup("") : store_source(f->d, s);
			struct want *more;

			free(here);
			if (here)
				continue;
			more = realloc(f->wants, (f->count + 1) * sizeof(*more));
			if (!more)
				return err_set(f->e, "out of memory");
			f->wants = more;
			memset(&more[f->count], 0, sizeof(*more));
			more[f->count].source = s;
			more[f->count].step = steps[i]->name;
			more[f->count].version = steps[i]->version;
			more[f->count].lock = more[f->count].fd = -1;
			f->count++;
		}
	return 0;
}

static int prepare(struct fetch *f)
{
	if (debian_apt_read(&f->apt, f->e))
		return -1;
	f->http = http_new(f->e);
	if (!f->http)
		return -1;
	for (size_t i = 0; i < f->count; i++) {
		struct want *w = &f->wants[i];

		if (places_make(&w->places, f->d, &f->apt, w->source, w->version))
			return err_set(f->e, "out of memory");
	}
	return store_make(f->d, f->e);
}

int fetch_steps(struct depot *d, struct step *const *steps, size_t count, struct err *e)
{
	struct fetch f = {.d = d, .e = e};
	int r = collect(&f, steps, count);

	e->len = 0;
	e->text[0] = '\0';
	for (size_t i = 0; i < f.count && !r; i++)
		look_at_dl_dir(&f, &f.wants[i]);
	if (!r && f.count && !d->offline) {
		r = prepare(&f);
		if (!r) {
			engine(&f);
			wait_for_others(&f);
		}
	}
	if (!r)
		r = missing_message(&f);
	for (size_t i = 0; i < f.count; i++) {
		release(&f.wants[i]);
		places_free(&f.wants[i].places);
		buf_free(&f.wants[i].tried);
		free(f.wants[i].part);
	}
	free(f.wants);
	debian_apt_free(&f.apt);
	http_free(f.http);
	return r;
}
