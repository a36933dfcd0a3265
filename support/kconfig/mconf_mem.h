/* Memory for the menu program: no caller has to handle its end. */
#ifndef MCONF_MEM_H
#define MCONF_MEM_H

#include <stdarg.h>
#include <stddef.h>

/* Resizes P (or allocates when NULL) to COUNT items of SIZE bytes; leaves the program when memory
 * runs out. */
void *mem_resize(void *p, size_t count, size_t size);
/* Allocates COUNT zeroed items of SIZE bytes; leaves the program when memory runs out. */
void *mem_zero(size_t count, size_t size);
/* Returns a copy of S, or of "" when S is NULL; the caller frees it. */
char *mem_copy(const char *s);
/* Prints to a new string, which the caller frees. */
char *mem_print(const char *fmt, ...) __attribute__((format(printf, 1, 2)));
/* Like mem_print, with the arguments in AP. */
char *mem_vprint(const char *fmt, va_list ap) __attribute__((format(printf, 1, 0)));
/* Names FN as what is called before the program leaves for want of memory (to give the terminal
 * back). */
void mem_on_end(void (*fn)(void));

#endif
