#include "hotline/directory/search/entry.hpp"

#include "base/json_binding.hpp"
#include "base/text.hpp"
#include "hotline/directory/hours.hpp"
#include "hotline/directory/places/folded.hpp"
#include "hotline/directory/places/states.hpp"
#include "hotline/directory/search/fitting.hpp"
#include "hotline/directory/search/packing.hpp"

#include <set>

namespace reachline::hotline::directory {

namespace {

constexpr std::size_t summary_bytes = 240;
constexpr char between_fields = '\x1f';
constexpr char between_schedules = '\x1e';

std::string beginning_of(std::string const& text)
{
    if (text.size() <= summary_bytes)
        return text;
    auto const cut = text.rfind(' ', summary_bytes);
    if (cut != std::string::npos)
        return text.substr(0, cut) + " …";
    auto end = summary_bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end; // never within a letter
    return text.substr(0, end) + " …";
}

std::string packed_hours(std::vector<Schedule> const& schedules)
{
    std::string text;
    for (auto const& one : schedules) {
        if (one.freq != Frequency::Weekly)
            continue;
        for (auto const* const field : { &one.byday, &one.opens_at, &one.closes_at, &one.timezone,
                 &one.valid_from, &one.valid_to })
            text += *field + between_fields;
        text += between_schedules;
    }
    return text;
}

std::string state_of(Service const& service)
{
    if (service.address)
        return service.address->state_province;
    return service.areas.empty() ? "" : service.areas.front().state;
}

Entry entry_of(Service const& service)
{
    Entry entry { .id = service.id,
        .organization_id = service.organization_id,
        .name = service.name,
        .alternate_name = service.alternate_name,
        .organization = service.organization,
        .summary = beginning_of(service.description),
        .alert = service.alert };
    entry.categories = service.categories;
    entry.populations = service.populations;
    entry.languages = service.languages;
    entry.phones = service.phones;
    entry.schedules = service.schedules;
    entry.city = service.address ? service.address->city : "";
    entry.state = state_of(service);
    entry.point = service.point;
    entry.minimum_age = service.minimum_age;
    entry.maximum_age = service.maximum_age;
    entry.pets = service.pets;
    entry.children = service.children;
    entry.remote = service.remote;
    entry.area = service.areas.empty() ? "" : service.areas.front().name;
    entry.confidential = service.confidential;
    entry.nationwide = !service.areas.empty() && service.areas.front().extent == Extent::Nation;
    entry.round_the_clock = is_round_the_clock(service.schedules);
    entry.accepts_live_transfer = service.accepts_live_transfer;
    entry.capacity = service.capacity;
    entry.assured = service.assured;
    entry.updated = service.updated;
    return entry;
}

/// Writes the words of one service into its document, heavier where they say what it is.
class Writer {
public:
    Writer(Xapian::Document& document, Vocabulary const& vocabulary, Stems const& stems)
        : document_(document)
        , vocabulary_(vocabulary)
        , stems_(stems)
    {
    }

    void words(std::string const& text, Xapian::termcount weight)
    {
        for (auto const& word : words_of(text)) {
            if (word.size() > longest_word)
                continue;
            auto const& terms = stems_.terms_of_written(word);
            document_.add_term(terms.exact, weight);
            document_.add_term(terms.english, weight);
            document_.add_term(terms.spanish, weight);
            if (terms.spanish_unaccented != terms.spanish)
                document_.add_term(terms.spanish_unaccented, weight);
        }
    }

    template <class C>
    void label(C const* coded, Xapian::termcount weight)
    {
        if (coded)
            for (auto const& [tongue, label] : coded->label)
                words(label, weight);
    }

    void service(Service const& service)
    {
        words(service.name, 4);
        words(service.alternate_name, 4);
        words(service.organization, 3);
        words(service.description, 1);
        words(service.eligibility, 1);
        for (auto const& code : service.categories) {
            label(vocabulary_.category(code), 3);
            document_.add_term(prefix::category + code, 3);
        }
        people(service);
        for (auto const& code : service.languages) {
            label(vocabulary_.language(code), 1);
            document_.add_boolean_term(prefix::language + code);
        }
        place(service);
        times(service);
        offers(service);
        document_.add_boolean_term(prefix::id + std::to_string(service.id.value));
    }

private:
    void people(Service const& service)
    {
        std::set<std::string> named;
        for (auto const& code : service.populations) {
            auto const* const known = vocabulary_.population(code);
            label(known, 1);
            document_.add_boolean_term(prefix::population + code);
            if (known)
                named.insert(known->group);
        }
        for (auto const& group : named_groups)
            if (!named.contains(group.name))
                document_.add_boolean_term(prefix::unsaid + std::string(group.name));
        document_.add_boolean_term(
            AgesSaid::of(service.minimum_age, service.maximum_age, service.populations).term());
    }

    void offers(Service const& service)
    {
        auto const answer = [this](char const* kind, Answer said) {
            document_.add_boolean_term(kind + std::string(json::enum_name(said)));
        };
        answer(prefix::pets, service.pets);
        answer(prefix::children, service.children);
        if (service.remote)
            document_.add_boolean_term(prefix::remote);
        if (service.accepts_live_transfer)
            document_.add_boolean_term(prefix::takes_transfers);
        if (service.capacity && service.capacity->available > 0) {
            document_.add_boolean_term(prefix::room);
            document_.add_value(slot::room, packed(service.capacity->updated));
        }
    }

    void state(std::string const& code)
    {
        if (auto const known = state_named(code)) {
            words(std::string(known->name) + " " + std::string(known->spanish), 1);
            words(code, 1);
            document_.add_boolean_term(prefix::state + code);
        }
    }

    void place(Service const& service)
    {
        if (auto const point = measured_from(service)) {
            document_.add_value(slot::point, packed(*point));
            for (auto const& square : squares_of(*point))
                document_.add_boolean_term(square);
        }
        if (service.address) {
            words(service.address->city, 2);
            words(service.address->county, 1);
            state(service.address->state_province);
        }
        std::string reach;
        for (auto const& area : service.areas) {
            words(area.name, 1);
            if (area.extent == Extent::Nation)
                document_.add_boolean_term(prefix::nationwide);
            else
                state(area.state);
            if (area.extent == Extent::State)
                document_.add_boolean_term(prefix::whole_state + area.state);
            if (area.extent != Extent::County)
                reach += area.extent == Extent::Nation ? everywhere : area.state + " ";
        }
        if (service.remote)
            document_.add_value(slot::reach, reach);
    }

    void times(Service const& service)
    {
        document_.add_value(slot::hours, packed_hours(service.schedules));
        if (is_round_the_clock(service.schedules))
            document_.add_boolean_term(prefix::round_the_clock);
        if (service.assured)
            document_.add_value(slot::assured, packed(*service.assured));
    }

    Xapian::Document& document_;
    Vocabulary const& vocabulary_;
    Stems const& stems_;
};

} // namespace

std::string packed(Entry const& entry)
{
    return packed_bytes(entry);
}

std::optional<Entry> entry_from(std::string_view bytes)
{
    return from_packed<Entry>(bytes);
}

std::vector<Schedule> unpacked_hours(std::string const& text)
{
    std::vector<Schedule> schedules;
    for (auto const one : split(text, between_schedules)) {
        auto const fields = split(one, between_fields);
        if (fields.size() < 6)
            continue;
        schedules.push_back({ .byday = std::string(fields[0]),
            .opens_at = std::string(fields[1]),
            .closes_at = std::string(fields[2]),
            .timezone = std::string(fields[3]),
            .valid_from = std::string(fields[4]),
            .valid_to = std::string(fields[5]) });
    }
    return schedules;
}

Xapian::Document document_of(Service const& service, std::string const& also_known,
    Vocabulary const& vocabulary, Stems const& stems)
{
    Xapian::Document document;
    Writer writer(document, vocabulary, stems);
    writer.service(service);
    writer.words(also_known, 3);
    document.set_data(packed(entry_of(service)));
    return document;
}

Xapian::Document document_of(ServiceForAdvocates const& whole, std::string const& also_known,
    Vocabulary const& vocabulary, Stems const& stems)
{
    Xapian::Document document;
    Writer writer(document, vocabulary, stems);
    writer.service(whole.service);
    writer.words(also_known, 3);
    writer.words(whole.partner_note, 1);
    writer.words(whole.advocate_note, 1);
    for (auto const& phone : whole.service.phones)
        writer.words(phone.description, 1);
    auto entry = entry_of(whole.service);
    entry.visibility = whole.visibility;
    for (auto const& [field, visibility] : whole.field_visibility)
        if (auto const known = json::enum_value<Field>(field))
            entry.hidden.push_back(*known);
    document.set_data(packed(entry));
    return document;
}

} // namespace reachline::hotline::directory
