/*
 * The smallest set of changes that gives a symbol a value.
 *
 * A state is a list of values to ask for, the goal's first. It is tried: the values are set on top
 * of the configuration, and the first of them that does not take effect says what is missing: a
 * condition of its prompt that does not hold, or something that selects it. Each way to mend that
 * (one symbol, one value) gives a longer state. States are tried in the order of their length, so
 * the first that works is a smallest one; what of it proves needless is dropped. All through the
 * public interface.
 */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kconfig.h"

enum { DEFAULT_LIMIT = 3000, LONGEST = 16, DEEPEST = 6 };

struct wish {
	struct kconfig_symbol *sym;
	char value[24];
};

struct state {
	struct wish wishes[LONGEST];
	int count;
};

struct solver {
	struct kconfig *kc;
	struct kconfig_symbol *goal;
	const char *value; /* NULL: the goal is to be changeable */
	struct kconfig_snapshot *before;
	struct state *queue;
	size_t head, tail, room;
	const struct state *now; /* the state that is being extended */
	int error;
};

static bool is_logic(const struct kconfig_symbol *sym)
{
	enum kconfig_type type = kconfig_declared_type(sym);

	return type == KCONFIG_BOOL || type == KCONFIG_TRISTATE;
}

static bool has_prompt(const struct kconfig_symbol *sym)
{
	struct kconfig_menu *menu;

	for (int n = 0; (menu = kconfig_definition(sym, n)); n++) {
		if (kconfig_menu_prompt(menu))
			return true;
	}
	return false;
}

static bool push(struct solver *solver, const struct state *state)
{
	if (solver->tail == solver->room) {
		size_t room = solver->room ? solver->room * 2 : 64;
		struct state *queue = realloc(solver->queue, room * sizeof(*queue));

		if (!queue) {
			solver->error = -ENOMEM;
			return false;
		}
		solver->queue = queue;
		solver->room = room;
	}
	solver->queue[solver->tail++] = *state;
	return true;
}

static bool same_wishes(const struct state *a, const struct state *b)
{
	for (int i = 0; i < a->count; i++) {
		int k = 0;

		while (k < b->count && (a->wishes[i].sym != b->wishes[k].sym ||
					strcmp(a->wishes[i].value, b->wishes[k].value) != 0))
			k++;
		if (k == b->count)
			return false;
	}
	return a->count == b->count;
}

/* Queues the present state with one wish more, unless it contradicts the others or was queued
 * before. */
static void wish(struct solver *solver, struct kconfig_symbol *sym, const char *value)
{
	struct state state = *solver->now;

	if (state.count == LONGEST || strlen(value) >= sizeof(state.wishes[0].value))
		return;
	for (int i = 0; i < state.count; i++) {
		if (state.wishes[i].sym == sym)
			return;
	}
	state.wishes[state.count].sym = sym;
	strcpy(state.wishes[state.count++].value, value);
	for (size_t i = solver->tail; i > 0 && solver->queue[i - 1].count == state.count; i--) {
		if (same_wishes(&solver->queue[i - 1], &state))
			return;
	}
	push(solver, &state);
}

static void want(struct solver *solver, const struct kconfig_expr *expr,
		 enum kconfig_tristate level, int depth);
static void avoid(struct solver *solver, const struct kconfig_expr *expr, int depth);

/* A symbol without a prompt gets its value from what selects it or from a default. */
static void want_indirectly(struct solver *solver, struct kconfig_symbol *sym,
			    enum kconfig_tristate level, int depth)
{
	struct kconfig_property property;

	if (kconfig_selected_by(sym))
		want(solver, kconfig_selected_by(sym), level, depth + 1);
	for (int n = 0; kconfig_property(sym, n, &property); n++) {
		if (property.kind != KCONFIG_DEFAULT)
			continue;
		if (property.condition &&
		    kconfig_expr_value(solver->kc, property.condition) < level)
			want(solver, property.condition, level, depth + 1);
		else if (kconfig_expr_value(solver->kc, property.value) < level)
			want(solver, property.value, level, depth + 1);
	}
}

static void want_symbol(struct solver *solver, struct kconfig_symbol *sym,
			enum kconfig_tristate level, int depth)
{
	if (!sym || kconfig_is_constant(sym) || !is_logic(sym))
		return;
	if (!has_prompt(sym)) {
		want_indirectly(solver, sym, level, depth);
		return;
	}
	if (level == KCONFIG_M && kconfig_type(solver->kc, sym) == KCONFIG_TRISTATE)
		wish(solver, sym, "m");
	wish(solver, sym, "y");
}

static void avoid_symbol(struct solver *solver, struct kconfig_symbol *sym, int depth)
{
	struct kconfig_symbol *member, *choice;
	struct kconfig_property property;

	if (!sym || kconfig_is_constant(sym) || !is_logic(sym))
		return;
	choice = kconfig_choice(sym);
	for (int n = 0; choice && (member = kconfig_member(choice, n)); n++) {
		if (member != sym)
			wish(solver, member, "y");
	}
	if (choice)
		return;
	if (has_prompt(sym)) {
		wish(solver, sym, "n");
		return;
	}
	if (kconfig_selected_by(sym) &&
	    kconfig_expr_value(solver->kc, kconfig_selected_by(sym)) != KCONFIG_N) {
		avoid(solver, kconfig_selected_by(sym), depth + 1);
		return;
	}
	for (int n = 0; kconfig_property(sym, n, &property); n++) {
		if (property.kind != KCONFIG_DEFAULT ||
		    kconfig_expr_value(solver->kc, property.condition) == KCONFIG_N)
			continue;
		if (property.condition)
			avoid(solver, property.condition, depth + 1);
		avoid(solver, property.value, depth + 1);
		return;
	}
}

/* Makes a comparison true or false where one side is a constant. */
static void compare(struct solver *solver, const struct kconfig_expr *expr, bool truth)
{
	struct kconfig_symbol *left = kconfig_expr_symbol(expr),
			      *right = kconfig_expr_right_symbol(expr), *sym;
	static const char *const values[] = {"y", "m", "n"};
	enum kconfig_operator op = kconfig_expr_operator(expr);
	const char *constant;
	bool equal;

	if (!left || !right || kconfig_is_constant(left) == kconfig_is_constant(right))
		return;
	sym = kconfig_is_constant(left) ? right : left;
	constant = kconfig_value(solver->kc, kconfig_is_constant(left) ? left : right);
	equal = (op != KCONFIG_UNEQUAL) == truth;
	/* The border itself fulfils all but < and >, where a person has to say how far. */
	if (op == KCONFIG_LESS || op == KCONFIG_GREATER)
		equal = !truth;
	if (equal)
		wish(solver, sym, constant);
	for (int i = 0; !equal && is_logic(sym) && i < 3; i++) {
		if (strcmp(values[i], constant) != 0)
			wish(solver, sym, values[i]);
	}
}

/* Queues the ways to bring EXPR to LEVEL at least. */
static void want(struct solver *solver, const struct kconfig_expr *expr,
		 enum kconfig_tristate level, int depth)
{
	if (!expr || depth > DEEPEST || kconfig_expr_value(solver->kc, expr) >= level)
		return;
	switch (kconfig_expr_operator(expr)) {
	case KCONFIG_SYMBOL:
		want_symbol(solver, kconfig_expr_symbol(expr), level, depth);
		break;
	case KCONFIG_NOT:
		avoid(solver, kconfig_expr_left(expr), depth);
		break;
	case KCONFIG_AND:
		/* Both have to hold: the second one's turn comes when the first one does. */
		if (kconfig_expr_value(solver->kc, kconfig_expr_left(expr)) < level)
			want(solver, kconfig_expr_left(expr), level, depth);
		else
			want(solver, kconfig_expr_right(expr), level, depth);
		break;
	case KCONFIG_OR:
		want(solver, kconfig_expr_left(expr), level, depth);
		want(solver, kconfig_expr_right(expr), level, depth);
		break;
	case KCONFIG_PAIR:
		break;
	default:
		compare(solver, expr, true);
		break;
	}
}

/* Queues the ways to bring EXPR to n. */
static void avoid(struct solver *solver, const struct kconfig_expr *expr, int depth)
{
	if (!expr || depth > DEEPEST || kconfig_expr_value(solver->kc, expr) == KCONFIG_N)
		return;
	switch (kconfig_expr_operator(expr)) {
	case KCONFIG_SYMBOL:
		avoid_symbol(solver, kconfig_expr_symbol(expr), depth);
		break;
	case KCONFIG_NOT:
		want(solver, kconfig_expr_left(expr), KCONFIG_Y, depth);
		break;
	case KCONFIG_AND:
		avoid(solver, kconfig_expr_left(expr), depth);
		avoid(solver, kconfig_expr_right(expr), depth);
		break;
	case KCONFIG_OR:
		if (kconfig_expr_value(solver->kc, kconfig_expr_left(expr)) != KCONFIG_N)
			avoid(solver, kconfig_expr_left(expr), depth);
		else
			avoid(solver, kconfig_expr_right(expr), depth);
		break;
	case KCONFIG_PAIR:
		break;
	default:
		compare(solver, expr, false);
		break;
	}
}

/* Queues the ways to have one of SYM's prompts shown at LEVEL. */
static void show(struct solver *solver, struct kconfig_symbol *sym, enum kconfig_tristate level)
{
	struct kconfig_menu *menu;

	for (int n = 0; (menu = kconfig_definition(sym, n)); n++) {
		if (kconfig_menu_prompt(menu))
			want(solver, kconfig_menu_condition(menu), level, 0);
	}
}

/* Queues the ways to let SYM take VALUE (NULL: any), which it does not do though it was asked to.
 */
static void mend(struct solver *solver, struct kconfig_symbol *sym, const char *value)
{
	const struct kconfig_expr *selected = kconfig_selected_by(sym);
	enum kconfig_tristate level = value && strcmp(value, "m") == 0 ? KCONFIG_M : KCONFIG_Y;

	if (value && strcmp(value, "n") == 0 && is_logic(sym)) {
		avoid(solver, selected, 0);
		if (kconfig_choice(sym))
			avoid_symbol(solver, sym, 0);
		return;
	}
	if (!value || !is_logic(sym) || kconfig_type(solver->kc, sym) == KCONFIG_BOOL)
		level = is_logic(sym) && value ? KCONFIG_Y : KCONFIG_M;
	if (kconfig_visibility(solver->kc, sym) < level) {
		if (has_prompt(sym))
			show(solver, sym, level);
		else if (is_logic(sym))
			want_indirectly(solver, sym, level, 0);
		return;
	}
	if (!value || level == KCONFIG_M)
		avoid(solver, selected, 0);
	/* A tristate becomes m only while there are modules. */
	if (level == KCONFIG_M && kconfig_find(solver->kc, "MODULES"))
		want_symbol(solver, kconfig_find(solver->kc, "MODULES"), KCONFIG_Y, 0);
}

static bool reached(struct solver *solver)
{
	if (!solver->value)
		return kconfig_changeable(solver->kc, solver->goal);
	return strcmp(kconfig_value(solver->kc, solver->goal), solver->value) == 0;
}

/* Sets the state's values, the last wish first; true when the goal is reached. */
static bool apply(struct solver *solver, const struct state *state)
{
	kconfig_restore(solver->kc, solver->before);
	for (int i = state->count; i-- > 0;)
		kconfig_force(solver->kc, state->wishes[i].sym, state->wishes[i].value);
	return reached(solver);
}

/* Queues all longer states that mend the first wish of STATE that was not granted. */
static void extend(struct solver *solver, const struct state *state)
{
	solver->now = state;
	if (!solver->value) {
		if (state->count == 0) {
			mend(solver, solver->goal, NULL);
			return;
		}
	}
	for (int i = state->count; i-- > 0;) {
		const struct wish *missed = &state->wishes[i];

		if (strcmp(kconfig_value(solver->kc, missed->sym), missed->value) != 0) {
			mend(solver, missed->sym, missed->value);
			return;
		}
	}
	mend(solver, solver->goal, solver->value);
}

/* Drops every wish that the goal does not need. */
static void shorten(struct solver *solver, struct state *state)
{
	for (int i = state->count; i-- > (solver->value ? 1 : 0);) {
		struct state shorter = *state;

		memmove(&shorter.wishes[i], &shorter.wishes[i + 1],
			(size_t)(shorter.count - i - 1) * sizeof(shorter.wishes[0]));
		shorter.count--;
		if (apply(solver, &shorter))
			*state = shorter;
	}
}

/* The text of a value that lasts as long as the context does, where there is one. */
static int report(struct solver *solver, const struct state *state, struct kconfig_change **changes)
{
	size_t texts = 0;
	struct kconfig_change *list;
	char *text;

	for (int i = 0; i < state->count; i++)
		texts += sizeof(state->wishes[i].value);
	/* One block, so that one free() is enough: the array, then the values asked for. */
	list = malloc((size_t)state->count * sizeof(*list) + texts + 1);
	if (!list)
		return -ENOMEM;
	text = (char *)&list[state->count];
	kconfig_restore(solver->kc, solver->before);
	for (int i = 0; i < state->count; i++) {
		const struct wish *from = &state->wishes[state->count - 1 - i];

		memcpy(text, from->value, sizeof(from->value));
		list[i] = (struct kconfig_change){from->sym, kconfig_value(solver->kc, from->sym),
						  text};
		text += sizeof(from->value);
	}
	*changes = list;
	return state->count;
}

static int search(struct solver *solver, int limit, struct kconfig_change **changes)
{
	struct state state = {.count = 0};

	if (solver->value) {
		if (strlen(solver->value) >= sizeof(state.wishes[0].value))
			return -ENOENT;
		state.wishes[0].sym = solver->goal;
		strcpy(state.wishes[0].value, solver->value);
		state.count = 1;
	}
	push(solver, &state);
	for (int tried = 0; tried < limit && solver->head < solver->tail && !solver->error;
	     tried++) {
		state = solver->queue[solver->head++];
		if (apply(solver, &state)) {
			shorten(solver, &state);
			return report(solver, &state, changes);
		}
		extend(solver, &state);
	}
	return solver->error ? solver->error : -ENOENT;
}

int kconfig_solve(struct kconfig *kc, struct kconfig_symbol *sym, const char *value, int limit,
		  struct kconfig_change **changes)
{
	struct solver solver = {.kc = kc, .goal = sym, .value = value};
	int result;

	*changes = NULL;
	solver.before = kconfig_snapshot(kc);
	if (!solver.before)
		return -ENOMEM;
	result = search(&solver, limit > 0 ? limit : DEFAULT_LIMIT, changes);
	kconfig_restore(kc, solver.before);
	kconfig_snapshot_free(solver.before);
	free(solver.queue);
	return result;
}
