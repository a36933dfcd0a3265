/*
 * What goes first is what was not used for the longest time: the time stamp of an artefact's record
 * is its last use (written at most once an hour), that of a source its download. Nothing that
 * somebody has locked goes; views can be made again and always go.
 */
#include "gc.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "artefact.h"
#include "fetch.h"
#include "store.h"

struct item {
	char *name; /* key, or SHA-256 of a source */
	bool source;
	bool damaged; /* no readable record */
	unsigned long long size;
	time_t used;
	struct record record;
};

struct items {
	struct item *list;
	size_t count;
	unsigned long long size;
};

long long gc_size(const char *text)
{
	static const char units[] = "KMGT";
	char *end;
	long long n;
	const char *u;

	errno = 0;
	n = strtoll(text, &end, 10);
	if (errno || end == text || n < 0)
		return -1;
	if (*end && (u = strchr(units, *end))) {
		int shift = 10 * (int)(u - units + 1);

		if (n > (1LL << (62 - shift)))
			return -1;
		n <<= shift;
		end++;
	}
	return *end ? -1 : n;
}

/* Somebody is removing this folder: that is seen to already. */
static bool in_hand(const char *path)
{
	int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool locked = fd >= 0 && flock(fd, LOCK_EX | LOCK_NB) && errno == EWOULDBLOCK;

	if (fd >= 0)
		close(fd);
	return locked;
}

int gc_sweep(struct depot *d)
{
	char *tmp = store_path(d, "tmp", NULL);
	struct fs_list list = {0};
	struct err ignored;
	int removed = 0;

	if (tmp && !fs_list(AT_FDCWD, tmp, &list, &ignored))
		for (size_t i = 0; i < list.count; i++) {
			/* NAME or NAME.gone, with the lock NAME */
			char *path = fs_fmt("%s/%s", tmp, list.names[i]);
			char *lock_name = strndup(list.names[i], strcspn(list.names[i], "."));
			int lock = path && lock_name
					   ? store_lock(d, lock_name, LOCK_TRY, "", &ignored)
					   : -1;

			if (lock >= 0) {
				removed += !in_hand(path) && !fs_remove(AT_FDCWD, path, &ignored);
				close(lock);
			}
			free(path);
			free(lock_name);
		}
	fs_list_free(&list);
	free(tmp);
	return removed;
}

static void items_free(struct items *items)
{
	for (size_t i = 0; i < items->count; i++)
		free(items->list[i].name);
	free(items->list);
	memset(items, 0, sizeof(*items));
}

static void describe(struct depot *d, struct item *it)
{
	char *path = it->source ? store_path(d, "sources", it->name)
				: fs_fmt("%s/artefacts/%s/record", d->store, it->name);
	struct err ignored;
	struct stat st;

	if (path && !lstat(path, &st)) {
		it->used = st.st_mtim.tv_sec;
		it->size = it->source ? (unsigned long long)st.st_size : 0;
	}
	if (!it->source) {
		it->damaged = store_record(d, it->name, &it->record, &ignored) != 1;
		for (int p = 0; p < PARTS; p++)
			it->size += it->record.size[p];
	}
	free(path);
}

static int read_area(struct depot *d, const char *area, struct items *items, struct err *e)
{
	char *path = store_path(d, area, NULL);
	struct fs_list list;
	struct item *bigger;
	int ret = -1;

	if (!path || !fs_exists(path)) {
		free(path);
		return 0;
	}
	if (fs_list(AT_FDCWD, path, &list, e))
		goto out;
	bigger = realloc(items->list, (items->count + list.count + 1) * sizeof(*bigger));
	if (!bigger) {
		err_set(e, "out of memory");
		goto free_list;
	}
	items->list = bigger;
	for (size_t i = 0; i < list.count; i++) {
		struct item *it = &items->list[items->count];

		memset(it, 0, sizeof(*it));
		it->source = !strcmp(area, "sources");
		it->name = strdup(list.names[i]);
		if (!it->name || !hash_valid(it->name)) {
			free(it->name);
			continue;
		}
		describe(d, it);
		items->size += it->size;
		items->count++;
	}
	ret = 0;
free_list:
	fs_list_free(&list);
out:
	free(path);
	return ret;
}

static int usage(const char *text)
{
	fprintf(stderr, "%s\n", text);
	return EXIT_USAGE;
}

static int by_use(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	return x->used < y->used ? -1 : x->used > y->used;
}

/* All artefacts and sources, the longest unused first. */
static int read_store(struct depot *d, struct items *items, struct err *e)
{
	memset(items, 0, sizeof(*items));
	if (read_area(d, "artefacts", items, e) || read_area(d, "sources", items, e)) {
		items_free(items);
		return -1;
	}
	if (items->count)
		qsort(items->list, items->count, sizeof(*items->list), by_use);
	return 0;
}

/* 1 removed, 0 somebody uses it, -1 error. */
static int remove_item(struct depot *d, const struct item *it, struct err *e)
{
	char *name = it->source ? fs_fmt("source-%s", it->name) : strdup(it->name);
	char *path = store_path(d, it->source ? "sources" : "artefacts", it->name);
	char *lock_path = name ? store_path(d, "locks", name) : NULL;
	int lock = -1, ret = -1;

	if (!name || !path || !lock_path) {
		err_set(e, "out of memory");
		goto out;
	}
	lock = store_lock(d, name, LOCK_TRY, "", e);
	if (lock < 0) {
		ret = lock == -2 ? 0 : -1;
		goto out;
	}
	if (it->source ? unlink(path) && errno != ENOENT : artefact_remove(d, it->name, e)) {
		if (it->source)
			err_sys(e, "%s: can't remove", path);
		goto out;
	}
	unlink(lock_path);
	ret = 1;
out:
	if (lock >= 0)
		close(lock);
	free(name);
	free(path);
	free(lock_path);
	return ret;
}

/* Merged views and library views that nobody has open. */
static void drop_views(struct depot *d, const char *area)
{
	char *path = store_path(d, area, NULL);
	struct fs_list list = {0};
	struct err ignored;

	if (path && !fs_list(AT_FDCWD, path, &list, &ignored))
		for (size_t i = 0; i < list.count; i++) {
			char *name = fs_fmt("%s-%s", area, list.names[i]);
			char *old = fs_fmt("%s/%s", path, list.names[i]);
			char *gone = name ? fs_fmt("%s/tmp/%s.gone", d->store, name) : NULL;
			int lock = old && gone ? store_lock(d, name, LOCK_TRY, "", &ignored) : -1;

			/* renamed first: a half-removed view must never be found by its name */
			if (lock >= 0 && !fs_remove(AT_FDCWD, gone, &ignored) && !rename(old, gone))
				fs_remove(AT_FDCWD, gone, &ignored);
			if (lock >= 0)
				close(lock);
			free(name);
			free(old);
			free(gone);
		}
	fs_list_free(&list);
	free(path);
}

int gc_command(struct depot *d, int argc, char **argv, struct err *e)
{
	long long limit = -1;
	unsigned long long freed = 0, left;
	struct items items;
	int ret = -1, busy = 0, removed = 0;

	if (argc == 2 && !strcmp(argv[0], "--size"))
		limit = gc_size(argv[1]);
	if (argc && limit < 0)
		return usage("depot gc takes --size N, with K, M, G or T behind the number");
	gc_sweep(d);
	left = fetch_sweep(d);
	drop_views(d, "views");
	drop_views(d, "host");
	if (read_store(d, &items, e))
		return -1;
	for (size_t i = 0; i < items.count; i++) {
		struct item *it = &items.list[i];
		int gone;

		/* 0 also removes what has no size */
		if (!it->damaged && limit &&
		    (limit < 0 || items.size - freed <= (unsigned long long)limit))
			continue;
		/* a download of a build that has not come to it yet */
		if (it->source && it->used > time(NULL) - 3600) {
			busy++;
			continue;
		}
		gone = remove_item(d, it, e);
		if (gone < 0)
			goto out;
		removed += gone;
		busy += !gone;
		freed += gone ? it->size : 0;
	}
	printf("%d artefacts and sources removed, %.1f MB freed; %.1f MB stay", removed,
	       (double)(freed + left) / 1e6, (double)(items.size - freed) / 1e6);
	printf(busy ? "; %d are in use\n" : "\n", busy);
	ret = 0;
out:
	items_free(&items);
	return ret;
}

static int verify_source(struct depot *d, const char *sha, struct err *e)
{
	char *path = store_path(d, "sources", sha), hex[HASH_HEX];
	int ret = path ? hash_file(AT_FDCWD, path, hex, NULL, e) : err_set(e, "out of memory");

	if (!ret && strcmp(hex, sha))
		ret = err_set(e, "%s was changed: its hash is %s", path, hex);
	free(path);
	return ret;
}

int verify_command(struct depot *d, int argc, char **argv, struct err *e)
{
	bool remove = argc == 1 && !strcmp(argv[0], "--remove");
	struct items items;
	size_t bad = 0;
	int ret = -1;

	if (argc && !remove)
		return usage("depot verify takes --remove or nothing");
	if (read_store(d, &items, e))
		return -1;
	for (size_t i = 0; i < items.count; i++) {
		struct item *it = &items.list[i];
		struct err why = ERR_INIT;

		if (!(it->source ? verify_source(d, it->name, &why)
				 : artefact_verify(d, it->name, &why)))
			continue;
		bad++;
		printf("%s%s\n", why.text, remove ? ": removed" : "");
		if (remove && remove_item(d, it, e) < 0)
			goto out;
	}
	printf("%zu artefacts and sources, %zu damaged\n", items.count, bad);
	if (bad && !remove)
		printf("`depot verify --remove` removes them; the next make builds them again.\n");
	ret = bad ? 1 : 0;
out:
	items_free(&items);
	return ret;
}

int ls_command(struct depot *d, int argc, char **argv, struct err *e)
{
	struct items items;

	(void)argc;
	(void)argv;
	if (read_store(d, &items, e))
		return -1;
	for (size_t i = 0; i < items.count; i++) {
		struct item *it = &items.list[i];
		char when[32] = "";
		struct tm tm;

		if (localtime_r(&it->used, &tm))
			strftime(when, sizeof(when), "%Y-%m-%d %H:%M", &tm);
		printf("%s %10.1f kB  %.12s  %s%s\n", when, (double)it->size / 1e3, it->name,
		       it->source    ? "(source)"
		       : it->damaged ? "(damaged)"
				     : it->record.step,
		       it->record.local ? " (local)" : "");
	}
	printf("%zu artefacts and sources, %.1f MB, in %s\n", items.count, (double)items.size / 1e6,
	       d->store);
	items_free(&items);
	return 0;
}
