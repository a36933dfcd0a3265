/* Parts of the program that compares two implementations of conf. */
#ifndef ORACLE_H
#define ORACLE_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

/* One side of the comparison: a program, and the folder it works in. */
struct side {
	const char *program;
	char *dir;
	char *work; /* holds dir, and what the program printed */
	bool ours;
};

/* What all cases of a run share. */
struct setup {
	const char *cache;   /* holds env/ENV and probes/ENV */
	const char *keep;    /* where outputs of failed cases stay, or NULL */
	const char *program; /* ours */
	char *work;          /* temporary folder of this worker */
	int seconds;         /* processor time that a step may take */
};

/* run.c */

/* Reads the environment recorded in FILE (NUL-separated); the caller owns the array and its
 * strings. */
char **env_read(const char *file);
/* Adds NAME=VALUE, replacing an older value; takes ownership of neither. */
char **env_set(char **env, const char *name, const char *value);
void env_free(char **env);
/*
 * Runs PROGRAM with WORDS (words NAME=VALUE in front are environment, <FILE is standard input,
 * @WORD is for ours only, %WORD for the tree's only) in
 * SIDE's folder. Standard output and errors go to WORK/out and WORK/err. It is killed after SECONDS
 * of processor time. Returns the exit status, 128 + signal, or -1.
 */
int run_conf(const struct side *side, const char *program, char **env, const char *words,
	     int seconds);

/* file.c */

/* Returns the content of FILE with a NUL behind it (the caller frees it), or NULL. */
char *file_read(const char *file, size_t *len);
/* Returns 0, or -1 when FILE could not be written. */
int file_write(const char *file, const char *bytes, size_t len);
char *path_join(const char *dir, const char *name);
int tree_remove(const char *dir);
int tree_copy(const char *from, const char *to);

/* compare.c */

/*
 * Compares two folders, file by file. Each difference is described on LOG as TAP comments.
 * auto.conf is compared as sorted lines: its order is that of a hash table. Returns the number of
 * differing files.
 */
int compare_trees(const char *theirs, const char *ours, const char *except, FILE *log);
/* The same for one file that both have or lack; NAME is what the report calls it. */
int compare_files(const char *theirs, const char *ours, const char *name, bool sorted, FILE *log);

/* Whether LINE, up to its newline, is not compared. */
bool compare_skips(const char *line);
/* Whether the file NAME is not compared; whether it is as sorted lines. */
bool compare_passes(const char *name, const char *except);
bool compare_sorted(const char *name);

/* known.c */

/* How a step of the tree's own conf ended, and a digest of what it left behind. */
struct known {
	int status;
	uint64_t digest;
};

/* The digest of the files in SIDE's folder except EXCEPT, and of what was printed. */
uint64_t known_digest(const struct side *side, const char *except);
/* The file in which a case is remembered, to be freed. */
char *known_path(const char *cache, char *const *fields, size_t count);
/* Reads up to SIZE steps. Returns how many; 0 when the case is not known. */
size_t known_read(const char *path, struct known *known, size_t size);
void known_write(const char *path, const struct known *known, size_t count);

/* purpose.c */

/*
 * The name of the difference on purpose that explains why the sides differ, or NULL. ONLY_MESSAGES
 * says that nothing but standard error differs.
 */
const char *purpose(struct side side[2], const int status[2], bool only_messages);

/* damage.c */

/*
 * Returns a copy of the configuration TEXT with some of its lines cut, doubled, made invalid, out
 * of range or unknown, the same for the same SEED. The caller frees it.
 */
char *damage(const char *text, uint64_t seed, size_t *len);
/* Returns a copy of TEXT, a configuration with every option on, with some of them switched off;
 * likewise. */
char *mix(const char *text, uint64_t seed, size_t *len);

#endif
