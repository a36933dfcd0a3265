/* Asking for options on standard input, as oldconfig and its like do. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "conf.h"

enum { LINE = 4096 };

struct ask {
	struct kconfig *kc;
	enum ask_mode mode;
	struct kconfig_menu *page; /* the menu that is being asked for as a whole */
	int indent;
	int asked;
	int missed; /* answers that could not be read */
	bool echo;
	char line[LINE];
};

static bool is_number(const struct kconfig_symbol *sym)
{
	return kconfig_declared_type(sym) > KCONFIG_TRISTATE;
}

static bool is_page(struct ask *ask, const struct kconfig_menu *menu)
{
	return menu == kconfig_root(ask->kc) || kconfig_menu_kind(menu) == KCONFIG_MENU ||
	       kconfig_menu_kind(menu) == KCONFIG_MENUCONFIG;
}

static const char *prompt_of(struct ask *ask, const struct kconfig_menu *menu)
{
	const char *prompt = kconfig_menu_prompt(menu);

	return prompt || menu != kconfig_root(ask->kc) ? prompt : kconfig_title(ask->kc);
}

/* A choice is new while one of its visible members is. */
static bool is_new(struct ask *ask, const struct kconfig_menu *menu)
{
	const struct kconfig_symbol *sym = kconfig_menu_symbol(menu);

	if (!kconfig_is_choice(sym))
		return !kconfig_user_value(sym);
	for (struct kconfig_menu *m = kconfig_menu_child(menu); m; m = kconfig_menu_next(m))
		if (kconfig_menu_symbol(m) && kconfig_menu_visible(ask->kc, m) &&
		    !kconfig_user_value(kconfig_menu_symbol(m)))
			return true;
	return false;
}

/*
 * The answer into `line`, without newline; at the end of input the default, which is empty. Then
 * AT_END is shown in its place.
 */
static void read_line(struct ask *ask, const char *at_end)
{
	fflush(stdout);
	ask->line[0] = '\0';
	if (!fgets(ask->line, LINE, stdin)) {
		fputs("\nError in reading or end of file.\n", stderr);
		ask->missed++;
		ask->line[0] = '\0';
	}
	if (ask->echo)
		printf("%s", *ask->line ? ask->line : at_end);
	ask->line[strcspn(ask->line, "\n")] = '\0';
}

/* True when there is an answer in `line`; false when the present value stays without asking. */
static bool ask_value(struct ask *ask, struct kconfig_symbol *sym, const char *value)
{
	bool fresh = !kconfig_user_value(sym);

	if (fresh)
		printf("(NEW) ");
	if (!kconfig_changeable(ask->kc, sym) || (ask->mode != ASK_ALL && !fresh)) {
		printf("%s\n", value);
		return false;
	}
	read_line(ask, "\n");
	return true;
}

/* A question that does not take its own default is not asked again without an end. */
static void check_input(const struct ask *ask, const struct kconfig_menu *menu, int missed)
{
	const char *name = kconfig_name(kconfig_menu_symbol(menu));

	if (ask->missed > missed + 1)
		conf_die(1, "%s needs an answer, and there is no more input",
			 name ? name : kconfig_menu_prompt(menu));
}

static void ask_text(struct ask *ask, struct kconfig_menu *menu)
{
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu);

	for (int missed = ask->missed;;) {
		const char *value = kconfig_value(ask->kc, sym);

		printf("%*s%s (%s) [%s] ", ask->indent - 1, "", kconfig_menu_prompt(menu),
		       kconfig_name(sym), value);
		if (!ask_value(ask, sym, value))
			return;
		if (strcmp(ask->line, "?") == 0)
			conf_print_help(ask->kc, menu);
		else if (kconfig_set(ask->kc, sym, *ask->line ? ask->line : value) == 0)
			return;
		check_input(ask, menu, missed);
	}
}

static void print_values(struct ask *ask, struct kconfig_symbol *sym)
{
	static const char letters[] = "nmy";
	enum kconfig_tristate now = kconfig_tristate(ask->kc, sym);

	printf("[%c", toupper((unsigned char)letters[now]));
	for (int value = KCONFIG_N; value <= KCONFIG_Y; value++)
		if (value != (int)now && kconfig_allows(ask->kc, sym, (enum kconfig_tristate)value))
			printf("/%c", letters[value]);
	printf("/?] ");
}

/* "n", "m", "y" for an answer, "?" for help, NULL for nonsense. */
static const char *parse_answer(char *line, const char *value)
{
	static const char *const words[][2] = {{"n", "no"}, {"m", "mod"}, {"y", "yes"}, {"?", "?"}};

	line += strspn(line, " \t");
	line[strcspn(line, " \t\r")] = '\0';
	for (char *p = line; *p; p++)
		*p = (char)tolower((unsigned char)*p);
	if (!*line)
		return value;
	for (size_t i = 0; i < 4; i++)
		if (strcmp(line, words[i][0]) == 0 || strcmp(line, words[i][1]) == 0)
			return words[i][0];
	return NULL;
}

static enum kconfig_tristate tristate_of(const char *answer)
{
	return *answer == 'y' ? KCONFIG_Y : *answer == 'm' ? KCONFIG_M : KCONFIG_N;
}

static void ask_tristate(struct ask *ask, struct kconfig_menu *menu)
{
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu);

	for (int missed = ask->missed;;) {
		printf("%*s%s ", ask->indent - 1, "", kconfig_menu_prompt(menu));
		if (kconfig_name(sym))
			printf("(%s) ", kconfig_name(sym));
		print_values(ask, sym);
		if (!ask_value(ask, sym, kconfig_value(ask->kc, sym)))
			return;
		const char *answer = parse_answer(ask->line, kconfig_value(ask->kc, sym));
		if (!answer)
			continue;
		/* The present value is one that could not be asked for while the prompt has less.
		 */
		if (*answer != '?' && kconfig_allows(ask->kc, sym, tristate_of(answer)) &&
		    kconfig_set(ask->kc, sym, answer) == 0)
			return;
		conf_print_help(ask->kc, menu);
		check_input(ask, menu, missed);
	}
}

static void ask_entry(struct ask *ask, struct kconfig_menu *menu);

/* List the members; returns how many there are, the number of the chosen one in *CHOSEN. */
static int list_members(struct ask *ask, struct kconfig_menu *menu, int *chosen)
{
	struct kconfig_symbol *now = kconfig_chosen(ask->kc, kconfig_menu_symbol(menu));
	int count = 0;

	printf("%*s%s\n", ask->indent - 1, "", kconfig_menu_prompt(menu));
	for (struct kconfig_menu *m = kconfig_menu_child(menu); m; m = kconfig_menu_next(m)) {
		struct kconfig_symbol *sym = kconfig_menu_symbol(m);

		if (!kconfig_menu_visible(ask->kc, m))
			continue;
		if (!sym) {
			printf("%*c %s\n", ask->indent, '*', kconfig_menu_prompt(m));
			continue;
		}
		if (sym == now)
			*chosen = count + 1;
		printf("%*c %d. %s (%s)%s\n", ask->indent, sym == now ? '>' : ' ', ++count,
		       kconfig_menu_prompt(m), kconfig_name(sym),
		       kconfig_user_value(sym) ? "" : " (NEW)");
	}
	printf("%*schoice", ask->indent - 1, "");
	return count;
}

static struct kconfig_menu *nth_member(struct ask *ask, struct kconfig_menu *menu, int n)
{
	for (struct kconfig_menu *m = kconfig_menu_child(menu); m; m = kconfig_menu_next(m))
		if (kconfig_menu_symbol(m) && kconfig_menu_visible(ask->kc, m) && --n == 0)
			return m;
	return NULL;
}

static void ask_choice(struct ask *ask, struct kconfig_menu *menu)
{
	struct kconfig_menu *member = NULL;

	for (int missed = ask->missed; !member; check_input(ask, menu, missed)) {
		int chosen = 0;
		int count = list_members(ask, menu, &chosen);
		int number = chosen;

		ask->line[0] = '\0';
		if (count == 0) {
			putchar('\n');
			return;
		}
		if (count == 1) {
			printf("[1]: 1\n");
			number = 1;
		} else {
			printf("[1-%d?]: ", count);
			if (ask->mode != ASK_ALL && !is_new(ask, menu))
				printf("%d\n", chosen);
			else
				read_line(ask, "");
		}
		if (*ask->line == '?') {
			conf_print_help(ask->kc, menu);
			continue;
		}
		if (*ask->line && !isdigit((unsigned char)*ask->line))
			continue;
		if (*ask->line)
			number = atoi(ask->line);
		member = nth_member(ask, menu, number);
		if (member && *ask->line && strchr(ask->line, '?')) {
			conf_print_help(ask->kc, member);
			member = NULL;
		}
	}
	kconfig_set(ask->kc, kconfig_menu_symbol(member), "y");
	for (struct kconfig_menu *m = kconfig_menu_child(member); m; m = kconfig_menu_next(m)) {
		ask->indent += 2;
		ask_entry(ask, m);
		ask->indent -= 2;
	}
}

static void check(struct ask *ask, struct kconfig_menu *menu);

static void ask_entry(struct ask *ask, struct kconfig_menu *menu)
{
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu);

	if (!kconfig_menu_visible(ask->kc, menu))
		return;
	/* Apart from oldaskconfig only menus with something new in them are shown. */
	if (is_page(ask, menu) && ask->mode != ASK_ALL && menu != ask->page) {
		check(ask, menu);
		return;
	}
	if (is_page(ask, menu) || kconfig_menu_kind(menu) == KCONFIG_COMMENT)
		printf("%*c\n%*c %s\n%*c\n", ask->indent, '*', ask->indent, '*',
		       prompt_of(ask, menu), ask->indent, '*');
	if (sym && kconfig_is_choice(sym)) {
		ask_choice(ask, menu);
		return;
	}
	if (sym && is_number(sym))
		ask_text(ask, menu);
	else if (sym)
		ask_tristate(ask, menu);
	ask->indent += sym ? 2 : 0;
	for (struct kconfig_menu *m = kconfig_menu_child(menu); m; m = kconfig_menu_next(m))
		ask_entry(ask, m);
	ask->indent -= sym ? 2 : 0;
}

static void print_quoted(const char *value)
{
	printf("\"");
	for (; *value; value++)
		printf(strchr("\"\\", *value) ? "\\%c" : "%c", *value);
	printf("\"");
}

static void show_new(struct ask *ask, struct kconfig_menu *menu)
{
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu);

	if (kconfig_is_choice(sym))
		return;
	if (ask->mode == HELP_NEW) {
		printf("-----\n");
		conf_print_help(ask->kc, menu);
		printf("-----\n");
	} else {
		printf("%s%s=", kconfig_prefix(ask->kc), kconfig_name(sym));
		if (kconfig_declared_type(sym) == KCONFIG_STRING)
			print_quoted(kconfig_value(ask->kc, sym));
		else
			printf("%s", kconfig_value(ask->kc, sym));
		printf("\n");
	}
}

/* Look for what is new below MENU and ask for the page that it is on. */
static void check(struct ask *ask, struct kconfig_menu *menu)
{
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu);

	if (!kconfig_menu_visible(ask->kc, menu))
		return;
	if (sym && is_new(ask, menu) &&
	    (kconfig_is_choice(sym) || kconfig_changeable(ask->kc, sym))) {
		if (ask->mode >= LIST_NEW) {
			show_new(ask, menu);
		} else {
			if (!ask->asked++)
				printf("*\n* Restart config...\n*\n");
			ask->page = menu;
			while (!is_page(ask, ask->page))
				ask->page = kconfig_menu_parent(ask->page);
			ask_entry(ask, ask->page);
		}
	}
	for (struct kconfig_menu *m = kconfig_menu_child(menu); m; m = kconfig_menu_next(m))
		check(ask, m);
}

int conf_ask(struct kconfig *kc, enum ask_mode mode)
{
	struct ask ask = {.kc = kc, .mode = mode, .indent = 1, .echo = !isatty(0) || !isatty(1)};

	if (mode == ASK_ALL) {
		ask.page = kconfig_root(kc);
		ask_entry(&ask, ask.page);
		ask.mode = ASK_NEW;
	}
	do {
		ask.asked = 0;
		check(&ask, kconfig_root(kc));
	} while (ask.asked);
	return 0;
}
