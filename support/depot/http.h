/*
 * An HTTP client on libcurl: several transfers side by side, hosts that don't answer are
 * remembered and cost time once. Knows nothing of hashes or retries: that is its callers' work.
 */
#ifndef DEPOT_HTTP_H
#define DEPOT_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "../lib/buf.h"
#include "../lib/err.h"

struct http;

enum http_method { HTTP_GET, HTTP_HEAD, HTTP_PUT, HTTP_MKCOL };

/* How a transfer ended. */
enum http_result {
	HTTP_FINE,    /* status 2xx and all bytes */
	HTTP_MISSING, /* 404 or 410: not there */
	HTTP_REFUSED, /* another 4xx: asking again won't help */
	HTTP_SERVER,  /* 5xx or 429: may work later */
	HTTP_HOST,    /* no such host, no connection, no TLS: nothing on it will work in this run */
	HTTP_CUT,     /* it broke off or stalled; what arrived is at `fd` */
	HTTP_RANGE,   /* `offset` can't be had: begin at 0 */
	HTTP_TOO_BIG, /* more than `limit` bytes */
	HTTP_LOCAL,   /* writing to or reading from `fd` failed; `local_errno` says why */
	HTTP_OTHER,   /* wrong URL, unknown scheme … */
};

/* One transfer. Zero-initialise, fill the first half; it must live until http_next returns it. */
struct http_job {
	enum http_method method;
	const char *url;
	const char *proxy; /* NULL: the environment's; "": none */
	int fd;            /* GET: receives the bytes; PUT: sends them; -1: use `body` */
	uint64_t offset;   /* GET: begin here (range request); bytes are written from here on */
	uint64_t limit;    /* GET: most bytes to take, 0: any; PUT: bytes to send */
	struct buf *body;  /* with fd -1: GET appends, PUT sends it */
	void *owner;       /* for the caller */

	enum http_result result;
	long status;     /* HTTP status, 0 when there was none */
	int local_errno; /* with HTTP_LOCAL */
	uint64_t done;   /* bytes transferred so far, without `offset`; may be read while it runs */
	uint64_t total;  /* bytes to expect in all, 0: not known */
	char reason[256]; /* why it failed, for a person, without the URL */

	/* http.c's own */
	struct http_transfer *transfer;
	struct http_job *next;
};

/* A client; NULL with `e` set when libcurl can't be used. */
struct http *http_new(struct err *e);

/* Stop what runs and free. */
void http_free(struct http *h);

/* Begin a transfer; a failure is reported by http_next like any other. */
void http_start(struct http *h, struct http_job *job);

/* Wait at most `ms` milliseconds for a transfer to end and return it; NULL when none did or none
 * runs. */
struct http_job *http_next(struct http *h, int ms);

/* Start one transfer and wait for its end; nothing else may run. Returns job->result. */
enum http_result http_run(struct http *h, struct http_job *job);

/* Give up a transfer that runs; http_next won't return it. */
void http_stop(struct http *h, struct http_job *job);

/* Number of transfers that run. */
size_t http_running(const struct http *h);

/* `url` without user name and password, for messages; new memory. */
char *http_public_url(const char *url);

#endif
