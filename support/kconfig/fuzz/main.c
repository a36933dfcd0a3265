/* Runs a fuzz entry on files, without a fuzzer: to replay the corpus or a crash. */
#include "fuzz.h"

int main(int argc, char **argv)
{
	static uint8_t data[1 << 20];
	size_t size;
	FILE *f;

	for (int i = 1; i < argc; i++) {
		f = fopen(argv[i], "r");
		if (!f) {
			perror(argv[i]);
			return 111;
		}
		size = fread(data, 1, sizeof(data), f);
		fclose(f);
		LLVMFuzzerTestOneInput(data, size);
	}
	return 0;
}
