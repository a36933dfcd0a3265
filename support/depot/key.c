/*
 * The canonical text: one fact a line, then `script` and the script.
 *
 *     whittle step FORMAT            changes when the sandbox changes what steps can see
 *     step, version, kind, host-cc   as in the step
 *     depends NAME PART HASH         sorted by name; HASH of the content of that part, not its key
 *     source FILE SHA256             in the step's order
 *     file NAME HASH                 sorted by name; content, names, links and executable bits
 *     tool NAME SHA256 VERSION       sorted; of the file behind the name, and its --version
 *     env NAME VALUE
 *     override DIR FINGERPRINT
 *
 * `info` lines, places of sources, paths of files and `jobs` don't change what a step makes.
 */
#include "key.h"

#include <stdlib.h>
#include <string.h>

#include "tool.h"
#include "tree.h"

#define FORMAT 1
#define DEFAULT_EPOCH 1700000000

long key_epoch(const struct step *s)
{
	for (size_t i = 0; i < s->n_env; i++)
		if (!strcmp(s->env[i].name, "SOURCE_DATE_EPOCH"))
			return strtol(s->env[i].value, NULL, 10);
	return DEFAULT_EPOCH;
}

/* Every element begins with a `const char *` name. */
static int by_name(const void *a, const void *b)
{
	return strcmp(**(const char *const *const *)a, **(const char *const *const *)b);
}

/* Pointers to the elements, sorted by name; NULL when there are none or memory is out. */
static const void **sorted(const void *array, size_t count, size_t size)
{
	const void **list = count ? malloc(count * sizeof(*list)) : NULL;

	if (!list)
		return NULL;
	for (size_t i = 0; i < count; i++)
		list[i] = (const char *)array + i * size;
	qsort(list, count, sizeof(*list), by_name);
	return list;
}

/* Without printf: with hundreds of steps there are tens of thousands of these. */
static void add_dependency(struct buf *b, const char *name, const char *part, const char *hash)
{
	buf_add(b, "depends ", 8);
	buf_adds(b, name);
	buf_addc(b, ' ');
	buf_adds(b, part);
	buf_addc(b, ' ');
	buf_adds(b, hash);
	buf_addc(b, '\n');
}

static void add_depends(const struct node *n, struct buf *b)
{
	const struct step *s = n->step;
	const void **list = sorted(s->deps, s->n_deps, sizeof(*s->deps));

	if (s->n_deps && !list)
		b->failed = true;
	for (size_t i = 0; list && i < s->n_deps; i++) {
		const struct step_dep *dep = list[i];
		const struct record *r = &n->deps[dep - s->deps]->record;

		for (int p = 0; p < PARTS; p++)
			if (dep->parts[p])
				add_dependency(b, dep->name, part_names[p], r->part[p]);
	}
	free(list);
}

static int add_files(struct depot *d, const struct step *s, struct buf *b, struct err *all)
{
	const void **list = sorted(s->files, s->n_files, sizeof(*s->files));
	char hex[HASH_HEX];
	int ret = 0;

	if (s->n_files && !list)
		b->failed = true;
	for (size_t i = 0; list && i < s->n_files; i++) {
		const struct step_file *f = list[i];
		struct err e = ERR_INIT;

		if (tree_hash(d, f->path, hex, &e))
			ret = err_add(all, "file %s: %s", f->name, e.text);
		else
			buf_addf(b, "file %s %s\n", f->name, hex);
	}
	free(list);
	return ret;
}

static int add_tools(struct depot *d, const struct step *s, struct buf *b, struct err *all)
{
	const void **list = sorted(s->tools, s->n_tools, sizeof(*s->tools));
	int ret = 0;

	if (s->n_tools && !list)
		b->failed = true;
	for (size_t i = 0; list && i < s->n_tools; i++) {
		const char *name = *(const char *const *)list[i];
		struct err e = ERR_INIT;

		buf_addf(b, "tool %s ", name);
		if (tool_identity(d, name, b, &e))
			ret = err_add(all, "%s", e.text);
		buf_addc(b, '\n');
	}
	free(list);
	return ret;
}

static int add_override(const struct step *s, struct buf *b, struct err *all)
{
	char hex[HASH_HEX];
	struct err e = ERR_INIT;

	if (!s->override)
		return 0;
	if (tree_fingerprint(s->override, hex, &e))
		return err_add(all, "override: %s", e.text);
	buf_addf(b, "override %s %s\n", s->override, hex);
	return 0;
}

int key_compute(struct depot *d, struct node *n, struct err *e)
{
	static const char *const kinds[] = {"target", "host", "image"};
	const struct step *s = n->step;
	struct buf *b = &n->text;
	struct err all = ERR_INIT;
	int ret;

	buf_clear(b);
	n->key[0] = '\0';
	buf_addf(b, "whittle step %d\nstep %s\nversion %s\nkind %s\nhost-cc %s\n", FORMAT, s->name,
		 s->version, kinds[s->kind], s->host_cc ? "yes" : "no");
	add_depends(n, b);
	for (size_t i = 0; i < s->n_sources; i++)
		buf_addf(b, "source %s %s\n", s->sources[i].file, s->sources[i].sha);
	ret = add_files(d, s, b, &all);
	ret |= add_tools(d, s, b, &all);
	for (size_t i = 0; i < s->n_env; i++)
		buf_addf(b, "env %s %s\n", s->env[i].name, s->env[i].value);
	ret |= add_override(s, b, &all);
	buf_adds(b, "script\n");
	buf_add(b, s->script, s->script_len);
	if (b->failed)
		return err_set(e, "out of memory");
	if (ret)
		return err_add(e, "%s: %s", s->name, all.text);
	return hash_bytes(b->data, b->len, n->key, e);
}
