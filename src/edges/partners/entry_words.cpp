#include "edges/partners/entry_words.hpp"

#include "base/json_binding.hpp"
#include "base/text.hpp"
#include "hotline/directory/search/search.hpp"

namespace reachline::edges::partners {

namespace {

std::string joined(std::vector<std::string> const& parts, char const* between)
{
    std::string text;
    for (auto const& part : parts)
        if (!part.empty())
            text += (text.empty() ? "" : between) + part;
    return text;
}

/// Says values of an entry in one language.
class Sayer {
public:
    Sayer(Pages const& pages, Frame const& frame, directory::Vocabulary const& vocabulary)
        : pages_(pages)
        , frame_(frame)
        , vocabulary_(vocabulary)
    {
    }

    std::string say(std::string const& text) const { return text; }
    std::string say(bool yes) const { return word(yes ? "yes" : "no"); }
    std::string say(directory::Answer answer) const { return word(json::enum_name(answer)); }
    std::string say(directory::Status status) const
    {
        return named(pages_, frame_, "entry.status", json::enum_name(status));
    }
    std::string say(directory::Visibility who) const
    {
        return named(pages_, frame_, "entry.who", json::enum_name(who));
    }
    std::string say(std::int64_t age) const { return age < 0 ? "" : std::to_string(age); }
    std::string say(std::vector<std::string> const& codes) const
    {
        std::vector<std::string> labels;
        for (auto const& code : codes)
            labels.push_back(label(code));
        return joined(labels, ", ");
    }
    std::string say(std::vector<directory::Phone> const& phones) const
    {
        std::vector<std::string> lines;
        for (auto const& phone : phones)
            lines.push_back(joined(
                { phone.number + (phone.extension.empty() ? "" : " x" + phone.extension),
                    phone.kind == directory::PhoneKind::Voice
                        ? ""
                        : named(pages_, frame_, "entry.phone", json::enum_name(phone.kind)),
                    phone.description,
                    phone.visibility == directory::Visibility::Public ? ""
                                                                      : say(phone.visibility) },
                " · "));
        return joined(lines, "\n");
    }
    std::string say(std::vector<directory::Schedule> const& schedules) const
    {
        std::vector<std::string> lines;
        for (auto const& one : schedules) {
            std::vector<std::string> days;
            for (auto const day : split(one.byday, ','))
                days.push_back(named(pages_, frame_, "day", std::string(day)));
            lines.push_back(joined({ joined(days, ", "), times_of(one), one.notes }, " · "));
        }
        return joined(lines, "\n");
    }
    std::string say(directory::Address const& address) const
    {
        return joined({ address.address_1, address.city,
                          joined({ address.state_province, address.postal_code }, " ") },
            ", ");
    }
    std::string say(directory::Site const& site) const { return say(site.address); }
    std::string say(std::vector<directory::Area> const& areas) const
    {
        std::vector<std::string> names;
        for (auto const& area : areas)
            names.push_back(area.name);
        return joined(names, ", ");
    }
    std::string say(directory::Capacity const& room) const
    {
        if (frame_.now - room.updated > directory::room_expires_after)
            return pages_.word(frame_.language, "beds.too_old",
                { { "when", when(pages_, frame_.language, room.updated, frame_.now) } });
        auto text = std::to_string(room.available);
        if (room.maximum)
            text = pages_.word(frame_.language, "beds.of",
                { { "n", text }, { "most", std::to_string(*room.maximum) } });
        return text + " " + room.unit + ", "
            + when(pages_, frame_.language, room.updated, frame_.now);
    }
    template <class T>
    std::string say(std::optional<T> const& value) const
    {
        return value ? say(*value) : "";
    }
    std::string word(std::string const& key) const
    {
        return named(pages_, frame_, "entry.answer", key);
    }

private:
    std::string times_of(directory::Schedule const& one) const
    {
        if (one.opens_at == "00:00" && one.closes_at == "24:00")
            return pages_.word(frame_.language, "hours.all_day");
        return one.opens_at.empty() ? "" : one.opens_at + "–" + one.closes_at;
    }
    std::string label(std::string const& code) const
    {
        directory::ByTongue const* label = nullptr;
        if (auto const* const one = vocabulary_.language(code))
            label = &one->label;
        else if (auto const* const category = vocabulary_.category(code))
            label = &category->label;
        else if (auto const* const population = vocabulary_.population(code))
            label = &population->label;
        if (!label)
            return code;
        auto const said = label->find(frame_.language);
        return said == label->end() ? label->begin()->second : said->second;
    }

    Pages const& pages_;
    Frame const& frame_;
    directory::Vocabulary const& vocabulary_;
};

} // namespace

std::vector<Told> told_of(Pages const& pages, Frame const& frame,
    directory::Vocabulary const& vocabulary, directory::Service const& service)
{
    Sayer const sayer(pages, frame, vocabulary);
    std::vector<Told> told;
    auto const add = [&](char const* field, auto const& value) {
        if (auto text = sayer.say(value); !text.empty())
            told.push_back({ field, std::move(text) });
    };
    add("name", service.name);
    add("alternate_name", service.alternate_name);
    add("alert", service.alert);
    add("description", service.description);
    add("status", service.status);
    add("phones", service.phones);
    add("email", service.email);
    add("website", service.website);
    if (service.confidential)
        told.push_back({ "site", pages.word(frame.language, "entry.confidential") });
    add("site", service.address);
    add("areas", service.areas);
    add("schedules", service.schedules);
    add("categories", service.categories);
    add("populations", service.populations);
    add("languages", service.languages);
    add("interpretation", service.interpretation);
    add("remote", service.remote);
    add("eligibility", service.eligibility);
    add("minimum_age", service.minimum_age);
    add("maximum_age", service.maximum_age);
    add("pets", service.pets);
    add("children", service.children);
    add("application_process", service.application_process);
    add("required_documents", service.required_documents);
    add("fees", service.fees);
    add("capacity", service.capacity);
    if (service.accepts_live_transfer)
        add("accepts_live_transfer", true);
    return told;
}

std::vector<Told> told_of(Pages const& pages, Frame const& frame,
    directory::Vocabulary const& vocabulary, directory::Amendment const& change)
{
    Sayer const sayer(pages, frame, vocabulary);
    std::vector<Told> told;
    boost::mp11::mp_for_each<
        boost::describe::describe_members<directory::Amendment, boost::describe::mod_public>>(
        [&](auto member) {
            auto const& value = change.*member.pointer;
            if (!value)
                return;
            auto text = sayer.say(*value);
            told.push_back(
                { member.name, text.empty() ? pages.word(frame.language, "entry.nothing") : text });
        });
    return told;
}

} // namespace reachline::edges::partners
