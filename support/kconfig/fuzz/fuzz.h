/* Entries for libFuzzer and AFL++; what they share. */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "../kconfig.h"

/* Called by the fuzzer for each input. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Writes BEFORE, the input and AFTER to FILE in the current folder, which is the fuzzer's own. */
static inline void fuzz_file(const char *file, const char *before, const uint8_t *data, size_t size,
			     const char *after)
{
	FILE *f = fopen(file, "w");

	if (!f)
		abort();
	fputs(before, f);
	if (size)
		fwrite(data, 1, size, f);
	fputs(after, f);
	if (fclose(f) != 0)
		abort();
}

/* Asks for everything that a menu or conf would ask for. */
static inline void fuzz_use(struct kconfig *kc)
{
	struct kconfig_symbol *sym;

	for (int i = 0; (sym = kconfig_symbol(kc, i)); i++) {
		(void)kconfig_value(kc, sym);
		(void)kconfig_changeable(kc, sym);
		free(kconfig_expr_text(kc, kconfig_dependencies(sym), true));
	}
	for (struct kconfig_menu *menu = kconfig_root(kc); menu; menu = kconfig_menu_walk(menu))
		(void)kconfig_menu_visible(kc, menu);
	kconfig_write(kc, "written");
	kconfig_write_minimal(kc, "minimal");
}

#endif
