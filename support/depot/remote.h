/*
 * The remote store: artefacts shared over HTTP, in the layout of build-cache servers.
 *
 * URL/ac/KEY holds what is known about an artefact, URL/cas/SHA256 its parts. See remote.c for the
 * bytes of both. Nothing that a server says is believed: bytes are re-hashed here, and the caller
 * re-hashes what was unpacked. A server that is down, slow or wrong costs one warning per make.
 */
#ifndef DEPOT_REMOTE_H
#define DEPOT_REMOTE_H

#include "depot.h"
#include "store.h"

/*
 * Look for the artefact KEY and unpack it below the existing empty folder `dir` (a folder per
 * part that is not empty, and the files `log.zst` and `step` when the server has them).
 * `r` gets what the server says about it. The caller must hash the parts and compare with `r`
 * before it believes anything, and call remote_distrust when they differ.
 * Returns 1 when found, 0 when not (also when there is no remote store, or it fails: said through
 * d->say), -1 only for trouble on this machine (disk full …), with `e` set.
 */
int remote_get(struct depot *d, const char *key, const char *dir, struct record *r, struct err *e);

/*
 * Upload the artefact in `dir` (a folder as remote_get leaves it) when the remote store is writable
 * and the artefact may leave this machine (never with r->local). Parts that the server already has
 * are not sent again. Returns 1 when it is there, 0 when not, -1 for trouble on this machine.
 */
int remote_put(struct depot *d, const struct record *r, const char *dir, struct err *e);

/* Say (once) that the remote store's artefact KEY was wrong, and use the server no more. */
void remote_distrust(struct depot *d, const char *key, const char *why);

/* A new make begins: give a server that failed in the last one another chance. */
void remote_forget(struct depot *d);

#endif
