#pragma once

// Whom an advocate brings into a call, and supervisors who look after one.

#include "edges/console/contract/calls.hpp"
#include "edges/console/contract/telephone.hpp"

namespace reachline::edges::console::contract {

/// A running call, for supervisors.
struct CallRow {
    Id<Signal> signal_id;
    CallState state;
    Time since;
    std::string language;
    bool danger;
    std::optional<Colleague> handler {};
    std::vector<PartyKind> parties; ///< who is there now
    std::vector<Colleague> watched_by;
};
BOOST_DESCRIBE_STRUCT(
    CallRow, (), (signal_id, state, since, language, danger, handler, parties, watched_by))

/// Imminent danger that one acts upon alone: 911 is called and a supervisor rung in one click.
struct DangerAlone {
    std::optional<Id<hotline::Person>> person_id {}; ///< nothing: whom the call is about
    std::vector<std::string> observations; ///< codes of ExceptionForm
    std::string facts;
    std::string idempotency_key;
};
BOOST_DESCRIBE_STRUCT(DangerAlone, (), (person_id, observations, facts, idempotency_key))

struct NewCallParty {
    PartyKind kind; ///< interpreter, provider or dispatcher, with the id that belongs to it
    std::optional<Id<hotline::Interpreter>> interpreter_id {};
    std::optional<Id<hotline::Listing>> service_id {};
    std::optional<Id<hotline::Dispatcher>> dispatcher_id {};
    std::optional<std::string> number {}; ///< one of those listed; nothing: the first
    bool apart; ///< first alone with the advocate; a provider always is
    std::optional<DangerAlone> danger {};
};
BOOST_DESCRIBE_STRUCT(NewCallParty, (),
    (kind, interpreter_id, service_id, dispatcher_id, number, apart, danger))

struct CallWatch {
    std::string offer;
    Watching as;
};
BOOST_DESCRIBE_STRUCT(CallWatch, (), (offer, as))

struct WatchChange {
    Watching as;
};
BOOST_DESCRIBE_STRUCT(WatchChange, (), (as))

} // namespace reachline::edges::console::contract
