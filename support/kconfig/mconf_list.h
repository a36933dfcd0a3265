/* A list that scrolls: which line is chosen, and which is the first one seen. */
#ifndef MCONF_LIST_H
#define MCONF_LIST_H

#include <stdbool.h>

#include "mconf_keys.h"

struct list {
	int count;
	int at;
	int top;
};

/* Moves by COMMAND in a window of HEIGHT lines; false when COMMAND is none for moving. */
bool list_move(struct list *list, enum command command, int height);
/* Keeps the chosen line in the list and in sight. */
void list_fit(struct list *list, int height);

#endif
