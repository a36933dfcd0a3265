/* The input is a .config, read in a tree that has every type, choices, ranges, selects. */
#include "fuzz.h"

static const char tree[] = "config MODULES\n\tbool \"Modules\"\n\tmodules\n\tdefault y\n"
			   "config A\n\tbool \"A\"\n\tselect E if B\n"
			   "config B\n\ttristate \"B\"\n\tdefault m\n\timply C\n"
			   "config C\n\ttristate \"C\" if A\n\tdepends on B\n"
			   "choice\n\tprompt \"Choice\"\n\tdefault D2\n"
			   "config D1\n\tbool \"D1\"\n"
			   "config D2\n\tbool \"D2\"\n"
			   "config D3\n\tbool \"D3\"\n\tdepends on A\n"
			   "endchoice\n"
			   "config E\n\tbool \"E\"\n\tdepends on D2\n"
			   "config F\n\tint \"F\"\n\trange 0 10 if A\n\tdefault 5\n"
			   "config G\n\thex \"G\"\n\trange 0x1 0xff\n\tdefault 0x10\n"
			   "config H\n\tstring \"H\"\n\tdefault \"text\" if F > 3\n"
			   "config I\n\tint\n\tdefault F\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct kconfig *kc = kconfig_new();

	fuzz_file("Kconfig", tree, NULL, 0, "");
	fuzz_file("config", "", data, size, "");
	kconfig_set_jobs(kc, 1);
	if (kconfig_load(kc, "Kconfig") != 0)
		abort();
	kconfig_read(kc, "config");
	fuzz_use(kc);
	/* What was written is read without a difference. */
	kconfig_read(kc, "written");
	if (kconfig_changed(kc))
		abort();
	kconfig_free(kc);
	return 0;
}
