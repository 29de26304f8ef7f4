#pragma once

// Who interprets by telephone: agencies and people under contract, in the languages that no
// advocate on shift speaks. Supervisors keep the list. Nothing is told to an interpreter but the
// language; what is said in the call they hear as part of it, bound by their contract.

#include "hotline/audit/audit.hpp"
#include "hotline/directory/records.hpp"
#include "hotline/world.hpp"

namespace reachline::hotline {

struct Interpreter;

namespace directory::interpreters {

struct NewInterpreter {
    std::string name {};
    std::vector<std::string> languages {}; ///< "es", "zh", "pt-BR"
    std::vector<std::string> numbers {}; ///< ten digits each
    std::vector<Schedule> hours {}; ///< empty: not said
    std::string note {};
    std::optional<std::string> code {}; ///< the account code; nothing: keeps the one that is there
};
BOOST_DESCRIBE_STRUCT(NewInterpreter, (), (name, languages, numbers, hours, note, code))

struct InterpreterRow {
    Id<Interpreter> id {};
    std::string name {};
    std::vector<std::string> languages {};
    std::vector<std::string> numbers {};
    std::vector<Schedule> hours {};
    std::string note {};
    bool has_code = false;
    std::optional<bool> is_open {}; ///< now; nothing: not said
};

/// By a supervisor.
Result<Id<Interpreter>> add(World&, Actor const&, NewInterpreter const&);
Done change(World&, Actor const&, Id<Interpreter>, NewInterpreter const&);
Done end(World&, Actor const&, Id<Interpreter>);
/// Before anybody signs in, for made-up hotlines.
Result<Id<Interpreter>> add_at_setup(World&, NewInterpreter const&);

Result<InterpreterRow> find(World&, Id<Interpreter>);
Result<std::vector<InterpreterRow>> all(World&);
/// Those who speak it ("pt" also finds "pt-BR"), who is open now first.
Result<std::vector<InterpreterRow>> who_speak(World&, std::string_view language);

/// The account code, to be said or pressed; one reading.
struct Code {
    PrivateText code; ///< empty when there is none
    Reading reading;
};
Result<Code> read_code(World&, Actor const&, Id<Interpreter>);

} // namespace directory::interpreters
} // namespace reachline::hotline
