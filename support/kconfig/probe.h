/* Children of $(shell …): run side by side, their output kept. */
#ifndef KCONFIG_PROBE_H
#define KCONFIG_PROBE_H

#include <stdbool.h>

struct probe;
struct probes;

struct probes *probes_new(void);
void probes_free(struct probes *probes);
void probes_set_jobs(struct probes *probes, int jobs);
int probes_set_cache(struct probes *probes, const char *file);

/* Start COMMAND with /bin/sh as soon as there is a free place. Never NULL. */
struct probe *probe_start(struct probes *probes, const char *command);

/* Let children and the scout be heard, without waiting. */
void probes_attend(struct probes *probes);

/* True in the copy of the process that only looks for the commands to come: it must not say
 * anything. */
bool probes_scouting(const struct probes *probes);

/* All files were read. The scout ends here. */
void probes_parsed(struct probes *probes);

/* Wait for the child. Its standard output with newlines as spaces, those at the end removed. */
const char *probe_wait(struct probes *probes, struct probe *probe);

/* Write new results to the cache. Returns 0 or a negative errno. */
int probes_save(struct probes *probes);

#endif
