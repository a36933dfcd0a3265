/*
 * Questions about manifests: size, diff, why, check.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "check.h"
#include "command.h"
#include "diff.h"
#include "harden.h"
#include "mtree.h"
#include "size.h"

enum { TOP = 20 };

/* Read a manifest or say why not; 0 or an exit code. */
static int read_manifest(struct manifest *m, const char *path)
{
	struct err e = ERR_INIT;

	return mtree_read(m, path, &e) ? command_fail(&e, EXIT_NO) : 0;
}

int command_size(int argc, char **argv)
{
	struct manifest m = {0};
	struct err e = ERR_INIT;
	struct buf text = {0};
	int letter, top = TOP, code;

	while ((letter = getopt(argc, argv, "n:")) != -1) {
		if (letter != 'n')
			return command_usage(argv[0]);
		top = atoi(optarg);
	}
	if (top < 0 || optind != argc - 1)
		return command_usage(argv[0]);
	code = read_manifest(&m, argv[optind]);
	if (!code && size_report(&m, (size_t)top, &text, &e))
		code = command_fail(&e, EXIT_SYSTEM);
	if (!code)
		code = command_write(NULL, &text);
	buf_free(&text);
	manifest_free(&m);
	return code;
}

int command_diff(int argc, char **argv)
{
	struct manifest old = {0}, new = {0};
	struct err e = ERR_INIT;
	struct buf text = {0};
	int code, differs;

	if (argc != 3)
		return command_usage(argv[0]);
	code = read_manifest(&old, argv[1]);
	if (!code)
		code = read_manifest(&new, argv[2]);
	if (!code) {
		differs = diff_report(&old, &new, &text, &e);
		code = differs < 0 ? command_fail(&e, EXIT_SYSTEM) : command_write(NULL, &text);
		if (!code && differs)
			code = EXIT_NO;
	}
	buf_free(&text);
	manifest_free(&old);
	manifest_free(&new);
	return code;
}

/* One entry, for a person. */
static void print_entry(const struct manifest *m, const struct entry *e, struct buf *b)
{
	buf_addc(b, '/');
	mtree_quote(b, e->path);
	buf_addf(b, ": %s of %s, mode %04o, owner %s:%s", type_name(e->type),
		 e->package ? e->package : "no single package", e->mode, e->uname ? e->uname : "?",
		 e->gname ? e->gname : "?");
	if (e->type == TYPE_FILE)
		buf_addf(b, ", %llu bytes, from %s", (unsigned long long)e->size,
			 e->contents ? e->contents : "nowhere");
	if (e->type == TYPE_LINK) {
		buf_adds(b, ", to ");
		mtree_quote(b, e->link);
	}
	buf_addc(b, '\n');
	for (size_t i = 0; e->inode && i < m->count; i++)
		if (m->entries[i] != e && m->entries[i]->inode == e->inode)
			buf_addf(b, "  the same file as /%s\n", m->entries[i]->path);
}

int command_why(int argc, char **argv)
{
	struct manifest m = {0};
	struct err e = ERR_INIT;
	struct buf text = {0};
	const struct entry *entry, *end;
	int code;

	if (argc != 3)
		return command_usage(argv[0]);
	code = read_manifest(&m, argv[1]);
	if (code)
		goto out;
	end = manifest_follow(&m, argv[2]);
	entry = manifest_find(&m, argv[2] + strspn(argv[2], "/"));
	entry = entry ? entry : end;
	if (!entry) {
		err_set(&e, "%s is not in the image", argv[2]);
		code = command_fail(&e, EXIT_NO);
		goto out;
	}
	print_entry(&m, entry, &text);
	if (end && end != entry)
		print_entry(&m, end, &text);
	else if (!end)
		buf_adds(&text, "  leads nowhere in the image\n");
	code = command_write(NULL, &text);
out:
	buf_free(&text);
	manifest_free(&m);
	return code;
}

int command_harden(int argc, char **argv)
{
	struct manifest m = {0};
	struct err e = ERR_INIT;
	struct buf text = {0};
	int letter, code;
	char *own = NULL, *dir = NULL, *output = NULL;

	while ((letter = getopt(argc, argv, "o:O:")) != -1) {
		if (letter == 'o')
			output = optarg;
		else if (letter == 'O' && strchr(optarg, '='))
			own = optarg;
		else
			return command_usage(argv[0]);
	}
	if (optind != argc - 1)
		return command_usage(argv[0]);
	code = read_manifest(&m, argv[optind]);
	if (code)
		goto out;
	if (own)
		dir = strsep(&own, "=");
	if (harden_report(&m, dir, own, &text, &e))
		code = command_fail(&e, EXIT_SYSTEM);
	else
		code = command_write(output, &text);
out:
	buf_free(&text);
	manifest_free(&m);
	return code;
}

int command_check(int argc, char **argv)
{
	struct manifest m = {0};
	struct err e = ERR_INIT;
	struct buf text = {0};
	int letter, machine = 0, code, found;
	char *own = NULL, *dir = NULL;

	while ((letter = getopt(argc, argv, "m:O:")) != -1) {
		if (letter == 'm')
			machine = check_machine(optarg);
		else if (letter == 'O' && strchr(optarg, '='))
			own = optarg;
		else
			return command_usage(argv[0]);
	}
	if (machine < 0 || optind != argc - 1)
		return command_usage(argv[0]);
	code = read_manifest(&m, argv[optind]);
	if (code)
		goto out;
	if (own)
		dir = strsep(&own, "=");
	found = check_report(&m, (unsigned)machine, dir, own, &text, &e);
	if (found < 0)
		code = command_fail(&e, EXIT_SYSTEM);
	else
		code = command_write(NULL, &text);
	if (!code && found)
		code = EXIT_NO;
out:
	buf_free(&text);
	manifest_free(&m);
	return code;
}
