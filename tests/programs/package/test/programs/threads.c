#include <pthread.h>
#include <stdio.h>
#include <string.h>

static _Thread_local int own = 1;

static void *count(void *arg)
{
	own += 41;
	*(int *)arg = own;
	return NULL;
}

int main(int argc, char **argv)
{
	char text[32]; /* an array: the stack protector takes part */
	pthread_t thread;
	int other = 0;

	strcpy(text, argc > 1 ? argv[1] : "whittle");
	if (pthread_create(&thread, NULL, count, &other) || pthread_join(thread, NULL))
		return 1;
	printf("%s %d %d %.1f\n", text, own, other, argc * 0.5);
	return 0;
}
