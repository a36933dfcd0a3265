/*
 * The images of steps, copied to where a person looks for them.
 */
#ifndef DEPOT_PLACE_H
#define DEPOT_PLACE_H

#include "depot.h"

/* Make `dir` hold the files of images/ of these steps. Files that are right already are not
 * touched; files that an earlier call put there and that don't belong any more are removed. */
int place_images(struct depot *d, const char *dir, char **names, int count, struct err *e);

#endif
