#include "check.h"

#include <ctype.h>
#include <elf.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "elf.h"
#include "mtree.h"

/* Folders of the sandbox; a file that names one was told where it was built. */
static const char *const forbidden[] = {"/build/", "/out/dest", "/sysroot/", "/dep/", "/host/"};

static const struct {
	const char *name;
	unsigned machine;
} machines[] = {
	{"x86_64", EM_X86_64},   {"i386", EM_386},      {"i686", EM_386},
	{"aarch64", EM_AARCH64}, {"arm64", EM_AARCH64}, {"arm", EM_ARM},
	{"riscv64", EM_RISCV},   {"riscv32", EM_RISCV}, {"mips", EM_MIPS},
	{"mipsel", EM_MIPS},     {"mips64", EM_MIPS},   {"mips64el", EM_MIPS},
	{"powerpc", EM_PPC},     {"ppc64le", EM_PPC64}, {"s390x", EM_S390},
	{"loongarch64", 258},
};

struct check {
	const struct manifest *m;
	const struct entry *entry;
	unsigned machine;
	const char *own_dir, *own_path;
	struct buf *b;
	size_t problems;
	struct err *e;
};

int check_machine(const char *name)
{
	for (size_t i = 0; i < sizeof(machines) / sizeof(*machines); i++)
		if (!strcmp(machines[i].name, name))
			return (int)machines[i].machine;
	return -1;
}

int check_open(const struct entry *entry, const char *own_dir, const char *own_path)
{
	const char *path = entry->contents;
	size_t len = own_path ? strlen(own_path) : 0;
	struct buf own = {0};
	int fd;

	if (len && !strncmp(path, own_path, len) && path[len] == '/') {
		buf_addf(&own, "%s%s", own_dir, path + len);
		path = buf_str(&own);
	}
	fd = open(path, O_RDONLY | O_CLOEXEC);
	buf_free(&own);
	return fd;
}

static void problem(struct check *c, const char *what, const char *word)
{
	buf_addc(c->b, '/');
	mtree_quote(c->b, c->entry->path);
	if (c->entry->package)
		buf_addf(c->b, " of %s", c->entry->package);
	buf_addf(c->b, ": %s", what);
	mtree_quote(c->b, word);
	buf_addc(c->b, '\n');
	c->problems++;
}

/* A library is where the dynamic linker looks without being told, or beside who needs it. */
static bool has_library(const struct check *c, const char *name)
{
	static const char *const folders[] = {"lib", "usr/lib", "lib64", "usr/lib64"};
	const char *slash = strrchr(c->entry->path, '/');
	struct buf path = {0};
	bool found = false;

	if (strchr(name, '/'))
		return manifest_follow(c->m, name) != NULL;
	for (size_t i = 0; !found && i < sizeof(folders) / sizeof(*folders); i++) {
		buf_clear(&path);
		buf_addf(&path, "%s/%s", folders[i], name);
		found = manifest_follow(c->m, buf_str(&path)) != NULL;
	}
	if (!found && slash) {
		buf_clear(&path);
		buf_add(&path, c->entry->path, (size_t)(slash - c->entry->path) + 1);
		buf_adds(&path, name);
		found = manifest_follow(c->m, buf_str(&path)) != NULL;
	}
	buf_free(&path);
	return found;
}

static void check_elf(struct check *c, const struct elf_facts *f)
{
	/* firmware is for the processors of devices */
	if (c->machine && f->machine != c->machine && f->machine != EM_BPF &&
	    strncmp(c->entry->path, "usr/lib/firmware/", 17))
		problem(c, "is a program for another architecture", "");
	if (f->loader.len && !manifest_follow(c->m, buf_str(&f->loader)))
		problem(c, "its dynamic linker is not in the image: ", buf_str(&f->loader));
	if (f->runpath.len)
		problem(c, "looks for libraries in a path of its own: ", buf_str(&f->runpath));
	for (size_t at = 0; at < f->needed.len; at += strlen(f->needed.data + at) + 1)
		if (!has_library(c, f->needed.data + at))
			problem(c,
				"needs a library that is not in the image: ", f->needed.data + at);
}

/* #!/path of an executable script. */
static void check_script(struct check *c, const char *text, size_t len)
{
	char name[256];
	size_t n = 0, at = 2;

	while (at < len && (text[at] == ' ' || text[at] == '\t'))
		at++;
	while (at < len && n < sizeof(name) - 1 && !memchr(" \t\r\n", text[at], 4))
		name[n++] = text[at++];
	name[n] = '\0';
	if (memchr(name, '\0', n) || *name != '/')
		return;
	if (!manifest_follow(c->m, name))
		problem(c, "its interpreter is not in the image: ", name);
}

/* A path must begin there: "src/build/x" names no folder of ours. */
static bool starts_path(const char *text, const char *at)
{
	return at == text || !at[-1] ||
	       !(isalnum((unsigned char)at[-1]) || strchr("_.-/)}*", at[-1]));
}

static void check_bytes(struct check *c, const char *text, size_t len)
{
	for (size_t i = 0; i < sizeof(forbidden) / sizeof(*forbidden); i++) {
		const char *at = text, *end = text + len;

		while ((at = memmem(at, (size_t)(end - at), forbidden[i], strlen(forbidden[i])))) {
			if (starts_path(text, at)) {
				char line[81];
				size_t n = strcspn(at, " \t\n\"'") < sizeof(line) - 1
						   ? strcspn(at, " \t\n\"'")
						   : sizeof(line) - 1;

				memcpy(line, at, n);
				line[n] = '\0';
				problem(c, "names a folder of the build: ", line);
				break;
			}
			at++;
		}
	}
}

static int check_file(struct check *c)
{
	const struct entry *entry = c->entry;
	int fd = check_open(entry, c->own_dir, c->own_path), kind = 0, rc = -1;
	struct elf_facts facts = {0};
	struct buf text = {0};
	ssize_t n = 0;

	if (fd < 0)
		return err_sys(c->e, "%s: can't open", entry->contents);
	kind = elf_read(fd, entry->contents, &facts, c->e);
	if (kind < 0)
		problem(c, "is a damaged ELF file", "");
	else if (kind > 0)
		check_elf(c, &facts);
	/* the text keeps a NUL behind, where searches for a character end */
	if (buf_reserve(&text, entry->size + 1)) {
		err_set(c->e, "out of memory");
		goto out;
	}
	while (text.len < entry->size &&
	       (n = pread(fd, text.data + text.len, entry->size - text.len, (off_t)text.len)) > 0)
		text.len += (size_t)n;
	if (n < 0) {
		err_sys(c->e, "%s: can't read", entry->contents);
		goto out;
	}
	text.data[text.len] = '\0';
	if (!kind && entry->mode & 0111 && text.len > 2 && !memcmp(text.data, "#!", 2))
		check_script(c, text.data, text.len);
	check_bytes(c, text.data, text.len);
	rc = 0;
out:
	buf_free(&text);
	elf_free(&facts);
	close(fd);
	return rc;
}

int check_report(const struct manifest *m, unsigned machine, const char *own_dir,
		 const char *own_path, struct buf *b, struct err *e)
{
	struct check c = {.m = m,
			  .machine = machine,
			  .own_dir = own_dir,
			  .own_path = own_path,
			  .b = b,
			  .e = e};

	for (size_t i = 0; i < m->count; i++) {
		c.entry = m->entries[i];
		if (c.entry->type != TYPE_FILE || !c.entry->contents || manifest_again(m, i))
			continue;
		if (check_file(&c))
			return -1;
	}
	return b->failed ? err_set(e, "out of memory") : c.problems > 0;
}
