/* Results of compiler probes kept from one run to the next. */
#ifndef KCONFIG_PROBE_CACHE_H
#define KCONFIG_PROBE_CACHE_H

struct probe_cache;

/* A cache in FILE, which need not exist yet; NULL without memory. */
struct probe_cache *probe_cache_open(const char *file);
void probe_cache_free(struct probe_cache *cache);

/* The output that COMMAND had in the same environment with the same compiler, or NULL. */
const char *probe_cache_get(struct probe_cache *cache, const char *command);
void probe_cache_put(struct probe_cache *cache, const char *command, const char *output);

/* Write FILE if there is anything new. Returns 0 or a negative errno. */
int probe_cache_save(struct probe_cache *cache);

#endif
