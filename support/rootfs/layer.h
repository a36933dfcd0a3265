/*
 * A folder read as a manifest of its own: what one package installs, or an overlay.
 */
#ifndef ROOTFS_LAYER_H
#define ROOTFS_LAYER_H

#include "manifest.h"

struct layer {
	const char *name; /* package or overlay */
	const char *dir;  /* where its files are */
	bool overlay;     /* wins over packages; its bytes are copied, since later steps can't see
			     it */
};

/* Fill the empty manifest `m` with the tree below layer->dir. Everything belongs to root; modes are
 * 0755 and 0644 by the owner's x bit, since that is all that the store and git keep. `.gitkeep` of
 * overlays is left out. */
int layer_read(const struct layer *layer, struct manifest *m, struct err *e);

#endif
