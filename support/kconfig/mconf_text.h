/* UTF-8 text measured in terminal cells. */
#ifndef MCONF_TEXT_H
#define MCONF_TEXT_H

#include <stddef.h>
#include <wchar.h>

/* One screen line of a wrapped text: LENGTH bytes from START, drawn INDENT cells from the left. */
struct text_piece {
	size_t start;
	size_t length;
	int indent;
};

/*
 * Decodes the first character of S into *WC and returns its length in bytes, 0 at the end of S.
 * A byte that is no valid UTF-8 becomes U+DC80 + (byte - 0x80), so that text_encode() gives it
 * back.
 */
size_t text_decode(const char *s, wchar_t *wc);
/* Encodes WC as UTF-8 (or as the raw byte it stands for) into OUT and returns the length. */
size_t text_encode(wchar_t wc, char out[4]);
/* Returns what is drawn for WC in the current locale: itself, something like it, or '?'. */
wchar_t text_shown(wchar_t wc);
/* Returns how many cells WC covers when drawn: 0, 1 or 2. */
int text_cell(wchar_t wc);
/* Returns how many cells S covers. */
int text_cells(const char *s);
/* Returns how many bytes of S fit into CELLS cells. */
size_t text_fit(const char *s, int cells);
/*
 * Wraps S, a line without newlines, into pieces of at most WIDTH cells, at blanks where there are
 * any; what follows the first piece is indented like the first. Returns the number of pieces;
 * *PIECES is allocated, the caller frees it.
 */
size_t text_wrap(const char *s, int width, struct text_piece **pieces);
/* Decodes S into a new zero-terminated wide string, which the caller frees. */
wchar_t *text_wide(const char *s);
/* Encodes LENGTH characters of S into a new string, which the caller frees. */
char *text_narrow(const wchar_t *s, size_t length);

#endif
