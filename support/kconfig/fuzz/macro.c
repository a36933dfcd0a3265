/* The input is text for the macro expander: the value of a variable and the arguments of a call. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct kconfig *kc = kconfig_new();

	fuzz_file("Kconfig", "A = ", data, size,
		  "\nB := $(A)\n$(info,$(A,1,2)$(B))\nconfig C\n\tdef_bool $(A)\n");
	kconfig_set_jobs(kc, 1);
	if (kconfig_load(kc, "Kconfig") == 0)
		fuzz_use(kc);
	kconfig_free(kc);
	return 0;
}
