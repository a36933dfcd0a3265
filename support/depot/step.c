/*
 * The text of a step, as the recipe loader writes it to O/steps/NAME: one fact a line, a word and
 * its values separated by single blanks; then a line `script`, then the POSIX shell script up to
 * the end of the file.
 *
 *     step NAME                      kind target|host|image         version V
 *     depends NAME PART…             source FILE SHA256 PLACE…      file NAME PATH
 *     tool PROGRAM                   env NAME VALUE                 host-cc yes|no
 *     jobs yes|no                    override DIR                   info NAME TEXT
 *
 * PATH, VALUE, DIR and TEXT go to the end of the line, so they may contain blanks. A SHA256 of "-"
 * means that the recipe has none yet. host-cc is yes for host steps unless they say no. Empty lines
 * and lines that begin with # are skipped.
 */
#include "step.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/buf.h"
#include "../lib/fs.h"
#include "../lib/hash.h"

const char *const part_names[PARTS] = {"target", "sysroot", "host", "images", "debug"};

int part_find(const char *name)
{
	for (int i = 0; i < PARTS; i++)
		if (!strcmp(name, part_names[i]))
			return i;
	return -1;
}

/* Memory of a step: blocks in a list, freed together. */
struct block {
	struct block *next;
	max_align_t data[];
};

struct parser {
	struct step *s;
	struct err *e;
	const char *file;
	int line;
	bool bad;
	bool host_cc; /* the step says so itself */
};

static void *alloc(struct step *s, size_t size)
{
	struct block *b = calloc(1, sizeof(*b) + size);

	if (!b)
		return NULL;
	b->next = s->memory;
	s->memory = b;
	return b->data;
}

static void complain(struct parser *p, const char *what, const char *value)
{
	p->bad = true;
	err_add(p->e, "%s:%d: %s%s%s", p->file, p->line, what, *value ? ": " : "", value);
}

/* Cut the next word off; NULL at the end of the line. */
static char *word(char **rest)
{
	char *start = *rest + strspn(*rest, " \t"), *end;

	if (!*start)
		return NULL;
	end = start + strcspn(start, " \t");
	*rest = end;
	if (*end) {
		*end = '\0';
		*rest = end + 1;
	}
	return start;
}

/* A name that becomes a path component: not empty, no slash, no leading dot. */
static bool plain(const char *name)
{
	return name && *name && *name != '.' && !strchr(name, '/');
}

/* Grow an array in the step's memory by doubling; returns the new, zeroed element. */
static void *push(struct parser *p, void *array, size_t *count, size_t size)
{
	char **base = array;

	if (!(*count & (*count - 1))) {
		char *bigger = alloc(p->s, (*count ? 2 * *count : 1) * size);

		if (!bigger) {
			complain(p, "out of memory", "");
			return NULL;
		}
		if (*count)
			memcpy(bigger, *base, *count * size);
		*base = bigger;
	}
	return *base + (*count)++ * size;
}

static void read_step(struct parser *p, char *rest)
{
	char *name = word(&rest);

	if (!plain(name) || strlen(name) > 100)
		complain(p, "not a name for a step", name ? name : "");
	else
		p->s->name = name;
}

static void read_version(struct parser *p, char *rest)
{
	p->s->version = rest;
}

static void read_kind(struct parser *p, char *rest)
{
	static const char *const kinds[] = {"target", "host", "image"};

	for (int i = 0; i < 3; i++)
		if (!strcmp(rest, kinds[i])) {
			p->s->kind = (enum kind)i;
			return;
		}
	complain(p, "kind must be target, host or image", rest);
}

static void read_bool(struct parser *p, const char *rest, bool *value)
{
	if (!strcmp(rest, "yes"))
		*value = true;
	else if (!strcmp(rest, "no"))
		*value = false;
	else
		complain(p, "must be yes or no", rest);
}

static void read_host_cc(struct parser *p, char *rest)
{
	p->host_cc = true;
	read_bool(p, rest, &p->s->host_cc);
}

static void read_jobs(struct parser *p, char *rest)
{
	read_bool(p, rest, &p->s->jobs);
}

static void read_depends(struct parser *p, char *rest)
{
	char *name = word(&rest), *part;
	struct step_dep *dep = NULL;

	if (!plain(name)) {
		complain(p, "depends needs the name of a step", name ? name : "");
		return;
	}
	for (size_t i = 0; i < p->s->n_deps; i++)
		if (!strcmp(p->s->deps[i].name, name))
			dep = &p->s->deps[i];
	if (!dep && !(dep = push(p, &p->s->deps, &p->s->n_deps, sizeof(*dep))))
		return;
	dep->name = name;
	while ((part = word(&rest))) {
		int n = part_find(part);

		if (n < 0)
			complain(p, "no such part (target, sysroot, host, images, debug)", part);
		else
			dep->parts[n] = true;
	}
}

static void read_source(struct parser *p, char *rest)
{
	char *file = word(&rest), *sha = word(&rest), *place;
	struct step_source *source;
	const char **places = NULL;
	size_t n = 0;

	if (!plain(file) || !sha) {
		complain(p, "source needs FILE SHA256 PLACE…", file ? file : "");
		return;
	}
	if (strcmp(sha, "-") && !hash_valid(sha)) {
		complain(p, "not a SHA-256 (64 lower-case hex digits)", sha);
		return;
	}
	source = push(p, &p->s->sources, &p->s->n_sources, sizeof(*source));
	if (!source)
		return;
	source->file = file;
	source->sha = strcmp(sha, "-") ? sha : "";
	do {
		const char **slot = push(p, &places, &n, sizeof(*places));

		if (!slot)
			return;
		*slot = place = word(&rest);
	} while (place);
	source->places = places;
}

/* NAME and the rest of the line; -1 after a complaint. */
static int pair(struct parser *p, char *rest, const char **name, const char **value)
{
	*name = word(&rest);
	*value = rest;
	if (*name)
		return 0;
	complain(p, "a name is missing", "");
	return -1;
}

static void read_file(struct parser *p, char *rest)
{
	const char *name, *path;
	struct step_file *f;

	if (pair(p, rest, &name, &path))
		return;
	if (!plain(name) || !*path) {
		complain(p, "file needs NAME PATH", name);
		return;
	}
	for (size_t i = 0; i < p->s->n_files; i++)
		if (!strcmp(p->s->files[i].name, name)) {
			complain(p, "two files have this name", name);
			return;
		}
	if ((f = push(p, &p->s->files, &p->s->n_files, sizeof(*f)))) {
		f->name = name;
		f->path = path;
	}
}

static void read_tool(struct parser *p, char *rest)
{
	const char **slot, *name;

	while ((name = word(&rest)))
		if ((slot = push(p, &p->s->tools, &p->s->n_tools, sizeof(*slot))))
			*slot = name;
}

static void read_env(struct parser *p, char *rest)
{
	const char *name, *value;
	struct step_env *v;

	if (pair(p, rest, &name, &value))
		return;
	if (strchr(name, '=')) {
		complain(p, "env needs NAME VALUE", name);
		return;
	}
	if ((v = push(p, &p->s->env, &p->s->n_env, sizeof(*v)))) {
		v->name = name;
		v->value = value;
	}
}

static void read_override(struct parser *p, char *rest)
{
	if (*rest)
		p->s->override = rest;
	else
		complain(p, "override needs a folder", "");
}

static void read_info(struct parser *p, char *rest)
{
	const char *name, *text;
	struct step_info *i;

	if (pair(p, rest, &name, &text))
		return;
	if ((i = push(p, &p->s->info, &p->s->n_info, sizeof(*i)))) {
		i->name = name;
		i->text = text;
	}
}

static const struct fact {
	const char *word;
	void (*read)(struct parser *p, char *rest);
} facts[] = {
	{"step", read_step},       {"kind", read_kind},         {"version", read_version},
	{"depends", read_depends}, {"source", read_source},     {"file", read_file},
	{"tool", read_tool},       {"env", read_env},           {"host-cc", read_host_cc},
	{"jobs", read_jobs},       {"override", read_override}, {"info", read_info},
};

static void read_line(struct parser *p, char *line)
{
	char *rest = line, *first;

	if (*line == '#')
		return;
	first = word(&rest);
	if (!first)
		return;
	for (size_t i = 0; i < sizeof(facts) / sizeof(*facts); i++)
		if (!strcmp(first, facts[i].word)) {
			facts[i].read(p, rest);
			return;
		}
	complain(p, "unknown word", first);
}

/* Split the facts into lines and find the script. */
static void read_all(struct parser *p, char *text, size_t len)
{
	char *end = text + len, *line = text, *next;

	for (; line < end; line = next) {
		char *stop = memchr(line, '\n', (size_t)(end - line));

		p->line++;
		next = stop ? stop + 1 : end;
		if (stop)
			*stop = '\0';
		if (!strcmp(line, "script")) {
			p->s->script = next;
			p->s->script_len = (size_t)(end - next);
			if (memchr(next, '\0', p->s->script_len))
				complain(p, "the script contains a NUL byte", "");
			return;
		}
		if (strlen(line) != (size_t)((stop ? stop : end) - line))
			complain(p, "the line contains a NUL byte", "");
		read_line(p, line);
	}
	complain(p, "there is no `script` line", "");
}

struct step *step_parse(const char *text, size_t len, const char *file, const char *name,
			struct err *e)
{
	struct step *s = calloc(1, sizeof(*s));
	struct parser p = {.s = s, .e = e, .file = file};
	char *copy, *keep;

	e->len = 0;
	e->text[0] = '\0';
	if (!s || !(copy = alloc(s, len + 1)) || !(keep = alloc(s, len + 1))) {
		err_set(e, "%s: out of memory", file);
		goto fail;
	}
	if (len) {
		memcpy(copy, text, len);
		memcpy(keep, text, len);
	}
	s->jobs = true;
	s->version = "";
	s->text = keep;
	s->text_len = len;
	read_all(&p, copy, len);
	if (!s->name)
		complain(&p, "there is no `step` line", "");
	else if (name && strcmp(s->name, name))
		complain(&p, "the step must be called like its file, not", s->name);
	if (s->kind == KIND_HOST && !p.host_cc)
		s->host_cc = true;
	if (!p.bad)
		return s;
fail:
	step_free(s);
	return NULL;
}

struct step *step_read(const char *path, const char *name, struct err *e)
{
	struct buf b = {0};
	struct step *s = NULL;

	if (!fs_read(path, &b, e))
		s = step_parse(buf_str(&b), b.len, path, name, e);
	buf_free(&b);
	return s;
}

void step_free(struct step *s)
{
	struct block *b, *next;

	if (!s)
		return;
	for (b = s->memory; b; b = next) {
		next = b->next;
		free(b);
	}
	free(s);
}
