/*
 * Everything that is no library of those packages stays, and so does what it is linked with, what
 * that is linked with, and so on.
 */
#include "linked.h"

#include <string.h>
#include <unistd.h>

#include "check.h"
#include "compose.h"
#include "elf.h"

struct linked {
	struct manifest *m;
	const struct compose *c;
	struct manifest kept; /* by the paths of those libraries that stay */
	struct err *e;
};

static int keep_file(struct linked *l, const struct entry *entry);
static int keep_name(struct linked *l, const char *name);

static bool is_library(const struct linked *l, const struct entry *entry)
{
	const char *name = entry->path;

	if (!entry->package || (entry->type != TYPE_FILE && entry->type != TYPE_LINK))
		return false;
	if (!strncmp(name, "usr/", 4))
		name += 4;
	if (strncmp(name, "lib/lib", 7) || strchr(name + 4, '/') || !strstr(name, ".so"))
		return false;
	for (size_t i = 0; i < l->c->n_linked; i++)
		if (!strcmp(l->c->linked[i], entry->package))
			return true;
	return false;
}

/* A library that something needs: it stays, with what it is a link to and is linked with. */
static int keep(struct linked *l, const struct entry *entry)
{
	if (!entry || !is_library(l, entry) || manifest_find(&l->kept, entry->path))
		return 0;
	if (!manifest_add(&l->kept, entry->path))
		return err_set(l->e, "out of memory");
	if (entry->type == TYPE_FILE)
		return keep_file(l, entry);
	/* a link may lead to the next one */
	return strchr(entry->link, '/') ? keep(l, manifest_follow(l->m, entry->path))
					: keep_name(l, entry->link);
}

static int keep_name(struct linked *l, const char *name)
{
	static const char *const folders[] = {"usr/lib", "lib"};
	struct buf path = {0};
	int rc = 0;

	for (size_t i = 0; !rc && i < sizeof(folders) / sizeof(*folders); i++) {
		buf_clear(&path);
		buf_addf(&path, "%s/%s", folders[i], name);
		rc = path.failed ? err_set(l->e, "out of memory")
				 : keep(l, manifest_find(l->m, buf_str(&path)));
	}
	buf_free(&path);
	return rc;
}

/* What a file is linked with. A damaged one is the business of rootfs check. */
static int keep_file(struct linked *l, const struct entry *entry)
{
	struct elf_facts facts = {0};
	struct err ignored = ERR_INIT;
	int fd = check_open(entry, l->c->own_dir, l->c->own_path), rc = 0;

	if (fd < 0)
		return err_sys(l->e, "%s: can't open", entry->contents);
	if (elf_read(fd, entry->contents, &facts, &ignored) > 0) {
		for (size_t at = 0; !rc && at < facts.needed.len;
		     at += strlen(facts.needed.data + at) + 1) {
			rc = keep_name(l, facts.needed.data + at);
			/* glibc opens it when a thread is cancelled */
			if (!rc && !strcmp(facts.needed.data + at, "libc.so.6"))
				rc = keep_name(l, "libgcc_s.so.1");
		}
		if (!rc && facts.loader.len)
			rc = keep(l, manifest_follow(l->m, buf_str(&facts.loader)));
	}
	elf_free(&facts);
	close(fd);
	return rc;
}

static bool unused(const struct entry *entry, void *data)
{
	struct linked *l = data;

	return is_library(l, entry) && !manifest_find(&l->kept, entry->path);
}

int linked_only(const struct compose *c, struct manifest *m, struct err *e)
{
	struct linked l = {.m = m, .c = c, .e = e};
	int rc = 0;

	for (size_t i = 0; !rc && i < m->count; i++) {
		const struct entry *entry = m->entries[i];

		if (is_library(&l, entry))
			continue;
		if (entry->type == TYPE_FILE && entry->contents)
			rc = keep_file(&l, entry);
		else if (entry->type == TYPE_LINK)
			rc = keep(&l, manifest_follow(m, entry->path));
	}
	if (!rc)
		manifest_drop(m, unused, &l);
	manifest_free(&l.kept);
	return rc;
}
