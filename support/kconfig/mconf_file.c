/* Saving, loading, leaving. */
#define _GNU_SOURCE 1
#include <stdlib.h>
#include <string.h>

#include "mconf.h"
#include "mconf_dialog.h"
#include "mconf_mem.h"

/* Writes to PATH; what goes wrong is said, and the old file is still there then. */
static bool save(struct ui *ui, const char *path)
{
	int code = kconfig_write(ui->kc, path);

	if (code < 0) {
		dialog_tell(&ui->screen, "Not saved",
			    "%s could not be written: %s.\n\nThe file is as it was before; what "
			    "you changed is still here.",
			    path, strerror(-code));
		return false;
	}
	if (strcmp(path, kconfig_config_path(ui->kc)) == 0)
		ui->loaded = false;
	screen_status(ui, false, "Saved to %s", path);
	return true;
}

void file_save(struct ui *ui)
{
	struct doc doc = {0};
	char *path;

	doc_add(&doc, ROLE_TEXT, "Write the configuration to this file:");
	path = dialog_input(&ui->screen, "Save", &doc, kconfig_config_path(ui->kc), NULL, NULL);
	doc_clear(&doc);
	if (path && *path)
		save(ui, path);
	free(path);
}

void file_warnings(struct ui *ui)
{
	static const char *const buttons[] = {"Ok", NULL};

	if (ui->warnings.count)
		dialog_ask(&ui->screen, "Noticed while reading", &ui->warnings, buttons, 0);
	doc_clear(&ui->warnings);
}

void file_load(struct ui *ui)
{
	struct doc doc = {0};
	char *path;
	int code;

	doc_add(&doc, ROLE_TEXT, "Take all values from this file (undo with u):");
	path = dialog_input(&ui->screen, "Load", &doc, kconfig_config_path(ui->kc), NULL, NULL);
	doc_clear(&doc);
	if (!path || !*path) {
		free(path);
		return;
	}
	log_begin(ui, "Loaded another configuration");
	doc_clear(&ui->warnings);
	code = kconfig_read(ui->kc, path);
	if (code != 0) {
		/* A file that can't be read must not cost what was set here. */
		log_drop(ui);
		dialog_tell(&ui->screen, "Not loaded", "%s could not be read: %s.", path,
			    code > 0 ? "there is no such file" : strerror(-code));
	} else {
		screen_status(ui, false, "Loaded %s: nothing changed", path);
		log_end(ui);
		ui->loaded = strcmp(path, kconfig_config_path(ui->kc)) != 0;
		file_warnings(ui);
	}
	free(path);
}

bool file_leave(struct ui *ui)
{
	static const char *const buttons[] = {"Yes", "No", "Cancel", NULL};
	struct doc doc = {0};
	int answer;

	if (term_ended() || (!kconfig_changed(ui->kc) && !ui->loaded))
		return true;
	doc_add(&doc, ROLE_TEXT, "Save the configuration to %s before leaving?",
		kconfig_config_path(ui->kc));
	answer = dialog_ask(&ui->screen, "Leave", &doc, buttons, 0);
	doc_clear(&doc);
	if (answer == 0)
		return save(ui, kconfig_config_path(ui->kc));
	return answer == 1 || term_ended();
}
