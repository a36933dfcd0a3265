/*
 * An entry is an ActionResult of the Remote Execution API v2 (a protobuf message), because servers
 * such as bazel-remote refuse anything else at /ac, know from it which blobs belong together, and
 * then keep or drop them together. Plain web servers don't care. Its fields that are used:
 *
 *     2  output_files, repeated: 1 path, 2 digest: 1 hash (hex), 2 size_bytes
 *     5  stdout_raw: Whittle's own text, and all that is read back
 *     9  execution_metadata: 1 worker ("whittle"; some servers put a name in when there is none)
 *
 * The text is the record of the artefact (store.h) with lines in front and behind:
 *
 *     whittle 1
 *     key KEY … part images HASH BYTES
 *     blob NAME SHA256 BYTES             NAME: a part, packed (remote_pack.h); log.zst; step
 */
#include "remote_entry.h"

#include <stdio.h>
#include <string.h>

#define HEAD "whittle 1\n"

const char *const blob_names[BLOBS] = {
	[PART_TARGET] = "target", [PART_SYSROOT] = "sysroot", [PART_HOST] = "host",
	[PART_IMAGES] = "images", [PART_DEBUG] = "debug",     [BLOB_LOG] = "log.zst",
	[BLOB_STEP] = "step",
};

/* Wire format: a varint has seven bits a byte, the lowest first. */
static void add_varint(struct buf *b, uint64_t n)
{
	while (n > 127) {
		buf_addc(b, (char)(n & 127) | (char)128);
		n >>= 7;
	}
	buf_addc(b, (char)n);
}

enum { WIRE_VARINT = 0, WIRE_64 = 1, WIRE_BYTES = 2, WIRE_32 = 5 };

static void add_bytes(struct buf *b, unsigned field, const void *data, size_t len)
{
	add_varint(b, field << 3 | WIRE_BYTES);
	add_varint(b, len);
	buf_add(b, data, len);
}

static void add_output(struct buf *b, const char *name, const struct blob *blob)
{
	struct buf digest = {0}, file = {0};

	add_bytes(&digest, 1, blob->sha, strlen(blob->sha));
	add_varint(&digest, 2 << 3 | WIRE_VARINT);
	add_varint(&digest, blob->size);
	add_bytes(&file, 1, name, strlen(name));
	add_bytes(&file, 2, digest.data, digest.len);
	if (digest.failed || file.failed)
		b->failed = true;
	else
		add_bytes(b, 2, file.data, file.len);
	buf_free(&digest);
	buf_free(&file);
}

void entry_write(const struct remote_entry *entry, struct buf *b)
{
	struct buf text = {0}, worker = {0};

	buf_adds(&text, HEAD);
	record_write(&entry->record, &text);
	for (int i = 0; i < BLOBS; i++) {
		const struct blob *blob = &entry->blobs[i];

		if (!blob->sha[0])
			continue;
		add_output(b, blob_names[i], blob);
		buf_addf(&text, "blob %s %s %llu\n", blob_names[i], blob->sha,
			 (unsigned long long)blob->size);
	}
	add_bytes(&worker, 1, "whittle", 7);
	if (text.failed || worker.failed) {
		b->failed = true;
	} else {
		add_bytes(b, 5, text.data, text.len);
		add_bytes(b, 9, worker.data, worker.len);
	}
	buf_free(&text);
	buf_free(&worker);
}

struct wire {
	const unsigned char *at, *end;
};

static int get_varint(struct wire *w, uint64_t *n)
{
	*n = 0;
	for (int shift = 0; shift < 64; shift += 7) {
		if (w->at == w->end)
			return -1;
		*n |= (uint64_t)(*w->at & 127) << shift;
		if (!(*w->at++ & 128))
			return 0;
	}
	return -1;
}

static int skip(struct wire *w, uint64_t len)
{
	if (len > (uint64_t)(w->end - w->at))
		return -1;
	w->at += len;
	return 0;
}

/* The bytes of field 5; NULL when there are none or the message is damaged. */
static const char *find_text(const void *data, size_t len, size_t *text_len)
{
	struct wire w = {data, (const unsigned char *)data + len};
	const char *text = NULL;

	while (w.at < w.end) {
		uint64_t tag, n;

		if (get_varint(&w, &tag))
			return NULL;
		switch (tag & 7) {
		case WIRE_VARINT:
			if (get_varint(&w, &n))
				return NULL;
			break;
		case WIRE_64:
			if (skip(&w, 8))
				return NULL;
			break;
		case WIRE_32:
			if (skip(&w, 4))
				return NULL;
			break;
		case WIRE_BYTES:
			if (get_varint(&w, &n) || n > (uint64_t)(w.end - w.at))
				return NULL;
			if (tag >> 3 == 5) {
				text = (const char *)w.at;
				*text_len = (size_t)n;
			}
			w.at += n;
			break;
		default:
			return NULL;
		}
	}
	return text;
}

/* One line "blob NAME SHA256 BYTES". */
static int blob_line(const char *line, struct remote_entry *entry)
{
	char name[16], sha[HASH_HEX];
	unsigned long long size;

	if (sscanf(line, "blob %15s %64[0-9a-f] %llu", name, sha, &size) != 3 || !hash_valid(sha))
		return -1;
	for (int i = 0; i < BLOBS; i++)
		if (!strcmp(name, blob_names[i])) {
			memcpy(entry->blobs[i].sha, sha, HASH_HEX);
			entry->blobs[i].size = size;
			return 0;
		}
	return 0; /* of a later version: not needed by this one */
}

int entry_parse(const void *data, size_t len, struct remote_entry *entry, struct err *e)
{
	const size_t head = strlen(HEAD);
	struct buf record = {0};
	size_t text_len = 0;
	const char *text = find_text(data, len, &text_len), *end;
	int r = -1;

	memset(entry, 0, sizeof(*entry));
	if (!text || text_len < head || memcmp(text, HEAD, head))
		return err_set(e, "no entry of Whittle");
	end = text + text_len;
	for (text += head; text < end;) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		char line[256];
		size_t n = stop ? (size_t)(stop - text) : sizeof(line);

		if (n >= sizeof(line)) {
			err_set(e, "damaged entry");
			goto out;
		}
		memcpy(line, text, n);
		line[n] = '\0';
		if (strncmp(line, "blob ", 5)) {
			buf_add(&record, text, n + 1);
		} else if (blob_line(line, entry)) {
			err_set(e, "damaged entry");
			goto out;
		}
		text = stop + 1;
	}
	if (record.failed)
		err_set(e, "out of memory");
	else
		r = record_parse(buf_str(&record), record.len, "entry", &entry->record, e);
	if (!r && !entry->record.step[0])
		r = err_set(e, "damaged entry: no name of a step");
	/* a part that is not empty needs its blob */
	for (int i = 0; i < PARTS && !r; i++)
		if (strcmp(entry->record.part[i], PART_EMPTY) && !entry->blobs[i].sha[0])
			r = err_set(e, "damaged entry: no blob of %s", part_names[i]);
out:
	buf_free(&record);
	return r;
}
