#include "edges/console/line_rows.hpp"
#include "edges/console/row.hpp"

#include "hotline/calls/calls.hpp"
#include "hotline/desk/desk.hpp"

#include <algorithm>

namespace reachline::edges::console {

namespace {

namespace signals = hotline::signals;
using contract::Acknowledgement;
using hotline::Signal;

Result<contract::SignalDetail> conversation(Call const& call) { return signal_detail(call, call.id<Signal>()); }

Result<contract::Message> message_at(Call const& call, Id<Signal> id, std::int64_t position)
{
    auto const detail = TRY(signal_detail(call, id));
    return detail.messages.at(static_cast<std::size_t>(position - 1));
}

Result<contract::Message> write(Call const& call, contract::NewMessage message)
{
    auto const id = call.id<Signal>();
    return message_at(call, id,
        TRY(signals::write_from_staff(
            call.world, call.actor, id, message.text, message.idempotency_key)));
}

Result<Acknowledgement> seen(Call const& call)
{
    TRY(signals::mark_read(call.world, call.actor, call.id<Signal>()));
    return Acknowledgement {};
}

Result<contract::Message> ask_safety(Call const& call, contract::SafetyQuestion wish)
{
    auto const id = call.id<Signal>();
    auto const signal = TRY(signals::find(call.world, id));
    auto const& scripts = call.library.scripts;
    auto const script = std::find_if(scripts.begin(), scripts.end(),
        [](contract::Script const& one) { return one.code == "safety_check"; });
    if (script == scripts.end())
        return fail(Fault::Broken, "the forms lack the safety question");
    auto const words = script->text.contains(signal.language) ? script->text.at(signal.language)
                                                              : script->text.at("en");
    auto const position = TRY(signals::ask_safety(call.world, call.actor, id, words, wish.idempotency_key));
    return message_at(call, id, position);
}

Result<Acknowledgement> change_safety(Call const& call, contract::SafetyChange change)
{
    auto const id = call.id<Signal>();
    auto const signal = TRY(signals::find(call.world, id));
    if (!signals::may_open(call.actor, signal))
        return fail(Fault::NotFound, "there is no such signal");
    TRY(signals::set_safety(call.world, call.actor, id, static_cast<signals::Safety>(change.safety)));
    return Acknowledgement {};
}

Result<Acknowledgement> change_language(Call const& call, contract::LanguageChange change)
{
    TRY(signals::set_language(call.world, call.actor, call.id<Signal>(), change.language, change.interpreter));
    return Acknowledgement {};
}

Result<Acknowledgement> end(Call const& call)
{
    TRY(signals::end(call.world, call.actor, call.id<Signal>()));
    TRY(hotline::calls::settle(call.world, call.id<Signal>()));
    return Acknowledgement {};
}

std::string first(std::map<std::string, std::vector<std::string>> const& chosen, std::string const& list)
{
    auto const found = chosen.find(list);
    return found == chosen.end() || found->second.empty() ? std::string() : found->second.front();
}

/// Every chosen code stands in its list, and a required list has one.
Result<std::string> unknown_choice(Library const& library, contract::WrapUp const& wrap_up)
{
    for (auto const& [code, chosen] : wrap_up.chosen) {
        auto const& lists = library.categories.wrap_up;
        auto const list = std::find_if(lists.begin(), lists.end(),
            [&](contract::CategoryList const& one) { return one.code == code; });
        if (list == lists.end() || (!list->several && chosen.size() > 1))
            return fail(Fault::Invalid, "there is a list or a choice here that nobody knows");
        for (auto const& one : chosen)
            if (std::none_of(list->choices.begin(), list->choices.end(),
                    [&](contract::Choice const& choice) { return choice.code == one; }))
                return fail(Fault::Invalid, "there is a list or a choice here that nobody knows");
    }
    if (wrap_up.finished)
        for (auto const& list : library.categories.wrap_up)
            if (list.required && first(wrap_up.chosen, list.code).empty())
                return fail(Fault::Invalid, "a required choice is missing");
    return std::string();
}

Result<Acknowledgement> wrap_up(Call const& call, contract::WrapUp wish)
{
    auto const id = call.id<Signal>();
    TRY(unknown_choice(call.library, wish));
    TRY(signals::wrap_up(call.world, call.actor, id,
        { .reason = json::enum_value<signals::Reason>(first(wish.chosen, "reason")),
            .codes = json::text_of(json::written(wish.chosen)),
            .finished = wish.finished }));
    if (wish.finished) {
        TRY(count_signal(call, id, wish.chosen));
        TRY(hotline::desk::settle(call.world));
    }
    return Acknowledgement {};
}

Result<std::vector<contract::Script>> scripts(Call const& call) { return call.library.scripts; }
Result<contract::Categories> categories(Call const& call) { return call.library.categories; }

} // namespace

Routes conversation_routes()
{
    using enum Permission;
    return {
        row<Nothing, contract::SignalDetail>("GET", "/api/signals/{id}", { AnswerSignals, Supervise },
            "the conversation and all that belongs to it; reads words", conversation),
        row<contract::NewMessage, contract::Message>("POST", "/api/signals/{id}/messages",
            { AnswerSignals }, "writes to them; a tip's answer waits for their receipt", write),
        row<Nothing, Acknowledgement>("POST", "/api/signals/{id}/seen", { AnswerSignals, Supervise },
            "I have read up to here", seen),
        row<contract::SafetyQuestion, contract::Message>("POST", "/api/signals/{id}/safety-question",
            { AnswerSignals }, "asks them, in their language, whether it is safe to write", ask_safety),
        row<contract::SafetyChange, Acknowledgement>("PUT", "/api/signals/{id}/safety",
            { AnswerSignals }, "records what they answered", change_safety),
        row<contract::LanguageChange, Acknowledgement>("PUT", "/api/signals/{id}/language",
            { AnswerSignals }, "the language, and an interpreter", change_language),
        row<contract::WrapUp, Acknowledgement>("PUT", "/api/signals/{id}/wrap-up", { AnswerSignals },
            "coded facts; finished closes the signal", wrap_up),
        row<Nothing, Acknowledgement>("POST", "/api/signals/{id}/end", { AnswerSignals },
            "the conversation is over, wrap-up begins", end),
        row<Nothing, std::vector<contract::Script>>("GET", "/api/scripts", { AnswerSignals },
            "good words for such moments", scripts),
        row<Nothing, contract::Categories>("GET", "/api/categories", { AnswerSignals, Supervise },
            "the coded lists of the forms", categories),
    };
}

} // namespace reachline::edges::console
