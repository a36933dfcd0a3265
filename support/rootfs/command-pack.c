#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lib/fs.h"
#include "command.h"
#include "mtree.h"
#include "pack.h"

static const char *const formats[] = {[PACK_NEWC] = "newc", [PACK_TAR] = "tar"};

static int find_format(const char *name)
{
	for (int i = 0; i < 2; i++)
		if (!strcmp(formats[i], name))
			return i;
	return -1;
}

/* To a temporary name first: half an archive looks like a whole one. */
static int pack_file(const struct manifest *m, enum pack_format format, const char *path,
		     struct err *e)
{
	char *part = fs_fmt("%s.part", path);
	int fd, rc = -1;

	if (!part)
		return err_set(e, "out of memory");
	fd = open(part, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0) {
		err_sys(e, "%s: can't write", part);
		goto out;
	}
	rc = pack(m, format, fd, e);
	if (close(fd) && !rc)
		rc = err_sys(e, "%s: can't write", part);
	if (!rc && rename(part, path))
		rc = err_sys(e, "%s: can't rename to %s", part, path);
	if (rc)
		unlink(part);
out:
	free(part);
	return rc;
}

int command_pack(int argc, char **argv)
{
	const char *output = NULL;
	int letter, format = -1, code = EXIT_FINE, rc;
	struct manifest m = {0};
	struct err e = ERR_INIT;

	while ((letter = getopt(argc, argv, "f:o:")) != -1) {
		if (letter == 'f')
			format = find_format(optarg);
		else if (letter == 'o')
			output = optarg;
		else
			return command_usage(argv[0]);
	}
	if (format < 0 || optind != argc - 1)
		return command_usage(argv[0]);
	if (mtree_read(&m, argv[optind], &e)) {
		code = command_fail(&e, EXIT_NO);
		goto out;
	}
	rc = output ? pack_file(&m, (enum pack_format)format, output, &e)
		    : pack(&m, (enum pack_format)format, STDOUT_FILENO, &e);
	if (rc)
		code = command_fail(&e, EXIT_SYSTEM);
out:
	manifest_free(&m);
	return code;
}
