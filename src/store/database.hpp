#pragma once

// One connection to the hotline's database, and the only way to it.
//
// SQL stands beside its concept, in <concept>_store.cpp, as named constants that are handed to the
// verbs here with their parameters; nothing is ever pasted into SQL, since the text of a statement
// must be a compile-time literal. Statements are prepared once and kept.
//
// A broken rule of the database comes back as a Fault: a duplicate is a Conflict; a CHECK, a
// foreign key or a trigger that refuses is NotAllowed (the second wall behind the consent gate).

#include "base/bytes.hpp"
#include "base/clock.hpp"
#include "base/id.hpp"
#include "base/result.hpp"

#include <array>
#include <concepts>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

struct sqlite3_stmt;

namespace reachline::store {

/// One parameter of a statement; borrows text and bytes for the length of the call.
class Parameter {
public:
    Parameter(std::nullopt_t) { }
    Parameter(std::integral auto value)
        : kind_(Kind::Integer)
        , integer_(static_cast<std::int64_t>(value))
    {
    }
    Parameter(double value)
        : kind_(Kind::Real)
        , real_(value)
    {
    }
    Parameter(Time value)
        : Parameter(milliseconds_of(value))
    {
    }
    template <class T>
    Parameter(Id<T> id)
        : Parameter(id.value)
    {
    }
    Parameter(std::string_view text)
        : kind_(Kind::Text)
        , bytes_(bytes_of(text))
    {
    }
    Parameter(std::string const& text)
        : Parameter(std::string_view(text))
    {
    }
    Parameter(char const* text)
        : Parameter(std::string_view(text))
    {
    }
    Parameter(ByteView bytes)
        : kind_(Kind::Blob)
        , bytes_(bytes)
    {
    }
    Parameter(Bytes const& bytes)
        : Parameter(ByteView(bytes))
    {
    }
    template <class T>
    Parameter(std::optional<T> const& value)
    {
        if (value)
            *this = Parameter(*value);
    }

    enum class Kind { Null, Integer, Real, Text, Blob };
    Kind kind() const { return kind_; }
    std::int64_t integer() const { return integer_; }
    double real() const { return real_; }
    ByteView bytes() const { return bytes_; }

private:
    Kind kind_ = Kind::Null;
    std::int64_t integer_ = 0;
    double real_ = 0;
    ByteView bytes_;
};

/// The current row of a query; columns count from 0. Views live until the reader returns.
class Row {
public:
    explicit Row(sqlite3_stmt* statement)
        : statement_(statement)
    {
    }
    bool is_null(int column) const;
    std::int64_t integer(int column) const;
    double real(int column) const;
    bool flag(int column) const { return integer(column) != 0; }
    std::string_view text(int column) const;
    std::string string(int column) const { return std::string(text(column)); }
    ByteView bytes(int column) const;
    Bytes blob(int column) const;
    Time time(int column) const { return time_of(integer(column)); }
    template <class T>
    Id<T> id(int column) const
    {
        return { integer(column) };
    }
    std::optional<std::int64_t> maybe_integer(int column) const;
    std::optional<std::string> maybe_string(int column) const;
    std::optional<Time> maybe_time(int column) const;
    std::optional<Bytes> maybe_blob(int column) const;
    template <class T>
    std::optional<Id<T>> maybe_id(int column) const
    {
        if (is_null(column))
            return std::nullopt;
        return id<T>(column);
    }

private:
    sqlite3_stmt* statement_;
};

enum class Access { ReadWrite, ReadOnly };

class Database {
public:
    /// Opens (and for ReadWrite creates) a database file; ":memory:" is one of its own.
    static Result<Database> open(std::string const& path, Access = Access::ReadWrite);

    Database(Database&&) noexcept;
    Database& operator=(Database&&) noexcept;
    ~Database();

    /// Changes rows; answers how many.
    template <class... Arguments>
    Result<std::int64_t> run(Literal sql, Arguments const&... arguments)
    {
        std::array<Parameter, sizeof...(Arguments)> const parameters { Parameter(arguments)... };
        return run_with(sql, parameters);
    }

    /// Every row of a query, each made into a value by `read(Row const&)`.
    template <class Read, class... Arguments>
    auto all(Literal sql, Read read, Arguments const&... arguments)
        -> Result<std::vector<std::invoke_result_t<Read, Row const&>>>
    {
        std::vector<std::invoke_result_t<Read, Row const&>> rows;
        auto query = TRY(begin_query(sql, arguments...));
        while (TRY(query.step()))
            rows.push_back(read(query.row()));
        return rows;
    }

    /// The first row of a query, or nothing.
    template <class Read, class... Arguments>
    auto find(Literal sql, Read read, Arguments const&... arguments)
        -> Result<std::optional<std::invoke_result_t<Read, Row const&>>>
    {
        std::optional<std::invoke_result_t<Read, Row const&>> found;
        auto query = TRY(begin_query(sql, arguments...));
        if (TRY(query.step()))
            found.emplace(read(query.row()));
        return found;
    }

    /// A single whole number, such as a count; 0 where there is no row.
    template <class... Arguments>
    Result<std::int64_t> number(Literal sql, Arguments const&... arguments)
    {
        auto const found = TRY(find(
            sql, [](Row const& row) { return row.integer(0); }, arguments...));
        return found.value_or(0);
    }

    /// Statements without parameters or rows, such as a migration. Refused after bolt().
    Done script(std::string_view sql);

    Done begin();
    /// Every query until commit() or rollback() sees the same rows, whatever others write.
    Done begin_looking();
    Done commit();
    void rollback();
    Done savepoint();
    Done release();
    void undo(); ///< back to the last savepoint

    /// From here on only work on rows is allowed: no table can be made, dropped or altered, no
    /// file attached, no setting changed, whatever a statement says.
    void bolt();

    /// A consistent copy of the whole database into a new file, while others write.
    Done copy_to(std::string const& path);

    /// Moves the log into the main file and empties it, so that erased rows are gone from it too.
    Done empty_log();

private:
    struct Open;
    explicit Database(std::unique_ptr<Open>);

    class Query {
    public:
        explicit Query(sqlite3_stmt* statement, Database& database)
            : statement_(statement)
            , database_(&database)
        {
        }
        Query(Query&& other) noexcept
            : statement_(std::exchange(other.statement_, nullptr))
            , database_(other.database_)
        {
        }
        ~Query();
        Result<bool> step();
        Row row() const { return Row(statement_); }

    private:
        sqlite3_stmt* statement_;
        Database* database_;
    };

    template <class... Arguments>
    Result<Query> begin_query(Literal sql, Arguments const&... arguments)
    {
        std::array<Parameter, sizeof...(Arguments)> const parameters { Parameter(arguments)... };
        return query_with(sql, parameters);
    }
    Done step_once(Literal sql);
    Result<std::int64_t> run_with(Literal sql, std::span<Parameter const>);
    Result<Query> query_with(Literal sql, std::span<Parameter const>);

    std::unique_ptr<Open> open_;
};

} // namespace reachline::store
