/* The files of a tree and how they include each other. */
#ifndef KCONFIG_SOURCE_H
#define KCONFIG_SOURCE_H

#include <stdbool.h>

struct kconfig;
struct lexer;

/* Start reading the top file NAME. Chooses the dialect. */
int source_open(struct kconfig *kc, struct lexer *lexer, const char *name);

/* Go on with the file (or the files of the pattern) NAME, sourced at LINE of the present one. */
void source_push(struct kconfig *kc, struct lexer *lexer, const char *name, int line);

/* Go back to the file that sourced the present one; false at the top. */
bool source_pop(struct lexer *lexer);

void source_close(struct lexer *lexer);

#endif
