/* The macro language: $(…), variables, functions. */
#ifndef KCONFIG_MACRO_H
#define KCONFIG_MACRO_H

#include <stdbool.h>
#include <stddef.h>

struct kconfig;
struct macros;
struct probe;
struct text;

enum macro_flavour { MACRO_RECURSIVE, MACRO_SIMPLE, MACRO_APPEND };

struct macros *macros_new(struct kconfig *kc);
void macros_free(struct macros *macros);

/* Where the parser is: $(filename), $(lineno) and the place of messages. */
void macros_at(struct macros *macros, const char *file, int line);

/* Assign VALUE, not expanded yet, to NAME. */
void macros_assign(struct macros *macros, const char *name, enum macro_flavour flavour,
		   const char *value);

/* Expand every $(…) in TEXT and add the result to OUT. */
void macros_expand(struct macros *macros, const char *text, size_t length, struct text *out);

/*
 * Expand the $(…) at the start of TEXT and add the result to OUT. Returns the bytes used. With
 * PROBE set, a result that is just the output of one child is not waited for: *PROBE gets the
 * child.
 */
size_t macros_expand_one(struct macros *macros, const char *text, size_t length, struct text *out,
			 struct probe **probe);

/* The Nth environment variable that was looked up, its value in *VALUE; NULL after the last. */
const char *macros_environment(const struct macros *macros, int n, const char **value);

#endif
