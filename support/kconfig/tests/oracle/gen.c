/*
 * gen: writes random Kconfig trees with a configuration for each, for differential tests.
 *
 * gen TREE FIRST COUNT DIR
 *   TREE is linux, u-boot or busybox: whose language is written. Seeds FIRST … FIRST+COUNT-1 become
 * DIR/SEED/Kconfig, DIR/SEED/config (to start from) and DIR/SEED/answers (what is typed). The cases
 * are printed as `oracle` reads them.
 *
 * The trees are small, so that a difference is easy to read. References go to symbols of lower
 * numbers and selects to higher ones, so that most trees are free of cycles; a few are not, and a
 * few have errors in them.
 */
#define _GNU_SOURCE
#include "random.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum language { LINUX = 1, U_BOOT = 2, BUSYBOX = 4, ALL = 7 };
enum type { BOOL, TRISTATE, INT, HEX, STRING, TYPES };

struct gen {
	FILE *out;
	uint64_t state;
	enum language language;
	int symbols;   /* in the whole tree */
	int defined;   /* so far */
	int depth;     /* of open menus, ifs and choices */
	int limit;     /* first member of the open choice, below which references stay, or -1 */
	bool wild;     /* cycles allowed */
	bool mistakes; /* syntax errors allowed */
};

static const char *const type_names[] = {"bool", "tristate", "int", "hex", "string"};

static unsigned pick(struct gen *g, unsigned n)
{
	return (unsigned)(random_next(&g->state) % n);
}

static bool chance(struct gen *g, unsigned percent)
{
	return pick(g, 100) < percent;
}

/* A symbol's type follows from its number, so that references before the definition know it. */
static enum type type_of(const struct gen *g, int symbol)
{
	static const enum type types[] = {BOOL, TRISTATE, BOOL, INT,    TRISTATE,
					  BOOL, HEX,      BOOL, STRING, TRISTATE};

	(void)g;
	return types[symbol * 7 % 10];
}

/* The number below which references stay for a symbol of number THAN. */
static int below(const struct gen *g, int than)
{
	return g->limit >= 0 && than > g->limit ? g->limit : than;
}

static int lower(struct gen *g, int than)
{
	if (g->wild && chance(g, 10))
		return (int)pick(g, (unsigned)g->symbols);
	than = below(g, than);
	return than > 0 ? (int)pick(g, (unsigned)than) : 0;
}

static const char *constant(struct gen *g, enum type type)
{
	static const char *const values[TYPES][8] = {
		{"y", "n", "y", "n", "y", "n", "m", "\"y\""},
		{"y", "n", "m", "y", "m", "n", "m", "\"m\""},
		{"0", "1", "5", "10", "-3", "100", "42", "7"},
		{"0x0", "0x1", "0x10", "0xff", "0xABC", "0x7", "0x20", "0x100"},
		{"\"\"", "\"a\"", "\"some text\"", "\"b\\\"c\"", "\"n\"", "'single'", "\"10\"",
		 "\"back\\\\slash\""},
	};

	return values[type][pick(g, 8)];
}

static void expression(struct gen *g, int than, int depth)
{
	static const char *const compare[] = {"=", "!=", "<", "<=", ">", ">="};
	int symbol = lower(g, than);
	unsigned kind = depth > 2 ? 0 : pick(g, 10);

	/* Nothing to refer to without a cycle. */
	if (below(g, than) == 0 && !g->wild) {
		fputs(chance(g, 70) ? "MODULES" : constant(g, BOOL), g->out);
		return;
	}

	switch (kind) {
	case 5:
		fputc('!', g->out);
		/* fall through */
	case 6:
		fputc('(', g->out);
		expression(g, than, depth + 1);
		fputc(')', g->out);
		break;
	case 7:
	case 8:
		expression(g, than, depth + 1);
		fputs(kind == 7 ? " && " : " || ", g->out);
		expression(g, than, depth + 1);
		break;
	default:
		if (type_of(g, symbol) > TRISTATE || kind == 9)
			fprintf(g->out, "S%d%s%s", symbol,
				compare[pick(g, g->language == BUSYBOX ? 2 : 6)],
				constant(g, type_of(g, symbol)));
		else if (chance(g, 3))
			fputs(chance(g, 50) ? "UNDEFINED" : "m", g->out);
		else
			fprintf(g->out, "%sS%d", chance(g, 25) ? "!" : "", symbol);
	}
}

static void condition(struct gen *g, int than, unsigned percent)
{
	if (chance(g, percent)) {
		fputs(" if ", g->out);
		expression(g, than, 1);
	}
	fputc('\n', g->out);
}

static void depends(struct gen *g, int than, unsigned percent)
{
	if (!chance(g, percent))
		return;
	fputs("\tdepends on ", g->out);
	expression(g, than, 0);
	fputc('\n', g->out);
}

static void help(struct gen *g)
{
	if (!chance(g, 20))
		return;
	fprintf(g->out, "\t%s\n\t  First line of help.\n\n",
		g->language == BUSYBOX ? "---help---" : "help");
	fputs(chance(g, 50) ? "\t    indented deeper\n\t  config NOT_A_SYMBOL\n"
			    : "\t  # no comment\n",
	      g->out);
	if (chance(g, 30))
		fputs("\n\n", g->out);
}

static void selects(struct gen *g, int symbol)
{
	while (type_of(g, symbol) <= TRISTATE && chance(g, 20) && symbol + 1 < g->symbols) {
		int target = symbol + 1 + (int)pick(g, (unsigned)(g->symbols - symbol - 1));

		if (type_of(g, target) > TRISTATE && !chance(g, 3))
			continue;
		fprintf(g->out, "\t%s S%d",
			g->language != BUSYBOX && chance(g, 40) ? "imply" : "select", target);
		condition(g, symbol, 30);
	}
}

static void default_value(struct gen *g, int symbol)
{
	enum type type = type_of(g, symbol);
	int other = lower(g, symbol);

	if (type <= TRISTATE && chance(g, 30))
		expression(g, symbol, 1);
	else if (type_of(g, other) == type && other < symbol && chance(g, 30))
		fprintf(g->out, "S%d", other);
	else
		fputs(constant(g, chance(g, 97) ? type : (enum type)pick(g, TYPES)), g->out);
}

static void range(struct gen *g, int symbol)
{
	enum type type = type_of(g, symbol);
	int other = lower(g, symbol);

	if ((type != INT && type != HEX) || !chance(g, 40))
		return;
	fprintf(g->out, "\trange %s ", type == INT ? (chance(g, 50) ? "0" : "-5") : "0x1");
	if (type_of(g, other) == type && other < symbol && chance(g, 40))
		fprintf(g->out, "S%d", other);
	else
		fputs(type == INT ? "50" : "0x80", g->out);
	condition(g, symbol, 30);
}

/* The attributes of `config Sn`; in a choice, members have a prompt. */
static void attributes(struct gen *g, int symbol, bool member)
{
	enum type type = member ? BOOL : type_of(g, symbol);
	bool prompt = member || chance(g, 70);

	if (!prompt && chance(g, 30) && type <= TRISTATE) {
		fprintf(g->out, "\tdef_%s ", type_names[type]);
		default_value(g, symbol);
		condition(g, symbol, 30);
		return;
	}
	fprintf(g->out, "\t%s", type_names[type]);
	if (prompt && chance(g, 80)) {
		fprintf(g->out, " \"Prompt %d\"", symbol);
		condition(g, symbol, 25);
	} else {
		fputc('\n', g->out);
		if (prompt) {
			fprintf(g->out, "\tprompt \"Prompt %d\"", symbol);
			condition(g, symbol, 25);
		}
	}
	depends(g, symbol, 35);
	while (!member && chance(g, 50)) {
		fputs("\tdefault ", g->out);
		default_value(g, symbol);
		condition(g, symbol, 40);
	}
	if (!member) {
		selects(g, symbol);
		range(g, symbol);
	}
	depends(g, symbol, 10);
	help(g);
}

static void config(struct gen *g, bool member)
{
	int symbol = g->defined > 0 && !member && chance(g, 6) ? (int)pick(g, (unsigned)g->defined)
							       : g->defined++;

	fprintf(g->out, "%s S%d\n", !member && chance(g, 10) ? "menuconfig" : "config", symbol);
	attributes(g, symbol, member);
	if (g->language != LINUX && symbol == 1 && chance(g, 50))
		fputs("\toption env=\"FUZZ\"\n", g->out);
	fputc('\n', g->out);
}

static void choice(struct gen *g)
{
	int first = g->defined, members = 1 + (int)pick(g, 4);
	bool tristate = g->language != LINUX && chance(g, 30);

	fprintf(g->out, "choice\n\tprompt \"Choice %d\"", first);
	condition(g, first, 20);
	if (g->language != LINUX)
		fprintf(g->out, "\t%s\n", tristate ? "tristate" : "bool");
	depends(g, first, 25);
	if (chance(g, 50)) {
		fprintf(g->out, "\tdefault S%d", first + (int)pick(g, (unsigned)members));
		condition(g, first, 25);
	}
	if (g->language != LINUX && chance(g, 20))
		fputs("\toptional\n", g->out);
	help(g);
	fputc('\n', g->out);
	g->limit = first;
	while (members-- && g->defined < g->symbols)
		config(g, true);
	g->limit = -1;
	fputs("endchoice\n\n", g->out);
}

static void entries(struct gen *g, int count);

static void block(struct gen *g)
{
	bool menu = chance(g, 50);

	if (menu) {
		fprintf(g->out, "menu \"Menu %d\"\n", g->defined);
		depends(g, g->defined, 40);
		if (g->language != BUSYBOX && chance(g, 20)) {
			fputs("\tvisible if ", g->out);
			expression(g, g->defined, 1);
			fputc('\n', g->out);
		}
		fputc('\n', g->out);
	} else {
		fputs("if ", g->out);
		expression(g, g->defined, 1);
		fputs("\n\n", g->out);
	}
	g->depth++;
	entries(g, 1 + (int)pick(g, 6));
	g->depth--;
	fputs(menu ? "endmenu\n\n" : "endif\n\n", g->out);
}

static void comment(struct gen *g)
{
	fprintf(g->out, "comment \"Comment %d\"\n", g->defined);
	depends(g, g->defined, 50);
	fputc('\n', g->out);
}

static void macro(struct gen *g)
{
	static const char *const texts[] = {
		"VAR := S1\nFUNC = $(VAR)$(1)\n",
		"VAR = y\nVAR += n\n$(info,$(VAR) at $(filename):$(lineno))\n",
		"$(warning-if,$(shell,echo y),warned)\n",
		"config SHELL$(shell,echo _NAME)\n\tstring\n\tdefault \"$(shell,echo a; echo "
		"b)\"\n",
		"if-y = $(shell,test $(1) = y && echo \"$(2)\" || echo \"$(3)\")\nconfig "
		"MACRO\n\tdef_bool $(if-y,y,y,n)\n",
		"config FROM_ENV\n\tstring\n\tdefault \"$(FUZZ)\" if \"$(FUZZ)\" != \"\"\n",
	};

	/* After a help text an assignment is an error for the tree's conf: see docs/kconfig.md. */
	if (g->language == LINUX || (g->language == U_BOOT && chance(g, 50)))
		fprintf(g->out, "comment \"Macro\"\n\n%s\n",
			texts[pick(g, sizeof(texts) / sizeof(*texts))]);
}

static void mistake(struct gen *g)
{
	static const char *const texts[] = {
		"config\n",
		"depends S1\n",
		"endif\n",
		"config S1 S2\n\tbool\n",
		"\tboool \"x\"\n",
		"menu\n",
		"if S1 &&\nendif\n",
		"config S2\n\tbool \"open\n",
		"choice\n",
		"source \"missing\"\n",
		"config S3\n\tdefault (y\n",
		"$(error-if,y,stop)\n",
	};

	if (g->mistakes)
		fprintf(g->out, "%s\n", texts[pick(g, sizeof(texts) / sizeof(*texts))]);
}

static void entries(struct gen *g, int count)
{
	while (count-- && g->defined < g->symbols) {
		unsigned kind = pick(g, 20);

		if (kind < 12 || g->depth > 3)
			config(g, false);
		else if (kind < 14)
			choice(g);
		else if (kind < 17)
			block(g);
		else if (kind == 17)
			comment(g);
		else if (kind == 18)
			macro(g);
		else
			mistake(g);
	}
}

static void tree(struct gen *g)
{
	g->symbols = 3 + (int)pick(g, 30);
	g->wild = chance(g, 5);
	g->mistakes = chance(g, 8);
	if (chance(g, 80))
		fputs("mainmenu \"Generated\"\n\n", g->out);
	if (chance(g, 80))
		fprintf(g->out, "config MODULES\n\tbool \"Modules\"\n%s\tdefault %s\n\n",
			g->language == BUSYBOX  ? ""
			: g->language == U_BOOT ? "\toption modules\n"
						: "\tmodules\n",
			chance(g, 70) ? "y" : "n");
	while (g->defined < g->symbols)
		entries(g, 5);
}

static void configuration(struct gen *g)
{
	if (chance(g, 70))
		fputs(chance(g, 80) ? "CONFIG_MODULES=y\n" : "# CONFIG_MODULES is not set\n",
		      g->out);
	for (int i = 0; i < g->symbols; i++) {
		int symbol = chance(g, 90) ? i : (int)pick(g, (unsigned)g->symbols);
		enum type type = chance(g, 95) ? type_of(g, symbol) : (enum type)pick(g, TYPES);

		if (chance(g, 40))
			continue;
		if (type <= TRISTATE && chance(g, 30))
			fprintf(g->out, "# CONFIG_S%d is not set\n", symbol);
		else
			fprintf(g->out, "CONFIG_S%d=%s\n", symbol, constant(g, type));
	}
	if (chance(g, 10))
		fputs("CONFIG_UNKNOWN=y\n", g->out);
}

static void answers(struct gen *g)
{
	static const char *const typed[] = {"y",  "n",   "m",    "", "",  "?", "1",  "2",
					    "10", "0x5", "text", "", "x", "M", "-1", "3?"};

	for (int i = 0; i < 400; i++)
		fprintf(g->out, "%s\n", typed[pick(g, sizeof(typed) / sizeof(*typed))]);
	for (int i = 0; i < 400; i++)
		fputc('\n', g->out);
}

static void write_file(struct gen *g, const char *dir, unsigned long seed, const char *name,
		       void (*part)(struct gen *))
{
	char *path;

	if (asprintf(&path, "%s/%lu", dir, seed) < 0)
		abort();
	if (mkdir(path, 0777) < 0 && errno != EEXIST)
		goto fail;
	free(path);
	if (asprintf(&path, "%s/%lu/%s", dir, seed, name) < 0)
		abort();
	g->out = fopen(path, "w");
	if (!g->out)
		goto fail;
	part(g);
	if (ferror(g->out) || fclose(g->out) != 0)
		goto fail;
	free(path);
	return;
fail:
	fprintf(stderr, "gen: %s: %s\n", path, strerror(errno));
	exit(111);
}

/* Prints the cases of one tree: batch modes from nothing, from the configuration, and a dialogue.
 */
static void cases(const char *name, enum language language, const char *dir, unsigned long seed)
{
	static const char *const batch[] = {"allnoconfig", "allyesconfig", "allmodconfig",
					    "alldefconfig"};
	static const char *const steps[] = {
		"listnewconfig", "oldconfig",     "savedefconfig=defconfig", "olddefconfig",
		"helpnewconfig", "yes2modconfig", "mod2yesconfig",           "syncconfig"};
	/* U-Boot's is older than three of them. */
	size_t count = language == U_BOOT ? 4 : 8;

	if (language == BUSYBOX) {
		printf("fuzz/busybox/%lu\tbusybox\tfuzz\t%s/%lu/config\tsrctree=%s/%lu "
		       "<%s/%lu/answers @--dialect=busybox %%-o @--oldconfig Kconfig\t"
		       "srctree=%s/%lu @--dialect=busybox %%-y @--allyesconfig "
		       "Kconfig\tsrctree=%s/%lu "
		       "@--dialect=busybox %%-n @--allnoconfig Kconfig\n",
		       seed, dir, seed, dir, seed, dir, seed, dir, seed, dir, seed);
		return;
	}
	printf("fuzz/%s/%lu\t%s\tfuzz\t%s/%lu/config", name, seed, name, dir, seed);
	for (size_t i = 0; i < 3; i++)
		printf("\tsrctree=%s/%lu @--dialect=%s <%s/%lu/answers --%s Kconfig", dir, seed,
		       name, dir, seed, steps[(seed + i * 3) % count]);
	for (size_t i = 0; i < 2; i++)
		printf("\tsrctree=%s/%lu @--dialect=%s --%s Kconfig", dir, seed, name,
		       batch[(seed + i) % 4]);
	printf("\tsrctree=%s/%lu @--dialect=%s <%s/%lu/answers --oldaskconfig Kconfig\n", dir, seed,
	       name, dir, seed);
}

int main(int argc, char **argv)
{
	static const char *const names[] = {"linux", "u-boot", "busybox"};
	unsigned long first, count;
	struct gen g;
	int language = 0;

	while (argc == 5 && language < 3 && strcmp(argv[1], names[language]) != 0)
		language++;
	if (argc != 5 || language == 3 || argv[4][0] != '/') {
		fprintf(stderr, "usage: gen linux|u-boot|busybox FIRST COUNT /DIR\n");
		return 100;
	}
	first = strtoul(argv[2], NULL, 10);
	count = strtoul(argv[3], NULL, 10);
	for (unsigned long seed = first; seed < first + count; seed++) {
		memset(&g, 0, sizeof(g));
		g.state = seed;
		g.limit = -1;
		g.language = (enum language)(1 << language);
		write_file(&g, argv[4], seed, "Kconfig", tree);
		write_file(&g, argv[4], seed, "config", configuration);
		write_file(&g, argv[4], seed, "answers", answers);
		cases(names[language], g.language, argv[4], seed);
	}
	return ferror(stdout) || fclose(stdout) != 0 ? 111 : 0;
}
