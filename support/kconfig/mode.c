/* All symbols at once: all yes, all no, all random … */
#include <errno.h>
#include <stdlib.h>

#include "internal.h"

/* Percentages of y for a bool, of y and m for a tristate. */
struct odds {
	int bool_yes, yes, mod;
};

/* The forms are N, N:M and N:M:L; see kconfig.rst of the kernel. */
static int parse_odds(const char *text, struct odds *odds)
{
	long numbers[3];
	int count = 0;

	*odds = (struct odds){50, 33, 33};
	if (!text || !*text)
		return 0;
	for (char *end; count < 3; text = end + 1) {
		numbers[count] = strtol(text, &end, 10);
		if (end == text || numbers[count] < 0 || numbers[count] > 100 ||
		    (*end && *end != ':'))
			return -EINVAL;
		count++;
		if (!*end)
			break;
		if (count == 3)
			return -EINVAL;
	}
	if (count == 1)
		*odds = (struct odds){(int)numbers[0], (int)numbers[0] / 2, (int)numbers[0] / 2};
	else if (count == 2)
		*odds = (struct odds){(int)(numbers[0] + numbers[1]), (int)numbers[0],
				      (int)numbers[1]};
	else
		*odds = (struct odds){(int)numbers[0], (int)numbers[1], (int)numbers[2]};
	return odds->bool_yes > 100 || odds->yes + odds->mod > 100 ? -EINVAL : 0;
}

static unsigned next_random(uint64_t *state)
{
	*state += 0x9e3779b97f4a7c15u;
	uint64_t z = *state;
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return (unsigned)((z ^ (z >> 31)) >> 33);
}

static uint8_t random_value(const struct kconfig_symbol *sym, const struct odds *odds,
			    uint64_t *state)
{
	int number = (int)(next_random(state) % 100);

	if (sym->type == KCONFIG_BOOL)
		return number < odds->bool_yes ? KCONFIG_Y : KCONFIG_N;
	return number < odds->yes               ? KCONFIG_Y
	       : number < odds->yes + odds->mod ? KCONFIG_M
						: KCONFIG_N;
}

/* Each order of the members is as likely as the others; the first visible one is taken. */
static void shuffle_choices(struct kconfig *kc, uint64_t *state)
{
	for (uint32_t i = 0; i < kc->defined_count; i++) {
		struct kconfig_symbol *sym = kc->defined[i];

		if (!sym->choice || sym->has_user)
			continue;
		sym->has_user = true;
		sym->user_tri = KCONFIG_Y;
		sym->rank = next_random(state) >> 1;
	}
}

/*
 * A choice used to be asked for like any option: y, m or n. While it is m, so may its members be;
 * while it is y, its default is the one.
 */
static void set_old_choices(struct kconfig *kc, uint8_t value)
{
	for (struct kconfig_menu *m = &kc->root; m; m = kconfig_menu_walk(m)) {
		struct kconfig_symbol *choice = m->kind == KCONFIG_CHOICE ? m->symbol : NULL;

		if (!choice || choice->has_user)
			continue;
		bool asked = false;
		for (uint32_t i = 0; i < choice->member_count; i++)
			asked |= choice->members[i]->has_user;
		if (asked)
			continue;
		choice->has_user = true;
		choice->user_tri = value;
		for (uint32_t i = 0; i < choice->member_count && value == KCONFIG_M; i++) {
			choice->members[i]->has_user = true;
			choice->members[i]->user_tri = KCONFIG_M;
		}
	}
}

int kconfig_set_all(struct kconfig *kc, enum kconfig_mode mode, unsigned seed,
		    const char *probability)
{
	static const uint8_t values[] = {
		[KCONFIG_ALL_YES] = KCONFIG_Y,
		[KCONFIG_ALL_MODULE] = KCONFIG_M,
		[KCONFIG_ALL_NO] = KCONFIG_N,
	};
	uint64_t state = seed;
	struct odds odds;

	if (parse_odds(probability, &odds) < 0)
		return -EINVAL;
	if (mode == KCONFIG_ALL_DEFAULT)
		return 0;
	for (uint32_t i = 0; i < kc->defined_count; i++) {
		struct kconfig_symbol *sym = kc->defined[i];

		if (sym->has_user || sym->choice || sym->type == KCONFIG_UNKNOWN ||
		    sym->type > KCONFIG_TRISTATE)
			continue;
		sym->has_user = true;
		if (mode == KCONFIG_ALL_RANDOM)
			sym->user_tri = random_value(sym, &odds, &state);
		else if (mode == KCONFIG_ALL_NO && sym->allno_y)
			sym->user_tri = KCONFIG_Y;
		else
			sym->user_tri = values[mode];
	}
	if (mode == KCONFIG_ALL_RANDOM)
		shuffle_choices(kc, &state);
	else if (kc->dialect->flags & DIALECT_OLD_CHOICE)
		set_old_choices(kc, values[mode]);
	kc->changed = true;
	kc_invalidate(kc);
	return 0;
}

void kconfig_rewrite(struct kconfig *kc, enum kconfig_tristate from, enum kconfig_tristate to)
{
	for (uint32_t i = 0; i < kc->defined_count; i++) {
		struct kconfig_symbol *sym = kc->defined[i];

		if (kconfig_type(kc, sym) == KCONFIG_TRISTATE && sym->has_user &&
		    sym->user_tri == from)
			sym->user_tri = (uint8_t)to;
	}
	kc->changed = true;
	kc_invalidate(kc);
}
