/*
 * What a dynamic linker would read from an ELF file.
 */
#ifndef ROOTFS_ELF_H
#define ROOTFS_ELF_H

#include <stdbool.h>

#include "../lib/buf.h"
#include "../lib/err.h"

struct elf_facts {
	unsigned machine;   /* EM_… */
	unsigned class;     /* ELFCLASS32 or ELFCLASS64 */
	unsigned type;      /* ET_EXEC, ET_DYN … */
	struct buf loader;  /* PT_INTERP, empty: none */
	struct buf needed;  /* DT_NEEDED, each with a NUL behind */
	struct buf runpath; /* DT_RPATH or DT_RUNPATH, empty: none */
	bool dynamic;       /* has a dynamic section, else nothing below is known but stack */
	bool pie;           /* says that it is a program that runs anywhere */
	bool relro;         /* its relocations become read-only … */
	bool now;           /* … all of them, because they are bound at start */
	bool stack;         /* asks for an executable stack */
	bool protector;     /* uses the stack protector */
	bool fortify;       /* uses checking variants of the library's functions */
};

/* Read the facts of a file. 1: it is ELF, 0: it is something else, -1: error. Freed with elf_free.
 */
int elf_read(int fd, const char *name, struct elf_facts *f, struct err *e);

void elf_free(struct elf_facts *f);

#endif
