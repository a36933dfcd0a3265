/*
 * What a step sees:
 *     /build /out /tmp /home/build     its own, writable
 *     /src/FILE /files/NAME /override  its sources and files, read-only
 *     /dep/NAME/PART /sysroot /host    its dependencies, read-only
 *     /usr, a small /etc               the build machine's programs; its headers and libraries only
 *                                      for host-cc steps
 *     /whittle                         the script, and our own programs
 */
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../lib/child.h"
#include "jobs.h"
#include "key.h"
#include "tree.h"

/* Argument vector of bwrap; a failed allocation is remembered. */
struct args {
	char **list;
	size_t count, cap;
	bool failed;
};

static void add(struct args *a, char *text)
{
	if (a->count + 1 >= a->cap) {
		size_t cap = a->cap ? 2 * a->cap : 128;
		char **bigger = realloc(a->list, cap * sizeof(*bigger));

		if (!bigger) {
			a->failed = true;
			free(text);
			return;
		}
		a->list = bigger;
		a->cap = cap;
	}
	if (!text)
		a->failed = true;
	a->list[a->count++] = text;
	a->list[a->count] = NULL;
}

static void add1(struct args *a, const char *one)
{
	add(a, strdup(one));
}

static void add2(struct args *a, const char *one, const char *two)
{
	add1(a, one);
	add1(a, two);
}

/* "--bind FROM TO" and the like; takes ownership of both paths. */
static void add_bind(struct args *a, const char *how, char *from, char *to)
{
	add1(a, how);
	add(a, from);
	add(a, to);
}

static void args_free(struct args *a)
{
	for (size_t i = 0; i < a->count; i++)
		free(a->list[i]);
	free(a->list);
}

static int write_etc(const char *work, struct err *e)
{
	static const struct {
		const char *name, *text;
	} files[] = {
		{"passwd",
		 "root:x:0:0:root:/root:/bin/sh\nbuild:x:1000:1000:build:/home/build:/bin/sh\n"
		 "nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n"},
		{"group", "root:x:0:\nbuild:x:1000:\nnogroup:x:65534:\n"},
		{"hosts", "127.0.0.1 localhost whittle\n"},
		{"nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n"},
	};
	int ret = 0;

	for (size_t i = 0; i < sizeof(files) / sizeof(*files) && !ret; i++) {
		char *path = fs_fmt("%s/etc/%s", work, files[i].name);
		int fd = path ? open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644) : -1;

		if (fd < 0)
			ret = err_sys(e, "%s/etc/%s: can't create", work, files[i].name);
		else
			ret = fs_write_all(fd, files[i].text, strlen(files[i].text), path, e);
		if (fd >= 0)
			close(fd);
		free(path);
	}
	return ret;
}

static int make_folders(const char *work, struct err *e)
{
	static const char *const names[] = {"build",    "out/target", "out/sysroot",
					    "out/host", "out/images", "out/debug",
					    "files",    "etc",        "empty"};
	int ret = 0;

	for (size_t i = 0; i < sizeof(names) / sizeof(*names) && !ret; i++) {
		char *path = fs_fmt("%s/%s", work, names[i]);

		ret = path ? fs_mkdirs(path, e) : err_set(e, "out of memory");
		free(path);
	}
	return ret;
}

/* Copies, so that mode bits and times of the checkout don't matter, and that what is built is what
 * the key was computed from even when somebody edits meanwhile. */
static int copy_files(struct sandbox *s, struct err *e)
{
	const struct step *step = s->n->step;
	char after[HASH_HEX];
	int ret = 0;

	for (size_t i = 0; i < step->n_files && !ret; i++) {
		const struct step_file *f = &step->files[i];
		char *to = fs_fmt("%s/files/%s", s->work, f->name), *line = NULL;

		ret = to ? tree_copy(f->path, to, key_epoch(step), e) : err_set(e, "out of memory");
		if (!ret)
			ret = tree_hash(s->d, to, after, e);
		if (!ret && !(line = fs_fmt("\nfile %s %s\n", f->name, after)))
			ret = err_set(e, "out of memory");
		if (!ret && !strstr(buf_str(&s->n->text), line))
			ret = err_set(e, "%s was changed while it was read; run make again",
				      f->path);
		free(line);
		free(to);
	}
	return ret;
}

static int write_script(struct sandbox *s, struct err *e)
{
	char *path = fs_fmt("%s/script", s->work);
	int ret = path ? fs_write_quick(path, s->n->step->script, s->n->step->script_len, e)
		       : err_set(e, "out of memory");

	free(path);
	return ret;
}

/* Keep gc away from the artefacts of the dependencies. */
static int lock_dependencies(struct sandbox *s, struct err *e)
{
	size_t n = s->n->step->n_deps;

	s->locks = malloc((n + 1) * sizeof(*s->locks));
	if (!s->locks)
		return err_set(e, "out of memory");
	for (size_t i = 0; i <= n; i++)
		s->locks[i] = -1;
	for (size_t i = 0; i < n; i++) {
		const struct node *dep = s->n->deps[i];
		struct record r;

		s->locks[i] = store_lock(s->d, dep->key, LOCK_SHARED, dep->step->name, e);
		if (s->locks[i] < 0)
			return -1;
		if (store_record(s->d, dep->key, &r, e) != 1)
			return err_set(e, "%s is gone from the store; run make again",
				       dep->step->name);
	}
	return 0;
}

/* Views of /usr/lib/TRIPLE for steps that must not see what is there for compiling. */
static int hide_libraries(struct sandbox *s, struct err *e)
{
	struct fs_list list;
	size_t used = 0;
	int ret = 0;

	if (s->n->step->host_cc)
		return 0;
	if (fs_list(AT_FDCWD, "/usr/lib", &list, e))
		return -1;
	for (size_t i = 0; i < list.count && !ret; i++) {
		char *dir, *seen;

		if (fnmatch("*-linux-gnu*", list.names[i], 0) || used == SANDBOX_LIBRARIES)
			continue;
		dir = fs_fmt("/usr/lib/%s", list.names[i]);
		seen = fs_fmt("/whittle/lib/%s", list.names[i]);
		if (!dir || !seen)
			ret = err_set(e, "out of memory");
		else
			ret = view_libraries(s->d, dir, seen, &s->libraries[used++], e);
		free(dir);
		free(seen);
	}
	fs_list_free(&list);
	return ret;
}

static int kept_build(struct sandbox *s, struct err *e)
{
	if (!s->n->step->override) {
		s->build = fs_fmt("%s/build", s->work);
		return s->build ? 0 : err_set(e, "out of memory");
	}
	s->build = fs_fmt("%s/override/%s", s->d->out, s->n->step->name);
	return s->build ? fs_mkdirs(s->build, e) : err_set(e, "out of memory");
}

int sandbox_prepare(struct sandbox *s, struct depot *d, const struct node *n, const char *work,
		    struct err *e)
{
	memset(s, 0, sizeof(*s));
	s->d = d;
	s->n = n;
	s->sysroot.lock = s->host.lock = -1;
	for (size_t i = 0; i < SANDBOX_LIBRARIES; i++)
		s->libraries[i].lock = -1;
	s->work = strdup(work);
	if (!s->work)
		return err_set(e, "out of memory");
	if (make_folders(work, e) || write_etc(work, e) || write_script(s, e) || copy_files(s, e) ||
	    kept_build(s, e) || lock_dependencies(s, e) ||
	    view_make(d, n, PART_SYSROOT, &s->sysroot, e) ||
	    view_make(d, n, PART_HOST, &s->host, e) || hide_libraries(s, e))
		return -1;
	return 0;
}

/* The build machine: /usr and the links that Debian has in /, with what must not be seen covered.
 */
static void add_machine(struct sandbox *s, struct args *a)
{
	static const char *const roots[] = {"bin", "sbin", "lib", "lib32", "lib64", "libx32"};
	static const char *const hidden[] = {"/usr/include", "/usr/src", "/usr/lib/pkgconfig",
					     "/usr/share/pkgconfig", "/usr/lib/cmake"};
	static const char *const etc[] = {"/etc/alternatives", "/etc/ld.so.cache",
					  "/etc/ld.so.conf", "/etc/ld.so.conf.d"};
	char link[256], *path;
	ssize_t n;

	add_bind(a, "--ro-bind", strdup("/usr"), strdup("/usr"));
	for (size_t i = 0; i < sizeof(roots) / sizeof(*roots); i++) {
		path = fs_fmt("/%s", roots[i]);
		n = path ? readlink(path, link, sizeof(link) - 1) : -1;
		if (n > 0) {
			link[n] = '\0';
			add_bind(a, "--symlink", strdup(link), strdup(path));
		} else if (path && fs_exists(path)) {
			add_bind(a, "--ro-bind", strdup(path), strdup(path));
		}
		free(path);
	}
	for (size_t i = 0; i < sizeof(etc) / sizeof(*etc); i++)
		add_bind(a, "--ro-bind-try", strdup(etc[i]), strdup(etc[i]));
	/* what a person has installed by hand never counts */
	if (fs_exists("/usr/local"))
		add_bind(a, "--ro-bind", fs_fmt("%s/empty", s->work), strdup("/usr/local"));
	for (size_t i = 0; !s->n->step->host_cc && i < sizeof(hidden) / sizeof(*hidden); i++)
		if (fs_exists(hidden[i]))
			add_bind(a, "--ro-bind", fs_fmt("%s/empty", s->work), strdup(hidden[i]));
}

/* Headers and libraries of cross compilers: /usr/TRIPLE/{include,lib}; libraries of the machine. */
static void add_hidden(struct sandbox *s, struct args *a)
{
	static const char *const below[] = {"include", "lib", "sys-include"};
	struct fs_list list;
	struct err ignored;

	if (s->n->step->host_cc || fs_list(AT_FDCWD, "/usr", &list, &ignored))
		return;
	for (size_t i = 0; i < list.count; i++)
		for (size_t k = 0; k < 3 && !fnmatch("*-linux-*", list.names[i], 0); k++) {
			char *path = fs_fmt("/usr/%s/%s", list.names[i], below[k]);

			if (path && fs_exists(path))
				add_bind(a, "--ro-bind", fs_fmt("%s/empty", s->work), path);
			else
				free(path);
		}
	fs_list_free(&list);
	if (fs_list(AT_FDCWD, "/usr/lib", &list, &ignored))
		return;
	for (size_t i = 0, used = 0; i < list.count && used < SANDBOX_LIBRARIES; i++) {
		const char *name = list.names[i];

		if (fnmatch("*-linux-gnu*", name, 0))
			continue;
		add_bind(a, "--ro-bind", fs_fmt("/usr/lib/%s", name),
			 fs_fmt("/whittle/lib/%s", name));
		add_bind(a, "--ro-bind", strdup(s->libraries[used++].path),
			 fs_fmt("/usr/lib/%s", name));
	}
	fs_list_free(&list);
}

static int add_inputs(struct sandbox *s, struct args *a, struct err *e)
{
	const struct step *step = s->n->step;

	add_bind(a, "--ro-bind", fs_fmt("%s/files", s->work), strdup("/files"));
	add2(a, "--dir", "/src");
	for (size_t i = 0; i < step->n_sources; i++) {
		char *from = store_source(s->d, &step->sources[i]);

		if (!from)
			return err_set(e, "%s: source %s is not here", step->name,
				       step->sources[i].file);
		add_bind(a, "--ro-bind", from, fs_fmt("/src/%s", step->sources[i].file));
	}
	if (step->override)
		add_bind(a, "--ro-bind", strdup(step->override), strdup("/override"));
	for (size_t i = 0; i < step->n_deps; i++) {
		const struct record *r = &s->n->deps[i]->record;

		for (int p = 0; p < PARTS; p++) {
			char *from =
				fs_fmt("%s/artefacts/%s/%s", s->d->store, r->key, part_names[p]);

			if (!step->deps[i].parts[p]) {
				free(from);
				continue;
			}
			/* where it came from a remote store, an empty part has no folder */
			if (from && !fs_exists(from)) {
				free(from);
				from = fs_fmt("%s/empty", s->work);
			}
			add_bind(a, "--ro-bind", from,
				 fs_fmt("/dep/%s/%s", step->deps[i].name, part_names[p]));
		}
	}
	add_bind(a, "--ro-bind",
		 s->sysroot.path ? strdup(s->sysroot.path) : fs_fmt("%s/empty", s->work),
		 strdup("/sysroot"));
	add_bind(a, "--ro-bind", s->host.path ? strdup(s->host.path) : fs_fmt("%s/empty", s->work),
		 strdup("/host"));
	return 0;
}

static void add_env(struct args *a, const char *name, char *value)
{
	add2(a, "--setenv", name);
	add(a, value);
}

static void add_environment(struct sandbox *s, struct args *a, struct jobs *jobs, bool shell)
{
	const struct step *step = s->n->step;
	const char *term = getenv("TERM");

	add1(a, "--clearenv");
	add_env(a, "PATH", strdup("/host/bin:/whittle/bin:/usr/bin:/usr/sbin"));
	add_env(a, "HOME", strdup("/home/build"));
	add_env(a, "USER", strdup("build"));
	add_env(a, "LOGNAME", strdup("build"));
	add_env(a, "SHELL", strdup("/bin/sh"));
	add_env(a, "TERM", strdup(shell && term ? term : "dumb"));
	add_env(a, "LC_ALL", strdup("C"));
	add_env(a, "TZ", strdup("UTC"));
	add_env(a, "TMPDIR", strdup("/tmp"));
	add_env(a, "SOURCE_DATE_EPOCH", fs_fmt("%ld", key_epoch(step)));
	add_env(a, "MAKEFLAGS", strdup(buf_str(&jobs->makeflags)));
	add_env(a, "JOBS", fs_fmt("%d", jobs->count));
	for (size_t i = 0; i < step->n_env; i++)
		add_env(a, step->env[i].name, strdup(step->env[i].value));
	if (shell)
		add_env(a, "PS1", fs_fmt("[%s] \\w $ ", step->name));
}

static int build_args(struct sandbox *s, struct args *a, struct jobs *jobs, bool shell,
		      struct err *e)
{
	static const char *const fixed[] = {"bwrap",
					    "--unshare-user",
					    "--uid",
					    "1000",
					    "--gid",
					    "1000",
					    "--unshare-pid",
					    "--unshare-net",
					    "--unshare-ipc",
					    "--unshare-uts",
					    "--unshare-cgroup-try",
					    "--hostname",
					    "whittle",
					    "--die-with-parent",
					    "--cap-drop",
					    "ALL",
					    "--proc",
					    "/proc",
					    "--dev",
					    "/dev",
					    "--tmpfs",
					    "/tmp",
					    "--tmpfs",
					    "/var/tmp",
					    "--tmpfs",
					    "/home/build"};
	static const char *const etc[] = {"passwd", "group", "hosts", "nsswitch.conf"};

	for (size_t i = 0; i < sizeof(fixed) / sizeof(*fixed); i++)
		add1(a, fixed[i]);
	if (!shell)
		add1(a, "--new-session");
	add_machine(s, a);
	for (size_t i = 0; i < sizeof(etc) / sizeof(*etc); i++)
		add_bind(a, "--ro-bind", fs_fmt("%s/etc/%s", s->work, etc[i]),
			 fs_fmt("/etc/%s", etc[i]));
	add_hidden(s, a);
	if (add_inputs(s, a, e))
		return -1;
	add_bind(a, "--bind", strdup(s->build), strdup("/build"));
	add_bind(a, "--bind", fs_fmt("%s/out", s->work), strdup("/out"));
	add_bind(a, "--ro-bind", strdup(s->d->bin), strdup("/whittle/bin"));
	add_bind(a, "--ro-bind", fs_fmt("%s/script", s->work), strdup("/whittle/script"));
	if (jobs->fifo)
		add_bind(a, "--bind", strdup(jobs->fifo), strdup(JOBS_FIFO));
	add_environment(s, a, jobs, shell);
	add2(a, "--remount-ro", "/");
	add2(a, "--chdir", "/build");
	add1(a, "--");
	if (!shell) {
		add2(a, "/bin/sh", "-eu");
		add1(a, "/whittle/script");
	} else if (s->shell_argv && *s->shell_argv) {
		for (char *const *word = s->shell_argv; *word; word++)
			add1(a, *word);
	} else {
		add2(a, "/bin/sh", "-i");
	}
	return a->failed ? err_set(e, "out of memory") : 0;
}

/* Copy what the child writes to the log and to the terminal. */
static void copy_output(int from, int log_fd)
{
	char block[4096];
	ssize_t n;

	while ((n = read(from, block, sizeof(block))) > 0 || (n < 0 && errno == EINTR)) {
		struct err ignored;

		if (n < 0)
			continue;
		fs_write_all(log_fd, block, (size_t)n, "log", &ignored);
		fs_write_all(STDOUT_FILENO, block, (size_t)n, "terminal", &ignored);
	}
}

int sandbox_run(struct sandbox *s, bool shell, int log_fd, struct err *e)
{
	struct args a = {0};
	struct jobs jobs;
	struct child c = {.in = shell ? 0 : -1, .out = 1, .error = 2, .last = 1};
	int ends[2] = {-1, -1}, ret = -1;
	pid_t pid;

	umask(022);
	jobs_read(&jobs, getenv("MAKEFLAGS"), s->n->step->jobs);
	if (build_args(s, &a, &jobs, shell, e))
		goto out;
	c.argv = (const char *const *)a.list;
	if (!shell && s->d->verbose && pipe2(ends, O_CLOEXEC)) {
		err_sys(e, "can't make a pipe");
		goto out;
	}
	if (!shell)
		c.out = c.error = s->d->verbose ? ends[1] : log_fd;
	pid = child_start(&c, e);
	if (ends[1] >= 0)
		close(ends[1]);
	if (pid < 0) {
		if (errno == ENOENT)
			err_set(e,
				"bwrap, which runs every step, is missing on this machine: apt-get "
				"install bubblewrap");
		goto out;
	}
	if (ends[0] >= 0)
		copy_output(ends[0], log_fd);
	ret = child_wait(pid, e);
out:
	if (ends[0] >= 0)
		close(ends[0]);
	args_free(&a);
	jobs_free(&jobs);
	return ret;
}

void sandbox_done(struct sandbox *s)
{
	view_done(&s->sysroot);
	view_done(&s->host);
	for (size_t i = 0; i < SANDBOX_LIBRARIES; i++)
		if (s->libraries[i].path)
			view_done(&s->libraries[i]);
	for (size_t i = 0; s->locks && i < s->n->step->n_deps; i++)
		if (s->locks[i] >= 0)
			close(s->locks[i]);
	free(s->locks);
	free(s->work);
	free(s->build);
	memset(s, 0, sizeof(*s));
}
