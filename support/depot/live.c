/*
 * Every `depot run` below appends lines to the file that WHITTLE_VIEW names:
 *     plan - COUNT            so many steps need work (depot pending)
 *     build NAME PID, remote NAME PID, fetch NAME DONE TOTAL (bytes)
 *     fetched NAME BYTES      the download has ended (0: without success)
 *     done NAME store|run, failed NAME …
 */
#include "live.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#include "../lib/child.h"

#define MOST 64 /* steps shown as running */

struct running {
	char name[64];
	char what[16];
	unsigned long long done, total; /* bytes of a download */
	time_t since;
};

struct live {
	int file;        /* the progress file */
	struct buf rest; /* an unfinished line of it */
	struct running run[MOST];
	int running, planned, built, stored, failed;
	unsigned long long fetched;
	time_t start;
	int drawn;   /* lines of the block on the screen */
	bool middle; /* the last output of the command did not end its line */
};

static struct running *find(struct live *v, const char *name, bool make)
{
	for (int i = 0; i < v->running; i++)
		if (!strcmp(v->run[i].name, name))
			return &v->run[i];
	if (!make || v->running == MOST)
		return NULL;
	memset(&v->run[v->running], 0, sizeof(*v->run));
	snprintf(v->run[v->running].name, sizeof(v->run[0].name), "%s", name);
	v->run[v->running].since = time(NULL);
	return &v->run[v->running++];
}

static void end(struct live *v, const char *name)
{
	struct running *r = find(v, name, false);

	if (!r)
		return;
	v->fetched += r->done;
	memmove(r, r + 1, (size_t)(&v->run[--v->running] - r) * sizeof(*r));
}

static void event(struct live *v, const char *line)
{
	char verb[16], name[64], rest[64] = "";
	unsigned long long done = 0, total = 0;
	struct running *r;

	if (sscanf(line, "%15s %63s %63[^\n]", verb, name, rest) < 2)
		return;
	if (!strcmp(verb, "plan")) {
		v->planned = atoi(rest);
	} else if (!strcmp(verb, "done")) {
		end(v, name);
		*(!strcmp(rest, "store") ? &v->stored : &v->built) += 1;
	} else if (!strcmp(verb, "failed")) {
		end(v, name);
		v->failed++;
	} else if (!strcmp(verb, "fetched")) {
		/* a short download ends before its first report */
		r = find(v, name, true);
		if (r)
			r->done = strtoull(rest, NULL, 10);
		end(v, name);
	} else if ((r = find(v, name, true))) {
		snprintf(r->what, sizeof(r->what), "%s", verb);
		if (sscanf(rest, "%llu %llu", &done, &total) == 2) {
			r->done = done;
			r->total = total;
		}
	}
}

static void read_events(struct live *v)
{
	char block[4096], *line, *stop;
	ssize_t n;

	while ((n = read(v->file, block, sizeof(block))) > 0)
		buf_add(&v->rest, block, (size_t)n);
	if (!v->rest.len)
		return;
	for (line = v->rest.data; (stop = strchr(line, '\n')); line = stop + 1) {
		*stop = '\0';
		event(v, line);
	}
	v->rest.len = strlen(line);
	memmove(v->rest.data, line, v->rest.len + 1);
}

/* Whole writes: a terminal that is slow must not garble the block. */
static void put(const struct buf *b)
{
	struct err ignored;

	if (b->len)
		fs_write_all(STDOUT_FILENO, b->data, b->len, "terminal", &ignored);
}

static void erase(struct live *v, struct buf *b)
{
	if (v->drawn)
		buf_addf(b, "\033[%dA\033[J", v->drawn);
	v->drawn = 0;
}

static void add_line(struct live *v, struct buf *b, int width, const char *text)
{
	buf_addf(b, "%.*s\033[K\n", width - 1, text);
	v->drawn++;
}

static void add_time(struct buf *b, time_t seconds)
{
	if (seconds >= 60)
		buf_addf(b, "%ldm%02lds", (long)seconds / 60, (long)seconds % 60);
	else
		buf_addf(b, "%lds", (long)seconds);
}

static void draw(struct live *v, struct buf *b)
{
	struct winsize size = {.ws_col = 80, .ws_row = 24};
	struct buf line = {0};
	time_t now = time(NULL);
	int width, room;

	ioctl(STDOUT_FILENO, TIOCGWINSZ, &size);
	width = size.ws_col > 20 ? size.ws_col : 80;
	room = size.ws_row > 8 ? size.ws_row / 2 : 4;
	if (v->middle || !(v->running || v->built || v->stored))
		return;
	buf_addf(&line, "[%d/%d] %d running, %d built, %d from a store", v->built + v->stored,
		 v->planned > v->built + v->stored + v->running ? v->planned
								: v->built + v->stored + v->running,
		 v->running, v->built, v->stored);
	if (v->failed)
		buf_addf(&line, ", %d failed", v->failed);
	if (v->fetched)
		buf_addf(&line, ", %.1f MB downloaded", (double)v->fetched / 1e6);
	buf_adds(&line, ", ");
	add_time(&line, now - v->start);
	add_line(v, b, width, buf_str(&line));
	for (int i = 0; i < v->running && i < room; i++) {
		struct running *r = &v->run[i];

		buf_clear(&line);
		buf_addf(&line, "  %-24s %-8s ", r->name, r->what);
		add_time(&line, now - r->since);
		if (!strcmp(r->what, "fetch"))
			buf_addf(&line, "  %.1f of %.1f MB", (double)r->done / 1e6,
				 (double)r->total / 1e6);
		add_line(v, b, width, buf_str(&line));
	}
	buf_free(&line);
}

/* Show output of the command above the block, redraw it; `n` may be 0. */
static void refresh(struct live *v, const char *text, size_t n, bool last)
{
	struct buf b = {0};

	read_events(v);
	erase(v, &b);
	buf_add(&b, text, n);
	if (n)
		v->middle = text[n - 1] != '\n';
	if (!last)
		draw(v, &b);
	put(&b);
	buf_free(&b);
}

static void loop(struct live *v, int from)
{
	struct pollfd p = {.fd = from, .events = POLLIN};
	char block[8192];

	for (;;) {
		int r = poll(&p, 1, 250);
		ssize_t n = 0;

		if (r > 0) {
			n = read(from, block, sizeof(block));
			if (n < 0 && errno == EINTR)
				continue;
			if (n <= 0)
				break;
		}
		refresh(v, block, (size_t)n, false);
	}
	refresh(v, "", 0, true);
}

int live_command(struct depot *d, int argc, char **argv, struct err *e)
{
	struct live v = {.file = -1, .start = time(NULL)};
	char *path = fs_fmt("%s/progress", d->out);
	struct child c = {.in = 0, .last = 1};
	int ends[2] = {-1, -1}, ret = -1;
	pid_t pid;

	if (argc && !strcmp(argv[0], "--"))
		argv++;
	c.argv = (const char *const *)argv;
	if (!path) {
		err_set(e, "out of memory");
		goto out;
	}
	if (!*argv || !isatty(STDOUT_FILENO) || getenv("WHITTLE_VIEW")) {
		if (*argv)
			execvp(argv[0], argv);
		err_sys(e, "%s: can't start", *argv ? *argv : "view needs a command, which");
		goto out;
	}
	if (fs_mkdirs(d->out, e))
		goto out;
	v.file = open(path, O_RDONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (v.file < 0 || pipe2(ends, O_CLOEXEC) || setenv("WHITTLE_VIEW", path, 1)) {
		err_sys(e, "%s: can't open", path);
		goto out;
	}
	c.out = c.error = ends[1];
	/* the command gets the person's Ctrl-C; this process waits for its end and cleans the
	 * screen */
	signal(SIGINT, SIG_IGN);
	pid = child_start(&c, e);
	close(ends[1]);
	ends[1] = -1;
	if (pid < 0)
		goto out;
	loop(&v, ends[0]);
	ret = child_wait(pid, e);
out:
	for (int i = 0; i < 2; i++)
		if (ends[i] >= 0)
			close(ends[i]);
	if (v.file >= 0)
		close(v.file);
	if (path && !getenv("WHITTLE_VIEW_KEEP"))
		unlink(path);
	buf_free(&v.rest);
	free(path);
	return ret;
}
