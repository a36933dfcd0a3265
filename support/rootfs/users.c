#include "users.h"

#include <stdlib.h>
#include <string.h>

/* Nothing hashes to this, so no password fits; unlike "!" it does not lock the account, which some
 * SSH servers take for a reason to refuse keys as well. */
#define NO_PASSWORD "*"

/* user NAME UID GROUP HOME SHELL [GROUP,…] */
enum { NAME, ID, GROUP, HOME, SHELL, MORE };

static const struct account *find(const struct account *list, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(list[i].name, name))
			return &list[i];
	return NULL;
}

const struct account *users_user(const struct users *u, const char *name)
{
	return find(u->users, u->n_users, name);
}

const struct account *users_group(const struct users *u, const char *name)
{
	return find(u->groups, u->n_groups, name);
}

static bool same_word(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static bool same_row(const struct row *a, const struct row *b)
{
	for (size_t i = 0; i < WORDS; i++)
		if (!same_word(a->word[i], b->word[i]))
			return false;
	return a->what == b->what;
}

static const char *owner(const struct account *a)
{
	return a->row ? a->row->package : "root's default";
}

/* Add to a list, unless just the same was there. `list` has room. */
static int add(struct account *list, size_t *count, struct account new, const char *kind,
	       struct err *e)
{
	for (size_t i = 0; i < *count; i++) {
		const struct account *old = &list[i];

		if (strcmp(old->name, new.name) && old->id != new.id)
			continue;
		if (!strcmp(old->name, new.name) && old->id == new.id &&
		    (old->row == new.row ||
		     (old->row && new.row &&
		      (old->row->what != new.row->what || same_row(old->row, new.row)))))
			return 0;
		return table_complain(
			new.row, 0, e, "%s \"%s\" (%u) of %s clashes with \"%s\" (%u) of %s", kind,
			new.name, new.id, new.row->package, old->name, old->id, owner(old));
	}
	list[(*count)++] = new;
	return 0;
}

static const struct row root_row = {
	.what = SAY_USER,
	.package = "root",
	.file = "root",
	.word = {"root", "0", "root", "root", "/bin/sh"},
};

/* A user's main group is made with the user's number when nobody declared it. */
static int add_user(struct users *u, const struct row *r, struct err *e)
{
	const struct account *g = users_group(u, r->word[GROUP]);
	struct account group = {.name = r->word[GROUP], .id = r->number[ID], .row = r};
	struct account user = {
		.name = r->word[NAME], .id = r->number[ID], .password = NO_PASSWORD, .row = r};

	if (!g && add(u->groups, &u->n_groups, group, "group", e))
		return -1;
	user.gid = g ? g->id : group.id;
	return add(u->users, &u->n_users, user, "user", e);
}

static int check_member(const struct users *u, const struct row *r, struct err *e)
{
	const char *name = r->word[MORE];
	int rc = 0;

	while (name && *name) {
		size_t len = strcspn(name, ",");
		char *one = strndup(name, len);

		if (!one)
			return err_add(e, "out of memory");
		if (!users_group(u, one))
			rc = table_complain(r, MORE, e, "group \"%s\" is not declared", one);
		free(one);
		name += len + (name[len] == ',');
	}
	return rc;
}

static int set_password(struct users *u, const struct row *r, struct err *e)
{
	for (size_t i = 0; i < u->n_users; i++)
		if (!strcmp(u->users[i].name, r->word[0])) {
			u->users[i].password = strcmp(r->word[1], "-") ? r->word[1] : "";
			return 0;
		}
	return table_complain(r, 0, e, "user \"%s\" is not declared", r->word[0]);
}

static int compare(const void *a, const void *b)
{
	const struct account *x = a, *y = b;

	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return strcmp(x->name, y->name);
}

static bool has_root(const struct table *t)
{
	for (size_t i = 0; i < t->count; i++)
		if (t->rows[i].what == SAY_USER && !strcmp(t->rows[i].word[NAME], "root"))
			return true;
	return false;
}

int users_collect(struct users *u, const struct table *t, struct err *e)
{
	int rc = 0;

	u->table = t;
	u->users = calloc(t->count + 1, sizeof(*u->users));
	u->groups = calloc(2 * t->count + 1, sizeof(*u->groups));
	if (!u->users || !u->groups)
		return err_set(e, "out of memory");
	for (size_t i = 0; i < t->count; i++) {
		const struct row *r = &t->rows[i];
		struct account g = {.name = r->word[NAME], .id = r->number[ID], .row = r};

		if (r->what == SAY_GROUP)
			rc |= add(u->groups, &u->n_groups, g, "group", e);
	}
	if (!has_root(t))
		rc |= add_user(u, &root_row, e);
	for (size_t i = 0; i < t->count; i++)
		if (t->rows[i].what == SAY_USER)
			rc |= add_user(u, &t->rows[i], e);
	for (size_t i = 0; i < t->count; i++) {
		if (t->rows[i].what == SAY_USER)
			rc |= check_member(u, &t->rows[i], e);
		if (t->rows[i].what == SAY_PASSWORD)
			rc |= set_password(u, &t->rows[i], e);
	}
	qsort(u->users, u->n_users, sizeof(*u->users), compare);
	qsort(u->groups, u->n_groups, sizeof(*u->groups), compare);
	return rc;
}

void users_free(struct users *u)
{
	free(u->users);
	free(u->groups);
	memset(u, 0, sizeof(*u));
}

void users_passwd(const struct users *u, struct buf *b)
{
	for (size_t i = 0; i < u->n_users; i++) {
		const struct account *a = &u->users[i];

		buf_addf(b, "%s:x:%u:%u:%s:/%s:%s\n", a->name, a->id, a->gid, a->name,
			 a->row->word[HOME], a->row->word[SHELL]);
	}
}

static bool member(const struct row *r, const char *group)
{
	const char *name = r->word[MORE];

	while (name && *name) {
		size_t len = strcspn(name, ",");

		if (strlen(group) == len && !strncmp(name, group, len))
			return true;
		name += len + (name[len] == ',');
	}
	return false;
}

void users_group_file(const struct users *u, struct buf *b)
{
	for (size_t i = 0; i < u->n_groups; i++) {
		const struct account *g = &u->groups[i];
		const char *comma = "";

		buf_addf(b, "%s:x:%u:", g->name, g->id);
		for (size_t k = 0; k < u->n_users; k++)
			if (member(u->users[k].row, g->name)) {
				buf_addf(b, "%s%s", comma, u->users[k].name);
				comma = ",";
			}
		buf_addc(b, '\n');
	}
}

/* No ages: an image has no day on which a password was set. */
void users_shadow(const struct users *u, struct buf *b)
{
	for (size_t i = 0; i < u->n_users; i++)
		buf_addf(b, "%s:%s:::::::\n", u->users[i].name, u->users[i].password);
}
