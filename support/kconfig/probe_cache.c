/*
 * Results of compiler probes kept from one run to the next.
 *
 * The file is text: a line "kconfig-probes 1", then for each result a line of a key in 32
 * hexadecimal digits, a blank and the output (which has no newlines). The key is a hash of the
 * command, the working folder, the environment without what changes from shell to shell, and the
 * size, inode and time of every program that $CC and its like name and of every file that the
 * command names. A file that cannot be read this way is taken as empty.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "probe_cache.h"
#include "text.h"

extern char **environ;

enum { BUCKETS = 1024 };

struct key {
	uint64_t a, b;
};

struct entry {
	struct entry *next;
	struct key key;
	char output[];
};

struct probe_cache {
	char *file;
	struct key base; /* environment and programs */
	struct entry *entries[BUCKETS];
	int added;
};

static const char header[] = "kconfig-probes 1\n";

static void feed(struct key *key, const void *data, size_t length)
{
	const unsigned char *p = data;

	for (size_t i = 0; i < length; i++) {
		key->a = (key->a ^ p[i]) * 0x100000001b3u;
		key->b = (key->b + p[i]) * 0x9e3779b97f4a7c15u;
		key->b ^= key->b >> 31;
	}
}

static void feed_string(struct key *key, const char *string)
{
	feed(key, string, strlen(string) + 1);
}

/* Size, inode and time of a file; returns 0 when there is one. */
static int feed_file(struct key *key, const char *path)
{
	struct stat st;

	if (stat(path, &st) < 0 || !S_ISREG(st.st_mode))
		return -1;
	int64_t facts[] = {(int64_t)st.st_size, (int64_t)st.st_ino, (int64_t)st.st_mtim.tv_sec,
			   (int64_t)st.st_mtim.tv_nsec};
	feed(key, facts, sizeof(facts));
	return 0;
}

/* Feed the file behind the program NAME, looked for in $PATH. */
static void feed_program(struct key *key, const char *name)
{
	const char *path = getenv("PATH");

	if (strchr(name, '/')) {
		feed_file(key, name);
		return;
	}
	while (path && *path) {
		size_t length = strcspn(path, ":");
		char candidate[4096];

		snprintf(candidate, sizeof(candidate), "%.*s/%s", (int)length, path, name);
		if (access(candidate, X_OK) == 0 && feed_file(key, candidate) == 0)
			return;
		path += length + (path[length] == ':');
	}
}

static int ignored(const char *variable)
{
	static const char *const names[] = {
		"_=",         "PWD=",       "OLDPWD=",       "SHLVL=",
		"MAKEFLAGS=", "MAKELEVEL=", "MFLAGS=",       "TERM=",
		"COLUMNS=",   "LINES=",     "MAKE_TERMOUT=", "MAKE_TERMERR=",
		"KCONFIG_",   "MAKEFILES=", "GNUMAKEFLAGS=", "TMUX",
		"SSH_",       "DISPLAY=",   "XDG_",
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (strncmp(variable, names[i], strlen(names[i])) == 0)
			return 1;
	return 0;
}

static int by_string(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void feed_environment(struct key *key)
{
	static const char *const programs[] = {"CC",      "LD",     "AS",    "AR",      "NM",
					       "OBJCOPY", "HOSTCC", "RUSTC", "BINDGEN", "PAHOLE"};
	size_t count = 0;

	while (environ[count])
		count++;
	char **sorted = malloc((count + 1) * sizeof(char *));
	if (sorted) {
		memcpy(sorted, environ, count * sizeof(char *));
		qsort(sorted, count, sizeof(char *), by_string);
		for (size_t i = 0; i < count; i++)
			if (!ignored(sorted[i]))
				feed_string(key, sorted[i]);
		free(sorted);
	}
	for (size_t i = 0; i < sizeof(programs) / sizeof(*programs); i++) {
		const char *value = getenv(programs[i]);
		char name[1024];

		/* The last word: `ccache gcc` and `gcc` alike are answered by gcc. */
		if (value && snprintf(name, sizeof(name), "%s", value) < (int)sizeof(name))
			for (char *word = strtok(name, " \t"); word; word = strtok(NULL, " \t"))
				feed_program(key, word);
	}
	char *cwd = getcwd(NULL, 0);
	feed_string(key, cwd ? cwd : "");
	free(cwd);
}

static struct key key_of(struct probe_cache *cache, const char *command)
{
	struct key key = cache->base;

	feed_string(&key, command);
	for (const char *p = command; *p;) {
		size_t length = strcspn(p, " \t\n;|&<>(){}\"'");
		char word[4096];

		if (length && length < sizeof(word) && memchr(p, '/', length)) {
			memcpy(word, p, length);
			word[length] = '\0';
			feed_file(&key, word);
		}
		p += length + (p[length] != '\0');
	}
	return key;
}

static struct entry **slot(struct probe_cache *cache, struct key key)
{
	struct entry **e = &cache->entries[key.b % BUCKETS];

	while (*e && ((*e)->key.a != key.a || (*e)->key.b != key.b))
		e = &(*e)->next;
	return e;
}

static void put(struct probe_cache *cache, struct key key, const char *output)
{
	struct entry **place = slot(cache, key);
	struct entry *entry = *place ? NULL : malloc(sizeof(*entry) + strlen(output) + 1);

	if (!entry)
		return;
	entry->next = NULL;
	entry->key = key;
	strcpy(entry->output, output);
	*place = entry;
	cache->added++;
}

static void load(struct probe_cache *cache)
{
	FILE *in = fopen(cache->file, "re");
	char *line = NULL;
	size_t size = 0;

	if (!in)
		return;
	if (getline(&line, &size, in) > 0 && strcmp(line, header) == 0) {
		for (ssize_t length; (length = getline(&line, &size, in)) > 0;) {
			unsigned long long a, b;

			if (line[length - 1] != '\n' || length < 34 || line[32] != ' ' ||
			    sscanf(line, "%16llx%16llx", &a, &b) != 2)
				continue;
			line[length - 1] = '\0';
			put(cache, (struct key){a, b}, line + 33);
		}
	}
	cache->added = 0;
	free(line);
	fclose(in);
}

struct probe_cache *probe_cache_open(const char *file)
{
	struct probe_cache *cache = calloc(1, sizeof(*cache));

	if (!cache || !(cache->file = strdup(file))) {
		free(cache);
		return NULL;
	}
	cache->base = (struct key){0xcbf29ce484222325u, 0x2545f4914f6cdd1du};
	feed_environment(&cache->base);
	load(cache);
	return cache;
}

void probe_cache_free(struct probe_cache *cache)
{
	if (!cache)
		return;
	for (int i = 0; i < BUCKETS; i++) {
		for (struct entry *e = cache->entries[i], *next; e; e = next) {
			next = e->next;
			free(e);
		}
	}
	free(cache->file);
	free(cache);
}

const char *probe_cache_get(struct probe_cache *cache, const char *command)
{
	struct entry **place = slot(cache, key_of(cache, command));

	return *place ? (*place)->output : NULL;
}

void probe_cache_put(struct probe_cache *cache, const char *command, const char *output)
{
	put(cache, key_of(cache, command), output);
}

int probe_cache_save(struct probe_cache *cache)
{
	char name[4096];
	int status = 0;

	if (!cache->added)
		return 0;
	if (snprintf(name, sizeof(name), "%s.%ld", cache->file, (long)getpid()) >=
	    (int)sizeof(name))
		return -ENAMETOOLONG;
	FILE *out = fopen(name, "we");
	if (!out)
		return -errno;
	fputs(header, out);
	for (int i = 0; i < BUCKETS; i++)
		for (struct entry *e = cache->entries[i]; e; e = e->next)
			fprintf(out, "%016llx%016llx %s\n", (unsigned long long)e->key.a,
				(unsigned long long)e->key.b, e->output);
	if (fflush(out) != 0 || ferror(out))
		status = -EIO;
	if (fclose(out) != 0 && !status)
		status = -errno;
	if (!status && rename(name, cache->file) < 0)
		status = -errno;
	if (status)
		unlink(name);
	else
		cache->added = 0;
	return status;
}
