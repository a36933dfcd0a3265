/* Units: the parser of steps, records, sizes, MAKEFLAGS. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../gc.h"
#include "../jobs.h"
#include "../step.h"
#include "../store.h"

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static struct step *parse(const char *text, struct err *e)
{
	return step_parse(text, strlen(text), "file", NULL, e);
}

static void whole(void **state)
{
	struct err e;
	struct step *s = parse("# comment\n"
			       "step dropbear\n\nkind image\nversion 1 2\n"
			       "depends a target host\ndepends b images\ndepends a debug\n"
			       "source x.tar " SHA " http://a/x.tar debian:x\nsource y.tar -\n"
			       "file n a path with blanks\ntool gcc ld\ntool as\n"
			       "env A  two words\nenv EMPTY \njobs no\noverride /my tree\n"
			       "info license GPL-2.0 only\nscript\necho script\n\nstep no\n",
			       &e);

	(void)state;
	assert_non_null(s);
	assert_string_equal(s->name, "dropbear");
	assert_string_equal(s->version, "1 2");
	assert_int_equal(s->kind, KIND_IMAGE);
	assert_int_equal(s->n_deps, 2);
	assert_true(s->deps[0].parts[PART_TARGET] && s->deps[0].parts[PART_HOST]);
	assert_true(s->deps[0].parts[PART_DEBUG] && !s->deps[0].parts[PART_SYSROOT]);
	assert_true(s->deps[1].parts[PART_IMAGES]);
	assert_int_equal(s->n_sources, 2);
	assert_string_equal(s->sources[0].sha, SHA);
	assert_string_equal(s->sources[0].places[0], "http://a/x.tar");
	assert_string_equal(s->sources[0].places[1], "debian:x");
	assert_null(s->sources[0].places[2]);
	assert_string_equal(s->sources[1].sha, "");
	assert_null(s->sources[1].places[0]);
	assert_string_equal(s->files[0].path, "a path with blanks");
	assert_int_equal(s->n_tools, 3);
	assert_string_equal(s->tools[2], "as");
	assert_string_equal(s->env[0].value, " two words");
	assert_string_equal(s->env[1].value, "");
	assert_false(s->jobs);
	assert_false(s->host_cc);
	assert_string_equal(s->override, "/my tree");
	assert_string_equal(s->info[0].text, "GPL-2.0 only");
	assert_string_equal(s->script, "echo script\n\nstep no\n");
	step_free(s);
}

static void host_cc(void **state)
{
	static const struct {
		const char *text;
		bool want;
	} rows[] = {{"step a\nkind host\nscript\n", true},
		    {"step a\nkind host\nhost-cc no\nscript\n", false},
		    {"step a\nhost-cc no\nkind host\nscript\n", false},
		    {"step a\nhost-cc yes\nscript\n", true},
		    {"step a\nscript\n", false}};
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		struct step *s = parse(rows[i].text, &e);

		assert_non_null(s);
		assert_int_equal(s->host_cc, rows[i].want);
		step_free(s);
	}
}

static void wrong(void **state)
{
	static const struct {
		const char *text, *error;
	} rows[] = {
		{"", "file:0: there is no `script` line"},
		{"script\n", "file:1: there is no `step` line"},
		{"step a/b\nscript\n", "file:1: not a name for a step: a/b"},
		{"step ..\nscript\n", "file:1: not a name for a step: .."},
		{"step a\nsource ../x " SHA "\nscript\n",
		 "file:2: source needs FILE SHA256 PLACE…: ../x"},
		{"step a\nfile .. x\nscript\n", "file:2: file needs NAME PATH: .."},
		{"step a\nfile x y\nfile x z\nscript\n", "file:3: two files have this name: x"},
		{"step a\nenv A=B c\nscript\n", "file:2: env needs NAME VALUE: A=B"},
		{"step a\njobs maybe\nscript\n", "file:2: must be yes or no: maybe"},
		{"step a\noverride \nscript\n", "file:2: override needs a folder"},
	};
	struct err e;

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		assert_null(parse(rows[i].text, &e));
		assert_non_null(strstr(e.text, rows[i].error));
	}
	assert_null(step_parse("step a\0b\nscript\n", 16, "file", NULL, &e));
	assert_null(step_parse("step a\nscript\nx\0y\n", 18, "file", NULL, &e));
	assert_null(step_parse("step a\nscript\n", 14, "file", "b", &e));
}

static void record(void **state)
{
	struct record a = {.key = SHA, .step = "x", .local = true, .seconds = 7}, b;
	struct buf text = {0};
	struct err e;

	(void)state;
	for (int p = 0; p < PARTS; p++) {
		memcpy(a.part[p], PART_EMPTY, HASH_HEX);
		a.size[p] = (unsigned long long)p;
	}
	record_write(&a, &text);
	assert_int_equal(record_parse(text.data, text.len, "r", &b, &e), 0);
	assert_memory_equal(&a, &b, sizeof(a));
	/* cut anywhere, it is damaged */
	for (size_t n = 0; n < text.len; n++)
		assert_int_equal(record_parse(text.data, n, "r", &b, &e), -1);
	buf_free(&text);
}

static void sizes(void **state)
{
	(void)state;
	assert_int_equal(gc_size("0"), 0);
	assert_int_equal(gc_size("12"), 12);
	assert_int_equal(gc_size("2K"), 2048);
	assert_int_equal(gc_size("3G"), 3LL << 30);
	assert_int_equal(gc_size(""), -1);
	assert_int_equal(gc_size("-1"), -1);
	assert_int_equal(gc_size("1X"), -1);
	assert_int_equal(gc_size("1KB"), -1);
	assert_int_equal(gc_size("99999999999999999999"), -1);
	assert_int_equal(gc_size("9999999999T"), -1);
}

static void job_server(void **state)
{
	struct jobs j;

	(void)state;
	jobs_read(&j, "rR -j4 --jobserver-auth=fifo:/tmp/GMfifo7 -- A=b", true);
	assert_string_equal(j.makeflags.data, " -j4 --jobserver-auth=fifo:" JOBS_FIFO);
	assert_string_equal(j.fifo, "/tmp/GMfifo7");
	assert_int_equal(j.count, 4);
	jobs_free(&j);
	/* descriptors that nobody gave us */
	jobs_read(&j, " -j3 --jobserver-auth=900,901", true);
	assert_string_equal(j.makeflags.data, " -j3");
	jobs_free(&j);
	jobs_read(&j, " -j3 --jobserver-auth=0,1", true);
	assert_string_equal(j.makeflags.data, " -j3 --jobserver-auth=0,1");
	jobs_free(&j);
	jobs_read(&j, " -j3 --jobserver-auth=fifo:/x", false);
	assert_null(j.fifo);
	assert_int_equal(j.count, 1);
	jobs_free(&j);
	jobs_read(&j, NULL, true);
	assert_true(j.count >= 1);
	jobs_free(&j);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole),  cmocka_unit_test(host_cc), cmocka_unit_test(wrong),
		cmocka_unit_test(record), cmocka_unit_test(sizes),   cmocka_unit_test(job_server),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
