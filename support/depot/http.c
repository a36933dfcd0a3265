#include "http.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CONNECT_SECONDS = 8, STALL_SECONDS = 30, REDIRECTS = 10 };

struct http_transfer {
	CURL *easy;
	char *origin; /* scheme, host and port (of the proxy, if any): what can be dead */
	bool too_big;
	size_t sent;
	char text[CURL_ERROR_SIZE];
};

struct http {
	CURLM *multi;
	size_t running;
	char **dead; /* origins that did not answer */
	size_t dead_count;
	long stall_seconds;
	struct http_job *failed; /* ended before it began; handed out by http_next */
};

struct http *http_new(struct err *e)
{
	struct http *h = calloc(1, sizeof(*h));
	const char *limit = getenv("WHITTLE_TIMEOUT");

	if (!h || curl_global_init(CURL_GLOBAL_DEFAULT) || !(h->multi = curl_multi_init())) {
		free(h);
		err_set(e, "can't start libcurl: out of memory");
		return NULL;
	}
	h->stall_seconds = limit && atol(limit) > 0 ? atol(limit) : STALL_SECONDS;
	curl_multi_setopt(h->multi, CURLMOPT_MAX_HOST_CONNECTIONS, 4L);
	return h;
}

static void transfer_free(struct http *h, struct http_job *job)
{
	struct http_transfer *t = job->transfer;

	if (!t)
		return;
	if (t->easy) {
		curl_multi_remove_handle(h->multi, t->easy);
		curl_easy_cleanup(t->easy);
	}
	free(t->origin);
	free(t);
	job->transfer = NULL;
}

void http_free(struct http *h)
{
	if (!h)
		return;
	curl_multi_cleanup(h->multi);
	for (size_t i = 0; i < h->dead_count; i++)
		free(h->dead[i]);
	free(h->dead);
	free(h);
	curl_global_cleanup();
}

char *http_public_url(const char *url)
{
	const char *at = strstr(url, "://"), *stop, *end;
	char *text = malloc(strlen(url) + 1);

	if (!text)
		return NULL;
	strcpy(text, url);
	if (!at)
		return text;
	at += 3;
	end = at + strcspn(at, "/?#");
	stop = NULL;
	for (const char *c = at; c < end; c++)
		if (*c == '@')
			stop = c;
	if (stop)
		memmove(text + (at - url), stop + 1, strlen(stop + 1) + 1);
	return text;
}

/* scheme://host:port of a URL without credentials; new memory. */
static char *origin_of(const char *url)
{
	char *text = http_public_url(url), *host;

	if (!text)
		return NULL;
	host = strstr(text, "://");
	if (host)
		host[3 + strcspn(host + 3, "/?#")] = '\0';
	return text;
}

static bool is_dead(const struct http *h, const char *origin)
{
	for (size_t i = 0; i < h->dead_count; i++)
		if (!strcmp(h->dead[i], origin))
			return true;
	return false;
}

static void mark_dead(struct http *h, const char *origin)
{
	char **more;

	if (is_dead(h, origin))
		return;
	more = realloc(h->dead, (h->dead_count + 1) * sizeof(*more));
	if (!more)
		return;
	h->dead = more;
	h->dead[h->dead_count] = strdup(origin);
	if (h->dead[h->dead_count])
		h->dead_count++;
}

static size_t take(char *data, size_t size, size_t count, void *user)
{
	struct http_job *job = user;
	size_t len = size * count, at = 0;

	if (job->limit && job->done + len > job->limit) {
		job->transfer->too_big = true;
		return 0;
	}
	if (job->fd < 0) {
		if (job->body)
			buf_add(job->body, data, len);
		if (job->body && job->body->failed) {
			job->local_errno = ENOMEM;
			return 0;
		}
		job->done += len;
		return len;
	}
	while (at < len) {
		ssize_t n = pwrite(job->fd, data + at, len - at, (off_t)(job->offset + job->done));

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			job->local_errno = n ? errno : EIO;
			return 0;
		}
		at += (size_t)n;
		job->done += (size_t)n;
	}
	return len;
}

static size_t give(char *data, size_t size, size_t count, void *user)
{
	struct http_job *job = user;
	size_t len = size * count;
	ssize_t n;

	if (job->fd < 0) {
		size_t left = job->body->len - job->transfer->sent;

		if (len > left)
			len = left;
		memcpy(data, job->body->data + job->transfer->sent, len);
		job->transfer->sent += len;
		return len;
	}
	n = pread(job->fd, data, len, (off_t)job->transfer->sent);
	if (n < 0) {
		job->local_errno = errno;
		return CURL_READFUNC_ABORT;
	}
	job->transfer->sent += (size_t)n;
	return (size_t)n;
}

/* libcurl wants to send again from the start, after a redirect or a login. */
static int rewind_body(void *user, curl_off_t offset, int origin)
{
	struct http_job *job = user;

	if (origin != SEEK_SET || offset < 0)
		return CURL_SEEKFUNC_CANTSEEK;
	job->transfer->sent = (size_t)offset;
	return CURL_SEEKFUNC_OK;
}

static int watch(void *user, curl_off_t total, curl_off_t done, curl_off_t out, curl_off_t sent)
{
	struct http_job *job = user;

	(void)done;
	(void)out;
	(void)sent;
	if (total > 0)
		job->total = (uint64_t)total + job->offset;
	return 0;
}

static void set_method(CURL *c, struct http_job *job)
{
	uint64_t size = job->fd < 0 && job->body ? job->body->len : job->limit;

	switch (job->method) {
	case HTTP_HEAD:
		curl_easy_setopt(c, CURLOPT_NOBODY, 1L);
		break;
	case HTTP_PUT:
		curl_easy_setopt(c, CURLOPT_UPLOAD, 1L);
		curl_easy_setopt(c, CURLOPT_READFUNCTION, give);
		curl_easy_setopt(c, CURLOPT_READDATA, job);
		curl_easy_setopt(c, CURLOPT_SEEKFUNCTION, rewind_body);
		curl_easy_setopt(c, CURLOPT_SEEKDATA, job);
		curl_easy_setopt(c, CURLOPT_INFILESIZE_LARGE, (curl_off_t)size);
		break;
	case HTTP_MKCOL:
		curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, "MKCOL");
		break;
	case HTTP_GET:
		if (job->offset)
			curl_easy_setopt(c, CURLOPT_RESUME_FROM_LARGE, (curl_off_t)job->offset);
		break;
	}
}

static size_t drop(char *data, size_t size, size_t count, void *user)
{
	(void)data;
	(void)user;
	return size * count;
}

static void set_options(struct http *h, CURL *c, struct http_job *job)
{
	curl_easy_setopt(c, CURLOPT_URL, job->url);
	curl_easy_setopt(c, CURLOPT_PRIVATE, job);
	curl_easy_setopt(c, CURLOPT_ERRORBUFFER, job->transfer->text);
	curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, job->method == HTTP_GET ? take : drop);
	curl_easy_setopt(c, CURLOPT_WRITEDATA, job);
	curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, watch);
	curl_easy_setopt(c, CURLOPT_XFERINFODATA, job);
	curl_easy_setopt(c, CURLOPT_NOPROGRESS, 0L);
	curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(c, CURLOPT_FAILONERROR, 1L);
	curl_easy_setopt(c, CURLOPT_USERAGENT, "whittle");
	curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https,ftp,file");
	/* a server must not make this program read local files */
	curl_easy_setopt(c, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(c, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(c, CURLOPT_MAXREDIRS, (long)REDIRECTS);
	curl_easy_setopt(c, CURLOPT_NETRC, (long)CURL_NETRC_OPTIONAL);
	curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 64L);
	curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, h->stall_seconds);
	if (job->proxy)
		curl_easy_setopt(c, CURLOPT_PROXY, job->proxy);
	set_method(c, job);
}

/* Let http_next report a transfer that could not begin. */
static void fail_early(struct http *h, struct http_job *job, enum http_result result,
		       const char *reason)
{
	job->result = result;
	snprintf(job->reason, sizeof(job->reason), "%s", reason);
	transfer_free(h, job);
	job->next = h->failed;
	h->failed = job;
}

void http_start(struct http *h, struct http_job *job)
{
	struct http_transfer *t = calloc(1, sizeof(*t));

	job->status = 0;
	job->done = job->total = 0;
	job->local_errno = 0;
	job->reason[0] = '\0';
	job->transfer = t;
	h->running++;
	if (!t || !(t->origin = origin_of(job->proxy && job->proxy[0] ? job->proxy : job->url)) ||
	    !(t->easy = curl_easy_init())) {
		job->local_errno = ENOMEM;
		fail_early(h, job, HTTP_LOCAL, "out of memory");
		return;
	}
	if (is_dead(h, t->origin)) {
		fail_early(h, job, HTTP_HOST, "this server did not answer before");
		return;
	}
	set_options(h, t->easy, job);
	if (curl_multi_add_handle(h->multi, t->easy))
		fail_early(h, job, HTTP_OTHER, "libcurl does not take it");
}

/* Whether the connection, rather than the transfer, failed. */
static bool host_failed(CURLcode code, const struct http_job *job, double connected)
{
	switch (code) {
	case CURLE_COULDNT_RESOLVE_HOST:
	case CURLE_COULDNT_RESOLVE_PROXY:
	case CURLE_COULDNT_CONNECT:
	case CURLE_SSL_CONNECT_ERROR:
	case CURLE_PEER_FAILED_VERIFICATION:
		return true;
	case CURLE_OPERATION_TIMEDOUT:
		return !job->done && connected == 0;
	default:
		return false;
	}
}

static enum http_result result_of_status(long status)
{
	if (status == 404 || status == 410)
		return HTTP_MISSING;
	if (status == 416)
		return HTTP_RANGE;
	return status >= 500 || status == 429 || status == 408 ? HTTP_SERVER : HTTP_REFUSED;
}

static enum http_result result_of(CURLcode code, const struct http_job *job, double connected)
{
	if (code == CURLE_OK)
		return HTTP_FINE;
	if (job->transfer->too_big)
		return HTTP_TOO_BIG;
	if (job->local_errno)
		return HTTP_LOCAL;
	if (host_failed(code, job, connected))
		return HTTP_HOST;
	switch (code) {
	case CURLE_HTTP_RETURNED_ERROR:
		return result_of_status(job->status);
	case CURLE_RANGE_ERROR:
	case CURLE_BAD_DOWNLOAD_RESUME:
		return HTTP_RANGE;
	case CURLE_REMOTE_FILE_NOT_FOUND:
	case CURLE_FILE_COULDNT_READ_FILE:
		return HTTP_MISSING;
	case CURLE_PARTIAL_FILE:
	case CURLE_GOT_NOTHING:
	case CURLE_OPERATION_TIMEDOUT:
	case CURLE_RECV_ERROR:
	case CURLE_SEND_ERROR:
	case CURLE_HTTP2:
	case CURLE_HTTP2_STREAM:
	case CURLE_WEIRD_SERVER_REPLY:
		return HTTP_CUT;
	default:
		return HTTP_OTHER;
	}
}

/* Take over what libcurl says about a transfer that ended. */
static void finish(struct http *h, struct http_job *job, CURLcode code)
{
	struct http_transfer *t = job->transfer;
	double connected = 0;

	curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &job->status);
	curl_easy_getinfo(t->easy, CURLINFO_CONNECT_TIME, &connected);
	job->result = result_of(code, job, connected);
	if (job->result == HTTP_HOST)
		mark_dead(h, t->origin);
	if (job->result == HTTP_LOCAL)
		snprintf(job->reason, sizeof(job->reason), "%s", strerror(job->local_errno));
	else if (job->result == HTTP_TOO_BIG)
		snprintf(job->reason, sizeof(job->reason), "more bytes than it may have");
	else if (job->status >= 400)
		snprintf(job->reason, sizeof(job->reason), "the server says %ld%s", job->status,
			 job->result == HTTP_MISSING ? " (not there)" : "");
	else if (job->result != HTTP_FINE)
		snprintf(job->reason, sizeof(job->reason), "%s",
			 t->text[0] ? t->text : curl_easy_strerror(code));
	transfer_free(h, job);
}

/* The next transfer that has ended, without waiting. */
static struct http_job *ended(struct http *h)
{
	struct http_job *job = h->failed;
	CURLMsg *m;
	int left;

	if (job) {
		h->failed = job->next;
		h->running--;
		return job;
	}
	while ((m = curl_multi_info_read(h->multi, &left))) {
		if (m->msg != CURLMSG_DONE)
			continue;
		curl_easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &job);
		finish(h, job, m->data.result);
		h->running--;
		return job;
	}
	return NULL;
}

struct http_job *http_next(struct http *h, int ms)
{
	struct http_job *job;
	int active;

	if (!h->running)
		return NULL;
	curl_multi_perform(h->multi, &active);
	job = ended(h);
	if (job)
		return job;
	curl_multi_poll(h->multi, NULL, 0, ms, NULL);
	curl_multi_perform(h->multi, &active);
	return ended(h);
}

enum http_result http_run(struct http *h, struct http_job *job)
{
	http_start(h, job);
	while (!http_next(h, 1000))
		;
	return job->result;
}

void http_stop(struct http *h, struct http_job *job)
{
	struct http_job **at = &h->failed;

	while (*at && *at != job)
		at = &(*at)->next;
	if (*at)
		*at = job->next;
	transfer_free(h, job);
	h->running--;
}

size_t http_running(const struct http *h)
{
	return h->running;
}
