/* The input is a Kconfig file. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct kconfig *kc = kconfig_new();

	fuzz_file("Kconfig", "", data, size, "");
	kconfig_set_jobs(kc, 1);
	if (kconfig_load(kc, "Kconfig") == 0) {
		kconfig_read(kc, "config");
		fuzz_use(kc);
	}
	kconfig_free(kc);
	return 0;
}
