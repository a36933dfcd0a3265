/*
 * mconf: choose a configuration in menus, on a terminal.
 *
 * This file reads the arguments, the tree and the configuration, and starts the screen. Messages of
 * the tree are printed before that; what is wrong with the configuration is shown in it.
 */
#define _GNU_SOURCE 1
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mconf.h"
#include "mconf_dialog.h"
#include "mconf_mem.h"

enum { OK = 0, NO = 1, USAGE = 100, SYSTEM = 111, MOST_WARNINGS = 300 };

struct option {
	const char *name;
	const char *argument;
	const char *help;
};

static const struct option options[] = {
	{"--dialect", "NAME", "the language of the tree (default: found out)"},
	{"--defconfig", "FILE", "what `differences` compares with (default: the defaults)"},
	{"--probe-cache", "FILE", "keep results of compiler probes there"},
	{"--colour", "THEME",
	 "own, classic, bluetitle, blackbg or mono (default: $MENUCONFIG_COLOR)"},
	{"--help", NULL, "this text"},
};

enum { OPTIONS = sizeof(options) / sizeof(options[0]) };

static void usage(FILE *out)
{
	fputs("Usage: mconf [OPTION]... KCONFIG\n\n", out);
	for (int i = 0; i < OPTIONS; i++)
		fprintf(out, "  %-13s %-6s %s\n", options[i].name,
			options[i].argument ? options[i].argument : "", options[i].help);
	fputs("\nF1 in the menu shows its keys; mconf(1) says more.\n", out);
}

/* Finds the values of the options and of the operand; returns OK or an exit code, -1 to go on. */
static int parse(int argc, char **argv, const char **values, const char **operand)
{
	for (int i = 1; i < argc; i++) {
		int n = 0;

		while (n < OPTIONS && strcmp(argv[i], options[n].name) != 0)
			n++;
		if (n < OPTIONS && !options[n].argument) {
			usage(stdout);
			return OK;
		}
		if (n < OPTIONS && i + 1 < argc) {
			values[n] = argv[++i];
			continue;
		}
		if (n < OPTIONS || argv[i][0] == '-' || *operand) {
			fprintf(stderr, "mconf: %s: %s\n", argv[i],
				n < OPTIONS         ? "its value is missing"
				: argv[i][0] == '-' ? "no such option"
						    : "one tree at a time");
			usage(stderr);
			return USAGE;
		}
		*operand = argv[i];
	}
	if (*operand)
		return -1;
	usage(stderr);
	return USAGE;
}

static void print_message(void *data, const struct kconfig_message *message)
{
	char *text = kconfig_message_text(message);

	(void)data;
	fprintf(message->severity == KCONFIG_INFO ? stdout : stderr, "%s\n", text);
	free(text);
}

/* While the screen is up, messages are kept for a box. */
static void keep_message(void *data, const struct kconfig_message *message)
{
	struct ui *ui = data;

	if (message->severity == KCONFIG_INFO || ui->warnings.count > MOST_WARNINGS)
		return;
	if (message->file)
		doc_add(&ui->warnings, ROLE_TEXT, "%s:%d: %s", message->file, message->line,
			message->text);
	else
		doc_add(&ui->warnings, ROLE_TEXT, "%s", message->text);
}

static int load(struct ui *ui)
{
	int code;

	kconfig_on_message(ui->kc, print_message, NULL);
	if (ui->dialect && kconfig_set_dialect(ui->kc, ui->dialect) < 0) {
		fprintf(stderr, "mconf: there is no dialect %s\n", ui->dialect);
		return USAGE;
	}
	if (ui->probe_cache)
		kconfig_set_probe_cache(ui->kc, ui->probe_cache);
	code = kconfig_load(ui->kc, ui->kconfig_file);
	if (code < 0) {
		fprintf(stderr, "mconf: %s: %s\n", ui->kconfig_file,
			kconfig_errors(ui->kc) ? "the tree has errors" : strerror(-code));
		return NO;
	}
	kconfig_on_message(ui->kc, keep_message, ui);
	code = kconfig_read(ui->kc, NULL);
	if (code < 0) {
		fprintf(stderr, "mconf: %s: %s\n", kconfig_config_path(ui->kc), strerror(-code));
		return SYSTEM;
	}
	/* Without a file, what is seen is not saved anywhere yet. */
	ui->fresh = ui->loaded = code == 1;
	return OK;
}

/* What is said after the screen is gone; returns the exit code. */
static int finish(struct ui *ui)
{
	int number = term_ended();

	if (number && kconfig_changed(ui->kc)) {
		char *rescue = mem_print("%s.unsaved", kconfig_config_path(ui->kc));

		if (kconfig_write(ui->kc, rescue) == 0)
			fprintf(stderr, "mconf: ended by a signal; what was changed is in %s\n",
				rescue);
		free(rescue);
	}
	if (number)
		return 128 + number;
	if (kconfig_changed(ui->kc) || ui->loaded)
		printf("The configuration was not saved.\n");
	else
		printf("The configuration is in %s.\n", kconfig_config_path(ui->kc));
	return fflush(stdout) == 0 ? OK : SYSTEM;
}

static void free_ui(struct ui *ui)
{
	log_free(ui);
	find_free(ui);
	doc_clear(&ui->pane);
	doc_clear(&ui->warnings);
	free(ui->view.rows);
	free(ui->status);
	free(ui->query);
	kconfig_free(ui->kc);
}

int main(int argc, char **argv)
{
	const char *values[OPTIONS] = {NULL}, *why = NULL;
	struct ui ui = {.show_pane = true};
	int code;

	setlocale(LC_ALL, "");
	code = parse(argc, argv, values, &ui.kconfig_file);
	if (code >= 0)
		return code;
	ui.dialect = values[0];
	ui.defconfig_file = values[1];
	ui.probe_cache = values[2];
	ui.kc = kconfig_new();
	if (!ui.kc) {
		fputs("mconf: out of memory\n", stderr);
		return SYSTEM;
	}
	code = load(&ui);
	if (code != OK)
		goto out;
	if (term_start(values[3], &why) < 0) {
		fprintf(stderr, "mconf: %s\n", why);
		code = SYSTEM;
		goto out;
	}
	screen_run(&ui);
	term_stop();
	code = finish(&ui);
out:
	free_ui(&ui);
	return code;
}
