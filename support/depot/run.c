/*
 * At most one process works on a key: the key's lock is held from before the look into the remote
 * store until the artefact is published. All work is done in STORE/tmp/KEY, so whoever gets the
 * lock next may remove what a killed process left there.
 */
#include "run.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "artefact.h"
#include "fetch.h"
#include "gc.h"
#include "key.h"
#include "remote.h"
#include "sandbox.h"
#include "tree.h"
#include "why.h"

#define TAIL_LINES 25

int run_remember(struct depot *d, struct node *n, struct err *e)
{
	char *path = fs_fmt("%s/state/%s", d->out, n->step->name);
	char *dir = fs_fmt("%s/state", d->out);
	struct buf why = {0};
	int ret = -1;

	if (!path || !dir) {
		err_set(e, "out of memory");
		goto out;
	}
	ret = why_differs(d, n, &why, e);
	if (ret > 0) {
		/* the reason is kept, because the text it came from is replaced now */
		char *reason = fs_fmt("%s/state/%s.why", d->out, n->step->name);

		ret = fs_mkdirs(dir, e);
		if (!ret)
			ret = reason ? fs_write_quick(reason, buf_str(&why), why.len, e)
				     : err_set(e, "out of memory");
		if (!ret)
			ret = fs_write_quick(path, n->text.data, n->text.len, e);
		free(reason);
		ret = ret ? -1 : 1;
	}
out:
	buf_free(&why);
	free(path);
	free(dir);
	return ret;
}

char *run_work(struct depot *d, const char *key, struct err *e)
{
	char *work = store_path(d, "tmp", key);

	gc_sweep(d);
	if (!work) {
		err_set(e, "out of memory");
		return NULL;
	}
	if (fs_remove(AT_FDCWD, work, e) || fs_mkdirs(work, e)) {
		free(work);
		return NULL;
	}
	return work;
}

/* Remove a build's folder. Where this takes more than a moment (a kernel's tree has 80,000 files,
 * and some disks take minutes for them) a process of its own goes on with it, while what waits for
 * this step begins. What it leaves when it is killed is swept by the next build. */
static void drop_work(const char *work)
{
	const struct timespec moment = {.tv_nsec = 10 * 1000 * 1000};
	char *gone = fs_fmt("%s.gone.%ld", work, (long)getpid());
	struct err ignored;
	pid_t pid = -1;

	if (gone && !rename(work, gone)) {
		pid = fork();
		if (!pid) {
			/* above all the lock, and what a pipe behind make waits for */
			close_range(0, ~0U, 0);
			setsid();
			/* gc_sweep leaves it to this process */
			flock(open(gone, O_RDONLY | O_DIRECTORY), LOCK_EX);
			_exit(fs_remove(AT_FDCWD, gone, &ignored) ? EXIT_SYSTEM : EXIT_FINE);
		}
		for (int i = 0; pid > 0 && i < 100 && !waitpid(pid, NULL, WNOHANG); i++)
			nanosleep(&moment, NULL);
		if (pid < 0)
			fs_remove(AT_FDCWD, gone, &ignored);
	}
	free(gone);
}

/* The last lines of a log, indented. */
static void add_tail(const char *path, struct err *e)
{
	struct buf b = {0};
	struct err ignored;
	const char *p;
	int lines = 0;

	if (fs_read(path, &b, &ignored) || !b.len)
		goto out;
	for (p = b.data + b.len - (b.data[b.len - 1] == '\n'); p > b.data; p--)
		if (p[-1] == '\n' && ++lines == TAIL_LINES)
			break;
	while (p < b.data + b.len) {
		size_t n = strcspn(p, "\n");

		err_add(e, "  | %.*s", n > 200 ? 200 : (int)n, p);
		p += n + 1;
	}
out:
	buf_free(&b);
}

/* bubblewrap's own complaint, when it could not even start. */
static int sandbox_trouble(const char *log, struct err *e)
{
	char line[512] = "";
	int fd = open(log, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd < 0 ? -1 : read(fd, line, sizeof(line) - 1);

	if (fd >= 0)
		close(fd);
	if (n <= 7 || strncmp(line, "bwrap: ", 7))
		return 0;
	line[strcspn(line, "\n")] = '\0';
	err_set(e, "the sandbox can't be started: %s", line);
	if (strstr(line, "namespace") || strstr(line, "uid map") || strstr(line, "not permitted") ||
	    strstr(line, "ermission denied"))
		err_add(e,
			"This machine does not let ordinary users make user namespaces. As root, "
			"allow "
			"them with\n    sysctl -w kernel.unprivileged_userns_clone=1             "
			"(Debian)\n    sysctl -w kernel.apparmor_restrict_unprivileged_userns=0  "
			"(Ubuntu)\n    sysctl -w user.max_user_namespaces=15000                 "
			"(others)\nIn a container, run it with the right to make user namespaces "
			"(docker: --security-opt seccomp=unconfined).");
	return 1;
}

static int failed(struct depot *d, const struct node *n, const char *log, int status, struct err *e)
{
	const char *name = n->step->name, *again = getenv("WHITTLE_AGAIN");

	if (!sandbox_trouble(log, e)) {
		if (status > 128)
			err_set(e, "%s: failed, killed by signal %d (%s)", name, status - 128,
				strsignal(status - 128));
		else
			err_set(e, "%s: failed with exit code %d; the end of its log:", name,
				status);
		add_tail(log, e);
	}
	err_add(e, "The whole log:            %s", log);
	if (again)
		err_add(e, "Just this step again:     %s%s", again, name);
	else
		err_add(e, "Just this step again:     %s/depot -C '%s' -o '%s' -s '%s' run %s",
			d->bin, d->top, d->out, d->store, name);
	store_explain(d, e);
	return -1;
}

/* O/logs/NAME.log, emptied. */
static int open_log(struct depot *d, const char *name, char **path, struct err *e)
{
	char *dir = fs_fmt("%s/logs", d->out);
	int fd = -1;

	*path = fs_fmt("%s/logs/%s.log", d->out, name);
	if (!dir || !*path)
		err_set(e, "out of memory");
	else if (!fs_mkdirs(dir, e)) {
		fd = open(*path, O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0644);
		if (fd < 0)
			err_sys(e, "%s: can't write", *path);
	}
	free(dir);
	return fd;
}

/* Anything in /out that is no part would be lost silently. */
static int check_out(const char *out, struct err *e)
{
	struct fs_list list;
	int ret = 0;

	if (fs_list(AT_FDCWD, out, &list, e))
		return -1;
	for (size_t i = 0; i < list.count; i++)
		if (part_find(list.names[i]) < 0)
			ret = err_add(
				e,
				"/out/%s: only target, sysroot, host, images and debug can be "
				"in /out at the end",
				list.names[i]);
	fs_list_free(&list);
	return ret;
}

static int write_in(const char *dir, const char *name, const struct buf *b, struct err *e)
{
	char *path = fs_fmt("%s/%s", dir, name);
	int ret = -1;

	if (!path || b->failed)
		err_set(e, "out of memory");
	else
		ret = fs_write_quick(path, buf_str(b), b->len, e);
	free(path);
	return ret;
}

/* Turn `dir` with the parts in it into a published artefact; without `log` it has one already. */
static int finish(struct depot *d, struct node *n, const char *dir, const char *log,
		  unsigned long seconds, struct err *e)
{
	struct buf manifest = {0}, record = {0};
	struct record r = {.local = n->local, .seconds = seconds};
	char *packed = fs_fmt("%s/log.zst", dir);
	int ret = -1;

	memcpy(r.key, n->key, sizeof(r.key));
	strncpy(r.step, n->step->name, sizeof(r.step) - 1);
	if (!packed) {
		err_set(e, "out of memory");
		goto out;
	}
	if (artefact_scan(dir, key_epoch(n->step), false, &r, &manifest, e))
		goto out;
	if (log && !strchr(buf_str(&manifest), '/')) {
		err_set(e, "it left nothing: a step installs into /out/dest, or fills /out/images, "
			   "/out/host …");
		goto out;
	}
	record_write(&r, &record);
	if (write_in(dir, "record", &record, e) || write_in(dir, "manifest", &manifest, e) ||
	    write_in(dir, "step",
		     &(struct buf){.data = (char *)(size_t)n->step->text, .len = n->step->text_len},
		     e) ||
	    (log && artefact_log(log, packed, e)))
		goto out;
	if (artefact_publish(d, dir, n->key, e))
		goto out;
	n->record = r;
	ret = 0;
out:
	if (ret) {
		err_prefix(e, "%s: ", n->step->name);
		store_explain(d, e);
	}
	free(packed);
	buf_free(&manifest);
	buf_free(&record);
	return ret;
}

/* What was edited while it was built must not be kept under the key of what it was before. */
static int check_override(const struct node *n, struct err *e)
{
	char hex[HASH_HEX];

	if (!n->step->override)
		return 0;
	if (tree_fingerprint(n->step->override, hex, e))
		return -1;
	if (strstr(buf_str(&n->text), hex))
		return 0;
	return err_set(e, "%s was edited while it was built: run make again", n->step->override);
}

static int build(struct depot *d, struct node *n, struct err *e)
{
	struct sandbox s = {0};
	char *work = run_work(d, n->key, e), *log = NULL, *out = NULL;
	time_t start = time(NULL);
	int fd = -1, ret = -1, status;

	if (!work || !(out = fs_fmt("%s/out", work)))
		goto out;
	fd = open_log(d, n->step->name, &log, e);
	if (fd < 0)
		goto out;
	depot_progress(d, "build", n->step->name, "%ld", (long)getpid());
	if (sandbox_prepare(&s, d, n, work, e)) {
		err_prefix(e, "%s: ", n->step->name);
		store_explain(d, e);
		goto out;
	}
	status = sandbox_run(&s, false, fd, e);
	if (status) {
		if (status > 0)
			failed(d, n, log, status, e);
		goto out;
	}
	if (check_out(out, e) || check_override(n, e)) {
		err_prefix(e, "%s: ", n->step->name);
		goto out;
	}
	ret = finish(d, n, out, log, (unsigned long)(time(NULL) - start), e);
	if (!ret)
		depot_say(d, "%-20s built in %ld s", n->step->name, (long)(time(NULL) - start));
out:
	if (work)
		drop_work(work);
	sandbox_done(&s);
	if (fd >= 0)
		close(fd);
	free(work);
	free(out);
	free(log);
	return ret;
}

/* 1: it was in the remote store and is now in ours. Trouble with the server is only worth a
 * warning, which remote_get gives. */
static int from_remote(struct depot *d, struct node *n, struct err *e)
{
	struct record want = {0}, have = {0};
	struct err trouble = ERR_INIT;
	char *work = NULL;
	int ret = -1;

	if (!d->remote || d->offline || n->local)
		return 0;
	work = run_work(d, n->key, e);
	if (!work)
		goto out;
	depot_progress(d, "remote", n->step->name, "%ld", (long)getpid());
	ret = remote_get(d, n->key, work, &want, e);
	if (ret <= 0)
		goto out;
	ret = artefact_scan(work, key_epoch(n->step), false, &have, NULL, &trouble);
	for (int p = 0; p < PARTS && !ret; p++)
		if (strcmp(want.part[p], have.part[p]))
			ret = err_set(&trouble, "%s has other content than its record says",
				      part_names[p]);
	if (ret) {
		remote_distrust(d, n->key, trouble.text);
		ret = 0;
		goto out;
	}
	ret = finish(d, n, work, NULL, want.seconds, e) ? -1 : 1;
out:
	if (work)
		fs_remove(AT_FDCWD, work, &trouble);
	free(work);
	return ret;
}

int run_sources(struct depot *d, const struct node *n, struct err *e)
{
	struct step *steps[] = {n->step};

	return fetch_steps(d, steps, 1, e);
}

/* Under the key's lock: get or make it. */
static int obtain(struct depot *d, struct node *n, struct err *e)
{
	struct err trouble = ERR_INIT;
	char *artefact;
	int found = store_record(d, n->key, &n->record, &trouble);

	if (found > 0) {
		depot_say(d, "%-20s from the store", n->step->name);
		return 0;
	}
	found = from_remote(d, n, e);
	if (found) {
		if (found > 0)
			depot_say(d, "%-20s from the remote store", n->step->name);
		return found < 0 ? -1 : 0;
	}
	if (run_sources(d, n, e) || build(d, n, e))
		return -1;
	artefact = store_path(d, "artefacts", n->key);
	if (!artefact)
		return err_set(e, "out of memory");
	/* what was built here is good, whatever happens to the copy */
	if (remote_put(d, &n->record, artefact, &trouble) < 0)
		depot_say(d, "%s: not sent to the remote store: %s", n->step->name, trouble.text);
	free(artefact);
	return 0;
}

static int step(struct graph *g, struct node *n, bool asked, struct err *e)
{
	struct depot *d = g->d;
	int lock, ret;

	if (n->state == STATE_HIT)
		return 0;
	for (size_t i = 0; i < n->step->n_deps; i++)
		if (step(g, n->deps[i], false, e))
			return -1;
	if (graph_look(g, n, e))
		return -1;
	if (n->state == STATE_HIT) {
		/* dependencies were told of when their own turn was */
		if (asked) {
			depot_say(d, "%-20s from the store", n->step->name);
			depot_progress(d, "done", n->step->name, "store");
		}
		return run_remember(d, n, e) < 0 ? -1 : 0;
	}
	if (store_make(d, e))
		return -1;
	lock = store_lock(d, n->key, LOCK_ALONE, n->step->name, e);
	if (lock < 0) {
		err_prefix(e, "%s must be built, but the store can't be written: ", n->step->name);
		return -1;
	}
	ret = obtain(d, n, e);
	close(lock);
	depot_progress(d, ret ? "failed" : "done", n->step->name, "run");
	if (ret)
		return -1;
	n->state = STATE_HIT;
	return run_remember(d, n, e) < 0 ? -1 : 0;
}

int run_step(struct graph *g, struct node *n, struct err *e)
{
	return step(g, n, true, e);
}
