#pragma once

// What the console and the server say to each other, as plain described structs.
//
// The OpenAPI document is made from these descriptions and the route table, and the console's types
// from that document, so a field's name is written once: here. Every struct and enum of this folder
// is a component of the document under its own name. ROUTES.md lists who asks what with them.

#include "base/clock.hpp"
#include "base/id.hpp"
#include "hotline/people/people.hpp"

#include <boost/describe.hpp>

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace reachline::hotline {
struct Alarm;
struct Assessment;
struct Case;
struct Consent;
struct Disclosure;
struct Exception;
struct Listing;
struct Message;
struct Note;
struct Person;
struct Signal;
struct Step;
struct Transfer;
} // namespace reachline::hotline

namespace reachline::edges::console::contract {

using hotline::Account;
using hotline::Organization;

/// A text in each language we have it in: "en", "es". English is always there.
using Words = std::map<std::string, std::string>;

/// What a request that failed answers. `path` names the field to mend, if one is at fault.
struct Failure {
    std::string fault; ///< not_found, not_allowed, invalid, conflict, busy, broken
    std::string text;
    std::optional<std::string> path {};
};
BOOST_DESCRIBE_STRUCT(Failure, (), (fault, text, path))

/// The answer of what changes something and has nothing more to say.
struct Acknowledgement {
    bool done = true;
};
BOOST_DESCRIBE_STRUCT(Acknowledgement, (), (done))

/// The answer of what makes something.
struct Made {
    std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(Made, (), (id))

/// Somebody on staff, as colleagues see them.
struct Colleague {
    Id<Account> id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Colleague, (), (id, name))

/// Somebody outside who may receive something.
struct Recipient {
    Id<Organization> id;
    std::string name;
};
BOOST_DESCRIBE_STRUCT(Recipient, (), (id, name))

/// One value of a coded list, with its name for people.
struct Choice {
    std::string code;
    Words title;
    std::optional<Words> hint {};
};
BOOST_DESCRIBE_STRUCT(Choice, (), (code, title, hint))

enum class Known { Yes, No, Unknown };
BOOST_DESCRIBE_ENUM(Known, Yes, No, Unknown)

/// Why a step cannot be taken yet; each has a way to it in the console.
enum class Need {
    Nothing,
    Person, ///< there is no potential victim in the case yet
    Recipient,
    Consent, ///< of this person, for this recipient and purpose; or an exception
    Fields, ///< the consent covers a field that nobody has filled in
    SafeContact, ///< the safe-contact plan allows no way, or not now
    Decision, ///< a supervisor must approve it
    Conversation, ///< a transfer needs a conversation that is going on
};
BOOST_DESCRIBE_ENUM(
    Need, Nothing, Person, Recipient, Consent, Fields, SafeContact, Decision, Conversation)

} // namespace reachline::edges::console::contract
