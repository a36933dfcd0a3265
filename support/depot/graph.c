#include "graph.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "key.h"

enum { MARK_NEW, MARK_OPEN, MARK_DONE };

/* FNV-1a */
static size_t hash_name(const char *name)
{
	unsigned long long h = 14695981039346656037ULL;

	for (; *name; name++)
		h = (h ^ (unsigned char)*name) * 1099511628211ULL;
	return (size_t)(h ^ h >> 32);
}

/* The slot of a name: its node, or the empty place for it. */
static struct node **slot(const struct graph *g, const char *name)
{
	size_t mask = 2 * g->cap - 1, i = hash_name(name) & mask;

	while (g->index[i] && strcmp(g->index[i]->step->name, name))
		i = (i + 1) & mask;
	return &g->index[i];
}

static struct node *find(const struct graph *g, const char *name)
{
	return g->cap ? *slot(g, name) : NULL;
}

/* Nodes whose dependencies are being loaded, innermost first: finds and shows cycles. */
struct trail {
	const char *name;
	const struct trail *up;
};

static int cycle(const struct trail *t, const char *name, struct err *e)
{
	const struct trail *p;
	struct buf b = {0};

	for (p = t; p && strcmp(p->name, name); p = p->up)
		;
	if (!p)
		return 0;
	for (p = t; strcmp(p->name, name); p = p->up)
		buf_addf(&b, "%s, which is needed by ", p->name);
	err_set(e, "cycle: %s is needed by %s%s", name, buf_str(&b), name);
	buf_free(&b);
	return -1;
}

static void node_free(struct node *n)
{
	if (!n)
		return;
	step_free(n->step);
	buf_free(&n->text);
	free(n->deps);
	free(n);
}

static int append(struct graph *g, struct node *n, struct err *e)
{
	if (g->count == g->cap) {
		size_t cap = g->cap ? 2 * g->cap : 64;
		struct node **bigger = realloc(g->nodes, cap * sizeof(*bigger));

		if (!bigger)
			return err_set(e, "out of memory");
		g->nodes = bigger;
		g->cap = cap;
		free(g->index);
		g->index = calloc(2 * cap, sizeof(*g->index));
		if (!g->index) {
			g->cap = 0;
			return err_set(e, "out of memory");
		}
		for (size_t i = 0; i < g->count; i++)
			*slot(g, g->nodes[i]->step->name) = g->nodes[i];
	}
	g->nodes[g->count++] = n;
	*slot(g, n->step->name) = n;
	return 0;
}

static struct node *load(struct graph *g, const char *name, const struct trail *up, struct err *e)
{
	struct node *n = find(g, name);
	struct trail here = {name, up};
	char *path = NULL;

	if (n || cycle(up, name, e))
		return n;
	n = calloc(1, sizeof(*n));
	path = fs_fmt("%s/steps/%s", g->d->out, name);
	if (!n || !path) {
		err_set(e, "out of memory");
		goto fail;
	}
	n->step = strchr(name, '/') ? (errno = ENOENT, NULL) : step_read(path, name, e);
	if (!n->step) {
		if (errno == ENOENT && !fs_exists(path))
			err_set(e, "there is no step %s%s%s (looked for %s)", name,
				up ? ", which is needed by " : "", up ? up->name : "", path);
		goto fail;
	}
	n->local = n->step->override != NULL;
	n->deps = calloc(n->step->n_deps + 1, sizeof(*n->deps));
	if (!n->deps) {
		err_set(e, "out of memory");
		goto fail;
	}
	for (size_t i = 0; i < n->step->n_deps; i++) {
		n->deps[i] = load(g, n->step->deps[i].name, &here, e);
		if (!n->deps[i])
			goto fail;
		n->local |= n->deps[i]->local;
	}
	if (append(g, n, e))
		goto fail;
	free(path);
	return n;
fail:
	free(path);
	node_free(n);
	return NULL;
}

struct node *graph_load(struct graph *g, const char *name, struct err *e)
{
	return load(g, name, NULL, e);
}

int graph_look(struct graph *g, struct node *n, struct err *e)
{
	struct err why = ERR_INIT;
	int found;

	n->state = STATE_BLOCKED;
	for (size_t i = 0; i < n->step->n_deps; i++)
		if (n->deps[i]->state != STATE_HIT)
			return 0;
	if (key_compute(g->d, n, e))
		return -1;
	/* a damaged record counts as missing: the step is built again and the artefact replaced */
	found = store_record(g->d, n->key, &n->record, &why);
	if (found < 0)
		depot_say(g->d, "%s: %s", n->step->name, why.text);
	n->state = found > 0 ? STATE_HIT : STATE_MISSING;
	if (found > 0)
		store_used(g->d, n->key);
	return 0;
}

int graph_look_all(struct graph *g, struct err *e)
{
	struct err all = ERR_INIT, one;
	int ret = 0;

	for (size_t i = 0; i < g->count; i++) {
		one.len = 0;
		if (graph_look(g, g->nodes[i], &one))
			ret = err_add(&all, "%s", one.text);
	}
	if (ret)
		*e = all;
	return ret;
}

void graph_free(struct graph *g)
{
	for (size_t i = 0; i < g->count; i++)
		node_free(g->nodes[i]);
	free(g->nodes);
	free(g->index);
	memset(g, 0, sizeof(*g));
}
