#include "harden.h"

#include <elf.h>
#include <stdbool.h>
#include <unistd.h>

#include "check.h"
#include "elf.h"
#include "mtree.h"

static bool is_program(const struct elf_facts *f)
{
	return f->type == ET_EXEC || f->pie || f->loader.len;
}

/* A shared library is position-independent by nature; what carries its C library names no functions
 * of it. */
static bool any(const struct elf_facts *f)
{
	(void)f;
	return true;
}
static bool relocated(const struct elf_facts *f)
{
	return f->dynamic;
}
static bool linked(const struct elf_facts *f)
{
	return f->dynamic && f->needed.len;
}
static bool has_pie(const struct elf_facts *f)
{
	return f->type == ET_DYN;
}
static bool has_relro(const struct elf_facts *f)
{
	return f->relro;
}
static bool has_now(const struct elf_facts *f)
{
	return f->now;
}
static bool has_stack(const struct elf_facts *f)
{
	return !f->stack;
}
static bool has_protector(const struct elf_facts *f)
{
	return f->protector;
}
static bool has_fortify(const struct elf_facts *f)
{
	return f->fortify;
}

/* `expected`: its absence is worth a line; small files need neither of the others. */
static const struct {
	const char *name;
	bool (*counts)(const struct elf_facts *f), (*has)(const struct elf_facts *f);
	bool expected;
} protections[] = {
	{"PIE", is_program, has_pie, true},
	{"RELRO", relocated, has_relro, true},
	{"BIND_NOW", relocated, has_now, true},
	{"plain stack", any, has_stack, true},
	{"stack protector", linked, has_protector, false},
	{"FORTIFY", linked, has_fortify, false},
};

enum { PROTECTIONS = sizeof(protections) / sizeof(*protections) };

struct counts {
	size_t files, of[PROTECTIONS], have[PROTECTIONS];
};

static void count(struct counts *c, const struct entry *entry, const struct elf_facts *f,
		  struct buf *lacking)
{
	bool said = false;

	c->files++;
	for (int i = 0; i < PROTECTIONS; i++) {
		bool has = protections[i].has(f);

		if (!protections[i].counts(f))
			continue;
		c->of[i]++;
		c->have[i] += has;
		if (has || !protections[i].expected)
			continue;
		if (!said) {
			buf_addc(lacking, '/');
			mtree_quote(lacking, entry->path);
			if (entry->package)
				buf_addf(lacking, " of %s", entry->package);
		}
		buf_addf(lacking, "%s%s", said ? ", " : ": without ", protections[i].name);
		said = true;
	}
	if (said)
		buf_addc(lacking, '\n');
}

int harden_report(const struct manifest *m, const char *own_dir, const char *own_path,
		  struct buf *b, struct err *e)
{
	struct counts c = {0};
	struct buf lacking = {0};
	int rc = 0;

	for (size_t i = 0; !rc && i < m->count; i++) {
		const struct entry *entry = m->entries[i];
		struct elf_facts f = {0};
		struct err ignored = ERR_INIT;
		int fd;

		if (entry->type != TYPE_FILE || !entry->contents || manifest_again(m, i))
			continue;
		fd = check_open(entry, own_dir, own_path);
		if (fd < 0) {
			rc = err_sys(e, "%s: can't open", entry->contents);
			break;
		}
		/* kernel modules are not linked yet; `check` reports what is damaged */
		if (elf_read(fd, entry->path, &f, &ignored) > 0 &&
		    (f.type == ET_EXEC || f.type == ET_DYN))
			count(&c, entry, &f, &lacking);
		elf_free(&f);
		close(fd);
	}
	buf_addf(b, "Protections of %zu programs and libraries\n", c.files);
	for (int i = 0; i < PROTECTIONS; i++)
		buf_addf(b, "%9zu of %-5zu %s\n", c.have[i], c.of[i], protections[i].name);
	buf_adds(b, buf_str(&lacking));
	if (b->failed || lacking.failed)
		rc = err_set(e, "out of memory");
	buf_free(&lacking);
	return rc;
}
