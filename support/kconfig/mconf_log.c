/*
 * What was changed: the steps that can be taken back, and the values at the start to compare with.
 * A step is the set of all user values before it, so that whatever it did is taken back whole.
 */
#define _GNU_SOURCE 1
#include <stdlib.h>
#include <string.h>

#include "mconf.h"
#include "mconf_mem.h"

enum { STEPS = 100 };

struct step {
	char *label;
	struct kconfig_snapshot *before;
};

struct track {
	struct step steps[STEPS];
	int count;
};

struct value {
	struct kconfig_symbol *sym;
	char *first;      /* at the start of the program */
	char *first_user; /* what had been asked for then, or NULL */
	char *now;
};

struct log {
	struct track past, future;
	struct step open;
	struct value *values;
	int count;
};

static void step_free(struct step *step)
{
	free(step->label);
	kconfig_snapshot_free(step->before);
	*step = (struct step){0};
}

static void track_push(struct track *track, struct step step)
{
	if (track->count == STEPS) {
		step_free(&track->steps[0]);
		memmove(&track->steps[0], &track->steps[1], (STEPS - 1) * sizeof(track->steps[0]));
		track->count--;
	}
	track->steps[track->count++] = step;
}

static void track_clear(struct track *track)
{
	while (track->count > 0)
		step_free(&track->steps[--track->count]);
}

/* Remembers the values of the start; that takes some milliseconds in a big tree, so it waits for
 * the first change. */
static struct log *get_log(struct ui *ui)
{
	struct log *log = ui->log;
	int count = 0;

	if (log)
		return log;
	log = ui->log = mem_zero(1, sizeof(*log));
	while (kconfig_symbol(ui->kc, count))
		count++;
	log->values = mem_zero((size_t)count, sizeof(*log->values));
	log->count = count;
	for (int n = 0; n < count; n++) {
		struct kconfig_symbol *sym = kconfig_symbol(ui->kc, n);
		struct value *value = &log->values[n];

		value->sym = sym;
		value->first = mem_copy(kconfig_value(ui->kc, sym));
		value->now = mem_copy(value->first);
		value->first_user =
			kconfig_user_value(sym) ? mem_copy(kconfig_user_value(sym)) : NULL;
	}
	return log;
}

void log_begin(struct ui *ui, const char *label)
{
	struct log *log = get_log(ui);

	step_free(&log->open);
	log->open.label = mem_copy(label);
	log->open.before = kconfig_snapshot(ui->kc);
}

/* Compares with the values seen last; returns how many changed. */
static int refresh(struct ui *ui)
{
	struct log *log = get_log(ui);
	int changed = 0;

	for (int n = 0; n < log->count; n++) {
		struct value *value = &log->values[n];
		const char *now = kconfig_value(ui->kc, value->sym);

		if (strcmp(now, value->now) == 0)
			continue;
		free(value->now);
		value->now = mem_copy(now);
		changed++;
	}
	ui->generation++;
	return changed;
}

void log_end(struct ui *ui)
{
	struct log *log = get_log(ui);
	int changed = refresh(ui);

	if (changed == 0) {
		step_free(&log->open);
		return;
	}
	if (changed == 1)
		screen_status(ui, false, "%s", log->open.label);
	else
		screen_status(ui, false, "%s; %d more changed with it", log->open.label,
			      changed - 1);
	track_push(&log->past, log->open);
	log->open = (struct step){0};
	track_clear(&log->future);
}

void log_drop(struct ui *ui)
{
	kconfig_restore(ui->kc, ui->log->open.before);
	step_free(&ui->log->open);
	refresh(ui);
}

static void go(struct ui *ui, struct track *from, struct track *to, const char *word)
{
	struct step step, back;

	if (from->count == 0) {
		screen_status(ui, false, "There is nothing to %s", word);
		return;
	}
	step = from->steps[--from->count];
	back.label = mem_copy(step.label);
	back.before = kconfig_snapshot(ui->kc);
	kconfig_restore(ui->kc, step.before);
	track_push(to, back);
	refresh(ui);
	screen_status(ui, false, "%s: %s", word, step.label);
	step_free(&step);
}

void log_undo(struct ui *ui)
{
	struct log *log = get_log(ui);

	go(ui, &log->past, &log->future, "undo");
}

void log_redo(struct ui *ui)
{
	struct log *log = get_log(ui);

	go(ui, &log->future, &log->past, "redo");
}

static bool differs(const struct value *value)
{
	return strcmp(value->first, value->now) != 0;
}

bool log_changed(struct ui *ui, struct kconfig_symbol *sym)
{
	struct log *log = ui->log;

	for (int n = 0; log && n < log->count; n++) {
		if (log->values[n].sym == sym)
			return differs(&log->values[n]);
	}
	return false;
}

int log_count(struct ui *ui)
{
	struct log *log = ui->log;
	int count = 0;

	for (int n = 0; log && n < log->count; n++)
		count += differs(&log->values[n]);
	return count;
}

static bool asked_for(const struct value *value)
{
	const char *user = kconfig_user_value(value->sym);

	if (!user || !value->first_user)
		return user != value->first_user;
	return strcmp(user, value->first_user) != 0;
}

static void describe(struct ui *ui, struct doc *doc, bool asked, const char *title)
{
	struct log *log = get_log(ui);
	bool first = true;

	for (int n = 0; n < log->count; n++) {
		const struct value *value = &log->values[n];
		struct kconfig_menu *menu = kconfig_definition(value->sym, 0);
		const char *prompt = menu ? kconfig_menu_prompt(menu) : NULL;

		if (!differs(value) || asked_for(value) != asked || !menu)
			continue;
		if (first) {
			doc_space(doc);
			doc_add(doc, ROLE_HEADING, "%s", title);
		}
		first = false;
		doc_link(doc, menu, "  %s: %s \xe2\x86\x92 %s%s%s", kconfig_name(value->sym),
			 value->first, value->now, prompt ? "  " : "", prompt ? prompt : "");
	}
}

void log_describe(struct ui *ui, struct doc *doc)
{
	if (log_count(ui) == 0) {
		doc_add(doc, ROLE_TEXT, "Nothing has been changed since the start.");
		return;
	}
	describe(ui, doc, true, "Set by you");
	describe(ui, doc, false, "Changed with it");
}

void log_free(struct ui *ui)
{
	struct log *log = ui->log;

	if (!log)
		return;
	track_clear(&log->past);
	track_clear(&log->future);
	step_free(&log->open);
	for (int n = 0; n < log->count; n++) {
		free(log->values[n].first);
		free(log->values[n].first_user);
		free(log->values[n].now);
	}
	free(log->values);
	free(log);
	ui->log = NULL;
}
