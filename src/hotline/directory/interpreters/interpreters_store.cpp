#include "hotline/directory/interpreters/interpreters_store.hpp"

#include "base/ensure.hpp"
#include "base/json_binding.hpp"

namespace reachline::hotline::directory::interpreters::rows {

namespace {

template <class T>
std::vector<T> list_in(std::string_view text)
{
    auto const parsed = json::parse(text);
    ensure(parsed.has_value());
    auto list = json::bound<std::vector<T>>(*parsed);
    ensure(list.has_value());
    return std::move(*list);
}

InterpreterRow interpreter_of(store::Row const& row)
{
    return { .id = row.id<Interpreter>(0),
        .name = row.string(1),
        .languages = list_in<std::string>(row.text(2)),
        .numbers = list_in<std::string>(row.text(3)),
        .hours = list_in<Schedule>(row.text(4)),
        .note = row.string(5),
        .has_code = row.flag(6) };
}

template <class T>
std::string text_of(std::vector<T> const& list)
{
    return json::text_of(json::written(list));
}

} // namespace

constexpr char insert_interpreter[] = R"sql(
    insert into interpreter (id, name, languages, numbers, hours, note, folder, changed_by, changed_at)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
)sql";

Done insert(World& world, InterpreterRow const& row, Id<Folder> folder, std::optional<Id<Account>> by)
{
    TRY(world.database.run(insert_interpreter, row.id, row.name, text_of(row.languages),
        text_of(row.numbers), text_of(row.hours), row.note, folder, by, world.now()));
    return {};
}

constexpr char update_interpreter[] = R"sql(
    update interpreter set name = ?2, languages = ?3, numbers = ?4, hours = ?5, note = ?6,
        changed_by = ?7, changed_at = ?8
    where id = ?1
)sql";

Done update(World& world, InterpreterRow const& row, Id<Account> by)
{
    TRY(world.database.run(update_interpreter, row.id, row.name, text_of(row.languages),
        text_of(row.numbers), text_of(row.hours), row.note, by, world.now()));
    return {};
}

constexpr char update_ended[] = R"sql(
    update interpreter set ended_at = ?2, changed_by = ?3, changed_at = ?2, code_sealed = null where id = ?1
)sql";

Done mark_ended(World& world, Id<Interpreter> id, Id<Account> by)
{
    TRY(world.database.run(update_ended, id, world.now(), by));
    return {};
}

#define REACHLINE_INTERPRETER                                                                      \
    "select id, name, languages, numbers, hours, note, code_sealed is not null from interpreter "  \
    "where ended_at is null "

constexpr char select_interpreter[] = REACHLINE_INTERPRETER "and id = ?1";

Result<std::optional<InterpreterRow>> interpreter(World& world, Id<Interpreter> id)
{
    return world.database.find(select_interpreter, interpreter_of, id);
}

constexpr char select_all[] = REACHLINE_INTERPRETER "order by name, id";

Result<std::vector<InterpreterRow>> all(World& world)
{
    return world.database.all(select_all, interpreter_of);
}

#undef REACHLINE_INTERPRETER

constexpr char select_folder[] = "select folder from interpreter where id = ?1";

Result<Id<Folder>> folder_of(World& world, Id<Interpreter> id)
{
    auto const found = TRY(world.database.find(
        select_folder, [](store::Row const& row) { return row.id<Folder>(0); }, id));
    if (!found)
        return fail(Fault::NotFound, "there is no such interpreter");
    return *found;
}

constexpr char update_code[] = "update interpreter set code_sealed = ?2 where id = ?1";

Done keep_code(World& world, Id<Interpreter> id, std::optional<Bytes> const& sealed)
{
    TRY(world.database.run(update_code, id, sealed));
    return {};
}

constexpr char select_code[] = "select code_sealed from interpreter where id = ?1 and ended_at is null";

Result<std::optional<Bytes>> sealed_code(World& world, Id<Interpreter> id)
{
    auto found = TRY(world.database.find(
        select_code, [](store::Row const& row) { return row.maybe_blob(0); }, id));
    if (!found)
        return fail(Fault::NotFound, "there is no such interpreter");
    return std::move(*found);
}

} // namespace reachline::hotline::directory::interpreters::rows
