#include "tool.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../lib/child.h"
#include "statcache.h"

/* A program that was looked at in this run: hundreds of steps name the same ones. */
struct tool {
	struct tool *next;
	char *name, *identity;
};

/* Debian's package of a program or library, where it isn't called like it. */
static const struct {
	const char *tool, *package;
} packages[] = {
	{"ar", "binutils"},
	{"as", "binutils"},
	{"autoconf", "autoconf"},
	{"autoreconf", "autoconf"},
	{"bsdtar", "libarchive-tools"},
	{"c++", "g++"},
	{"cc", "gcc"},
	{"debugfs", "e2fsprogs"},
	{"dtc", "device-tree-compiler"},
	{"g++", "g++"},
	{"gdb", "gdb"},
	{"genext2fs", "genext2fs"},
	{"grub-mkimage", "grub-common"},
	{"ld", "binutils"},
	{"libgmp.a", "libgmp-dev"},
	{"libmpc.a", "libmpc-dev"},
	{"libmpfr.a", "libmpfr-dev"},
	{"libtoolize", "libtool"},
	{"mcopy", "mtools"},
	{"mformat", "mtools"},
	{"mke2fs", "e2fsprogs"},
	{"mkfs.erofs", "erofs-utils"},
	{"mkfs.ext4", "e2fsprogs"},
	{"mkfs.jffs2", "mtd-utils"},
	{"mkfs.ubifs", "mtd-utils"},
	{"mkfs.vfat", "dosfstools"},
	{"mkimage", "u-boot-tools"},
	{"mksquashfs", "squashfs-tools"},
	{"msgfmt", "gettext"},
	{"ninja", "ninja-build"},
	{"objcopy", "binutils"},
	{"objdump", "binutils"},
	{"pkg-config", "pkgconf"},
	{"python3", "python3-minimal"},
	{"readelf", "binutils"},
	{"rpcgen", "rpcsvc-proto"},
	{"sqfstar", "squashfs-tools"},
	{"strip", "binutils"},
	{"tclsh", "tcl"},
	{"xz", "xz-utils"},
};

static int missing(const char *name, struct err *e)
{
	const char *package = NULL;
	const char *slash = strrchr(name, '/'), *file = slash ? slash + 1 : name;
	size_t len = strlen(name);

	for (size_t i = 0; i < sizeof(packages) / sizeof(*packages); i++)
		if (!strcmp(packages[i].tool, file))
			package = packages[i].package;
	if (package)
		return err_add(e, "%s is missing on this machine: apt-get install %s", name,
			       package);
	/* cross compilers: aarch64-linux-gnu-gcc is in gcc-aarch64-linux-gnu, and so is -g++ */
	if (len > 4 && strstr(name, "-linux-") &&
	    (!strcmp(name + len - 4, "-gcc") || !strcmp(name + len - 4, "-g++")))
		return err_add(e, "%s is missing on this machine: apt-get install %s-%.*s", name,
			       name + len - 3, (int)len - 4, name);
	return err_add(e, "%s is missing on this machine (perhaps: apt-get install %s)", name,
		       name);
}

/* Absolute path of the program; new memory, NULL when there is none. */
static char *find(const char *name, struct stat *st)
{
	static const char *const folders[] = {"/usr/bin", "/usr/sbin"};
	char *path;

	if (strchr(name, '/')) {
		path = strdup(name);
		if (path && *name == '/' && !stat(path, st) && S_ISREG(st->st_mode))
			return path;
		free(path);
		return NULL;
	}
	for (size_t i = 0; i < sizeof(folders) / sizeof(*folders); i++) {
		path = fs_fmt("%s/%s", folders[i], name);
		if (path && !stat(path, st) && S_ISREG(st->st_mode) && st->st_mode & 0111)
			return path;
		free(path);
	}
	return NULL;
}

/* First line of `PROGRAM --version` that says something, "-" when it doesn't answer that. */
static int ask_version(const char *path, struct buf *line, struct err *e)
{
	static const char *const env[] = {"PATH=" TOOL_PATH, "LC_ALL=C", "HOME=/nonexistent", NULL};
	const char *argv[] = {path, "--version", NULL};
	struct child c = {.argv = argv, .env = env, .in = -1, .out = -1, .error = -1, .last = 1};
	int status = access(path, X_OK) ? 1 : child_output(&c, line, 4096, 10, e);
	size_t start, len;

	if (status < 0)
		return -1;
	if (status)
		buf_clear(line);
	/* perl begins with an empty line */
	start = strspn(buf_str(line), "\n");
	len = strcspn(buf_str(line) + start, "\n");
	if (len) {
		memmove(line->data, line->data + start, len);
		line->data[len] = '\0';
		line->len = len;
	} else {
		buf_clear(line);
		buf_addc(line, '-');
	}
	return line->failed ? err_set(e, "out of memory") : 0;
}

/* Like ask_version, remembered in STORE/cache by what stat says about the program. */
static int version(struct depot *d, const char *path, const struct stat *st, struct buf *line,
		   struct err *e)
{
	struct buf id = {0};
	char hex[HASH_HEX], *file = NULL;
	struct err ignored;
	int ret = -1;

	buf_addf(&id, "%s %llu %llu %lld.%09ld %lld.%09ld", path, (unsigned long long)st->st_ino,
		 (unsigned long long)st->st_size, (long long)st->st_mtim.tv_sec,
		 st->st_mtim.tv_nsec, (long long)st->st_ctim.tv_sec, st->st_ctim.tv_nsec);
	if (hash_bytes(buf_str(&id), id.len, hex, e))
		goto out;
	file = fs_fmt("%s/cache/version-%.32s", d->store, hex);
	if (!file) {
		err_set(e, "out of memory");
		goto out;
	}
	if (!fs_read(file, line, &ignored)) {
		ret = 0;
		goto out;
	}
	buf_clear(line);
	if (ask_version(path, line, e))
		goto out;
	fs_write_quick(file, line->data, line->len, &ignored);
	ret = 0;
out:
	buf_free(&id);
	free(file);
	return ret;
}

static int look(struct depot *d, const char *name, struct buf *b, struct err *e)
{
	char hex[HASH_HEX], *path;
	struct buf line = {0};
	struct stat st;
	int ret = -1;

	path = find(name, &st);
	if (!path)
		return missing(name, e);
	if (statcache_hash(d->cache, AT_FDCWD, path, &st, hex, e) ||
	    version(d, path, &st, &line, e))
		goto out;
	buf_addf(b, "%s %s", hex, buf_str(&line));
	ret = 0;
out:
	buf_free(&line);
	free(path);
	return ret;
}

/* Keep it if there is memory; otherwise it is looked at again. */
static void remember(struct depot *d, const char *name, const struct buf *identity)
{
	struct tool *t = calloc(1, sizeof(*t));

	if (!t)
		return;
	t->name = strdup(name);
	t->identity = strdup(buf_str(identity));
	if (!t->name || !t->identity) {
		free(t->name);
		free(t->identity);
		free(t);
		return;
	}
	t->next = d->tools;
	d->tools = t;
}

int tool_identity(struct depot *d, const char *name, struct buf *b, struct err *e)
{
	struct buf identity = {0};
	int ret;

	for (const struct tool *t = d->tools; t; t = t->next)
		if (!strcmp(t->name, name)) {
			buf_adds(b, t->identity);
			return 0;
		}
	ret = look(d, name, &identity, e);
	if (!ret && !identity.failed)
		remember(d, name, &identity);
	buf_adds(b, buf_str(&identity));
	buf_free(&identity);
	return ret;
}

void tool_forget(struct depot *d)
{
	struct tool *t;

	while ((t = d->tools)) {
		d->tools = t->next;
		free(t->name);
		free(t->identity);
		free(t);
	}
}
