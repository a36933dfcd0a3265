/*
 * Search and ranking. All texts are kept in lower case one behind the other; 20,000 of them with 8
 * MB of help are looked through within some milliseconds, so every key can start anew.
 *
 * Near misses: all words of names and titles are kept once each. A word of the query that no name
 * or title has is compared with them by edit distance (insert, delete, replace, swap of neighbours;
 * Damerau 1964, Levenshtein 1966), with one error allowed from four letters on and two from eight.
 */
#define _GNU_SOURCE 1
#include <ctype.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "mconf_mem.h"
#include "mconf_search.h"

enum {
	SCORE_EXACT = 1000,
	SCORE_NAME_START = 600,
	SCORE_NAME_WORD = 450,
	SCORE_NAME_PART = 250,
	SCORE_TITLE_WORD = 400,
	SCORE_TITLE_START = 330,
	SCORE_TITLE_PART = 200,
	SCORE_BODY_WORD = 60,
	SCORE_BODY_PART = 20,
	NEAR_PENALTY = 150,
	WORDS = 8,
	LONGEST = 32,
	NEAREST = 6,
};

struct item {
	char *name, *title, *body;
};

struct word {
	char text[LONGEST];
};

struct search {
	struct item *items;
	size_t count, room;
	struct word *words;
	size_t word_count, word_room;
	bool sorted;
};

struct search *search_new(void)
{
	return mem_zero(1, sizeof(struct search));
}

void search_free(struct search *search)
{
	if (!search)
		return;
	for (size_t i = 0; i < search->count; i++) {
		free(search->items[i].name);
		free(search->items[i].title);
		free(search->items[i].body);
	}
	free(search->items);
	free(search->words);
	free(search);
}

static char *lower(const char *text)
{
	char *copy = mem_copy(text);

	for (char *c = copy; *c; c++)
		*c = (char)tolower((unsigned char)*c);
	return copy;
}

static bool is_word(char c)
{
	return isalnum((unsigned char)c) || (c & 0x80);
}

static void add_words(struct search *search, const char *text)
{
	while (*text) {
		size_t length = 0;

		while (is_word(text[length]))
			length++;
		if (length >= 3 && length < LONGEST) {
			if (search->word_count == search->word_room) {
				search->word_room =
					search->word_room ? search->word_room * 2 : 1024;
				search->words = mem_resize(search->words, search->word_room,
							   sizeof(*search->words));
			}
			memset(&search->words[search->word_count], 0, sizeof(struct word));
			memcpy(search->words[search->word_count++].text, text, length);
		}
		text += length ? length : 1;
	}
	search->sorted = false;
}

void search_add(struct search *search, const char *name, const char *title, const char *body)
{
	struct item *item;

	if (search->count == search->room) {
		search->room = search->room ? search->room * 2 : 1024;
		search->items = mem_resize(search->items, search->room, sizeof(*search->items));
	}
	item = &search->items[search->count++];
	item->name = lower(name);
	item->title = lower(title);
	item->body = lower(body);
	add_words(search, item->name);
	add_words(search, item->title);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* Sorts the words and keeps each once. */
static void sort_words(struct search *search)
{
	size_t kept = 0;

	if (search->sorted)
		return;
	if (search->word_count)
		qsort(search->words, search->word_count, sizeof(*search->words), by_text);
	for (size_t i = 0; i < search->word_count; i++) {
		if (kept == 0 || strcmp(search->words[kept - 1].text, search->words[i].text) != 0)
			search->words[kept++] = search->words[i];
	}
	search->word_count = kept;
	search->sorted = true;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* The edit distance between A and B, both shorter than LONGEST. */
static int distance(const char *a, const char *b)
{
	int rows[3][LONGEST + 1], n = (int)strlen(a), m = (int)strlen(b);

	for (int j = 0; j <= m; j++)
		rows[0][j] = j;
	for (int i = 1; i <= n; i++) {
		int *now = rows[i % 3], *last = rows[(i + 2) % 3], *before = rows[(i + 1) % 3];

		now[0] = i;
		for (int j = 1; j <= m; j++) {
			now[j] = least(last[j] + 1, now[j - 1] + 1);
			now[j] = least(now[j], last[j - 1] + (a[i - 1] != b[j - 1]));
			if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
				now[j] = least(now[j], before[j - 2] + 1);
		}
	}
	return rows[n % 3][m];
}

/* Finds the best place of WORD in TEXT: as a whole word, at a word's start, inside a word, or not
 * at all. */
static int score_in(const char *text, const char *word, int whole, int start, int part)
{
	size_t length = strlen(word);
	int best = 0;

	for (const char *at = text; (at = strstr(at, word)); at++) {
		bool first = at == text || !is_word(at[-1]), last = !is_word(at[length]);
		int score = first && last ? whole : first ? start : part;

		if (best < score)
			best = score;
		if (best == whole)
			break;
	}
	return best;
}

static int greatest(int a, int b)
{
	return a > b ? a : b;
}

static int score_word(const struct item *item, const char *word)
{
	int name, title;

	if (strcmp(item->name, word) == 0)
		return SCORE_EXACT;
	name = score_in(item->name, word, SCORE_NAME_WORD, SCORE_NAME_PART + 100, SCORE_NAME_PART);
	if (name && strncmp(item->name, word, strlen(word)) == 0)
		name = item->name[strlen(word)] == '_' ? SCORE_NAME_START + 50 : SCORE_NAME_START;
	title = score_in(item->title, word, SCORE_TITLE_WORD, SCORE_TITLE_START, SCORE_TITLE_PART);
	if (name || title)
		return greatest(name, title) + least(name, title) / 4;
	return score_in(item->body, word, SCORE_BODY_WORD, SCORE_BODY_PART, SCORE_BODY_PART);
}

/* A word of the query with the words that may stand for it. */
struct asked {
	const char *word;
	char near[NEAREST][LONGEST];
	int penalty[NEAREST];
	int near_count;
};

static int errors_allowed(const char *word)
{
	size_t length = strlen(word);

	return length < 4 ? 0 : length < 8 ? 1 : 2;
}

static void find_near(struct search *search, struct asked *asked)
{
	int allowed = errors_allowed(asked->word);
	size_t length = strlen(asked->word);

	if (length >= LONGEST || !allowed)
		return;
	for (int errors = 1; errors <= allowed && asked->near_count == 0; errors++) {
		for (size_t i = 0; i < search->word_count && asked->near_count < NEAREST; i++) {
			const char *text = search->words[i].text;
			size_t other = strlen(text);

			if (other > length + (size_t)errors || length > other + (size_t)errors)
				continue;
			if (distance(asked->word, text) != errors)
				continue;
			asked->penalty[asked->near_count] = errors * NEAR_PENALTY;
			strcpy(asked->near[asked->near_count++], text);
		}
	}
}

static bool in_titles(const struct search *search, const char *word)
{
	for (size_t i = 0; i < search->count; i++) {
		if (strstr(search->items[i].name, word) || strstr(search->items[i].title, word))
			return true;
	}
	return false;
}

/* The worth of ITEM for one word, 0 when it does not have it. */
static int score_asked(const struct item *item, const struct asked *asked)
{
	int best = score_word(item, asked->word);

	for (int i = 0; i < asked->near_count; i++) {
		int score = score_word(item, asked->near[i]) - asked->penalty[i];

		if (best < score)
			best = score;
	}
	return best;
}

static int by_score(const void *a, const void *b)
{
	const struct search_hit *left = a, *right = b;

	if (left->score != right->score)
		return left->score < right->score ? 1 : -1;
	return left->item < right->item ? -1 : left->item > right->item;
}

/* Splits QUERY in place; a CONFIG_ in front is how people paste names. */
static int split(char *query, struct asked *asked)
{
	static const char prefix[] = "config_";
	int count = 0;
	char *save = NULL;

	for (char *word = strtok_r(query, " \t", &save); word && count < WORDS;
	     word = strtok_r(NULL, " \t", &save)) {
		if (strncmp(word, prefix, sizeof(prefix) - 1) == 0 && word[sizeof(prefix) - 1])
			word += sizeof(prefix) - 1;
		word[strcspn(word, "=")] = '\0';
		if (*word)
			asked[count++] = (struct asked){.word = word};
	}
	return count;
}

size_t search_find(struct search *search, const char *query, size_t limit, struct search_hit **hits)
{
	struct asked asked[WORDS];
	char *words = lower(query);
	int count = split(words, asked);
	size_t found = 0;

	*hits = mem_zero(search->count, sizeof(**hits));
	sort_words(search);
	for (int k = 0; k < count; k++) {
		if (!in_titles(search, asked[k].word))
			find_near(search, &asked[k]);
	}
	for (size_t i = 0; count && i < search->count; i++) {
		int total = 0;

		for (int k = 0; k < count; k++) {
			int score = score_asked(&search->items[i], &asked[k]);

			total = score ? total + score : 0;
			if (!score)
				break;
		}
		/* Of two alike the shorter name is the more general one. */
		if (total)
			(*hits)[found++] = (struct search_hit){
				i, total * 4 - least((int)strlen(search->items[i].name), 60)};
	}
	if (found)
		qsort(*hits, found, sizeof(**hits), by_score);
	free(words);
	return found < limit ? found : limit;
}
