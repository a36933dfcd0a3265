/* The input is a Kconfig file, in a dialect that its length chooses. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct kconfig *kc = kconfig_new();

	fuzz_file("Kconfig", "", data, size, "");
	if (size % 7)
		kconfig_set_dialect(kc, kconfig_dialect_name((int)(size % 7) - 1));
	kconfig_set_jobs(kc, 1);
	if (kconfig_load(kc, "Kconfig") == 0) {
		kconfig_read(kc, "config");
		fuzz_use(kc);
	}
	kconfig_free(kc);
	return 0;
}
