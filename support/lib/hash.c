#include "hash.h"

#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct hash {
	EVP_MD_CTX *ctx;
	int bad; /* libcrypto failed once */
};

static void to_hex(const unsigned char *raw, char hex[HASH_HEX])
{
	static const char digits[] = "0123456789abcdef";

	for (int i = 0; i < 32; i++) {
		hex[2 * i] = digits[raw[i] >> 4];
		hex[2 * i + 1] = digits[raw[i] & 15];
	}
	hex[64] = '\0';
}

struct hash *hash_new(void)
{
	struct hash *h = calloc(1, sizeof(*h));

	if (!h)
		return NULL;
	h->ctx = EVP_MD_CTX_new();
	if (!h->ctx || EVP_DigestInit_ex(h->ctx, EVP_sha256(), NULL) != 1) {
		EVP_MD_CTX_free(h->ctx);
		free(h);
		return NULL;
	}
	return h;
}

void hash_add(struct hash *h, const void *data, size_t len)
{
	if (EVP_DigestUpdate(h->ctx, data, len) != 1)
		h->bad = 1;
}

void hash_end(struct hash *h, char hex[HASH_HEX])
{
	unsigned char raw[EVP_MAX_MD_SIZE];

	if (!h)
		return;
	if (hex) {
		/* a digest that failed must equal nothing */
		if (h->bad || EVP_DigestFinal_ex(h->ctx, raw, NULL) != 1)
			hex[0] = '\0';
		else
			to_hex(raw, hex);
	}
	EVP_MD_CTX_free(h->ctx);
	free(h);
}

int hash_bytes(const void *data, size_t len, char hex[HASH_HEX], struct err *e)
{
	unsigned char raw[EVP_MAX_MD_SIZE];

	hex[0] = '\0';
	if (EVP_Digest(data, len, raw, NULL, EVP_sha256(), NULL) != 1)
		return err_set(e, "libcrypto can't compute SHA-256");
	to_hex(raw, hex);
	return 0;
}

int hash_fd(int fd, const char *name, char hex[HASH_HEX], uint64_t *size, struct err *e)
{
	struct hash *h = hash_new();
	char *block = malloc(1 << 16);
	uint64_t total = 0;
	int ret = -1;
	ssize_t n;

	hex[0] = '\0';
	if (!h || !block) {
		err_set(e, "%s: out of memory", name);
		goto out;
	}
	for (;;) {
		n = read(fd, block, 1 << 16);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		hash_add(h, block, (size_t)n);
		total += (uint64_t)n;
	}
	if (n < 0) {
		err_sys(e, "%s: can't read", name);
		goto out;
	}
	hash_end(h, hex);
	h = NULL;
	if (!hex[0]) {
		err_set(e, "%s: libcrypto can't compute SHA-256", name);
		goto out;
	}
	if (size)
		*size = total;
	ret = 0;
out:
	hash_end(h, NULL);
	free(block);
	return ret;
}

int hash_file(int dirfd, const char *path, char hex[HASH_HEX], uint64_t *size, struct err *e)
{
	int fd = openat(dirfd, path, O_RDONLY | O_CLOEXEC), ret;

	hex[0] = '\0';
	if (fd < 0)
		return err_sys(e, "%s: can't open", path);
	ret = hash_fd(fd, path, hex, size, e);
	close(fd);
	return ret;
}

int hash_valid(const char *text)
{
	return strspn(text, "0123456789abcdef") == 64 && text[64] == '\0';
}
