/*
 * Programs of the build machine that a step names with `tool`: their identity is part of the key.
 */
#ifndef DEPOT_TOOL_H
#define DEPOT_TOOL_H

#include "depot.h"

/* Where steps look for programs of the build machine. */
#define TOOL_PATH "/usr/bin:/usr/sbin"

/* Append "SHA256 FIRST LINE OF --version" of a program (a name, or an absolute path). When it is
 * missing the error names the Debian package, if known. */
int tool_identity(struct depot *d, const char *name, struct buf *b, struct err *e);

/* Forget the programs looked at, which are remembered in d->tools. */
void tool_forget(struct depot *d);

#endif
