/* Setting values as a person does, and taking them back. */
#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "internal.h"

/* True when TEXT is written as a value of the symbol's type has to be. */
bool kc_valid_text(const struct kconfig_symbol *sym, const char *text)
{
	switch (sym->type) {
	case KCONFIG_STRING:
		return true;
	case KCONFIG_INT:
		if (*text == '-')
			text++;
		if (!isdigit((unsigned char)*text) || (*text == '0' && text[1]))
			return false;
		return text[strspn(text, "0123456789")] == '\0';
	case KCONFIG_HEX:
		if (*text == '0' && (text[1] == 'x' || text[1] == 'X'))
			text += 2;
		return *text && text[strspn(text, "0123456789abcdefABCDEF")] == '\0';
	default:
		return strcmp(text, "n") == 0 || strcmp(text, "m") == 0 || strcmp(text, "y") == 0;
	}
}

bool kconfig_range(struct kconfig *kc, struct kconfig_symbol *sym, const char **low,
		   const char **high)
{
	struct property *p = kc_range(kc, sym);

	if (!p)
		return false;
	*low = kconfig_value(kc, p->value->left.symbol);
	*high = kconfig_value(kc, p->value->right.symbol);
	return true;
}

bool kc_in_range(struct kconfig *kc, struct kconfig_symbol *sym, const char *text)
{
	if (sym->type == KCONFIG_STRING)
		return true;
	if (!kc_valid_text(sym, text))
		return false;
	struct property *p = kc_range(kc, sym);
	if (!p)
		return true;
	long long value = strtoll(text, NULL, sym->type == KCONFIG_HEX ? 16 : 10);
	return value >= kc_bound(kc, sym, p->value->left.symbol) &&
	       value <= kc_bound(kc, sym, p->value->right.symbol);
}

bool kconfig_allows(struct kconfig *kc, struct kconfig_symbol *sym, enum kconfig_tristate value)
{
	enum kconfig_type type = kconfig_type(kc, sym);

	kc_calc(kc, sym);
	if (sym->visible == KCONFIG_N || (type != KCONFIG_BOOL && type != KCONFIG_TRISTATE))
		return false;
	if (type == KCONFIG_BOOL && value == KCONFIG_M)
		return false;
	if (sym->visible <= sym->selected_tri)
		return false;
	if (sym->choice && sym->visible == KCONFIG_Y &&
	    kconfig_tristate(kc, sym->choice) == KCONFIG_Y)
		return value == KCONFIG_Y;
	return value >= sym->selected_tri && value <= sym->visible;
}

int kconfig_force(struct kconfig *kc, struct kconfig_symbol *sym, const char *value)
{
	if (!kc_valid_text(sym, value))
		return -EINVAL;
	if (sym->type <= KCONFIG_TRISTATE) {
		sym->user_tri = *value == 'y' ? KCONFIG_Y : *value == 'm' ? KCONFIG_M : KCONFIG_N;
		if (sym->choice)
			sym->rank = ++kc->rank;
	} else {
		sym->user_value = arena_copy(&kc->arena, value, strlen(value));
	}
	sym->has_user = true;
	kc->changed = true;
	kc_invalidate(kc);
	return 0;
}

void kconfig_unset(struct kconfig *kc, struct kconfig_symbol *sym)
{
	sym->has_user = false;
	kc->changed = true;
	kc_invalidate(kc);
}

/* Each visible member gets an answer, so that none is new any more. */
static void set_member(struct kconfig *kc, struct kconfig_symbol *sym)
{
	for (uint32_t i = 0; i < sym->choice->member_count; i++) {
		struct kconfig_symbol *member = sym->choice->members[i];

		kc_calc(kc, member);
		if (member->visible == KCONFIG_N)
			continue;
		member->has_user = true;
		member->user_tri = member == sym ? KCONFIG_Y : KCONFIG_N;
	}
	sym->rank = ++kc->rank;
	kc->changed = true;
	kc_invalidate(kc);
}

/* What a person gives without the 0x of a hexadecimal number is kept with it. */
static int force_hex(struct kconfig *kc, struct kconfig_symbol *sym, const char *value)
{
	struct text text = {0};

	kc_print_number(&text, sym, value);
	int status = kconfig_force(kc, sym, text_string(&text));
	text_free(&text);
	return status;
}

int kconfig_set(struct kconfig *kc, struct kconfig_symbol *sym, const char *value)
{
	enum kconfig_type type = kconfig_type(kc, sym);
	enum kconfig_tristate tri = *value == 'y'   ? KCONFIG_Y
				    : *value == 'm' ? KCONFIG_M
						    : KCONFIG_N;

	if (!kc_valid_text(sym, value))
		return -EINVAL;
	if (type != KCONFIG_BOOL && type != KCONFIG_TRISTATE) {
		if (!kc_in_range(kc, sym, value))
			return -EINVAL;
		if (kconfig_visibility(kc, sym) == KCONFIG_N)
			return -EPERM;
		return type == KCONFIG_HEX ? force_hex(kc, sym, value)
					   : kconfig_force(kc, sym, value);
	}
	bool same = kconfig_tristate(kc, sym) == tri;
	if (!same && !kconfig_allows(kc, sym, tri))
		return -EPERM;
	if (same && !sym->choice) {
		/* Nothing has to be computed, and warned about, again. */
		sym->user_tri = (uint8_t)tri;
		sym->has_user = kc->changed = true;
		return 0;
	}
	if (sym->choice && tri == KCONFIG_Y) {
		set_member(kc, sym);
		return 0;
	}
	return kconfig_force(kc, sym, value);
}

enum kconfig_tristate kconfig_next_value(struct kconfig *kc, struct kconfig_symbol *sym)
{
	enum kconfig_tristate now = kconfig_tristate(kc, sym);

	for (int step = 1; step < 3; step++) {
		enum kconfig_tristate next = (enum kconfig_tristate)(((int)now + step) % 3);

		if (kconfig_allows(kc, sym, next))
			return next;
	}
	return now;
}

struct saved_value {
	struct kconfig_symbol *symbol;
	const char *text;
	uint32_t rank;
	uint8_t tri;
};

struct kconfig_snapshot {
	bool changed;
	size_t count;
	struct saved_value values[];
};

struct kconfig_snapshot *kconfig_snapshot(struct kconfig *kc)
{
	size_t count = 0;
	struct kconfig_snapshot *snapshot;

	for (uint32_t i = 0; i < kc->defined_count; i++)
		count += kc->defined[i]->has_user;
	snapshot = malloc(sizeof(*snapshot) + count * sizeof(struct saved_value));
	if (!snapshot)
		return NULL;
	snapshot->count = 0;
	snapshot->changed = kc->changed;
	for (uint32_t i = 0; i < kc->defined_count; i++) {
		struct kconfig_symbol *sym = kc->defined[i];

		if (sym->has_user)
			snapshot->values[snapshot->count++] = (struct saved_value){
				sym, sym->user_value, sym->rank, sym->user_tri};
	}
	return snapshot;
}

void kconfig_restore(struct kconfig *kc, const struct kconfig_snapshot *snapshot)
{
	for (uint32_t i = 0; i < kc->defined_count; i++) {
		kc->defined[i]->has_user = false;
		kc->defined[i]->rank = 0;
	}
	for (size_t i = 0; i < snapshot->count; i++) {
		const struct saved_value *value = &snapshot->values[i];

		value->symbol->has_user = true;
		value->symbol->user_value = value->text;
		value->symbol->user_tri = value->tri;
		value->symbol->rank = value->rank;
	}
	kc->changed = snapshot->changed;
	kc_invalidate(kc);
}

void kconfig_snapshot_free(struct kconfig_snapshot *snapshot)
{
	free(snapshot);
}
