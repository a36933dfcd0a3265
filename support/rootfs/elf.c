#include "elf.h"

#include <gelf.h>
#include <libelf.h>
#include <string.h>
#include <unistd.h>

static int damaged(const char *name, struct err *e)
{
	return err_set(e, "%s: damaged ELF file: %s", name, elf_errmsg(-1));
}

static int read_loader(Elf *elf, const GElf_Phdr *p, struct elf_facts *f)
{
	size_t size;
	const char *image = elf_rawfile(elf, &size);

	if (!image || p->p_offset > size || p->p_filesz > size - p->p_offset)
		return -1;
	buf_add(&f->loader, image + p->p_offset, strnlen(image + p->p_offset, p->p_filesz));
	return 0;
}

/* Where the bytes of a virtual address are in the file; 0 when they are not. */
static GElf_Off file_offset(Elf *elf, size_t count, GElf_Addr address)
{
	for (size_t i = 0; i < count; i++) {
		GElf_Phdr p;

		if (gelf_getphdr(elf, (int)i, &p) && p.p_type == PT_LOAD && address >= p.p_vaddr &&
		    address - p.p_vaddr < p.p_filesz)
			return p.p_offset + (address - p.p_vaddr);
	}
	return 0;
}

static int add_string(Elf *elf, GElf_Off table, GElf_Xword at, struct buf *to)
{
	size_t size;
	const char *image = elf_rawfile(elf, &size);

	if (!image || table >= size || at >= size - table)
		return -1;
	image += table + at;
	size -= table + at;
	if (!memchr(image, '\0', size))
		return -1;
	buf_add(to, image, strlen(image) + 1);
	return 0;
}

/* The stack protector and FORTIFY show in the names that a file asks for. */
static void read_names(Elf *elf, GElf_Off table, GElf_Xword len, struct elf_facts *f)
{
	size_t size, n;
	const char *image = elf_rawfile(elf, &size);

	if (!image || !table || table >= size || len > size - table)
		return;
	for (const char *at = image + table, *end = at + len; at < end; at += n + 1) {
		n = strnlen(at, (size_t)(end - at));
		if (n == 16 && !memcmp(at, "__stack_chk_fail", n))
			f->protector = true;
		else if (n > 6 && !memcmp(at, "__", 2) && !memcmp(at + n - 4, "_chk", 4))
			f->fortify = true;
	}
}

static void read_flag(const GElf_Dyn *d, struct elf_facts *f)
{
	if (d->d_tag == DT_BIND_NOW || (d->d_tag == DT_FLAGS && d->d_un.d_val & DF_BIND_NOW) ||
	    (d->d_tag == DT_FLAGS_1 && d->d_un.d_val & DF_1_NOW))
		f->now = true;
	if (d->d_tag == DT_FLAGS_1 && d->d_un.d_val & DF_1_PIE)
		f->pie = true;
}

static int read_dynamic(Elf *elf, size_t phdrs, const GElf_Phdr *p, struct elf_facts *f)
{
	Elf_Data *data = elf_getdata_rawchunk(elf, (int64_t)p->p_offset, p->p_filesz, ELF_T_DYN);
	size_t size = gelf_fsize(elf, ELF_T_DYN, 1, EV_CURRENT);
	GElf_Off strings = 0;
	GElf_Xword len = 0;
	GElf_Dyn d;

	if (!data || !size)
		return -1;
	for (size_t i = 0; i < data->d_size / size && gelf_getdyn(data, (int)i, &d); i++)
		if (d.d_tag == DT_STRTAB)
			strings = file_offset(elf, phdrs, d.d_un.d_ptr);
		else if (d.d_tag == DT_STRSZ)
			len = d.d_un.d_val;
	f->dynamic = true;
	read_names(elf, strings, len, f);
	for (size_t i = 0; i < data->d_size / size && gelf_getdyn(data, (int)i, &d); i++) {
		struct buf *to = d.d_tag == DT_NEEDED                           ? &f->needed
				 : d.d_tag == DT_RPATH || d.d_tag == DT_RUNPATH ? &f->runpath
										: NULL;

		if (d.d_tag == DT_NULL)
			break;
		read_flag(&d, f);
		if (to && (!strings || add_string(elf, strings, d.d_un.d_val, to)))
			return -1;
	}
	return 0;
}

static int read_facts(Elf *elf, struct elf_facts *f)
{
	GElf_Ehdr header;
	size_t count;

	if (!gelf_getehdr(elf, &header) || elf_getphdrnum(elf, &count) ||
	    (header.e_phnum != PN_XNUM && header.e_phnum != count))
		return -1;
	f->machine = header.e_machine;
	f->class = header.e_ident[EI_CLASS];
	f->type = header.e_type;
	for (size_t i = 0; i < count; i++) {
		GElf_Phdr p;

		if (!gelf_getphdr(elf, (int)i, &p))
			return -1;
		f->relro |= p.p_type == PT_GNU_RELRO;
		f->stack |= p.p_type == PT_GNU_STACK && p.p_flags & PF_X;
		if (p.p_type == PT_INTERP && read_loader(elf, &p, f))
			return -1;
		/* files with the debug data only keep the header, not the bytes */
		if (p.p_type == PT_DYNAMIC && p.p_filesz && read_dynamic(elf, count, &p, f))
			return -1;
	}
	return 0;
}

int elf_read(int fd, const char *name, struct elf_facts *f, struct err *e)
{
	char magic[SELFMAG];
	Elf *elf;
	int rc;

	memset(f, 0, sizeof(*f));
	if (pread(fd, magic, SELFMAG, 0) != SELFMAG || memcmp(magic, ELFMAG, SELFMAG))
		return 0;
	if (elf_version(EV_CURRENT) == EV_NONE)
		return damaged(name, e);
	elf = elf_begin(fd, ELF_C_READ, NULL);
	if (!elf)
		return damaged(name, e);
	rc = elf_kind(elf) == ELF_K_ELF && !read_facts(elf, f) ? 1 : damaged(name, e);
	elf_end(elf);
	return rc;
}

void elf_free(struct elf_facts *f)
{
	buf_free(&f->loader);
	buf_free(&f->needed);
	buf_free(&f->runpath);
}
