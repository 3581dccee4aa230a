/* A plain SQLite client that does what Telepool does with batches of usage: the same statements with the same values,
   in one transaction for each batch, on a database that Telepool has made. What it costs is what SQLite costs.

       cc -O2 -o ingest ingest.c -lsqlite3
       ./ingest DATABASE RECORDS ROWS-OF-A-BATCH ACCOUNT DAY CYCLE

   A line of RECORDS is: source, id, iccid, milliseconds, up, down and a number of the card below 2^20, separated by
   blanks; all are of the given day and billing cycle. The time for reading the file is not counted. */

#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

/* The statements of a batch and how the database is opened, in the order in which Telepool executes them:
   Sources/TelepoolSQLite/SQLiteDatabase.swift (open), SQLiteWriter.swift (carryOut),
   Sources/TelepoolDomain/Usage/Usage+rows.swift (find, insert, add, add),
   Sources/TelepoolDomain/SIMPools/SIMPools.swift (extend, addUsage, updateLimit). */
static const char settings[] =
    "PRAGMA foreign_keys = ON; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768;"
    "PRAGMA wal_autocheckpoint = 8192;";

enum {
    BEGIN, SAVEPOINT, FIND, INSERT, SAME, DAY, CYCLE, EXTEND, POOL, LIMIT, RELEASE, COMMIT, STATEMENTS
};

static const char *const texts[STATEMENTS] = {
    [BEGIN] = "BEGIN IMMEDIATE",
    [SAVEPOINT] = "SAVEPOINT write",
    [FIND] =
        "SELECT s.id, pl.carrier, pl.monthly_bytes, s.quota_mb, s.status, o.sim_pool_id, o.pool_since, s.added_in\n"
        "FROM sim_cards s\n"
        "JOIN orders o ON o.account_id = s.account_id AND o.id = s.order_id\n"
        "JOIN price_plans pl ON pl.account_id = o.account_id AND pl.id = o.price_plan_id\n"
        "WHERE s.account_id = ? AND s.iccid = ? LIMIT 2",
    [INSERT] =
        "INSERT INTO usage_records (account_id, source, id, sim_card_id, at, up_bytes, down_bytes)\n"
        "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    [SAME] =
        "SELECT sim_card_id, at, up_bytes, down_bytes FROM usage_records\n"
        "WHERE account_id = ? AND source = ? AND id = ?",
    [DAY] =
        "INSERT INTO sim_card_days (account_id, sim_card_id, day, up_bytes, down_bytes)\n"
        "VALUES (?, ?, ?, ?, ?)\n"
        "ON CONFLICT (account_id, sim_card_id, day)\n"
        "DO UPDATE SET up_bytes = sim_card_days.up_bytes + excluded.up_bytes,\n"
        "              down_bytes = sim_card_days.down_bytes + excluded.down_bytes",
    [CYCLE] =
        "INSERT INTO sim_card_cycles (account_id, sim_card_id, cycle, used_bytes)\n"
        "VALUES (?, ?, ?, ?)\n"
        "ON CONFLICT (account_id, sim_card_id, cycle)\n"
        "DO UPDATE SET used_bytes = sim_card_cycles.used_bytes + excluded.used_bytes\n"
        "RETURNING used_bytes",
    [EXTEND] = "SELECT carrier, first_cycle, last_cycle FROM sim_pools WHERE account_id = ? AND id = ?",
    [POOL] =
        "UPDATE sim_pool_cycles SET used_bytes = used_bytes + ?, modified_at = ?\n"
        "WHERE account_id = ? AND sim_pool_id = ? AND cycle = ?",
    [LIMIT] =
        "UPDATE sim_pools SET limited_in =\n"
        "(SELECT c.cycle FROM sim_pool_cycles c\n"
        " JOIN price_plans pl ON pl.account_id = sim_pools.account_id AND pl.id = sim_pools.price_plan_id\n"
        " WHERE c.account_id = sim_pools.account_id AND c.sim_pool_id = sim_pools.id\n"
        "  AND c.cycle = sim_pools.last_cycle AND sim_pools.policy = ?\n"
        "  AND c.used_bytes > 0 AND c.used_bytes >= c.activated * pl.monthly_bytes + c.added_bytes)\n"
        "WHERE account_id = ? AND id = ? AND kind = ?",
    [RELEASE] = "RELEASE write",
    [COMMIT] = "COMMIT",
};

enum { CARDS = 1 << 20 };

struct record {
    char source[32], id[64], iccid[24];
    int64_t at, up, down;
    int card;
};

/* What a batch knows of a card. */
struct use {
    int64_t batch, id, pool, up, down;
    int is_used;
};

struct pool {
    int64_t id, used;
};

static sqlite3 *database;
static sqlite3_stmt *statements[STATEMENTS];
static struct use uses[CARDS];

static void fail(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, database ? sqlite3_errmsg(database) : "");
    exit(1);
}

/* Binds integers to the places from `place` on; texts are bound by the callers. */
static void integers(int which, int place, int count, const int64_t *values)
{
    for (int index = 0; index < count; index++)
        sqlite3_bind_int64(statements[which], place + index, values[index]);
}

static void text(int which, int place, const char *value)
{
    sqlite3_bind_text(statements[which], place, value, -1, SQLITE_TRANSIENT);
}

/* Whether there is a row. */
static int step(int which)
{
    int code = sqlite3_step(statements[which]);
    if (code != SQLITE_ROW && code != SQLITE_DONE) fail(texts[which]);
    return code == SQLITE_ROW;
}

static void finish(int which)
{
    sqlite3_reset(statements[which]);
    sqlite3_clear_bindings(statements[which]);
}

static void execute(int which)
{
    while (step(which)) {}
    finish(which);
}

static int by_card(const void *left, const void *right)
{
    int64_t first = uses[*(const int *)left].id, second = uses[*(const int *)right].id;
    return (first > second) - (first < second);
}

static int by_pool(const void *left, const void *right)
{
    int64_t first = ((const struct pool *)left)->id, second = ((const struct pool *)right)->id;
    return (first > second) - (first < second);
}

static void find(struct use *use, int64_t account, const char *iccid)
{
    integers(FIND, 1, 1, (int64_t[]){account});
    text(FIND, 2, iccid);
    if (!step(FIND)) fail(iccid);
    use->id = sqlite3_column_int64(statements[FIND], 0);
    use->pool = sqlite3_column_int64(statements[FIND], 5);
    step(FIND);
    finish(FIND);
}

/* Answers how many records were new. */
static int64_t take(const struct record *records, int count, int64_t batch, int64_t account, int64_t day, int64_t cycle)
{
    static int cards[CARDS];
    static struct pool pools[CARDS];
    int card_count = 0, pool_count = 0;
    int64_t accepted = 0;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    int64_t milliseconds = now.tv_sec * INT64_C(1000) + now.tv_nsec / 1000000;

    execute(BEGIN);
    execute(SAVEPOINT);
    for (const struct record *record = records; record < records + count; record++) {
        struct use *use = &uses[record->card];
        if (use->batch != batch) {
            *use = (struct use){.batch = batch};
            find(use, account, record->iccid);
        }
        int64_t before = sqlite3_total_changes(database);
        integers(INSERT, 1, 1, (int64_t[]){account});
        text(INSERT, 2, record->source);
        text(INSERT, 3, record->id);
        integers(INSERT, 4, 4, (int64_t[]){use->id, record->at, record->up, record->down});
        execute(INSERT);
        if (sqlite3_total_changes(database) == before) {
            integers(SAME, 1, 1, (int64_t[]){account});
            text(SAME, 2, record->source);
            text(SAME, 3, record->id);
            execute(SAME);
            continue;
        }
        accepted++;
        use->up += record->up;
        use->down += record->down;
        if (!use->is_used) cards[card_count++] = record->card;
        use->is_used = 1;
    }
    qsort(cards, card_count, sizeof *cards, by_card);
    for (int index = 0; index < card_count; index++) {
        struct use *use = &uses[cards[index]];
        integers(DAY, 1, 5, (int64_t[]){account, use->id, day, use->up, use->down});
        execute(DAY);
        integers(CYCLE, 1, 4, (int64_t[]){account, use->id, cycle, use->up + use->down});
        execute(CYCLE);
        if (use->pool) pools[pool_count++] = (struct pool){use->pool, use->up + use->down};
    }
    qsort(pools, pool_count, sizeof *pools, by_pool);
    for (int index = 0; index < pool_count;) {
        struct pool pool = {.id = pools[index].id};
        for (; index < pool_count && pools[index].id == pool.id; index++) pool.used += pools[index].used;
        integers(EXTEND, 1, 2, (int64_t[]){account, pool.id});
        execute(EXTEND);
        integers(POOL, 1, 5, (int64_t[]){pool.used, milliseconds, account, pool.id, cycle});
        execute(POOL);
        integers(LIMIT, 1, 4, (int64_t[]){1, account, pool.id, 1});
        execute(LIMIT);
    }
    execute(RELEASE);
    execute(COMMIT);
    return accepted;
}

static struct record *read_records(const char *path, int64_t *count)
{
    FILE *file = fopen(path, "r");
    if (!file) fail(path);
    int64_t room = 1024;
    struct record *records = malloc(room * sizeof *records);
    char line[256];
    *count = 0;
    while (fgets(line, sizeof line, file)) {
        if (*count == room) records = realloc(records, (room *= 2) * sizeof *records);
        struct record *record = &records[(*count)++];
        long long at, up, down;
        if (!records
            || sscanf(
                   line, "%31s %63s %23s %lld %lld %lld %d", record->source, record->id, record->iccid, &at, &up,
                   &down, &record->card) != 7
            || record->card < 0 || record->card >= CARDS)
            fail(line);
        record->at = at;
        record->up = up;
        record->down = down;
        /* A source without a name. */
        if (!strcmp(record->source, "-")) record->source[0] = 0;
    }
    fclose(file);
    return records;
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec + now.tv_nsec / 1e9;
}

static double cpu_seconds(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

int main(int count, char **arguments)
{
    if (count != 7) fail("usage: ingest DATABASE RECORDS ROWS-OF-A-BATCH ACCOUNT DAY CYCLE");
    int64_t total, accepted = 0, batch = 0;
    struct record *records = read_records(arguments[2], &total);
    int size = atoi(arguments[3]);
    int64_t account = atoll(arguments[4]), day = atoll(arguments[5]), cycle = atoll(arguments[6]);
    if (size < 1) fail("a batch has to have rows");

    if (sqlite3_open(arguments[1], &database) || sqlite3_exec(database, settings, 0, 0, 0)) fail("open");
    for (int which = 0; which < STATEMENTS; which++)
        if (sqlite3_prepare_v2(database, texts[which], -1, &statements[which], 0)) fail(texts[which]);

    double start = seconds(), cpu = cpu_seconds();
    for (int64_t first = 0; first < total; first += size)
        accepted += take(
            records + first, total - first < size ? (int)(total - first) : size, ++batch, account, day, cycle);
    printf(
        "{\"records\": %lld, \"accepted\": %lld, \"seconds\": %.6f, \"cpu_seconds\": %.6f}\n", (long long)total,
        (long long)accepted, seconds() - start, cpu_seconds() - cpu);
    for (int which = 0; which < STATEMENTS; which++) sqlite3_finalize(statements[which]);
    sqlite3_close(database);
    return 0;
}
