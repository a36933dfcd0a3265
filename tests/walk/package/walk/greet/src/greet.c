#include <stdio.h>

/* A line that a patch can change. */
void greet(const char *whom)
{
	printf("hello, %s\n", whom);
}
