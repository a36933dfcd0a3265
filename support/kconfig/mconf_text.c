/* UTF-8 text measured in terminal cells, whatever the locale is. */
#define _XOPEN_SOURCE 700
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "mconf_mem.h"
#include "mconf_text.h"

enum { RAW_FIRST = 0xdc80, RAW_LAST = 0xdcff, TAB_CELLS = 8 };

/* The lowest code point that needs this many bytes: anything below is an overlong form, hence not
 * UTF-8. */
static const wchar_t lowest[] = {0, 0, 0x80, 0x800, 0x10000};

static size_t sequence_length(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xc2 && first < 0xe0)
		return 2;
	if (first >= 0xe0 && first < 0xf0)
		return 3;
	if (first >= 0xf0 && first < 0xf5)
		return 4;
	return 0;
}

size_t text_decode(const char *s, wchar_t *wc)
{
	const unsigned char *byte = (const unsigned char *)s;
	size_t length = sequence_length(byte[0]);
	wchar_t value;

	*wc = byte[0];
	if (!byte[0])
		return 0;
	if (length == 1)
		return 1;
	value = length ? byte[0] & (0x7f >> length) : 0;
	for (size_t i = 1; i < length; i++) {
		if ((byte[i] & 0xc0) != 0x80) {
			length = 0;
			break;
		}
		value = value << 6 | (byte[i] & 0x3f);
	}
	if (!length || value < lowest[length] || value > 0x10ffff ||
	    (value >= 0xd800 && value < 0xe000)) {
		*wc = RAW_FIRST + (byte[0] - 0x80);
		return 1;
	}
	*wc = value;
	return length;
}

size_t text_encode(wchar_t wc, char out[4])
{
	if (wc >= RAW_FIRST && wc <= RAW_LAST) {
		out[0] = (char)(wc - RAW_FIRST + 0x80);
		return 1;
	}
	if (wc < 0x80) {
		out[0] = (char)wc;
		return 1;
	}
	if (wc < 0x800) {
		out[0] = (char)(0xc0 | wc >> 6);
		out[1] = (char)(0x80 | (wc & 0x3f));
		return 2;
	}
	if (wc < 0x10000) {
		out[0] = (char)(0xe0 | wc >> 12);
		out[1] = (char)(0x80 | (wc >> 6 & 0x3f));
		out[2] = (char)(0x80 | (wc & 0x3f));
		return 3;
	}
	out[0] = (char)(0xf0 | wc >> 18);
	out[1] = (char)(0x80 | (wc >> 12 & 0x3f));
	out[2] = (char)(0x80 | (wc >> 6 & 0x3f));
	out[3] = (char)(0x80 | (wc & 0x3f));
	return 4;
}

static int can_show(wchar_t wc)
{
	char bytes[MB_LEN_MAX];
	mbstate_t state;

	memset(&state, 0, sizeof(state));
	return wcrtomb(bytes, wc, &state) != (size_t)-1 && wcwidth(wc) >= 0;
}

wchar_t text_shown(wchar_t wc)
{
	static const struct {
		wchar_t from;
		char to;
	} like[] = {
		{0x00a0, ' '}, {0x2010, '-'},  {0x2011, '-'},  {0x2012, '-'}, {0x2013, '-'},
		{0x2014, '-'}, {0x2018, '\''}, {0x2019, '\''}, {0x201c, '"'}, {0x201d, '"'},
		{0x2022, '*'}, {0x2026, '~'},  {0x2190, '<'},  {0x2192, '>'}, {0x00b7, '.'},
		{0x203a, '>'}, {0x25b8, '>'},  {0x2191, '^'},  {0x2193, 'v'}, {0x25cf, '*'},
	};

	if (wc >= 0x20 && wc < 0x7f)
		return wc;
	if (wc == '\t')
		return ' ';
	if (wc >= 0xa0 && !(wc >= 0xd800 && wc < 0xe000) && can_show(wc))
		return wc;
	for (size_t i = 0; i < sizeof(like) / sizeof(like[0]); i++) {
		if (like[i].from == wc)
			return like[i].to;
	}
	return '?';
}

int text_cell(wchar_t wc)
{
	int width;

	wc = text_shown(wc);
	if (wc < 0x7f)
		return 1;
	width = wcwidth(wc);
	return width < 0 ? 1 : width;
}

int text_cells(const char *s)
{
	int cells = 0;
	wchar_t wc;

	for (size_t n; (n = text_decode(s, &wc)); s += n)
		cells += text_cell(wc);
	return cells;
}

size_t text_fit(const char *s, int cells)
{
	size_t bytes = 0;
	wchar_t wc;

	for (size_t n; (n = text_decode(s + bytes, &wc)); bytes += n) {
		cells -= text_cell(wc);
		if (cells < 0)
			break;
	}
	return bytes;
}

/* Returns where to cut S so that the first part has at most WIDTH cells: behind a blank, else
 * anywhere but at 0. */
static size_t cut(const char *s, int width)
{
	size_t fit = text_fit(s, width), at;
	wchar_t wc;

	if (!s[fit] || s[fit] == ' ')
		return fit;
	for (at = fit; at > 0 && s[at - 1] != ' '; at--)
		;
	if (at > 0)
		return at;
	return fit ? fit : text_decode(s, &wc);
}

size_t text_wrap(const char *s, int width, struct text_piece **pieces)
{
	size_t count = 0, at = 0, blanks = strspn(s, " \t");
	int indent = 0;

	*pieces = NULL;
	for (size_t i = 0; i < blanks; i++)
		indent += s[i] == '\t' ? TAB_CELLS - indent % TAB_CELLS : 1;
	if (width < 1)
		width = 1;
	if (indent > width / 2)
		indent = width / 2;
	at = blanks;
	do {
		struct text_piece *piece;
		size_t length = cut(s + at, width - indent > 0 ? width - indent : 1);

		*pieces = mem_resize(*pieces, count + 1, sizeof(**pieces));
		piece = &(*pieces)[count++];
		piece->start = at;
		piece->indent = indent;
		at += length;
		while (length > 0 && s[piece->start + length - 1] == ' ')
			length--;
		piece->length = length;
		at += strspn(s + at, " ");
	} while (s[at]);
	return count;
}

wchar_t *text_wide(const char *s)
{
	wchar_t *wide = mem_resize(NULL, strlen(s) + 1, sizeof(*wide));
	size_t count = 0;

	for (size_t n; (n = text_decode(s, &wide[count])); s += n)
		count++;
	wide[count] = 0;
	return wide;
}

char *text_narrow(const wchar_t *s, size_t length)
{
	char *text = mem_resize(NULL, length * 4 + 1, 1);
	size_t bytes = 0;

	for (size_t i = 0; i < length; i++)
		bytes += text_encode(s[i], text + bytes);
	text[bytes] = '\0';
	return text;
}
