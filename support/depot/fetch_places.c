#include "fetch_places.h"

#include <stdlib.h>
#include <string.h>

/* One that is there already is dropped. */
int places_add(struct places *p, char *url, const char *proxy)
{
	struct place *more;

	if (!url)
		return -1;
	for (size_t i = 0; i < p->count; i++)
		if (!strcmp(p->list[i].url, url)) {
			free(url);
			return 0;
		}
	more = realloc(p->list, (p->count + 1) * sizeof(*more));
	if (!more) {
		free(url);
		return -1;
	}
	p->list = more;
	more[p->count].url = url;
	more[p->count++].proxy = proxy;
	return 0;
}

/* FILE of SOURCE in each component of each mirror's pool. */
static int add_pool(struct places *p, const struct debian_apt *apt, const char *source,
		    const char *file)
{
	for (size_t i = 0; i < apt->mirror_count; i++) {
		const struct debian_mirror *m = &apt->mirrors[i];
		const char *at = m->components;

		for (;;) {
			size_t len;
			char *component, *url;

			at += strspn(at, " ");
			len = strcspn(at, " ");
			if (!len)
				break;
			component = strndup(at, len);
			url = component ? debian_pool_url(m, component, source, file) : NULL;
			free(component);
			if (places_add(p, url, url ? debian_apt_proxy(apt, url) : NULL))
				return -1;
			at += len;
		}
	}
	return 0;
}

/* debian:SOURCE[/FILE]; without FILE it is upstream's archive, under Debian's name for it. */
static int add_debian(struct places *p, const struct debian_apt *apt, const char *place,
		      const struct step_source *s, const char *version)
{
	const char *name = place + strlen("debian:"), *slash = strchr(name, '/');
	char *source = slash ? strndup(name, (size_t)(slash - name)) : strdup(name);
	char *names[2] = {NULL, NULL};
	int r = -1;

	if (!source)
		return -1;
	if (!debian_source_name(source) || (slash && (!slash[1] || strchr(slash + 1, '/')))) {
		buf_addf(&p->notes, "\n  %s: must be debian:SOURCE or debian:SOURCE/FILE", place);
		r = 0;
		goto out;
	}
	if (!apt->mirror_count) {
		buf_addf(&p->notes,
			 "\n  %s: apt names no Debian mirror here (WHITTLE_DEBIAN_MIRROR can)",
			 place);
		r = 0;
		goto out;
	}
	if (slash) {
		names[0] = strdup(slash + 1);
	} else {
		names[0] = debian_orig_name(source, s->file, NULL);
		names[1] = debian_orig_name(source, s->file, version);
	}
	r = 0;
	for (int i = 0; i < 2 && !r; i++)
		if (names[i])
			r = add_pool(p, apt, source, names[i]);
	if (!names[0] && !names[1])
		buf_addf(&p->notes, "\n  %s: can't tell Debian's name of %s: say debian:%s/FILE",
			 place, s->file, source);
out:
	free(names[0]);
	free(names[1]);
	free(source);
	return r;
}

/* URL/SHA256 and URL/FILE for each mirror that the person named. */
static int add_mirrors(struct places *p, const char *mirrors, const struct step_source *s)
{
	while (mirrors) {
		size_t len, url;

		mirrors += strspn(mirrors, " \t\n");
		url = len = strcspn(mirrors, " \t\n");
		if (!len)
			break;
		while (url && mirrors[url - 1] == '/')
			url--;
		if (s->sha[0] && places_add(p, fs_fmt("%.*s/%s", (int)url, mirrors, s->sha), NULL))
			return -1;
		if (places_add(p, fs_fmt("%.*s/%s", (int)url, mirrors, s->file), NULL))
			return -1;
		mirrors += len;
	}
	return 0;
}

int places_make(struct places *p, const struct depot *d, const struct debian_apt *apt,
		const struct step_source *s, const char *version)
{
	memset(p, 0, sizeof(*p));
	if (add_mirrors(p, d->mirrors, s))
		return -1;
	for (const char *const *place = s->places; place && *place; place++) {
		int r = 0;

		if (!strncmp(*place, "debian:", 7))
			r = add_debian(p, apt, *place, s, version);
		else if (strstr(*place, "://") || !strncmp(*place, "file:", 5))
			r = places_add(p, strdup(*place), NULL);
		else
			buf_addf(&p->notes, "\n  %s: neither a URL nor debian:SOURCE", *place);
		if (r)
			return -1;
	}
	return p->notes.failed ? -1 : 0;
}

void places_free(struct places *p)
{
	for (size_t i = 0; i < p->count; i++)
		free(p->list[i].url);
	free(p->list);
	buf_free(&p->notes);
	memset(p, 0, sizeof(*p));
}
