/* conf --why, --set, --diff and --json: questions about a configuration. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "conf.h"

static void print_reason(void *data, const struct kconfig_reason *reason)
{
	FILE *out = data;

	fprintf(out, "  %*s%s", reason->depth * 2, "", reason->text);
	if (reason->file)
		fprintf(out, " (%s:%d)", reason->file, reason->line);
	fputc('\n', out);
}

/* The symbol of NAME[=VALUE], with or without prefix; *VALUE is NULL when there is none. */
static struct kconfig_symbol *split(struct kconfig *kc, char *text, const char **value)
{
	size_t prefix = strlen(kconfig_prefix(kc));
	char *equal = strchr(text, '=');

	*value = equal ? equal + 1 : NULL;
	if (equal)
		*equal = '\0';
	struct kconfig_symbol *sym = kconfig_find(kc, text);
	if (!sym && strncmp(text, kconfig_prefix(kc), prefix) == 0)
		sym = kconfig_find(kc, text + prefix);
	if (!sym)
		fprintf(stderr, "conf: error: there is no symbol %s\n", text);
	return sym;
}

int conf_why(struct kconfig *kc, char *const *questions, int count)
{
	int no = 0;

	for (int i = 0; i < count; i++) {
		const char *value;
		struct kconfig_symbol *sym = split(kc, questions[i], &value);

		if (!sym) {
			no = 1;
			continue;
		}
		const char *now = kconfig_value(kc, sym);
		bool differs = value && strcmp(value, now) != 0;
		if (differs)
			printf("%s is %s, not %s:\n", kconfig_name(sym), now, value);
		else
			printf("%s is %s:\n", kconfig_name(sym), now);
		kconfig_explain(kc, sym, differs ? value : NULL, print_reason, stdout);
		no |= differs;
	}
	return no;
}

/* Make and show the changes that a search has found. */
static int solve(struct kconfig *kc, struct kconfig_symbol *sym, const char *value)
{
	struct kconfig_change *changes;
	int count = kconfig_solve(kc, sym, value, 0, &changes);
	int status = 0;

	if (count < 0)
		return count;
	for (int i = 0; i < count && status == 0; i++) {
		printf("%s: %s -> %s\n", kconfig_name(changes[i].symbol), changes[i].from,
		       changes[i].to);
		status = kconfig_set(kc, changes[i].symbol, changes[i].to);
	}
	free(changes);
	return status < 0 ? status : count;
}

int conf_set(struct kconfig *kc, char *const *settings, int count, bool solving)
{
	int missed = 0;

	for (int i = 0; i < count; i++) {
		const char *value;
		struct kconfig_symbol *sym = split(kc, settings[i], &value);

		if (sym && !value)
			conf_die(100, "--set %s: SYMBOL=VALUE is needed", settings[i]);
		if (!sym) {
			missed++;
			continue;
		}
		int status = kconfig_set(kc, sym, value);
		if (status < 0 && solving)
			status = solve(kc, sym, value) < 0 ? status : 0;
		if (status == 0 && strcmp(kconfig_value(kc, sym), value) == 0)
			continue;
		fprintf(stderr, "conf: error: %s can't be %s, it is %s\n", kconfig_name(sym), value,
			kconfig_value(kc, sym));
		kconfig_explain(kc, sym, value, print_reason, stderr);
		missed++;
	}
	return missed;
}

/* ---- --diff ---- */

struct former {
	char *value;
	bool changeable;
	bool by_default;
};

static char *copy(const char *text)
{
	char *new = text ? strdup(text) : NULL;

	if (text && !new)
		conf_die(111, "no memory");
	return new;
}

static void must_read(struct kconfig *kc, const char *file)
{
	int status = kconfig_read(kc, file);

	if (status != 0)
		conf_die(111, "can't read %s: %s", file, strerror(status < 0 ? -status : ENOENT));
}

static struct former remember(struct kconfig *kc, struct kconfig_symbol *sym)
{
	const char *now = kconfig_value(kc, sym);

	return (struct former){copy(now), kconfig_changeable(kc, sym),
			       strcmp(now, kconfig_default_value(kc, sym)) == 0};
}

static bool could_be(struct kconfig *kc, struct kconfig_symbol *sym, const char *value)
{
	if (kconfig_declared_type(sym) > KCONFIG_TRISTATE)
		return true;
	return kconfig_allows(kc, sym,
			      *value == 'y'   ? KCONFIG_Y
			      : *value == 'm' ? KCONFIG_M
					      : KCONFIG_N);
}

/*
 * A .config lists consequences just like choices. Chosen is what could have stayed as it was, and
 * is not the default now, or was not then; of a choice, the member that took the place of another
 * one.
 */
static bool was_chosen(struct kconfig *kc, struct kconfig_symbol *sym, const struct former *before)
{
	const char *now = kconfig_value(kc, sym);

	if (!kconfig_changeable(kc, sym))
		return false;
	if (kconfig_choice(sym))
		return before->changeable && *now == 'y';
	return could_be(kc, sym, before->value) &&
	       (strcmp(now, kconfig_default_value(kc, sym)) != 0 ||
		(before->changeable && !before->by_default));
}

int conf_diff(struct kconfig *kc, const char *a, const char *b)
{
	struct kconfig_symbol *sym;
	int count = 0, differences = 0;

	must_read(kc, a);
	while (kconfig_symbol(kc, count))
		count++;
	struct former *before = calloc((size_t)count + 1, sizeof(*before));
	if (!before)
		conf_die(111, "no memory");
	for (int i = 0; (sym = kconfig_symbol(kc, i)); i++)
		before[i] = remember(kc, sym);
	must_read(kc, b);
	for (int i = 0; (sym = kconfig_symbol(kc, i)); i++) {
		const char *now = kconfig_value(kc, sym);

		if (strcmp(now, before[i].value) != 0) {
			printf("%s %s%s: %s -> %s\n", was_chosen(kc, sym, &before[i]) ? "*" : " ",
			       kconfig_prefix(kc), kconfig_name(sym), before[i].value, now);
			differences++;
		}
		free(before[i].value);
	}
	free(before);
	return differences != 0;
}

/* ---- --json ---- */

static void print_string(const char *text)
{
	if (!text) {
		fputs("null", stdout);
		return;
	}
	putchar('"');
	for (; *text; text++) {
		unsigned char c = (unsigned char)*text;

		if (c == '"' || c == '\\')
			printf("\\%c", c);
		else if (c < ' ')
			printf("\\u%04x", c);
		else
			putchar(c);
	}
	putchar('"');
}

static void print_field(const char *name, const char *text)
{
	printf(",\"%s\":", name);
	print_string(text);
}

static void print_condition(struct kconfig *kc, const char *name, const struct kconfig_expr *e)
{
	char *text = e ? kconfig_expr_text(kc, e, false) : NULL;

	if (text)
		print_field(name, text);
	free(text);
}

static void print_properties(struct kconfig *kc, const struct kconfig_symbol *sym,
			     const struct kconfig_menu *menu)
{
	static const char *const names[] = {"prompt", "default", "select", "imply", "range"};
	struct kconfig_property p;
	const char *separator = "";

	fputs(",\"properties\":[", stdout);
	for (int i = 0; kconfig_property(sym, i, &p); i++) {
		if (p.menu != menu || p.kind == KCONFIG_PROMPT)
			continue;
		printf("%s{\"kind\":\"%s\"", separator, names[p.kind]);
		separator = ",";
		print_condition(kc, "value", p.value);
		print_condition(kc, "if", p.condition);
		printf(",\"line\":%d}", p.line);
	}
	putchar(']');
}

static void print_symbol(struct kconfig *kc, struct kconfig_symbol *sym,
			 const struct kconfig_menu *menu)
{
	static const char *const tristates[] = {"n", "m", "y"};
	const char *low, *high;

	print_field("name", kconfig_name(sym));
	print_field("type", kconfig_type_name(kconfig_type(kc, sym)));
	print_field("value", kconfig_value(kc, sym));
	print_field("default", kconfig_default_value(kc, sym));
	print_field("user", kconfig_user_value(sym));
	print_field("visibility", tristates[kconfig_visibility(kc, sym)]);
	printf(",\"changeable\":%s", kconfig_changeable(kc, sym) ? "true" : "false");
	if (kconfig_declared_type(sym) >= KCONFIG_INT && kconfig_range(kc, sym, &low, &high)) {
		fputs(",\"range\":[", stdout);
		print_string(low);
		putchar(',');
		print_string(high);
		putchar(']');
	}
	print_condition(kc, "depends", kconfig_dependencies(sym));
	print_condition(kc, "selected-by", kconfig_selected_by(sym));
	print_condition(kc, "implied-by", kconfig_implied_by(sym));
	print_properties(kc, sym, menu);
}

/* The entry and what is below it; deep trees come from the nesting of menus, which the parser
 * limits. */
static void print_entry(struct kconfig *kc, struct kconfig_menu *menu)
{
	static const char *const kinds[] = {"menu", "config", "menuconfig", "choice", "comment"};
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu);
	bool root = menu == kconfig_root(kc);

	printf("{\"kind\":\"%s\"", kinds[kconfig_menu_kind(menu)]);
	print_field("prompt", root ? kconfig_title(kc) : kconfig_menu_prompt(menu));
	printf(",\"visible\":%s", kconfig_menu_visible(kc, menu) ? "true" : "false");
	if (!root) {
		print_field("file", kconfig_menu_file(menu));
		printf(",\"line\":%d", kconfig_menu_line(menu));
	}
	print_condition(kc, "condition", kconfig_menu_condition(menu));
	if (sym)
		print_symbol(kc, sym, menu);
	if (kconfig_menu_help(menu))
		print_field("help", kconfig_menu_help(menu));
	if (kconfig_menu_child(menu)) {
		const char *separator = "";

		fputs(",\"children\":[", stdout);
		for (struct kconfig_menu *m = kconfig_menu_child(menu); m;
		     m = kconfig_menu_next(m)) {
			fputs(separator, stdout);
			separator = ",\n";
			print_entry(kc, m);
		}
		putchar(']');
	}
	putchar('}');
}

int conf_json(struct kconfig *kc)
{
	print_entry(kc, kconfig_root(kc));
	putchar('\n');
	return 0;
}
