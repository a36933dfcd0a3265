#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "command.h"
#include "measure.h"
#include "mtree.h"

int command_space(int argc, char **argv)
{
	int letter, block = 4096, code;
	struct manifest m = {0};
	struct err e = ERR_INIT;
	struct buf text = {0};
	uint64_t blocks, inodes;

	while ((letter = getopt(argc, argv, "b:")) != -1) {
		if (letter != 'b')
			return command_usage(argv[0]);
		block = atoi(optarg);
	}
	if (block < 512 || optind != argc - 1)
		return command_usage(argv[0]);
	if (mtree_read(&m, argv[optind], &e)) {
		code = command_fail(&e, EXIT_NO);
	} else {
		blocks = measure_blocks(&m, (unsigned)block, &inodes);
		buf_addf(&text, "%llu %llu\n", (unsigned long long)blocks,
			 (unsigned long long)inodes);
		code = command_write(NULL, &text);
	}
	buf_free(&text);
	manifest_free(&m);
	return code;
}
