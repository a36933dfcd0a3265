/* The smallest set of changes that makes an entry settable: found, shown, and applied or dropped.
 */
#define _GNU_SOURCE 1
#include <stdlib.h>
#include <string.h>

#include "mconf.h"
#include "mconf_dialog.h"
#include "mconf_mem.h"

enum { MOST = 40 };

struct reasons {
	struct doc *doc;
	int count;
};

static void add_reason(void *data, const struct kconfig_reason *reason)
{
	enum { STEP = 2, DEEPEST = 12 };
	struct reasons *reasons = data;
	int depth = reason->depth < DEEPEST ? reason->depth : DEEPEST;

	if (reasons->count++ >= MOST)
		return;
	if (reason->file)
		doc_add(reasons->doc, ROLE_TEXT, "%*s%s  %s:%d", 2 + depth * STEP, "", reason->text,
			reason->file, reason->line);
	else
		doc_add(reasons->doc, ROLE_TEXT, "%*s%s", 2 + depth * STEP, "", reason->text);
}

static void explain(struct ui *ui, struct kconfig_menu *menu, const char *value, struct doc *doc)
{
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu);
	struct reasons reasons = {doc, 0};

	doc_space(doc);
	doc_add(doc, ROLE_HEADING, "What stands in the way");
	kconfig_explain(ui->kc, sym, value, add_reason, &reasons);
	if (reasons.count > MOST)
		doc_add(doc, ROLE_GREY, "  ... and %d more", reasons.count - MOST);
}

/* The value to aim at: what a person most likely wants where several are possible. */
static const char *wanted(struct ui *ui, struct kconfig_symbol *sym)
{
	enum kconfig_type type = kconfig_declared_type(sym);

	if (type != KCONFIG_BOOL && type != KCONFIG_TRISTATE)
		return NULL;
	/* What is forced on can only be wanted off. */
	if (kconfig_tristate(ui->kc, sym) == KCONFIG_Y)
		return kconfig_changeable(ui->kc, sym) ? NULL : "n";
	return "y";
}

static void list_changes(struct ui *ui, struct doc *doc, const struct kconfig_change *changes,
			 int count)
{
	doc_add(doc, ROLE_HEADING, count == 1 ? "One change does it:" : "These changes do it:");
	for (int i = 0; i < count; i++) {
		const struct kconfig_change *change = &changes[i];
		struct kconfig_menu *menu = kconfig_definition(change->symbol, 0);
		const char *prompt = menu ? kconfig_menu_prompt(menu) : NULL;

		doc_add(doc, ROLE_MARK, "  %s: %s \xe2\x86\x92 %s%s%s",
			kconfig_name(change->symbol), kconfig_value(ui->kc, change->symbol),
			change->to, prompt ? "   " : "", prompt ? prompt : "");
	}
}

static void apply(struct ui *ui, struct kconfig_symbol *sym, const char *value,
		  const struct kconfig_change *changes, int count)
{
	char *label = mem_print("%s = %s", kconfig_name(sym), value ? value : "settable");

	log_begin(ui, label);
	for (int i = 0; i < count; i++)
		kconfig_force(ui->kc, changes[i].symbol, changes[i].to);
	log_end(ui);
	free(label);
}

void fix_entry(struct ui *ui, struct kconfig_menu *menu)
{
	static const char *const both[] = {"Apply", "Drop", NULL}, *const only[] = {"Ok", NULL};
	struct kconfig_symbol *sym = kconfig_menu_symbol(menu);
	struct kconfig_change *changes = NULL;
	struct doc doc = {0};
	const char *value;
	char *locked = reason_locked(ui->kc, menu);
	int count;

	if (!sym || !kconfig_name(sym)) {
		screen_status(ui, false, "%s%s", locked ? "Hidden: " : "This entry can be used",
			      locked ? locked : "");
		free(locked);
		return;
	}
	if (!locked) {
		screen_status(ui, false, "%s can be changed; nothing stands in its way",
			      kconfig_name(sym));
		return;
	}
	free(locked);
	value = wanted(ui, sym);
	screen_status(ui, false, "Looking for a way \xe2\x80\xa6");
	term_show(&ui->screen);
	screen_status(ui, false, "%s", "");
	count = kconfig_solve(ui->kc, sym, value, 0, &changes);
	if (count > 0) {
		list_changes(ui, &doc, changes, count);
		explain(ui, menu, value, &doc);
		if (dialog_ask(&ui->screen, kconfig_name(sym), &doc, both, 0) == 0)
			apply(ui, sym, value, changes, count);
	} else {
		doc_add(&doc, ROLE_TEXT,
			"No small set of changes was found that makes it possible.");
		dialog_ask(&ui->screen, kconfig_name(sym), &doc, only, 0);
	}
	free(changes);
	doc_clear(&doc);
}
