#pragma once

// The lists of those whom an advocate may call, and the telephone lines themselves.
//
// Where somebody is, and what they speak, never stands in an address: both are looked for by a post.

#include "edges/console/contract/directory.hpp"

namespace reachline::hotline {
struct Dispatcher;
struct Interpreter;
} // namespace reachline::hotline

namespace reachline::edges::console::contract {

struct InterpreterRow {
    Id<hotline::Interpreter> id;
    std::string name;
    std::vector<std::string> languages;
    std::vector<std::string> numbers;
    std::vector<ServiceHours> hours;
    std::optional<bool> open_now {}; ///< nothing: they do not say
    std::string note;
    bool has_code;
};
BOOST_DESCRIBE_STRUCT(
    InterpreterRow, (), (id, name, languages, numbers, hours, open_now, note, has_code))

struct NewInterpreter {
    std::string name;
    std::vector<std::string> languages;
    std::vector<std::string> numbers;
    std::vector<ServiceHours> hours;
    std::string note;
    std::optional<std::string> code {}; ///< nothing: as it was; empty: none
};
BOOST_DESCRIBE_STRUCT(NewInterpreter, (), (name, languages, numbers, hours, note, code))

struct InterpreterCode {
    std::string code;
};
BOOST_DESCRIBE_STRUCT(InterpreterCode, (), (code))

struct LanguageWish {
    std::string language;
};
BOOST_DESCRIBE_STRUCT(LanguageWish, (), (language))

struct PlaceWish {
    std::string place; ///< ZIP code, city or county
};
BOOST_DESCRIBE_STRUCT(PlaceWish, (), (place))

/// A 911 centre (PSAP), by the caller's place.
struct DispatcherRow {
    Id<hotline::Dispatcher> id;
    std::string name;
    std::string city;
    std::string county;
    std::string state;
    std::optional<std::string> number {};
    Known works; ///< unknown: the number was never tried
    std::optional<Time> tried_at {};
    bool neighbour; ///< of the county next to it, since its own has none
    bool covered; ///< somebody is designated to be told for 911 in this state; else it is dialled by hand
    Time told_at; ///< since then our list says this of it
};
BOOST_DESCRIBE_STRUCT(DispatcherRow, (),
    (id, name, city, county, state, number, works, tried_at, neighbour, covered,
        told_at))

struct DispatchersNear {
    std::optional<std::string> place {}; ///< what it was taken for; nothing: no place we know
    std::vector<DispatcherRow> dispatchers;
};
BOOST_DESCRIBE_STRUCT(DispatchersNear, (), (place, dispatchers))

struct DispatcherTrial {
    bool works;
};
BOOST_DESCRIBE_STRUCT(DispatcherTrial, (), (works))

enum class TrunkState { Up, Down, Unknown };
BOOST_DESCRIBE_ENUM(TrunkState, Up, Down, Unknown)

struct TrunkRow {
    std::string name;
    TrunkState state;
    std::string why; ///< a code, empty while it is up
    Time since;
};
BOOST_DESCRIBE_STRUCT(TrunkRow, (), (name, state, why, since))

} // namespace reachline::edges::console::contract
