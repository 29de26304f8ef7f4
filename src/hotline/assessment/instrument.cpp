#include "hotline/assessment/instrument.hpp"

#include "base/ensure.hpp"
#include "base/json_binding.hpp"
#include "hotline/assessment/instrument_check.hpp"

#include <algorithm>
#include <set>

namespace reachline::hotline::assessment {

namespace {

/// An instrument's file as it stands.
struct InstrumentFile {
    std::string form;
    std::string code;
    int version = 0;
    std::string status;
    std::string source;
    std::string licence;
    Words title;
    Words about;
    std::vector<Option> yes_no_unsure;
    std::vector<Section> sections;
};
BOOST_DESCRIBE_STRUCT(InstrumentFile, (),
    (form, code, version, status, source, licence, title, about, yes_no_unsure, sections))

struct IndicatorFile {
    std::string form;
    int version = 0;
    std::string status;
    std::string source;
    std::string licence;
    std::vector<Indicator> indicators;
    std::vector<ReasonWords> reasons;
};
BOOST_DESCRIBE_STRUCT(
    IndicatorFile, (), (form, version, status, source, licence, indicators, reasons))

template <class T>
json::Bound<T> read(std::string_view text)
{
    auto const value = json::parse(text);
    if (!value)
        return tl::unexpected<json::Wrong>(json::Wrong { "", value.error().text });
    return json::bound<T>(*value);
}

constexpr std::string_view answers_of_yes_no[] = { "yes", "no", "unsure" };

Checked offer_yes_and_no(InstrumentFile& file)
{
    auto const& options = file.yes_no_unsure;
    if (!std::ranges::equal(options, answers_of_yes_no, {}, &Option::code))
        return wrong("yes_no_unsure", "this is yes, no and unsure, in this order");
    for (std::size_t s = 0; s < file.sections.size(); ++s)
        for (std::size_t q = 0; q < file.sections[s].questions.size(); ++q) {
            auto& question = file.sections[s].questions[q];
            if (question.kind != QuestionKind::YesNoUnsure)
                continue;
            if (question.options)
                return wrong("sections." + std::to_string(s) + ".questions." + std::to_string(q)
                        + ".options",
                    "this kind of question has no options of its own");
            question.options = options;
        }
    return {};
}

/// The sentences that the rule of proposal.cpp may give as its reasons.
constexpr char const* needed_reasons[] = { "minor_in_commercial_sex", "all_elements_direct",
    "purpose_and_means", "age_not_known", "action_not_known", "action_not_found", "means_not_known",
    "means_not_found", "purpose_not_known", "purpose_not_found", "knowledge_not_direct",
    "knowledge_not_known", "only_hints" };

Checked check_indicators(IndicatorFile const& file)
{
    if (file.form != "indicators")
        return wrong("form", "this is not a list of indicators");
    std::set<std::string> codes;
    for (std::size_t i = 0; i < file.indicators.size(); ++i) {
        auto const at = "indicators." + std::to_string(i);
        auto const& indicator = file.indicators[i];
        if (!is_code(indicator.code) || !codes.insert(indicator.code).second)
            return wrong(at + ".code", "this code is wrong or stands there twice");
        if (!is_in_all_languages(indicator.label))
            return wrong(at + ".label", "English and Spanish words are both needed");
    }
    for (auto const* needed : needed_reasons) {
        auto const found = std::ranges::find(file.reasons, needed, &ReasonWords::code);
        if (found == file.reasons.end() || !is_in_all_languages(found->label))
            return wrong("reasons", "a sentence that the rule needs is missing here");
    }
    return {};
}

} // namespace

json::Bound<Instrument> Instrument::load(
    std::string_view instrument_json, std::string_view indicators_json)
{
    auto const fault = [](json::Wrong const& what) { return tl::unexpected<json::Wrong>(what); };
    auto indicators = read<IndicatorFile>(indicators_json);
    if (!indicators)
        return fault(indicators.error());
    if (auto done = check_indicators(*indicators); !done)
        return fault(done.error());
    auto file = read<InstrumentFile>(instrument_json);
    if (!file)
        return fault(file.error());
    if (file->form != "instrument")
        return fault({ "form", "this is not an instrument" });
    if (!is_code(file->code) || file->version < 1)
        return fault({ "version", "an instrument has a code and a version from 1 on" });
    if (file->source.empty() || file->status.empty() || file->licence.empty())
        return fault({ "source", "an instrument names its source, status and licence" });
    if (!is_in_all_languages(file->title) || !is_in_all_languages(file->about))
        return fault({ "title", "English and Spanish words are both needed" });
    if (auto done = offer_yes_and_no(*file); !done)
        return fault(done.error());

    Instrument instrument;
    for (auto& indicator : indicators->indicators)
        instrument.indicators_.emplace(indicator.code, indicator);
    instrument.reasons_ = std::move(indicators->reasons);
    if (auto done = check_sections(file->sections, instrument.indicators_); !done)
        return fault(done.error());
    instrument.code_ = std::move(file->code);
    instrument.version_ = file->version;
    instrument.status_ = std::move(file->status);
    instrument.source_ = std::move(file->source);
    instrument.title_ = std::move(file->title);
    instrument.about_ = std::move(file->about);
    instrument.sections_ = std::move(file->sections);
    return instrument;
}

Question const* Instrument::question(std::string_view code) const
{
    for (auto const& section : sections_)
        for (auto const& question : section.questions)
            if (question.code == code)
                return &question;
    return nullptr;
}

Indicator const& Instrument::indicator(std::string const& code) const
{
    auto const found = indicators_.find(code);
    ensure(found != indicators_.end()); // load() checked every name
    return found->second;
}

ReasonWords const* Instrument::reason(std::string_view code) const
{
    auto const found = std::ranges::find(reasons_, code, &ReasonWords::code);
    return found == reasons_.end() ? nullptr : &*found;
}

} // namespace reachline::hotline::assessment
