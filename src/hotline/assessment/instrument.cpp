#include "hotline/assessment/instrument.hpp"

#include "base/ensure.hpp"
#include "base/json_binding.hpp"

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

using Checked = tl::expected<void, json::Wrong>;

Checked wrong(std::string path, Literal text)
{
    return tl::unexpected<json::Wrong>(json::Wrong { std::move(path), text });
}

template <class T>
json::Bound<T> read(std::string_view text)
{
    auto const value = json::parse(text);
    if (!value)
        return tl::unexpected<json::Wrong>(json::Wrong { "", value.error().text });
    return json::bound<T>(*value);
}

bool is_code(std::string_view text)
{
    return !text.empty() && text.size() <= 40 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    });
}

bool is_in_all_languages(Words const& words)
{
    auto const has = [&](char const* language) {
        auto const found = words.find(language);
        return found != words.end() && !found->second.empty();
    };
    return has("en") && has("es");
}

bool has_options(Question const& question)
{
    return question.kind != QuestionKind::Number && question.kind != QuestionKind::Text;
}

bool offers(Question const& question, std::string const& code)
{
    return question.options
        && std::ranges::any_of(*question.options, [&](auto const& o) { return o.code == code; });
}

/// Walks the questions in order and keeps the first fault it meets.
class Check {
public:
    explicit Check(std::map<std::string, Indicator> const& indicators)
        : indicators_(indicators)
    {
    }

    Checked section(Section const& section, std::string const& at)
    {
        if (!is_code(section.code))
            return wrong(at + ".code", "a code is lower-case letters, digits and lines");
        if (!is_in_all_languages(section.title))
            return wrong(at + ".title", "English and Spanish words are both needed");
        if (section.questions.empty())
            return wrong(at + ".questions", "a section has at least one question");
        for (std::size_t i = 0; i < section.questions.size(); ++i)
            if (auto done = question(section.questions[i], at + ".questions." + std::to_string(i)); !done)
                return done;
        return {};
    }

private:
    Checked question(Question const& question, std::string const& at)
    {
        if (!is_code(question.code))
            return wrong(at + ".code", "a code is lower-case letters, digits and lines");
        if (seen_.contains(question.code))
            return wrong(at + ".code", "an earlier question has this code");
        if (!is_in_all_languages(question.words))
            return wrong(at + ".words", "English and Spanish words are both needed");
        if (!is_in_all_languages(question.why))
            return wrong(at + ".why", "English and Spanish words are both needed");
        if (auto done = options(question, at); !done)
            return done;
        for (std::size_t i = 0; question.ask_if && i < question.ask_if->size(); ++i)
            if (auto done = condition((*question.ask_if)[i], at + ".ask_if." + std::to_string(i)); !done)
                return done;
        for (std::size_t i = 0; question.supports && i < question.supports->size(); ++i)
            if (auto done = support(question, (*question.supports)[i], at + ".supports." + std::to_string(i));
                !done)
                return done;
        seen_.emplace(question.code, &question);
        return {};
    }

    Checked options(Question const& question, std::string const& at)
    {
        bool const ranged = question.least && question.most && *question.least <= *question.most;
        if (question.kind == QuestionKind::Number && !ranged)
            return wrong(at + ".least", "a number needs its least and its most");
        if (question.kind != QuestionKind::Number && (question.least || question.most))
            return wrong(at + ".least", "only a number has a least and a most");
        if (!has_options(question) && question.options)
            return wrong(at + ".options", "this kind of question has no options");
        if (!has_options(question))
            return {};
        if (!question.options || question.options->size() < 2)
            return wrong(at + ".options", "at least two options are needed");
        std::set<std::string> codes;
        for (auto const& option : *question.options) {
            if (!is_code(option.code) || !codes.insert(option.code).second)
                return wrong(at + ".options", "an option's code is wrong or stands there twice");
            if (!is_in_all_languages(option.label))
                return wrong(at + ".options", "English and Spanish words are both needed");
        }
        return {};
    }

    Checked condition(Condition const& condition, std::string const& at)
    {
        auto const gate = seen_.find(condition.question);
        if (gate == seen_.end())
            return wrong(at + ".question", "this names no earlier question");
        if (condition.is.has_value() == condition.is_not.has_value())
            return wrong(at, "a condition has either is or is_not");
        auto const& answers = condition.is ? *condition.is : *condition.is_not;
        if (answers.empty())
            return wrong(at, "a condition names at least one answer");
        for (auto const& answer : answers)
            if (!offers(*gate->second, answer))
                return wrong(at, "that question has no such answer");
        return {};
    }

    Checked support(Question const& question, Support const& support, std::string const& at)
    {
        if (!indicators_.contains(support.indicator))
            return wrong(at + ".indicator", "there is no such indicator");
        if (question.kind == QuestionKind::Text)
            return wrong(at, "free words support nothing by themselves: a person judges them");
        if (question.kind == QuestionKind::Number)
            return range(question, support, at);
        if (support.from || support.to || !support.answers || support.answers->empty())
            return wrong(at + ".answers", "the answers that support it are needed, and no range");
        for (auto const& answer : *support.answers) {
            if (!offers(question, answer))
                return wrong(at + ".answers", "this question has no such answer");
            if (question.kind == QuestionKind::YesNoUnsure && answer == "unsure")
                return wrong(at + ".answers", "not being sure supports nothing");
        }
        return {};
    }

    static Checked range(Question const& question, Support const& support, std::string const& at)
    {
        if (support.answers || !support.from || !support.to || *support.from > *support.to
            || *support.from < *question.least || *support.to > *question.most)
            return wrong(at + ".from", "a range within the question's least and most is needed");
        return {};
    }

    std::map<std::string, Indicator> const& indicators_;
    std::map<std::string, Question const*> seen_;
};

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
                return wrong("sections." + std::to_string(s) + ".questions." + std::to_string(q) + ".options",
                    "this kind of question has no options of its own");
            question.options = options;
        }
    return {};
}

/// The sentences that the rule of proposal.cpp may give as its reasons.
constexpr char const* needed_reasons[] = { "minor_in_commercial_sex", "all_elements_direct",
    "purpose_and_means", "age_not_known", "action_not_known", "action_not_found",
    "means_not_known", "means_not_found", "purpose_not_known", "purpose_not_found",
    "knowledge_not_direct", "knowledge_not_known", "only_hints" };

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

json::Bound<Instrument> Instrument::load(std::string_view instrument_json, std::string_view indicators_json)
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
    Check check(instrument.indicators_);
    for (std::size_t i = 0; i < file->sections.size(); ++i)
        if (auto done = check.section(file->sections[i], "sections." + std::to_string(i)); !done)
            return fault(done.error());
    if (file->sections.empty())
        return fault({ "sections", "an instrument has at least one section" });
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
