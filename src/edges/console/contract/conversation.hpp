#pragma once

// One signal that is mine: what is said, whether it is safe there, and how it ends.

#include "edges/console/contract/line.hpp"
#include "edges/console/contract/transfer.hpp"

namespace reachline::edges::console::contract {

enum class Side {
    Signaler,
    Advocate,
    Partner, ///< a provider brought in by a transfer
    Hotline, ///< said by the system in the hotline's name: place in line, a script
};
BOOST_DESCRIBE_ENUM(Side, Signaler, Advocate, Partner, Hotline)

enum class Delivery { Sent, Delivered, Seen, Failed };
BOOST_DESCRIBE_ENUM(Delivery, Sent, Delivered, Seen, Failed)

struct Message {
    Id<hotline::Message> id;
    Side side;
    /// An advocate's or a partner's name, never the signaler's.
    std::optional<std::string> author {};
    std::string text;
    Time at;
    Delivery delivery;
};
BOOST_DESCRIBE_STRUCT(Message, (), (id, side, author, text, at, delivery))

struct NewMessage {
    std::string text;
    std::string idempotency_key; ///< made by the console, the same for each try
};
BOOST_DESCRIBE_STRUCT(NewMessage, (), (text, idempotency_key))

/// Sends "Is it safe to write here?" in their language.
struct SafetyQuestion {
    std::string idempotency_key;
};
BOOST_DESCRIBE_STRUCT(SafetyQuestion, (), (idempotency_key))

/// What they answered, or what the advocate understood.
struct SafetyChange {
    Safety safety;
};
BOOST_DESCRIBE_STRUCT(SafetyChange, (), (safety))

/// An earlier signal that seems to come from the same person or address.
struct RepeatContact {
    Id<Signal> signal_id;
    Channel channel;
    Time arrived_at;
    std::optional<Id<Case>> case_id {};
    std::optional<std::string> case_number {};
};
BOOST_DESCRIBE_STRUCT(RepeatContact, (), (signal_id, channel, arrived_at, case_id, case_number))

/// One question of the tip form and what they wrote; unanswered ones are not sent.
struct TipAnswer {
    std::string code;
    Words title;
    std::string text;
    std::optional<Words> chosen {}; ///< what `text` is called, where it is one of a list
};
BOOST_DESCRIBE_STRUCT(TipAnswer, (), (code, title, text, chosen))

struct SignalDetail {
    Id<Signal> id;
    Channel channel;
    LineClass line_class;
    SignalState state;
    std::string language;
    std::optional<std::string> interpreter {}; ///< a code such as "interpreter 7", never a name
    Time arrived_at;
    std::optional<Time> answered_at {};
    std::optional<Time> ended_at {};
    std::optional<Time> words_erased_at {}; ///< the conversation's words are destroyed then
    std::optional<Colleague> held_by {};
    bool mine;
    bool connected; ///< their window is open now
    bool by_receipt; ///< answers wait until they come back with their receipt
    bool by_hand;
    Safety safety;
    std::optional<Time> safety_asked_at {};
    std::vector<TipAnswer> tip;
    std::vector<Message> messages;
    std::vector<RepeatContact> repeat_contacts;
    std::vector<TransferRow> transfers;
    std::optional<Id<Case>> case_id {};
    std::optional<std::string> case_number {};
    std::map<std::string, std::vector<std::string>> wrap_up; ///< list code -> chosen codes, so far
};
BOOST_DESCRIBE_STRUCT(SignalDetail, (),
    (id, channel, line_class, state, language, interpreter, arrived_at, answered_at, ended_at,
        words_erased_at, held_by, mine, connected, by_receipt, by_hand, safety, safety_asked_at,
        tip, messages, repeat_contacts, transfers, case_id, case_number, wrap_up))

struct LanguageChange {
    std::string language;
    std::optional<std::string> interpreter {};
};
BOOST_DESCRIBE_STRUCT(LanguageChange, (), (language, interpreter))

struct Decline {
    std::string reason; ///< a code: busy, language, rest, conflict_of_interest
};
BOOST_DESCRIBE_STRUCT(Decline, (), (reason))

/// Something good to say at such a moment, to be changed before it is sent.
struct Script {
    std::string code;
    Words title;
    Words text;
};
BOOST_DESCRIBE_STRUCT(Script, (), (code, title, text))

/// A coded list of forms/categories.json, drawn by the console as it is.
struct CategoryList {
    std::string code;
    Words title;
    std::optional<Words> hint {};
    bool required;
    bool several; ///< more than one choice may be taken
    std::vector<Choice> choices;
};
BOOST_DESCRIBE_STRUCT(CategoryList, (), (code, title, hint, required, several, choices))

/// Which lists are asked where.
struct Categories {
    std::vector<CategoryList> wrap_up;
    std::vector<CategoryList> by_hand;
    std::vector<CategoryList> case_facts;
    std::vector<Choice> skills;
    std::vector<Choice> languages;
};
BOOST_DESCRIBE_STRUCT(Categories, (), (wrap_up, by_hand, case_facts, skills, languages))

struct WrapUp {
    std::map<std::string, std::vector<std::string>> chosen; ///< list code -> chosen codes
    bool finished; ///< false saves the draft; true closes the signal
};
BOOST_DESCRIBE_STRUCT(WrapUp, (), (chosen, finished))

struct SignalByHand {
    Channel came_by;
    Time came_at;
    std::string language;
    bool danger;
    std::string words; ///< what was said, not verbatim
    std::map<std::string, std::vector<std::string>> chosen;
    std::string idempotency_key;
};
BOOST_DESCRIBE_STRUCT(
    SignalByHand, (), (came_by, came_at, language, danger, words, chosen, idempotency_key))

struct CaseLink {
    Id<Case> case_id;
};
BOOST_DESCRIBE_STRUCT(CaseLink, (), (case_id))

} // namespace reachline::edges::console::contract
