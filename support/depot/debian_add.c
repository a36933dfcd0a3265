#include "debian_add.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "debian.h"
#include "debian_pin.h"
#include "debian_scan.h"
#include "fetch.h"
#include "store.h"

/* Bring the archive into the store and look into it. */
static int look_inside(struct depot *d, const struct debian_pin *pin, struct source_scan *scan,
		       struct err *e)
{
	char *debian = fs_fmt("debian:%s/%s", pin->source, pin->archive), *path = NULL;
	const char *places[] = {debian, pin->repacked ? NULL : pin->url, NULL};
	struct step_source source = {.file = pin->archive, .sha = pin->sha, .places = places};
	struct step step = {
		.name = pin->source, .version = pin->version, .sources = &source, .n_sources = 1};
	struct step *steps[] = {&step};
	int r = -1;

	if (!debian)
		return err_set(e, "out of memory");
	if (!fetch_steps(d, steps, 1, e)) {
		path = store_source(d, &source);
		r = path ? source_scan(path, scan, e)
			 : err_set(e, "%s is gone from the store", pin->archive);
	}
	free(path);
	free(debian);
	return r;
}

/* `text` with every `find` replaced by $(version), as recipes are written. */
static void add_versioned(struct buf *b, const char *text, const char *find)
{
	const char *at;

	while (find[0] && (at = strstr(text, find))) {
		buf_add(b, text, (size_t)(at - text));
		buf_adds(b, "$(version)");
		text = at + strlen(find);
	}
	buf_adds(b, text);
}

static void recipe_text(struct buf *b, const struct debian_pin *pin, const struct source_scan *scan)
{
	buf_addf(b, "# %s\n", pin->summary ? pin->summary : pin->source);
	buf_addf(b, "version       = %s\nsource        = ", pin->version);
	if (pin->url && !pin->repacked)
		add_versioned(b, pin->url, pin->version);
	else
		buf_addf(b, "debian:%s/%s", pin->source, pin->archive);
	buf_addf(b, "\nsha256        = %s\n", pin->sha);
	buf_addf(b, "license       = %s\n",
		 scan->licenses.len ? buf_str(&scan->licenses) : "unknown");
	if (scan->license_files.len)
		buf_addf(b, "license-files = %s\n", buf_str(&scan->license_files));
	if (pin->homepage)
		buf_addf(b, "url           = %s\n", pin->homepage);
	buf_addf(b, "style         = %s\n", scan->style);
	if (scan->autoreconf)
		buf_adds(b, "autoreconf    = yes\n");
}

/* The name in CONFIG_PACKAGE_NAME. */
static void add_symbol(struct buf *b, const char *name)
{
	for (; *name; name++)
		buf_addc(b,
			 isalnum((unsigned char)*name) ? (char)toupper((unsigned char)*name) : '_');
}

static void menu_text(struct buf *b, const struct debian_pin *pin)
{
	buf_adds(b, "config PACKAGE_");
	add_symbol(b, pin->source);
	buf_addf(b, "\n\tbool \"%s\"\n\thelp\n\t  %s.\n", pin->source,
		 pin->summary ? pin->summary : pin->source);
	if (pin->homepage)
		buf_addf(b, "\t  %s\n", pin->homepage);
}

/* Write DIR/NAME below the top folder and say so. */
static int write_new(const char *dir, const char *name, const struct buf *text, struct err *e)
{
	char *path = fs_fmt("%s/%s", dir, name);
	int r = -1;

	if (!path || text->failed)
		err_set(e, "out of memory");
	else if (!fs_write(path, buf_str(text), text->len, e)) {
		printf("wrote %s\n", path);
		r = 0;
	}
	free(path);
	return r;
}

/* A category that is new gets its page of the menu. */
static int make_category(const char *category, struct err *e)
{
	char *dir = fs_fmt("package/%s", category),
	     *menu = fs_fmt("package/%s/Config.in", category);
	struct buf text = {0};
	int r = -1;

	if (!dir || !menu) {
		err_set(e, "out of memory");
		goto out;
	}
	r = fs_mkdirs(dir, e);
	if (r || fs_exists(menu))
		goto out;
	buf_addf(&text, "menu \"%c%s\"\n\nsource \"package/%s/*/Config.in\"\n\nendmenu\n",
		 toupper((unsigned char)category[0]), category + 1, category);
	r = write_new(dir, "Config.in", &text, e);
out:
	buf_free(&text);
	free(dir);
	free(menu);
	return r;
}

static int write_package(const char *dir, const struct debian_pin *pin,
			 const struct source_scan *scan, struct err *e)
{
	struct buf recipe = {0}, menu = {0};
	int r;

	recipe_text(&recipe, pin, scan);
	menu_text(&menu, pin);
	/* mkdir is what decides when two do the same */
	r = mkdir(dir, 0777) ? err_sys(e, "%s: can't make", dir) : 0;
	if (!r)
		r = write_new(dir, "recipe.mk", &recipe, e);
	if (!r)
		r = write_new(dir, "Config.in", &menu, e);
	buf_free(&recipe);
	buf_free(&menu);
	return r;
}

static void advise(const struct debian_pin *pin, const struct source_scan *scan)
{
	puts("To be checked by you:");
	if (strstr(buf_str(&scan->licenses), "GPL-"))
		puts("  license: whether it is \"-only\" or \"-or-later\" stands in the sources, "
		     "not in the licence");
	else if (!scan->licenses.len)
		puts("  license: not recognised");
	if (pin->repacked)
		puts("  source: Debian's archive is not upstream's, so it can only come from "
		     "Debian");
	else if (!pin->url)
		puts("  source: upstream's place is not known here");
	else if (!pin->checked)
		printf("  source: %s was not checked\n", pin->url);
	if (!strcmp(scan->style, "script"))
		puts("  style: no known build files, so the stages are yours to write");
	puts("  depends, configure: what the program needs and which options it should get");
}

int add_command(struct depot *d, int argc, char **argv, struct err *e)
{
	const char *name = argv[0], *category = argc > 1 ? argv[1] : "misc";
	struct source_scan scan = {0};
	struct debian_pin pin = {0};
	char *dir = NULL;
	int r = -1;

	if (!debian_source_name(name) || !debian_source_name(category)) {
		fprintf(stderr, "depot: %s, %s: not the name of a source package and a category\n",
			name, category);
		return EXIT_USAGE;
	}
	dir = fs_fmt("package/%s/%s", category, name);
	if (!dir) {
		err_set(e, "out of memory");
		goto out;
	}
	if (fs_exists(dir)) {
		fprintf(stderr, "depot: %s is there already; `depot pin %s` says what is current\n",
			dir, name);
		r = EXIT_NO;
		goto out;
	}
	r = debian_pin(d, name, &pin, e);
	if (!r) {
		fprintf(stderr, "depot: %s\n", e->text);
		r = EXIT_NO;
		goto out;
	}
	if (r < 0 || look_inside(d, &pin, &scan, e) || make_category(category, e) ||
	    write_package(dir, &pin, &scan, e)) {
		r = -1;
		goto out;
	}
	advise(&pin, &scan);
	r = EXIT_FINE;
out:
	source_scan_free(&scan);
	debian_pin_free(&pin);
	free(dir);
	return r;
}
