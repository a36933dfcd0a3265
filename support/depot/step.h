/*
 * A step: the text in O/steps/NAME, parsed. The format is described at the top of step.c.
 */
#ifndef DEPOT_STEP_H
#define DEPOT_STEP_H

#include <stdbool.h>
#include <stddef.h>

#include "../lib/err.h"

enum part { PART_TARGET, PART_SYSROOT, PART_HOST, PART_IMAGES, PART_DEBUG, PARTS };
extern const char *const part_names[PARTS];

/* Number of the part called `name`, -1 when there is none. */
int part_find(const char *name);

enum kind { KIND_TARGET, KIND_HOST, KIND_IMAGE };

struct step_dep {
	const char *name;
	bool parts[PARTS]; /* which of its parts this step sees */
};

struct step_source {
	const char *file; /* its name below /src */
	const char *sha;  /* SHA-256 in hex, or "" when the recipe has none (yet) */
	const char *const
		*places; /* URLs and debian:SOURCE[/FILE], in the order to try; NULL-terminated */
};

struct step_file {
	const char *name; /* below /files */
	const char *path; /* file or folder, relative to the top folder or absolute */
};

struct step_env {
	const char *name, *value;
};

struct step_info {
	const char *name, *text;
};

struct step {
	const char *name, *version;
	enum kind kind;
	bool host_cc;         /* the build machine's compiler, headers and libraries are visible */
	bool jobs;            /* takes part in the job server */
	const char *override; /* the person's own source tree, or NULL */
	struct step_dep *deps;
	struct step_source *sources;
	struct step_file *files;
	const char **tools;
	struct step_env *env;
	struct step_info *info;
	size_t n_deps, n_sources, n_files, n_tools, n_env, n_info;
	const char *script; /* the rest of the file, NUL-terminated */
	size_t script_len;
	const char *text; /* the whole file */
	size_t text_len;
	void *memory; /* what everything above points into */
};

/* Parse `len` bytes of text; `file` is for messages (file:line: message, all of them in one go) and
 * `name`, unless NULL, is what the step must be called. NULL on error. Freed with step_free. */
struct step *step_parse(const char *text, size_t len, const char *file, const char *name,
			struct err *e);

/* Read and parse a step file. */
struct step *step_read(const char *path, const char *name, struct err *e);

void step_free(struct step *s);

#endif
