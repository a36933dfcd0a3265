#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "command.h"
#include "compose.h"
#include "mtree.h"

struct arguments {
	struct compose c;
	struct manifest m;
	struct yield *yields;
	const char *output;
	struct err e;
};

/* Cut NAME=VALUE in two; NULL when there is no "=" or nothing beside it. */
static char *cut(char *text, char at)
{
	char *value = strchr(text, at);

	if (!value || value == text || !value[1])
		return NULL;
	*value = '\0';
	return value + 1;
}

static int read_time(const char *text, int64_t *seconds)
{
	char *end;

	*seconds = strtoll(text, &end, 10);
	return *text && !*end && *seconds >= 0 ? 0 : -1;
}

/* One option; -1 when its argument makes no sense. Wrong tables only fill the error. */
static int option(struct arguments *a, int letter, char *text)
{
	struct compose *c = &a->c;
	char *value;

	switch (letter) {
	case 'o':
		a->output = text;
		return 0;
	case 't':
		return read_time(text, &a->m.time);
	case 'y':
		value = cut(text, ':');
		a->yields[c->n_yields++] = (struct yield){text, value};
		return 0;
	case 'u':
		c->linked[c->n_linked++] = text;
		return 0;
	case 'O':
		c->own_path = cut(text, '=');
		c->own_dir = text;
		return c->own_path ? 0 : -1;
	case 'l':
	case 'L':
		value = cut(text, '=');
		c->layers[c->n_layers++] = (struct layer){text, value, letter == 'L'};
		return value ? 0 : -1;
	case 'p':
		value = cut(text, '=');
		if (value)
			(void)table_read(&c->table, &a->m, text, value, &a->e);
		return value ? 0 : -1;
	}
	return -1;
}

static int run(struct arguments *a)
{
	struct buf text = {0};
	int code;

	if (a->e.len || compose(&a->c, &a->m, &a->e)) {
		code = command_fail(&a->e, EXIT_NO);
	} else if (mtree_write(&a->m, &text, &a->e)) {
		code = command_fail(&a->e, EXIT_SYSTEM);
	} else {
		fputs(buf_str(&a->c.notes), stdout);
		code = command_write(a->output, &text);
	}
	buf_free(&text);
	return code;
}

int command_compose(int argc, char **argv)
{
	struct arguments a = {.e = ERR_INIT};
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	int letter, code = EXIT_FINE;

	a.c.layers = calloc((size_t)argc, sizeof(*a.c.layers));
	a.yields = calloc((size_t)argc, sizeof(*a.yields));
	a.c.yields = a.yields;
	a.c.linked = calloc((size_t)argc, sizeof(*a.c.linked));
	if (!a.c.layers || !a.yields || !a.c.linked) {
		err_set(&a.e, "out of memory");
		code = command_fail(&a.e, EXIT_SYSTEM);
		goto out;
	}
	if (epoch && read_time(epoch, &a.m.time)) {
		err_set(&a.e, "SOURCE_DATE_EPOCH is not a time: %s", epoch);
		code = command_fail(&a.e, EXIT_USAGE);
		goto out;
	}
	while (!code && (letter = getopt(argc, argv, "o:t:y:u:O:l:L:p:")) != -1)
		if (option(&a, letter, optarg))
			code = command_usage(argv[0]);
	if (!code && (optind != argc || !a.output || !a.c.own_path))
		code = command_usage(argv[0]);
	if (!code)
		code = run(&a);
out:
	manifest_free(&a.m);
	table_free(&a.c.table);
	buf_free(&a.c.notes);
	free(a.c.layers);
	free(a.c.linked);
	free(a.yields);
	return code;
}
