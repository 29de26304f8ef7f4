#include "store/database.hpp"

#include "base/ensure.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <cstdio>
#include <unordered_map>

namespace reachline::store {

namespace {

struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;

/// What went wrong, as a Fault. The database's own message is never repeated: it may quote a value.
tl::unexpected<Error> refused(sqlite3* handle)
{
    int const code = sqlite3_extended_errcode(handle);
    switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
        return fail(Fault::Conflict, "the database already holds such a row");
    case SQLITE_CONSTRAINT_FOREIGNKEY:
        return fail(Fault::NotAllowed, "the database refuses this: it rests on nothing that exists");
    case SQLITE_CONSTRAINT_CHECK:
    case SQLITE_CONSTRAINT_NOTNULL:
    case SQLITE_CONSTRAINT_DATATYPE:
        return fail(Fault::NotAllowed, "the database refuses this: a value breaks a rule of its table");
    case SQLITE_CONSTRAINT_TRIGGER:
        return fail(Fault::NotAllowed, "the database refuses this: a rule of its table forbids it");
    case SQLITE_AUTH:
        return fail(Fault::Broken, "the database allows only work on rows");
    default:
        break;
    }
    switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return fail(Fault::Busy, "the database is busy");
    case SQLITE_FULL:
        return fail(Fault::Broken, "the disk is full");
    case SQLITE_READONLY:
        return fail(Fault::Broken, "the database may only be read here");
    default:
        return fail(Fault::Broken, "the database failed");
    }
}

bool bind(sqlite3_stmt* statement, int position, Parameter const& parameter)
{
    auto const bytes = parameter.bytes();
    auto const size = static_cast<sqlite3_uint64>(bytes.size());
    switch (parameter.kind()) {
    case Parameter::Kind::Null:
        return sqlite3_bind_null(statement, position) == SQLITE_OK;
    case Parameter::Kind::Integer:
        return sqlite3_bind_int64(statement, position, parameter.integer()) == SQLITE_OK;
    case Parameter::Kind::Real:
        return sqlite3_bind_double(statement, position, parameter.real()) == SQLITE_OK;
    case Parameter::Kind::Text:
        return sqlite3_bind_text64(statement, position, size ? text_of(bytes).data() : "", size,
                   SQLITE_STATIC, SQLITE_UTF8)
            == SQLITE_OK;
    case Parameter::Kind::Blob:
        return sqlite3_bind_blob64(
                   statement, position, size ? bytes.data() : static_cast<void const*>(""), size, SQLITE_STATIC)
            == SQLITE_OK;
    }
    return false;
}

int only_rows(void*, int action, char const* name, char const*, char const*, char const*)
{
    switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_INSERT:
    case SQLITE_UPDATE:
    case SQLITE_DELETE:
    case SQLITE_TRANSACTION:
    case SQLITE_SAVEPOINT:
    case SQLITE_RECURSIVE:
        return SQLITE_OK;
    case SQLITE_FUNCTION:
        return std::string_view(name ? name : "") == "load_extension" ? SQLITE_DENY : SQLITE_OK;
    default:
        return SQLITE_DENY;
    }
}

} // namespace

struct Database::Open {
    sqlite3* handle = nullptr;
    std::unordered_map<char const*, Statement> prepared;

    ~Open()
    {
        prepared.clear();
        sqlite3_close(handle);
    }

    Result<sqlite3_stmt*> prepare(Literal sql)
    {
        auto& kept = prepared[sql.view().data()];
        if (!kept) {
            sqlite3_stmt* fresh = nullptr;
            auto const size = static_cast<int>(sql.view().size());
            if (sqlite3_prepare_v3(
                    handle, sql.view().data(), size, SQLITE_PREPARE_PERSISTENT, &fresh, nullptr)
                != SQLITE_OK) {
                // The text of a statement is ours, so it may be shown to the developer.
                std::fprintf(stderr, "reachline: %s in: %.*s\n", sqlite3_errmsg(handle), size,
                    sql.view().data());
                return refused(handle);
            }
            kept.reset(fresh);
        }
        return kept.get();
    }

    Done execute(char const* sql)
    {
        if (sqlite3_exec(handle, sql, nullptr, nullptr, nullptr) != SQLITE_OK)
            return refused(handle);
        return {};
    }
};

Database::Database(std::unique_ptr<Open> open)
    : open_(std::move(open))
{
}
Database::Database(Database&&) noexcept = default;
Database& Database::operator=(Database&&) noexcept = default;
Database::~Database() = default;

Result<Database> Database::open(std::string const& path, Access access)
{
    // Each count of used memory takes a lock; nobody reads those counts.
    [[maybe_unused]] static int const uncounted = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    auto open = std::make_unique<Open>();
    int const flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE
        | (access == Access::ReadOnly ? SQLITE_OPEN_READONLY
                                      : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    if (sqlite3_open_v2(path.c_str(), &open->handle, flags, nullptr) != SQLITE_OK)
        return fail(Fault::Broken, "the database file cannot be opened");
    sqlite3_busy_timeout(open->handle, 5000);
    sqlite3_db_config(open->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    sqlite3_db_config(open->handle, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(open->handle, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    // synchronous=FULL: NORMAL keeps the file sound but may lose the last acknowledged commits
    // with the power. secure_delete and temp_store keep erased and passing rows off the disk.
    if (access == Access::ReadWrite)
        TRY(open->execute("pragma auto_vacuum = incremental; pragma journal_mode = wal;"
                          "pragma synchronous = full; pragma secure_delete = on;"
                          "pragma cache_size = -16000; pragma wal_autocheckpoint = 2000;"));
    TRY(open->execute("pragma foreign_keys = on; pragma temp_store = memory;"
                      "pragma trusted_schema = off; pragma cell_size_check = on;"));
    return Database(std::move(open));
}

Result<std::int64_t> Database::run_with(Literal sql, std::span<Parameter const> parameters)
{
    auto query = TRY(query_with(sql, parameters));
    while (TRY(query.step())) { }
    return sqlite3_changes64(open_->handle);
}

Result<Database::Query> Database::query_with(Literal sql, std::span<Parameter const> parameters)
{
    auto* const statement = TRY(open_->prepare(sql));
    ensure(!sqlite3_stmt_busy(statement));
    ensure(sqlite3_bind_parameter_count(statement) == static_cast<int>(parameters.size()));
    int position = 0;
    for (auto const& parameter : parameters)
        if (!bind(statement, ++position, parameter))
            return fail(Fault::Invalid, "a value is too large for the database");
    return Query(statement, *this);
}

Database::Query::~Query()
{
    if (statement_) {
        sqlite3_reset(statement_);
        sqlite3_clear_bindings(statement_);
    }
}

Result<bool> Database::Query::step()
{
    switch (sqlite3_step(statement_)) {
    case SQLITE_ROW:
        return true;
    case SQLITE_DONE:
        return false;
    default:
        return refused(database_->open_->handle);
    }
}

Done Database::script(std::string_view sql)
{
    if (sqlite3_exec(open_->handle, std::string(sql).c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) {
        std::fprintf(stderr, "reachline: %s\n", sqlite3_errmsg(open_->handle));
        return refused(open_->handle);
    }
    return {};
}

namespace {
constexpr char begin_batch[] = "begin immediate";
constexpr char commit_batch[] = "commit";
constexpr char begin_command[] = "savepoint command";
constexpr char end_command[] = "release command";
} // namespace

Done Database::step_once(Literal sql)
{
    TRY(run_with(sql, {}));
    return {};
}

Done Database::begin() { return step_once(begin_batch); }
Done Database::begin_looking() { return open_->execute("begin; select count(*) from sqlite_schema"); }
Done Database::commit() { return step_once(commit_batch); }
void Database::rollback() { (void)open_->execute("rollback"); }
Done Database::savepoint() { return step_once(begin_command); }
Done Database::release() { return step_once(end_command); }
void Database::undo() { (void)open_->execute("rollback to command; release command"); }

void Database::bolt()
{
    sqlite3_set_authorizer(open_->handle, only_rows, nullptr);
}

Done Database::copy_to(std::string const& path)
{
    sqlite3* target = nullptr;
    bool copied = false;
    if (sqlite3_open(path.c_str(), &target) == SQLITE_OK)
        if (auto* const backup = sqlite3_backup_init(target, "main", open_->handle, "main")) {
            copied = sqlite3_backup_step(backup, -1) == SQLITE_DONE;
            copied = sqlite3_backup_finish(backup) == SQLITE_OK && copied;
        }
    sqlite3_close(target);
    if (!copied)
        return fail(Fault::Broken, "the copy of the database could not be written");
    return {};
}

Done Database::empty_log()
{
    if (sqlite3_wal_checkpoint_v2(
            open_->handle, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr)
        != SQLITE_OK)
        return refused(open_->handle);
    return {};
}

bool Row::is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
std::int64_t Row::integer(int column) const { return sqlite3_column_int64(statement_, column); }
double Row::real(int column) const { return sqlite3_column_double(statement_, column); }

std::string_view Row::text(int column) const
{
    auto const* const text = reinterpret_cast<char const*>(sqlite3_column_text(statement_, column));
    return { text ? text : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)) };
}

ByteView Row::bytes(int column) const
{
    auto const* const blob = static_cast<std::byte const*>(sqlite3_column_blob(statement_, column));
    return { blob, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)) };
}

Bytes Row::blob(int column) const
{
    auto const view = bytes(column);
    return { view.begin(), view.end() };
}

std::optional<std::int64_t> Row::maybe_integer(int column) const
{
    return is_null(column) ? std::nullopt : std::optional(integer(column));
}
std::optional<std::string> Row::maybe_string(int column) const
{
    return is_null(column) ? std::nullopt : std::optional(string(column));
}
std::optional<Time> Row::maybe_time(int column) const
{
    return is_null(column) ? std::nullopt : std::optional(time(column));
}
std::optional<Bytes> Row::maybe_blob(int column) const
{
    return is_null(column) ? std::nullopt : std::optional(blob(column));
}

} // namespace reachline::store
