#include "hotline/directory/interpreters/interpreters.hpp"

#include "base/text.hpp"
#include "hotline/directory/hours.hpp"
#include "hotline/directory/interpreters/interpreters_store.hpp"
#include "hotline/directory/ten_digits.hpp"

#include <algorithm>

namespace reachline::hotline::directory::interpreters {

namespace {

using people::Permission;

constexpr std::size_t name_limit = 120;
constexpr std::size_t note_limit = 1'000;
constexpr std::size_t code_limit = 64;
constexpr std::size_t list_limit = 300; // the great agencies speak 240 languages

audit::Subject about(Id<Interpreter> id) { return audit::subject("interpreter", id); }
constexpr keys::Place code_place(Id<Interpreter> id) { return { "interpreter", "code_sealed", id.value }; }

bool is_language(std::string const& text)
{
    auto const is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    auto const main = text.substr(0, text.find('-'));
    return (main.size() == 2 || main.size() == 3) && text.size() <= 12 && std::ranges::all_of(main, is_letter)
        && std::ranges::all_of(text, [&](char c) { return is_letter(c) || c == '-' || (c >= '0' && c <= '9'); });
}

Done may_keep(Actor const& actor)
{
    if (!actor.may(Permission::Supervise))
        return fail(Fault::NotAllowed, "a supervisor keeps the list of interpreters");
    return {};
}

Result<InterpreterRow> checked(NewInterpreter const& wish)
{
    InterpreterRow row { .name = TRY(clean_text(wish.name, name_limit)),
        .languages = wish.languages,
        .numbers = {},
        .hours = wish.hours,
        .note = TRY(clean_text(wish.note, note_limit)) };
    if (row.name.empty())
        return fail(Fault::Invalid, "name the agency or the person");
    if (row.languages.empty() || row.languages.size() > list_limit || !std::ranges::all_of(row.languages, is_language))
        return fail(Fault::Invalid, "name the languages by their codes: es, zh, pt-BR");
    if (wish.numbers.empty() || wish.numbers.size() > list_limit)
        return fail(Fault::Invalid, "an interpreter has a number to be called at");
    for (auto const& text : wish.numbers) {
        auto const number = ten_digits(text);
        if (!number)
            return fail(Fault::Invalid, "a number has ten digits, and the extension goes into the note");
        row.numbers.push_back(*number);
    }
    if (row.hours.size() > list_limit || !std::ranges::all_of(row.hours, is_readable))
        return fail(Fault::Invalid, "these hours cannot be understood");
    return row;
}

Done keep_code(World& world, Id<Interpreter> id, std::optional<std::string> const& code)
{
    if (!code)
        return {};
    auto const text = TRY(clean_text(*code, code_limit));
    if (text.empty())
        return rows::keep_code(world, id, std::nullopt);
    return rows::keep_code(world, id, TRY(world.keys.seal(TRY(rows::folder_of(world, id)), code_place(id), text)));
}

Result<Id<Interpreter>> insert(
    World& world, Actor const& actor, NewInterpreter const& wish, std::optional<Id<Account>> by)
{
    auto row = TRY(checked(wish));
    row.id = world.new_id<Interpreter>();
    TRY(rows::insert(world, row, world.keys.new_folder(), by));
    TRY(keep_code(world, row.id, wish.code));
    TRY(audit::record(world, actor, "interpreter_added", about(row.id)));
    return row.id;
}

InterpreterRow as_of(World& world, InterpreterRow row)
{
    row.is_open = is_open(row.hours, world.now());
    return row;
}

/// The one who is there now, then who may be, then who is not.
int rank(InterpreterRow const& row) { return !row.is_open ? 1 : *row.is_open ? 0 : 2; }

bool speaks(InterpreterRow const& row, std::string const& language)
{
    return std::ranges::any_of(row.languages, [&](std::string const& one) {
        auto const known = lower_ascii(one);
        return known == language || known.starts_with(language + "-") || language.starts_with(known + "-");
    });
}

} // namespace

Result<Id<Interpreter>> add(World& world, Actor const& actor, NewInterpreter const& wish)
{
    TRY(may_keep(actor));
    return insert(world, actor, wish, actor.account);
}

Result<Id<Interpreter>> add_at_setup(World& world, NewInterpreter const& wish)
{
    return insert(world, Actor::system(), wish, std::nullopt);
}

Done change(World& world, Actor const& actor, Id<Interpreter> id, NewInterpreter const& wish)
{
    TRY(may_keep(actor));
    TRY(find(world, id));
    auto row = TRY(checked(wish));
    row.id = id;
    TRY(rows::update(world, row, actor.account));
    TRY(keep_code(world, id, wish.code));
    return audit::record(world, actor, "interpreter_changed", about(id));
}

Done end(World& world, Actor const& actor, Id<Interpreter> id)
{
    TRY(may_keep(actor));
    TRY(find(world, id));
    auto const folder = TRY(rows::folder_of(world, id));
    TRY(rows::mark_ended(world, id, actor.account));
    TRY(world.keys.erase(folder));
    return audit::record(world, actor, "interpreter_ended", about(id));
}

Result<InterpreterRow> find(World& world, Id<Interpreter> id)
{
    auto row = TRY(rows::interpreter(world, id));
    if (!row)
        return fail(Fault::NotFound, "there is no such interpreter");
    return as_of(world, std::move(*row));
}

Result<std::vector<InterpreterRow>> all(World& world)
{
    std::vector<InterpreterRow> found;
    for (auto& row : TRY(rows::all(world)))
        found.push_back(as_of(world, std::move(row)));
    return found;
}

Result<std::vector<InterpreterRow>> who_speak(World& world, std::string_view language)
{
    auto const wanted = lower_ascii(language);
    auto found = TRY(all(world));
    std::erase_if(found, [&](InterpreterRow const& row) { return !speaks(row, wanted); });
    std::ranges::stable_sort(found, {}, rank);
    return found;
}

Result<Code> read_code(World& world, Actor const& actor, Id<Interpreter> id)
{
    if (!actor.may(Permission::AnswerSignals) && !actor.may(Permission::Supervise))
        return fail(Fault::NotAllowed, "who answers calls reads an interpreter's code");
    auto const sealed = TRY(rows::sealed_code(world, id));
    auto code = sealed ? TRY(world.keys.open(code_place(id), *sealed)) : PrivateText();
    auto const reading = TRY(audit::read(world, actor, audit::Purpose::AnswerSignal, about(id)));
    return Code { std::move(code), reading };
}

} // namespace reachline::hotline::directory::interpreters
