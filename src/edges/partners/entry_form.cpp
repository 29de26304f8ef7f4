#include "edges/partners/entry_form.hpp"

#include "base/json_binding.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace reachline::edges::partners {

namespace {

using directory::Amendment;
using hotline::Listing;

constexpr std::size_t longest_line = 200;
constexpr std::size_t longest_text = 4'000;
constexpr char midnight[] = "00:00";
constexpr char end_of_day[] = "24:00";
constexpr std::array address_fields { "address_1", "city", "state", "zip" };

std::string row_field(char const* kind, std::size_t row, std::string const& part)
{
    return kind + std::to_string(row) + "_" + part;
}

std::string number_of(std::optional<std::int64_t> const& age)
{
    return age ? std::to_string(*age) : "";
}

bool are_for_a_form(std::vector<directory::Schedule> const& schedules)
{
    return schedules.size() < most_rows
        && std::ranges::all_of(schedules, [](directory::Schedule const& one) {
               return one.freq == directory::Frequency::Weekly && one.valid_from.empty()
                   && one.valid_to.empty();
           });
}

void put_phones(Form& form, std::vector<directory::Phone> const& phones)
{
    for (std::size_t row = 0; row < phones.size(); ++row) {
        form[row_field("p", row, "number")] = phones[row].number;
        form[row_field("p", row, "extension")] = phones[row].extension;
        form[row_field("p", row, "kind")] = json::enum_name(phones[row].kind);
        form[row_field("p", row, "description")] = phones[row].description;
        form[row_field("p", row, "who")] = json::enum_name(phones[row].visibility);
    }
}

void put_hours(Form& form, std::vector<directory::Schedule> const& schedules)
{
    for (std::size_t row = 0; row < schedules.size(); ++row) {
        for (auto const day : split(schedules[row].byday, ','))
            form[row_field("s", row, std::string(day))] = "yes";
        form[row_field("s", row, "opens")] = schedules[row].opens_at;
        // A field for a time has no 24:00, and midnight is the same end of a day.
        form[row_field("s", row, "closes")] =
            schedules[row].closes_at == end_of_day ? midnight : schedules[row].closes_at;
        form[row_field("s", row, "notes")] = schedules[row].notes;
    }
}

/// The shape of the form, whatever is typed in it.
EntryForm shape_of(Listing const& one)
{
    EntryForm form;
    form.has_hours = are_for_a_form(one.schedules);
    form.has_address = !one.confidential;
    form.phones = std::min(one.phones.size() + 1, most_rows);
    form.hours = form.has_hours ? one.schedules.size() + 1 : 0;
    return form;
}

/// Reads one field after the other, and notes beside each what is wrong with it.
class Reader {
public:
    Reader(Form const& typed, Listing const& one, directory::Reference const& reference)
        : one_(one)
        , reference_(reference)
    {
        read_.form = shape_of(one);
        read_.form.typed = typed;
    }

    ReadEntry taken()
    {
        read_texts();
        read_choices();
        read_ages();
        read_phones();
        if (read_.form.has_hours)
            read_hours();
        if (read_.form.has_address)
            read_address();
        return std::move(read_);
    }

private:
    std::string field(std::string const& name) const
    {
        auto const found = read_.form.typed.find(name);
        return found == read_.form.typed.end() ? "" : std::string(trimmed(found->second));
    }
    void wrong(std::string const& name, char const* why) { read_.form.wrong.emplace(name, why); }

    std::string text(std::string const& name, std::size_t longest)
    {
        auto clean = clean_text(field(name), longest);
        if (clean)
            return std::move(*clean);
        wrong(name, "entry.wrong.long");
        return {};
    }

    void read_texts()
    {
        auto& change = read_.amendment;
        change.name = text("name", longest_line);
        if (change.name->empty())
            wrong("name", "entry.wrong.needed");
        change.alternate_name = text("alternate_name", longest_line);
        change.description = text("description", longest_text);
        change.alert = text("alert", longest_text);
        change.eligibility = text("eligibility", longest_text);
        change.application_process = text("application_process", longest_text);
        change.required_documents = text("required_documents", longest_text);
        change.interpretation = text("interpretation", longest_text);
        change.fees = text("fees", longest_text);
        change.email = text("email", longest_line);
        if (!change.email->empty() && change.email->find('@') == std::string::npos)
            wrong("email", "entry.wrong.email");
        change.website = text("website", longest_line);
        if (!change.website->empty() && !change.website->starts_with("https://")
            && !change.website->starts_with("http://"))
            wrong("website", "entry.wrong.website");
    }

    void read_choices()
    {
        auto& change = read_.amendment;
        change.pets = json::enum_value<directory::Answer>(field("pets"));
        change.children = json::enum_value<directory::Answer>(field("children"));
        change.remote = field("remote") == "yes";
        if (field("status") == "active" || field("status") == "temporarily_closed")
            change.status = json::enum_value<directory::Status>(field("status"));
        change.languages.emplace();
        // In the order in which they stand, so that nothing has changed when nothing has.
        for (auto const& code : one_.languages)
            if (field("language_" + code) == "yes")
                change.languages->push_back(code);
        for (auto const& known : reference_.vocabulary.languages)
            if (field("language_" + known.code) == "yes"
                && std::ranges::find(one_.languages, known.code) == one_.languages.end())
                change.languages->push_back(known.code);
    }

    std::int64_t age(std::string const& name)
    {
        auto const typed = field(name);
        if (typed.empty())
            return -1;
        std::int64_t years = 0;
        auto const [end, fault] = std::from_chars(typed.data(), typed.data() + typed.size(), years);
        if (fault != std::errc {} || end != typed.data() + typed.size() || years < 0 || years > 120)
            wrong(name, "entry.wrong.age");
        return years;
    }

    void read_ages()
    {
        auto& change = read_.amendment;
        change.minimum_age = age("minimum_age");
        change.maximum_age = age("maximum_age");
        if (*change.maximum_age >= 0 && *change.minimum_age > *change.maximum_age)
            wrong("maximum_age", "entry.wrong.ages");
    }

    void read_phones()
    {
        read_.amendment.phones.emplace();
        for (std::size_t row = 0; row < read_.form.phones; ++row) {
            auto const name = row_field("p", row, "number");
            directory::Phone phone { .number = field(name) };
            phone.extension = text(row_field("p", row, "extension"), 10);
            phone.description = text(row_field("p", row, "description"), longest_line);
            phone.kind = json::enum_value<directory::PhoneKind>(field(row_field("p", row, "kind")))
                             .value_or(directory::PhoneKind::Voice);
            phone.visibility =
                json::enum_value<directory::Visibility>(field(row_field("p", row, "who")))
                    .value_or(directory::Visibility::Public);
            if (phone.number.empty() && phone.extension.empty() && phone.description.empty())
                continue;
            auto const digits = digits_of(phone.number).size();
            if (digits < 3 || digits > 15 || phone.number.size() > 24)
                wrong(name, "entry.wrong.phone");
            read_.amendment.phones->push_back(std::move(phone));
        }
    }

    void read_hours()
    {
        read_.amendment.schedules.emplace();
        for (std::size_t row = 0; row < read_.form.hours; ++row) {
            directory::Schedule hours;
            for (std::string const day : week)
                if (field(row_field("s", row, day)) == "yes")
                    hours.byday += (hours.byday.empty() ? "" : ",") + day;
            hours.opens_at = field(row_field("s", row, "opens"));
            hours.closes_at = field(row_field("s", row, "closes"));
            bool const was_midnight =
                row < one_.schedules.size() && one_.schedules[row].closes_at == midnight;
            if (hours.closes_at == midnight && !was_midnight)
                hours.closes_at = end_of_day;
            hours.notes = text(row_field("s", row, "notes"), longest_line);
            if (hours.byday.empty() && hours.opens_at.empty() && hours.closes_at.empty()
                && hours.notes.empty())
                continue;
            hours.timezone = timezone(row);
            if (hours.byday.empty() || !minute_of_day(hours.opens_at)
                || !minute_of_day(hours.closes_at))
                wrong(row_field("s", row, "opens"), "entry.wrong.hours");
            read_.amendment.schedules->push_back(std::move(hours));
        }
    }

    std::string timezone(std::size_t row) const
    {
        if (row < one_.schedules.size())
            return one_.schedules[row].timezone;
        if (!one_.schedules.empty())
            return one_.schedules.front().timezone;
        if (one_.site)
            return one_.site->timezone;
        if (one_.areas.empty() || one_.areas.front().state.empty())
            return {};
        auto const cities = reference_.places.cities_of(one_.areas.front().state, 1);
        return cities.empty() ? "" : cities.front().timezone;
    }

    void read_address()
    {
        directory::Address const typed { .address_1 = text("address_1", longest_line),
            .city = text("city", longest_line),
            .county = one_.site ? one_.site->address.county : "",
            .state_province = field("state"),
            .postal_code = field("zip") };
        auto const none = std::ranges::all_of(
            address_fields, [&](std::string const name) { return field(name).empty(); });
        if (none && one_.site)
            wrong("address_1", "entry.wrong.address_gone");
        if (none || (one_.site && one_.site->address == typed))
            return;
        for (std::string const name : address_fields)
            if (field(name).empty())
                wrong(name, "entry.wrong.needed");
        auto const place = reference_.places.best(typed.postal_code);
        if (!place || place->kind != directory::PlaceKind::Zip
            || place->state != typed.state_province)
            return wrong("zip", "entry.wrong.zip");
        // The middle of the ZIP code: a door is looked up by its address, not by a map of ours.
        directory::Site site {
            .address = typed, .point = place->point, .timezone = place->timezone
        };
        site.address.county = place->county;
        if (site.timezone.empty() && one_.site)
            site.timezone = one_.site->timezone;
        read_.amendment.site = std::move(site);
    }

    Listing const& one_;
    directory::Reference const& reference_;
    ReadEntry read_ {};
};

} // namespace

EntryForm form_of(Listing const& one)
{
    auto form = shape_of(one);
    form.typed = { { "name", one.name }, { "alternate_name", one.alternate_name },
        { "description", one.description }, { "alert", one.alert },
        { "status", json::enum_name(one.status) }, { "email", one.email },
        { "website", one.website }, { "remote", one.remote ? "yes" : "no" },
        { "eligibility", one.eligibility }, { "minimum_age", number_of(one.minimum_age) },
        { "maximum_age", number_of(one.maximum_age) }, { "pets", json::enum_name(one.pets) },
        { "children", json::enum_name(one.children) },
        { "application_process", one.application_process },
        { "required_documents", one.required_documents }, { "interpretation", one.interpretation },
        { "fees", one.fees } };
    for (auto const& code : one.languages)
        form.typed["language_" + code] = "yes";
    put_phones(form.typed, one.phones);
    if (form.has_hours)
        put_hours(form.typed, one.schedules);
    if (one.site && form.has_address) {
        form.typed["address_1"] = one.site->address.address_1;
        form.typed["city"] = one.site->address.city;
        form.typed["state"] = one.site->address.state_province;
        form.typed["zip"] = one.site->address.postal_code;
    }
    return form;
}

ReadEntry read_entry(Form const& typed, Listing const& one, directory::Reference const& reference)
{
    return Reader(typed, one, reference).taken();
}

} // namespace reachline::edges::partners
