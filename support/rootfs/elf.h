/*
 * What a dynamic linker would read from an ELF file.
 */
#ifndef ROOTFS_ELF_H
#define ROOTFS_ELF_H

#include "../lib/buf.h"
#include "../lib/err.h"

struct elf_facts {
	unsigned machine;   /* EM_… */
	unsigned class;     /* ELFCLASS32 or ELFCLASS64 */
	struct buf loader;  /* PT_INTERP, empty: none */
	struct buf needed;  /* DT_NEEDED, each with a NUL behind */
	struct buf runpath; /* DT_RPATH or DT_RUNPATH, empty: none */
};

/* Read the facts of a file. 1: it is ELF, 0: it is something else, -1: error. Freed with elf_free.
 */
int elf_read(int fd, const char *name, struct elf_facts *f, struct err *e);

void elf_free(struct elf_facts *f);

#endif
