/* A list that scrolls. */
#include "mconf_list.h"

enum { WHEEL = 3 };

void list_fit(struct list *list, int height)
{
	if (list->at >= list->count)
		list->at = list->count - 1;
	if (list->at < 0)
		list->at = 0;
	if (height < 1)
		height = 1;
	if (list->top > list->count - height)
		list->top = list->count - height;
	if (list->top > list->at)
		list->top = list->at;
	if (list->top < list->at - height + 1)
		list->top = list->at - height + 1;
	if (list->top < 0)
		list->top = 0;
}

bool list_move(struct list *list, enum command command, int height)
{
	int page = height > 2 ? height - 1 : 1;
	int steps[] = {
		[CMD_UP] = -1,
		[CMD_DOWN] = 1,
		[CMD_PAGE_UP] = -page,
		[CMD_PAGE_DOWN] = page,
		[CMD_HOME] = -list->count,
		[CMD_END] = list->count,
		[CMD_SCROLL_UP] = -WHEEL,
		[CMD_SCROLL_DOWN] = WHEEL,
	};

	if ((unsigned)command >= sizeof(steps) / sizeof(steps[0]) ||
	    !(steps[command] || command == CMD_HOME || command == CMD_END))
		return false;
	list->at += steps[command];
	list_fit(list, height);
	return true;
}
