/* Every pair of bytes as EUC-KR to UTF-8: nothing is written outside of the output, and what is no
 * character is said. */
#include <errno.h>
#include <iconv.h>
#include <stdio.h>
#include <string.h>

int main(void)
{
	iconv_t cd = iconv_open("UTF-8", "EUC-KR");
	unsigned long characters = 0, bad = 0;

	if (cd == (iconv_t)-1)
		return perror("iconv_open"), 1;
	for (unsigned first = 0x80; first < 0x100; first++)
		for (unsigned second = 0; second < 0x100; second++) {
			char text[2] = {(char)first, (char)second}, room[32];
			char *in = text, *out = room + 8;
			size_t in_left = 2, out_left = 16;
			memset(room, 0x55, sizeof room);
			size_t rc = iconv(cd, &in, &in_left, &out, &out_left);
			if (rc == (size_t)-1) {
				bad += errno == EILSEQ;
				out_left == 16 ||
					(printf("%02x %02x: refused, but written\n", first, second),
					 bad = 0);
			} else {
				characters++;
			}
			for (size_t i = 0; i < sizeof room; i++)
				if (room[i] != 0x55 &&
				    (room + i < room + 8 || room + i >= room + 12))
					return printf("%02x %02x: byte %d written\n", first, second,
						      (int)i - 8),
					       1;
			if (out < room + 8 || out > room + 12 || out_left > 16)
				return printf("%02x %02x: the output is at %d\n", first, second,
					      (int)(out - room) - 8),
				       1;
			/* The last row of syllables is 0xc6. */
			if (rc != (size_t)-1 && first > 0xc6 && second < 0xa1)
				return printf("%02x %02x: is no character\n", first, second), 1;
		}
	printf("%lu characters, %lu refused\n", characters, bad);
	/* 8,226 of KS X 1001 and the 8,822 syllables that are not in it. */
	return characters != 8226 + 8822 || bad == 0;
}
