/*
 * The commands of the program. Each prints, and returns an exit code.
 */
#ifndef ROOTFS_COMMAND_H
#define ROOTFS_COMMAND_H

#include "../lib/buf.h"
#include "../lib/err.h"

enum { EXIT_FINE = 0, EXIT_NO = 1, EXIT_USAGE = 100, EXIT_SYSTEM = 111 };

/* argv[0] is the command's name. */
typedef int command(int argc, char **argv);

command command_compose, command_pack, command_space, command_size, command_diff, command_why,
	command_check, command_harden;

/* Print an error, each of its lines with the program's name in front; returns `code`. */
int command_fail(const struct err *e, int code);

/* Complain about the arguments of a command and show how it is used; returns EXIT_USAGE. */
int command_usage(const char *name);

/* Write a text to a file, or to standard output when `path` is NULL. Exit code. */
int command_write(const char *path, const struct buf *text);

#endif
