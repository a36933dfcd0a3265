/*
 * mtree(5) as libarchive reads it, one entry a line, sorted, with full paths:
 *
 *     #mtree
 *     . type=dir mode=0755 uid=0 gid=0 uname=root gname=root time=1700000000.0
 *     ./bin/su type=file mode=4755 uid=0 gid=0 uname=root gname=root time=1700000000.0 size=5 \
 *         sha256digest=HEX nlink=2 inode=1 contents=/dep/shadow/target/bin/su tags=shadow
 *
 * (one line in the file). `link=` is where a symbolic link goes, `device=native,MAJOR,MINOR` a
 * device. Names that are one file have the same `inode`, and `nlink` says how many they are.
 * `tags` is the package: the one keyword that libarchive reads and leaves alone. Bytes that are
 * not plain in paths are \ooo. /set, /unset and continued lines are never written and not read.
 */
#include "mtree.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../lib/fs.h"

static const char *const type_names[] = {
	[TYPE_DIR] = "dir",   [TYPE_FILE] = "file",   [TYPE_LINK] = "link",
	[TYPE_CHAR] = "char", [TYPE_BLOCK] = "block", [TYPE_FIFO] = "fifo",
};

const char *type_name(enum type t)
{
	return type_names[t];
}

void mtree_quote(struct buf *b, const char *text)
{
	static const char plain[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
				    "0123456789!%&'()+,-./:;<>@]^_{|}~";

	while (*text) {
		size_t n = strspn(text, plain);

		buf_add(b, text, n);
		text += n;
		if (*text)
			buf_addf(b, "\\%03o", (unsigned char)*text++);
	}
}

static void write_entry(const struct manifest *m, const struct entry *e, unsigned names,
			struct buf *b)
{
	buf_adds(b, *e->path ? "./" : ".");
	mtree_quote(b, e->path);
	buf_addf(b, " type=%s mode=%04o uid=%u gid=%u", type_names[e->type], e->mode, e->uid,
		 e->gid);
	if (e->uname)
		buf_addf(b, " uname=%s", e->uname);
	if (e->gname)
		buf_addf(b, " gname=%s", e->gname);
	buf_addf(b, " time=%lld.0", (long long)m->time);
	if (e->type == TYPE_FILE)
		buf_addf(b, " size=%llu sha256digest=%s", (unsigned long long)e->size, e->sha);
	if (e->inode)
		buf_addf(b, " nlink=%u inode=%u", names, e->inode);
	if (e->type == TYPE_LINK) {
		buf_adds(b, " link=");
		mtree_quote(b, e->link);
	}
	if (e->type == TYPE_CHAR || e->type == TYPE_BLOCK)
		buf_addf(b, " device=native,%u,%u", e->major, e->minor);
	if (e->contents) {
		buf_adds(b, " contents=");
		mtree_quote(b, e->contents);
	}
	if (e->package)
		buf_addf(b, " tags=%s", e->package);
	buf_addc(b, '\n');
}

int mtree_write(const struct manifest *m, struct buf *b, struct err *e)
{
	unsigned *names = calloc(m->count + 1, sizeof(*names));

	if (!names)
		return err_set(e, "out of memory");
	for (size_t i = 0; i < m->count; i++)
		if (m->entries[i]->inode <= m->count)
			names[m->entries[i]->inode]++;
	buf_adds(b, "#mtree\n");
	for (size_t i = 0; i < m->count; i++) {
		unsigned inode = m->entries[i]->inode;

		write_entry(m, m->entries[i], names[inode <= m->count ? inode : 0], b);
	}
	free(names);
	return b->failed ? err_set(e, "out of memory") : 0;
}

struct parser {
	struct manifest *m;
	const char *file;
	size_t line, column;
	struct err *e;
	struct entry *entry;
	struct buf word; /* the value of the keyword, decoded */
	const char *path;
};

static int complain(struct parser *p, const char *what, const char *word)
{
	return err_add(p->e, "%s:%zu:%zu: %s%s%.60s", p->file, p->line, p->column, what,
		       *word ? ": " : "", word);
}

/* Decode \ooo into p->word; other escapes are not written by us. */
static int decode(struct parser *p, const char *text, size_t len)
{
	buf_clear(&p->word);
	for (size_t i = 0; i < len; i++) {
		unsigned value = 0;
		size_t digit;

		if (text[i] != '\\') {
			buf_addc(&p->word, text[i]);
			continue;
		}
		for (digit = 1; digit <= 3 && i + digit < len; digit++) {
			char c = text[i + digit];

			if (c < '0' || c > '7')
				break;
			value = value * 8 + (unsigned)(c - '0');
		}
		if (digit != 4 || !value || value > 255)
			return complain(p, "a backslash needs three octal digits", "");
		buf_addc(&p->word, (char)value);
		i += 3;
	}
	return p->word.failed ? complain(p, "out of memory", "") : 0;
}

static int number(struct parser *p, int base, uint64_t max, uint64_t *value)
{
	const char *text = buf_str(&p->word);
	char *end;

	*value = strtoull(text, &end, base);
	if (*text < '0' || *text > '9' || *end || *value > max)
		return complain(p, "not a number in range", text);
	return 0;
}

static int string(struct parser *p, const char **value)
{
	*value = manifest_string(p->m, buf_str(&p->word), p->word.len);
	return *value ? 0 : complain(p, "out of memory", "");
}

static int small(struct parser *p, int base, unsigned max, unsigned *value)
{
	uint64_t n;

	if (number(p, base, max, &n))
		return -1;
	*value = (unsigned)n;
	return 0;
}

static int read_type(struct parser *p)
{
	for (size_t i = 0; i < sizeof(type_names) / sizeof(*type_names); i++)
		if (!strcmp(type_names[i], buf_str(&p->word))) {
			p->entry->type = (enum type)i;
			return 0;
		}
	return complain(p, "unknown type", buf_str(&p->word));
}

static int read_mode(struct parser *p)
{
	return small(p, 8, 07777, &p->entry->mode);
}

static int read_uid(struct parser *p)
{
	return small(p, 10, UINT32_MAX, &p->entry->uid);
}

static int read_gid(struct parser *p)
{
	return small(p, 10, UINT32_MAX, &p->entry->gid);
}

static int read_uname(struct parser *p)
{
	return string(p, &p->entry->uname);
}

static int read_gname(struct parser *p)
{
	return string(p, &p->entry->gname);
}

static int read_time(struct parser *p)
{
	char *end;

	p->m->time = strtoll(buf_str(&p->word), &end, 10);
	if (end == buf_str(&p->word) || (*end && *end != '.'))
		return complain(p, "not a time", buf_str(&p->word));
	return 0;
}

static int read_size(struct parser *p)
{
	return number(p, 10, INT64_MAX, &p->entry->size);
}

static int read_sha(struct parser *p)
{
	if (!hash_valid(buf_str(&p->word)))
		return complain(p, "not a SHA-256", buf_str(&p->word));
	memcpy(p->entry->sha, buf_str(&p->word), HASH_HEX);
	return 0;
}

static int read_nlink(struct parser *p)
{
	unsigned names;

	return small(p, 10, UINT32_MAX, &names);
}

static int read_inode(struct parser *p)
{
	return small(p, 10, 1u << 24, &p->entry->inode);
}

static int read_link(struct parser *p)
{
	return string(p, &p->entry->link);
}

static int read_device(struct parser *p)
{
	char end;

	if (sscanf(buf_str(&p->word), "native,%u,%u%c", &p->entry->major, &p->entry->minor, &end) !=
	    2)
		return complain(p, "not a device (native,MAJOR,MINOR)", buf_str(&p->word));
	return 0;
}

static int read_contents(struct parser *p)
{
	return string(p, &p->entry->contents);
}

static int read_tags(struct parser *p)
{
	return string(p, &p->entry->package);
}

static const struct keyword {
	const char *name;
	int (*read)(struct parser *p);
} keywords[] = {
	{"type", read_type},     {"mode", read_mode},         {"uid", read_uid},
	{"gid", read_gid},       {"uname", read_uname},       {"gname", read_gname},
	{"time", read_time},     {"size", read_size},         {"sha256digest", read_sha},
	{"nlink", read_nlink},   {"inode", read_inode},       {"link", read_link},
	{"device", read_device}, {"contents", read_contents}, {"tags", read_tags},
};

/* A path is "." or "./" and names between single slashes, none of them "." or "..". */
static bool good_path(const char *path)
{
	if (*path != '.' || (path[1] && path[1] != '/'))
		return false;
	for (path++; *path;) {
		size_t len = strcspn(++path, "/");

		if (!len || (len == 1 && *path == '.') || (len == 2 && !strncmp(path, "..", 2)))
			return false;
		path += len;
	}
	return true;
}

static int read_path(struct parser *p, const char *text, size_t len)
{
	const char *path;

	if (decode(p, text, len))
		return -1;
	path = buf_str(&p->word);
	if (!good_path(path))
		return complain(p, "not a path below \"./\"", path);
	path += path[1] ? 2 : 1;
	if (manifest_find(p->m, path))
		return complain(p, "this path was there before", path);
	p->entry = manifest_add(p->m, path);
	return p->entry ? 0 : complain(p, "out of memory", "");
}

static int read_keyword(struct parser *p, const char *text, size_t len)
{
	const char *equal = memchr(text, '=', len);
	size_t name = equal ? (size_t)(equal - text) : len;

	for (size_t i = 0; equal && i < sizeof(keywords) / sizeof(*keywords); i++) {
		if (strlen(keywords[i].name) != name || strncmp(text, keywords[i].name, name))
			continue;
		if (decode(p, equal + 1, len - name - 1))
			return -1;
		return keywords[i].read(p);
	}
	if (decode(p, text, name))
		return -1;
	return complain(p, "unknown keyword", buf_str(&p->word));
}

static int check_entry(struct parser *p)
{
	const struct entry *e = p->entry;
	const struct entry *parent = manifest_parent(p->m, e);

	p->column = 1;
	if (e->type == TYPE_LINK && !e->link)
		return complain(p, "a symbolic link without link=", e->path);
	if (e->type == TYPE_FILE && !*e->sha)
		return complain(p, "a file without sha256digest=", e->path);
	if (e->type != TYPE_FILE && e->inode)
		return complain(p, "only files can have an inode=", e->path);
	if (*e->path && (!parent || parent->type != TYPE_DIR))
		return complain(p, "the folder that this is in must come before it", e->path);
	return 0;
}

static int parse_line(struct parser *p, const char *text, size_t len)
{
	size_t at = 0, word;
	int rc = 0;

	p->entry = NULL;
	while (at < len) {
		p->column = at + 1;
		for (word = 0; at + word < len && !strchr(" \t", text[at + word]); word++)
			;
		if (!word) {
			at++;
			continue;
		}
		if (!p->entry ? read_path(p, text + at, word) : read_keyword(p, text + at, word)) {
			if (!p->entry)
				return -1;
			rc = -1;
		}
		at += word;
	}
	return rc || !p->entry ? rc : check_entry(p);
}

int mtree_parse(struct manifest *m, const char *text, size_t len, const char *file, struct err *e)
{
	struct parser p = {.m = m, .file = file, .e = e};
	size_t at = 0;
	int rc = 0;

	while (at < len) {
		const char *line = text + at, *end = memchr(line, '\n', len - at);
		size_t n = end ? (size_t)(end - line) : len - at;

		p.line++;
		at += n + 1;
		if (memchr(line, '\0', n)) {
			p.column = 1;
			rc = complain(&p, "this is not text", "");
		} else if (*line != '#' && parse_line(&p, line, n)) {
			rc = -1;
		}
	}
	buf_free(&p.word);
	return rc;
}

int mtree_read(struct manifest *m, const char *path, struct err *e)
{
	bool standard = !strcmp(path, "-");
	struct buf text = {0};
	int rc = fs_read(standard ? "/dev/stdin" : path, &text, e);

	if (!rc)
		rc = mtree_parse(m, buf_str(&text), text.len, standard ? "standard input" : path,
				 e);
	if (!rc)
		rc = manifest_sort(m, e);
	buf_free(&text);
	return rc;
}
