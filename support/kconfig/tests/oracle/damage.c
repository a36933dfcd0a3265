/*
 * Damages a configuration the way people and tools do: lines lost or cut in the middle, given twice
 * with another value, values of the wrong type or out of range, unknown symbols, text that is no
 * configuration at all.
 */
#define _GNU_SOURCE
#include "oracle.h"
#include "random.h"

#include <stdlib.h>
#include <string.h>

static const char *const values[] = {
	"y",
	"n",
	"m",
	"0",
	"-1",
	"1",
	"4096",
	"99999999999999999999",
	"-2147483649",
	"0x0",
	"0xffffffffffffffff",
	"0xg",
	"07",
	"abc",
	"",
	"\"\"",
	"\"text\"",
	"\"un\\\"quoted\\\\\"",
	"\"open",
	"open\"",
	"Y",
	"\"y\"",
	"y ",
	" y",
	"y # comment",
	"0x10",
	"64",
	"1000000",
};

static const char *const garbage[] = {
	"CONFIG_THIS_SYMBOL_IS_UNKNOWN=y\n",
	"# CONFIG_THIS_SYMBOL_IS_UNKNOWN is not set\n",
	"CONFIG_=y\n",
	"CONFIG_\n",
	"=y\n",
	"# CONFIG_ is not set\n",
	"# CONFIG_BROKEN is not set \n",
	"#CONFIG_BROKEN is not set\n",
	"# CONFIG_BROKEN=y\n",
	" CONFIG_BROKEN=y\n",
	"\tCONFIG_BROKEN=y\n",
	"CONFIG_BROKEN =y\n",
	"CONFIG_MODULES= y\n",
	"CONFIG_MODULES\n",
	"export CONFIG_MODULES=y\n",
	"something that is no configuration\n",
	"<<<<<<< HEAD\n",
	"\n\n",
	"CONFIG_BROKEN=y\r\n",
	"\xff\xfe\x01\n",
};

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

/* Writes LINE (with its newline, LEN bytes) in a damaged form. */
static void damage_line(FILE *out, const char *line, size_t len, uint64_t *state)
{
	const char *equals = memchr(line, '=', len),
		   *space = len > 2 ? memchr(line + 2, ' ', len - 2) : NULL;
	size_t name = equals ? (size_t)(equals - line) : 0;

	switch (random_next(state) % 8) {
	case 0: /* lost */
		return;
	case 1: /* cut */
		fprintf(out, "%.*s\n", (int)(random_next(state) % len), line);
		return;
	case 2: /* cut, and the next line glued to it */
		fprintf(out, "%.*s", (int)(random_next(state) % len), line);
		return;
	case 3: /* twice, the second time with another value */
		fwrite(line, 1, len, out);
		/* fall through */
	case 4:
		if (equals)
			fprintf(out, "%.*s=%s\n", (int)name, line,
				values[random_next(state) % COUNT(values)]);
		else if (space && line[0] == '#')
			fprintf(out, "%.*s=%s\n", (int)(space - line - 2), line + 2,
				values[random_next(state) % COUNT(values)]);
		return;
	case 5: /* switched off */
		if (equals)
			fprintf(out, "# %.*s is not set\n", (int)name, line);
		return;
	case 6:
		fputs(garbage[random_next(state) % COUNT(garbage)], out);
		fwrite(line, 1, len, out);
		return;
	default: /* one byte changed */
		name = random_next(state) % len;
		fprintf(out, "%.*s%c%.*s", (int)name, line, (int)(' ' + random_next(state) % 95),
			(int)(len - name - 1), line + name + 1);
	}
}

char *damage(const char *text, uint64_t seed, size_t *len)
{
	uint64_t state = seed, rate = 2 + random_next(&state) % 60;
	char *bytes = NULL;
	FILE *out = open_memstream(&bytes, len);

	if (!out)
		abort();
	while (*text) {
		size_t n = strcspn(text, "\n");

		n += text[n] == '\n';
		if (random_next(&state) % rate == 0)
			damage_line(out, text, n, &state);
		else
			fwrite(text, 1, n, out);
		text += n;
	}
	if (random_next(&state) % 4 == 0)
		fputs("CONFIG_LAST_LINE_WITHOUT_NEWLINE=y", out);
	fclose(out);
	return bytes;
}

char *mix(const char *text, uint64_t seed, size_t *len)
{
	uint64_t state = seed, on = random_next(&state) % 100;
	char *bytes = NULL;
	FILE *out = open_memstream(&bytes, len);
	size_t n, name;

	if (!out)
		abort();
	for (; *text; text += n) {
		n = strcspn(text, "\n");
		n += text[n] == '\n';
		name = strcspn(text, "=\n");
		if (n > 2 && strncmp(text + n - 3, "=y\n", 3) == 0 &&
		    random_next(&state) % 100 >= on)
			fprintf(out, "# %.*s is not set\n", (int)name, text);
		else
			fwrite(text, 1, n, out);
	}
	fclose(out);
	return bytes;
}
