#include "edges/partners/entry_views.hpp"

#include "base/json_binding.hpp"
#include "edges/partners/entry_words.hpp"
#include "hotline/directory/search/search.hpp"

#include <algorithm>

namespace reachline::edges::partners {

namespace {

using directory::OurListing;
using directory::Standing;

std::string id_of(OurListing const& ours)
{
    return std::to_string(ours.listing.id.value);
}

/// "24 November 2026", in UTC, as a day is nothing that a time zone at a desk should move.
std::string day_in(Pages const& pages, Frame const& frame, Time at)
{
    auto const day = day_of(at);
    return pages.word(frame.language, "day.long",
        { { "day", std::to_string(std::stoi(day.substr(8, 2))) },
            { "month", pages.word(frame.language, "month." + day.substr(5, 2)) },
            { "year", day.substr(0, 4) } });
}

std::string state_of(Pages const& pages, Frame const& frame, OurListing const& ours)
{
    auto const since = directory::true_since(ours.listing);
    return pages.word(frame.language, "entry.standing." + json::enum_name(ours.standing),
        { { "day", since ? day_in(pages, frame, *since) : "" } });
}

char const* look_of(Standing standing)
{
    return standing == Standing::Due || standing == Standing::Overdue ? "waits" : "";
}

std::string waiting_sentence(
    Pages const& pages, Frame const& frame, directory::WaitingChange const& change)
{
    if (!change.held_until)
        return pages.word(frame.language, "entry.waits.second");
    auto const heard = change.call_back == directory::CalledBack::Confirmed;
    if (frame.now >= *change.held_until)
        return pages.word(frame.language, heard ? "entry.waits.second" : "entry.waits.call");
    return pages.word(frame.language, heard ? "entry.waits.hold" : "entry.waits.hold_and_call",
        { { "when", day_in(pages, frame, *change.held_until) } });
}

std::string fields_in(Pages const& pages, Frame const& frame, std::vector<Told> const& told)
{
    std::string names;
    for (auto const& one : told)
        names += (names.empty() ? "" : ", ") + named(pages, frame, "entry.field", one.field);
    return names;
}

void fill_told(
    Pages const& pages, Frame const& frame, Dictionary& section, std::vector<Told> const& told)
{
    for (auto const& one : told) {
        auto* const line = section.AddSectionDictionary("LINE");
        set(*line, "TITLE", named(pages, frame, "entry.field", one.field));
        set(*line, "VALUE", one.text);
    }
}

/// Who is told what: all for the public, then what is added for the next.
void fill_audiences(Pages const& pages, Frame const& frame, directory::Vocabulary const& vocabulary,
    Dictionary& content, OurListing const& ours)
{
    std::vector<Told> before;
    for (auto const audience : { directory::Visibility::Public, directory::Visibility::Partner,
             directory::Visibility::Advocate }) {
        auto* const section = content.AddSectionDictionary("AUDIENCE");
        auto const name = json::enum_name(audience);
        set(*section, "TITLE", pages.word(frame.language, "entry.seen." + name));
        if (audience == directory::Visibility::Public)
            section->ShowSection("OPEN");
        auto const service = directory::shown(ours.listing, ours.organization, audience);
        if (!service || ours.standing == Standing::Unlisted) {
            set(*section->AddSectionDictionary("NOTHING"), "TEXT",
                pages.word(frame.language, "entry.seen.nothing"));
            continue;
        }
        auto const told = told_of(pages, frame, vocabulary, *service);
        std::vector<Told> added;
        std::ranges::copy_if(told, std::back_inserter(added),
            [&](Told const& one) { return std::ranges::find(before, one) == before.end(); });
        if (added.empty())
            set(*section->AddSectionDictionary("NOTHING"), "TEXT",
                pages.word(frame.language, "entry.seen.same"));
        else
            fill_told(pages, frame, *section->AddSectionDictionary("LINES"), added);
        before = told;
    }
}

void fill_waiting(Pages const& pages, Frame const& frame, directory::Vocabulary const& vocabulary,
    Dictionary& content, OurListing const& ours)
{
    for (auto const& change : ours.waiting) {
        auto* const card = content.AddSectionDictionary("CHANGE");
        set(*card, "TEXT", waiting_sentence(pages, frame, change));
        set(*card, "BY",
            pages.word(frame.language, change.by_owner ? "entry.by.us" : "entry.by.hotline"));
        set_time(pages, frame, *card, change.proposed_at);
        auto const was = told_of(pages, frame, vocabulary, change.was);
        for (auto const& one : told_of(pages, frame, vocabulary, change.amendment)) {
            auto* const line = card->AddSectionDictionary("LINE");
            set(*line, "TITLE", named(pages, frame, "entry.field", one.field));
            set(*line, "VALUE", one.text);
            auto const before = std::ranges::find(was, one.field, &Told::field);
            if (before != was.end())
                set(*line->AddSectionDictionary("BEFORE"), "VALUE", before->text);
        }
        if (change.by_owner)
            set(*card->AddSectionDictionary("TAKE_BACK"), "CHANGE_ID",
                std::to_string(change.id.value));
    }
}

/// An attribute that is there or not: a section with nothing in it.
void mark(Dictionary& dictionary, char const* section, bool there)
{
    if (there)
        dictionary.ShowSection(section);
}

void fill_room(Pages const& pages, Frame const& frame, Dictionary& card, OurListing const& ours,
    TypedRoom const& typed, std::string const& back)
{
    auto const& room = ours.listing.capacity;
    auto const free = room ? room->available : 0;
    set(card, "ID", id_of(ours));
    set(card, "NAME", ours.listing.name);
    set(card, "BACK", back);
    set(card, "SEEN", std::to_string(free));
    set(card, "COUNT", room ? std::to_string(free) : "?");
    bool const is_old = room && frame.now - room->updated > directory::room_expires_after;
    auto const sentence = !room ? "beds.never" : is_old ? "beds.old" : "beds.said";
    set(card, "STATE",
        pages.word(frame.language, sentence,
            { { "when", room ? when(pages, frame.language, room->updated, frame.now) : "" } }));
    set(card, "LOOK", !room || is_old ? "old" : "");
    set(card, "OF",
        room && room->maximum ? pages.word(frame.language, "beds.of_all",
            { { "most", std::to_string(*room->maximum) }, { "unit", room->unit } })
            : room            ? room->unit
                              : "");
    mark(card, "AT_LEAST", free <= 0);
    mark(card, "AT_MOST", room && room->maximum && free >= *room->maximum);
    if (room)
        set(*card.AddSectionDictionary("SAME"), "TEXT",
            pages.word(frame.language, "beds.same", { { "n", std::to_string(free) } }));
    bool const is_wrong = typed.listing == ours.listing.id && !typed.wrong.empty();
    auto const kept = [&](char const* name, std::string const& otherwise) {
        auto const found = typed.typed.find(name);
        return is_wrong && found != typed.typed.end() ? found->second : otherwise;
    };
    set(card, "AVAILABLE", kept("available", room ? std::to_string(free) : ""));
    set(card, "MAXIMUM",
        kept("maximum", room && room->maximum ? std::to_string(*room->maximum) : ""));
    set(card, "UNIT",
        kept("unit", room ? room->unit : pages.word(frame.language, "beds.unit.usual")));
    mark(card, "SHOWN", is_wrong || !room);
    if (is_wrong)
        set(*card.AddSectionDictionary("WRONG"), "TEXT", pages.word(frame.language, typed.wrong));
}

/// Fields of the change form, one dictionary each: what stands in it, and what is wrong with it.
class FormFiller {
public:
    FormFiller(Pages const& pages, Frame const& frame, EntryForm const& form)
        : pages_(pages)
        , frame_(frame)
        , form_(form)
    {
    }

    std::string typed(std::string const& name) const
    {
        auto const found = form_.typed.find(name);
        return found == form_.typed.end() ? "" : found->second;
    }
    void field(Dictionary& parent, char const* section, std::string const& name,
        std::string const& label, char const* hint = "") const
    {
        auto* const one = parent.AddSectionDictionary(section);
        set(*one, "NAME", name);
        set(*one, "LABEL", label);
        set(*one, "VALUE", typed(name));
        std::string described;
        if (*hint) {
            auto* const told = one->AddSectionDictionary("HINT");
            set(*told, "TEXT", pages_.word(frame_.language, hint));
            set(*told, "FOR", name);
            described = name + "-hint";
        }
        if (auto const wrong = form_.wrong.find(name); wrong != form_.wrong.end()) {
            auto* const fault = one->AddSectionDictionary("WRONG");
            set(*fault, "TEXT", pages_.word(frame_.language, wrong->second));
            set(*fault, "FOR", name);
            one->ShowSection("INVALID");
            described += (described.empty() ? "" : " ") + name + "-wrong";
        }
        set(*one, "DESCRIBED", described);
    }
    void of_entry(Dictionary& parent, char const* section, std::string const& name,
        char const* hint = "") const
    {
        field(parent, section, name, named(pages_, frame_, "entry.field", name), hint);
    }
    /// One of some codes, as a list to choose from.
    void choice(Dictionary& parent, char const* section, std::string const& name,
        std::string const& label, std::string const& list,
        std::initializer_list<char const*> codes) const
    {
        auto* const one = parent.AddSectionDictionary(section);
        set(*one, "NAME", name);
        set(*one, "LABEL", label);
        for (std::string const code : codes) {
            auto* const option = one->AddSectionDictionary("OPTION");
            set(*option, "CODE", code);
            set(*option, "TITLE", named(pages_, frame_, list, code));
            mark(*option, "CHOSEN", typed(name) == code);
        }
    }
    std::string say(std::string const& key) const { return pages_.word(frame_.language, key); }

private:
    Pages const& pages_;
    Frame const& frame_;
    EntryForm const& form_;
};

void fill_phone_rows(FormFiller const& filler, Dictionary& content, std::size_t rows)
{
    for (std::size_t row = 0; row < rows; ++row) {
        auto* const phone = content.AddSectionDictionary("PHONE");
        auto const name = [&](char const* part) { return "p" + std::to_string(row) + "_" + part; };
        set(*phone, "TITLE",
            filler.say(row + 1 == rows ? "entry.phone.another" : "entry.phone.one"));
        filler.field(*phone, "NUMBER", name("number"), filler.say("entry.phone.number"));
        filler.field(*phone, "EXTENSION", name("extension"), filler.say("entry.phone.extension"));
        filler.field(
            *phone, "DESCRIPTION", name("description"), filler.say("entry.phone.description"));
        filler.choice(*phone, "KIND", name("kind"), filler.say("entry.phone.kind"), "entry.phone",
            { "voice", "hotline", "text", "fax", "tty" });
        filler.choice(*phone, "WHO", name("who"), filler.say("entry.phone.who"), "entry.who",
            { "public", "partner", "advocate" });
    }
}

void fill_hour_rows(FormFiller const& filler, Pages const& pages, Frame const& frame,
    Dictionary& content, std::size_t rows)
{
    for (std::size_t row = 0; row < rows; ++row) {
        auto* const hours = content.AddSectionDictionary("HOURS");
        auto const name = [&](std::string const& part) {
            return "s" + std::to_string(row) + "_" + part;
        };
        set(*hours, "TITLE",
            filler.say(row + 1 == rows ? "entry.hours.another" : "entry.hours.one"));
        for (std::string const day : week) {
            auto* const box = hours->AddSectionDictionary("DAY");
            set(*box, "NAME", name(day));
            set(*box, "LABEL", named(pages, frame, "day", day));
            mark(*box, "CHECKED", filler.typed(name(day)) == "yes");
        }
        filler.field(*hours, "OPENS", name("opens"), filler.say("entry.hours.opens"));
        filler.field(*hours, "CLOSES", name("closes"), filler.say("entry.hours.closes"));
        filler.field(*hours, "NOTES", name("notes"), filler.say("entry.hours.notes"));
    }
}

void fill_languages(FormFiller const& filler, Frame const& frame,
    directory::Vocabulary const& vocabulary, Dictionary& content)
{
    for (auto const& language : vocabulary.languages) {
        auto* const box = content.AddSectionDictionary("LANGUAGE_BOX");
        set(*box, "NAME", "language_" + language.code);
        auto const said = language.label.find(frame.language);
        set(*box, "LABEL", said == language.label.end() ? language.code : said->second);
        mark(*box, "CHECKED", filler.typed("language_" + language.code) == "yes");
    }
}

} // namespace

bool counts_room(hotline::Listing const& one)
{
    return one.capacity || std::ranges::any_of(one.categories, [](std::string const& code) {
        return code.starts_with("shelter") || code.starts_with("housing");
    });
}

std::string entries_page(Pages const& pages, Frame const& frame, std::vector<OurListing> const& all)
{
    return page(pages, frame, "entries", [&](Dictionary& content) {
        if (all.empty())
            content.ShowSection("EMPTY");
        for (auto const& ours : all) {
            auto* const row = content.AddSectionDictionary("ENTRY");
            set(*row, "ID", id_of(ours));
            set(*row, "NAME", ours.listing.name);
            set(*row, "LOOK", look_of(ours.standing));
            set(*row, "STATE", state_of(pages, frame, ours));
            for (auto const& change : ours.waiting) {
                auto* const waiting = row->AddSectionDictionary("WAITING");
                static directory::Vocabulary const no_words {};
                set(*waiting, "FIELDS",
                    fields_in(pages, frame, told_of(pages, frame, no_words, change.amendment)));
                set(*waiting, "TEXT", waiting_sentence(pages, frame, change));
            }
        }
    });
}

std::string entry_page(Pages const& pages, Frame const& frame,
    directory::Vocabulary const& vocabulary, OurListing const& ours)
{
    return page(pages, frame, "entry", [&](Dictionary& content) {
        set(content, "ID", id_of(ours));
        set(content, "NAME", ours.listing.name);
        set(content, "STATE", state_of(pages, frame, ours));
        set(content, "LOOK", look_of(ours.standing));
        auto const day = [&](std::optional<Time> const& at) {
            return at ? day_in(pages, frame, *at) : pages.word(frame.language, "entry.never");
        };
        set(content, "ASSURED", day(ours.listing.assured));
        set(content, "CONFIRMED", day(ours.listing.confirmed));
        bool const waits = std::ranges::any_of(ours.waiting, &directory::WaitingChange::by_owner);
        if (ours.standing != Standing::Unlisted && !waits)
            set(*content.AddSectionDictionary("CONFIRM"), "ID", id_of(ours));
        fill_waiting(pages, frame, vocabulary, content, ours);
        if (counts_room(ours.listing))
            content.ShowSection("BEDS");
        fill_audiences(pages, frame, vocabulary, content, ours);
    });
}

std::string change_page(Pages const& pages, Frame const& frame,
    directory::Vocabulary const& vocabulary, OurListing const& ours, EntryForm const& form)
{
    FormFiller const filler(pages, frame, form);
    return page(pages, frame, "change", [&](Dictionary& content) {
        set(content, "ID", id_of(ours));
        set(content, "NAME", ours.listing.name);
        mark(content, "SOMETHING_WRONG", !form.wrong.empty());
        if (std::ranges::any_of(ours.waiting, &directory::WaitingChange::by_owner))
            content.ShowSection("ONE_WAITS");
        filler.of_entry(content, "LINE_NAME", "name");
        filler.of_entry(content, "LINE_NAME", "alternate_name", "entry.hint.alternate_name");
        filler.of_entry(content, "LONG_ABOUT", "description");
        filler.of_entry(content, "LONG_ABOUT", "alert", "entry.hint.alert");
        if (ours.listing.status == directory::Status::Active
            || ours.listing.status == directory::Status::TemporarilyClosed)
            filler.choice(content, "STATUS", "status", filler.say("entry.field.status"),
                "entry.status", { "active", "temporarily_closed" });
        fill_phone_rows(filler, content, form.phones);
        filler.of_entry(content, "LINE_REACH", "email");
        filler.of_entry(content, "LINE_REACH", "website", "entry.hint.website");
        if (form.has_address) {
            auto* const address = content.AddSectionDictionary("ADDRESS");
            for (char const* const name : { "address_1", "city", "state", "zip" })
                filler.of_entry(*address, "LINE", name);
        } else
            content.ShowSection("CONFIDENTIAL");
        if (form.has_hours)
            fill_hour_rows(filler, pages, frame, content, form.hours);
        else
            content.ShowSection("HOURS_ELSEWHERE");
        fill_languages(filler, frame, vocabulary, content);
        filler.of_entry(content, "LINE_LANGUAGES", "interpretation");
        filler.choice(content, "REMOTE", "remote", filler.say("entry.field.remote"), "entry.answer",
            { "yes", "no" });
        filler.of_entry(content, "LONG_WHO", "eligibility");
        filler.of_entry(content, "AGE", "minimum_age");
        filler.of_entry(content, "AGE", "maximum_age");
        for (char const* const name : { "pets", "children" })
            filler.choice(content, "ALONG", name, named(pages, frame, "entry.field", name),
                "entry.answer", { "ask", "yes", "no" });
        for (char const* const name : { "application_process", "required_documents", "fees" })
            filler.of_entry(content, "LONG_HOW", name);
    });
}

std::string beds_page(Pages const& pages, Frame const& frame, std::vector<OurListing> const& all,
    TypedRoom const& typed)
{
    return page(pages, frame, "beds", [&](Dictionary& content) {
        bool any = false;
        for (auto const& ours : all) {
            if (!counts_room(ours.listing) || ours.standing == Standing::Unlisted)
                continue;
            any = true;
            fill_room(pages, frame, *content.AddSectionDictionary("ROOM"), ours, typed, "/beds");
        }
        mark(content, "EMPTY", !any);
    });
}

} // namespace reachline::edges::partners
