#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../lib/fs.h"
#include "command.h"

static const struct {
	const char *name, *usage, *help;
	command *run;
} commands[] = {
	{"compose",
	 "-o FILE -O DIR=PATH [-t TIME] [-l NAME=DIR] [-L NAME=DIR] [-p NAME=FILE] [-y "
	 "NAME[:NAME]] [-u NAME]",
	 "put packages (-l), overlays (-L) and tables (-p) together; of -u, only the libraries "
	 "that "
	 "are used",
	 command_compose},
	{"pack", "-f newc|tar [-o FILE] MANIFEST", "write an archive", command_pack},
	{"space", "[-b BYTES] MANIFEST", "blocks and inodes that a filesystem needs for the files",
	 command_space},
	{"size", "[-n TOP] MANIFEST", "bytes by package, by folder, and the largest files",
	 command_size},
	{"diff", "OLD NEW", "paths that were added, removed and changed, by package", command_diff},
	{"why", "MANIFEST PATH", "which package a path comes from, and where it leads",
	 command_why},
	{"check", "[-m ARCHITECTURE] [-O DIR=PATH] MANIFEST",
	 "libraries and interpreters are there, nothing names the build machine", command_check},
	{"harden", "[-o FILE] [-O DIR=PATH] MANIFEST",
	 "how many programs and libraries have PIE, RELRO and the like, and which lack it",
	 command_harden},
};

enum { COMMANDS = sizeof(commands) / sizeof(*commands) };

int command_fail(const struct err *e, int code)
{
	const char *line = e->text;

	while (*line) {
		size_t len = strcspn(line, "\n");

		fprintf(stderr, "rootfs: %.*s\n", (int)len, line);
		line += len + (line[len] == '\n');
	}
	return code;
}

int command_usage(const char *name)
{
	for (int i = 0; i < COMMANDS; i++)
		if (!strcmp(commands[i].name, name))
			fprintf(stderr, "usage: rootfs %s %s\n", name, commands[i].usage);
	return EXIT_USAGE;
}

int command_write(const char *path, const struct buf *text)
{
	struct err e = ERR_INIT;

	if (text->failed) {
		err_set(&e, "out of memory");
		return command_fail(&e, EXIT_SYSTEM);
	}
	if (path)
		return fs_write(path, buf_str(text), text->len, &e) ? command_fail(&e, EXIT_SYSTEM)
								    : EXIT_FINE;
	if (fwrite(buf_str(text), 1, text->len, stdout) != text->len || fflush(stdout)) {
		err_sys(&e, "can't write");
		return command_fail(&e, EXIT_SYSTEM);
	}
	return EXIT_FINE;
}

int main(int argc, char **argv)
{
	for (int i = 0; argc > 1 && i < COMMANDS; i++)
		if (!strcmp(commands[i].name, argv[1]))
			return commands[i].run(argc - 1, argv + 1);
	fprintf(stderr, "usage: rootfs COMMAND ...\n");
	for (int i = 0; i < COMMANDS; i++)
		fprintf(stderr, "  %-9s %s\n            %s\n", commands[i].name, commands[i].usage,
			commands[i].help);
	return EXIT_USAGE;
}
