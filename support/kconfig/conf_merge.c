/* conf --merge: a base configuration and fragments, each line of which has to take effect. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "conf.h"

struct wish {
	struct kconfig_symbol *symbol; /* NULL: no such symbol */
	char *name;
	char *value;
	const char *file;
	int line;
};

struct wishes {
	struct wish *list;
	size_t count, size;
};

static void add(struct wishes *wishes, struct wish wish)
{
	if (wishes->count == wishes->size) {
		wishes->size = wishes->size ? wishes->size * 2 : 64;
		wishes->list = realloc(wishes->list, wishes->size * sizeof(wish));
		if (!wishes->list)
			conf_die(111, "no memory");
	}
	wishes->list[wishes->count++] = wish;
}

/* Cut `CONFIG_X=value` or `# CONFIG_X is not set` into name and value; false for other lines. */
static bool cut(char *line, const char *prefix, char **name, char **value)
{
	static char no[] = "n";
	char *end;

	line[strcspn(line, "\r\n")] = '\0';
	if (strncmp(line, "# ", 2) == 0) {
		*name = line + 2 + strlen(prefix);
		end = strstr(line, " is not set");
		if (strncmp(line + 2, prefix, strlen(prefix)) != 0 || !end ||
		    end[strlen(" is not set")])
			return false;
		*end = '\0';
		*value = no;
		return true;
	}
	*name = line + strlen(prefix);
	end = strchr(line, '=');
	if (strncmp(line, prefix, strlen(prefix)) != 0 || !end)
		return false;
	*end = '\0';
	*value = end + 1;
	if (**value == '"') {
		char *out = ++*value, *in = *value;

		for (; *in && *in != '"'; *out++ = *in++)
			if (*in == '\\' && in[1])
				in++;
		*out = '\0';
	}
	return true;
}

static void collect(struct kconfig *kc, struct wishes *wishes, const char *file)
{
	FILE *in = fopen(file, "re");
	char *line = NULL, *name, *value;
	size_t size = 0;

	if (!in)
		conf_die(111, "can't read %s: %s", file, strerror(errno));
	for (int number = 1; getline(&line, &size, in) > 0; number++) {
		if (!cut(line, kconfig_prefix(kc), &name, &value))
			continue;
		add(wishes, (struct wish){kconfig_find(kc, name), strdup(name), strdup(value), file,
					  number});
	}
	free(line);
	fclose(in);
}

static void print_reason(void *data, const struct kconfig_reason *reason)
{
	(void)data;
	fprintf(stderr, "  %*s%s", reason->depth * 2, "", reason->text);
	if (reason->file)
		fprintf(stderr, " (%s:%d)", reason->file, reason->line);
	fputc('\n', stderr);
}

/* A later line for the same symbol is meant to win. */
static bool superseded(const struct wishes *wishes, size_t i)
{
	for (size_t j = i + 1; j < wishes->count; j++)
		if (wishes->list[j].symbol == wishes->list[i].symbol)
			return true;
	return false;
}

static bool took_effect(struct kconfig *kc, const struct wish *wish)
{
	const char *value = kconfig_value(kc, wish->symbol);

	if (kconfig_declared_type(wish->symbol) == KCONFIG_HEX)
		return strtoull(value, NULL, 16) == strtoull(wish->value, NULL, 16);
	return strcmp(value, wish->value) == 0;
}

static int check(struct kconfig *kc, const struct wishes *wishes)
{
	int missed = 0;

	for (size_t i = 0; i < wishes->count; i++) {
		const struct wish *wish = &wishes->list[i];
		const char *prefix = kconfig_prefix(kc);

		if (!wish->symbol) {
			/* What does not exist is off. */
			if (strcmp(wish->value, "n") == 0)
				continue;
			fprintf(stderr, "%s:%d: error: there is no symbol %s%s\n", wish->file,
				wish->line, prefix, wish->name);
		} else if (superseded(wishes, i) || took_effect(kc, wish)) {
			continue;
		} else {
			fprintf(stderr, "%s:%d: error: %s%s=%s did not take effect, it is %s\n",
				wish->file, wish->line, prefix, wish->name, wish->value,
				kconfig_value(kc, wish->symbol));
			kconfig_explain(kc, wish->symbol, wish->value, print_reason, NULL);
		}
		missed++;
	}
	return missed;
}

int conf_merge(struct kconfig *kc, char *const *files, int count)
{
	struct wishes wishes = {0};
	int status = kconfig_read(kc, files[0]);

	if (status != 0)
		conf_die(111, "can't read %s: %s", files[0],
			 strerror(status < 0 ? -status : ENOENT));
	for (int i = 1; i < count; i++) {
		collect(kc, &wishes, files[i]);
		status = kconfig_read_more(kc, files[i]);
		if (status < 0)
			conf_die(111, "can't read %s: %s", files[i], strerror(-status));
	}
	int missed = check(kc, &wishes);
	for (size_t i = 0; i < wishes.count; i++) {
		free(wishes.list[i].name);
		free(wishes.list[i].value);
	}
	free(wishes.list);
	return missed;
}
