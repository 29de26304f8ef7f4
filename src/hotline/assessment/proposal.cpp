#include "hotline/assessment/proposal.hpp"

#include "base/ensure.hpp"
#include "hotline/assessment/conversation.hpp"

#include <algorithm>

namespace reachline::hotline::assessment {

namespace {

bool is_supported(Support const& support, Answer const& answer)
{
    if (support.answers)
        return meet(answer.values, *support.answers);
    auto const number = answer.values.empty() ? std::nullopt : number_of(answer.values.front());
    return number && *number >= *support.from && *number <= *support.to;
}

/// What the answers say about one element.
struct Finding {
    bool supported = false;
    bool stated = false; ///< outright, not by a hint alone
    bool open = false; ///< a question that could support it was not answered

    Known known() const { return supported ? Known::Yes : open ? Known::Unknown : Known::No; }
};

struct Findings {
    std::map<Element, Finding> elements;
    std::map<std::string, bool> aspects; ///< "commercial_sex", "minor", ...
    std::vector<Reason> evidence;

    Finding operator[](Element element) const
    {
        auto const found = elements.find(element);
        return found == elements.end() ? Finding {} : found->second;
    }
    bool found(std::string const& aspect) const { return aspects.contains(aspect); }
};

bool tells_of_trafficking(Element element)
{
    return element == Element::Action || element == Element::Means || element == Element::Purpose;
}

void take_evidence(Instrument const& instrument, Question const& question, Answer const& answer,
    Findings& findings)
{
    for (auto const& support : *question.supports) {
        if (!is_supported(support, answer))
            continue;
        auto const& indicator = instrument.indicator(support.indicator);
        auto& finding = findings.elements[indicator.element];
        finding.supported = true;
        finding.stated = finding.stated || support.weight == Weight::States;
        findings.aspects[indicator.aspect] = true;
        findings.evidence.push_back({ ReasonWeight::Supports, indicator.code, question.code });
    }
}

Findings find(Instrument const& instrument, Conversation const& conversation)
{
    Findings findings;
    for (auto const& section : instrument.sections())
        for (auto const& question : section.questions) {
            if (!question.supports)
                continue;
            if (auto const* answer = conversation.given(question))
                take_evidence(instrument, question, *answer, findings);
            if (conversation.is_settled(question))
                continue;
            for (auto const& support : *question.supports)
                findings.elements[instrument.indicator(support.indicator).element].open = true;
        }
    return findings;
}

/// Applies the rule at the head of proposal.hpp.
class Judgement {
public:
    explicit Judgement(Findings const& findings)
        : findings_(findings)
        , action_(findings[Element::Action])
        , means_(findings[Element::Means])
        , purpose_(findings[Element::Purpose])
    {
    }

    Level level()
    {
        if (findings_.found("minor") && findings_.found("commercial_sex"))
            return because(ReasonWeight::Supports, "minor_in_commercial_sex"), Level::High;
        if (!purpose_.supported)
            return without_purpose();
        if (means_.supported)
            return with_means();
        say_means();
        if (findings_.found("commercial_sex") && !findings_.found("adult"))
            return because(ReasonWeight::Missing, "age_not_known"), Level::Moderate;
        return Level::Low;
    }

    std::vector<Reason> reasons;

private:
    Level without_purpose()
    {
        if (!purpose_.open)
            return because(ReasonWeight::Against, "purpose_not_found"), Level::None;
        because(ReasonWeight::Missing, "purpose_not_known");
        return means_.supported ? Level::Low : Level::None;
    }

    Level with_means()
    {
        bool const direct = findings_.found("direct");
        bool const stated = action_.stated && means_.stated && purpose_.stated;
        if (direct && stated)
            return because(ReasonWeight::Supports, "all_elements_direct"), Level::High;
        because(ReasonWeight::Supports, "purpose_and_means");
        if (!action_.supported)
            action_.open ? because(ReasonWeight::Missing, "action_not_known")
                         : because(ReasonWeight::Against, "action_not_found");
        else if (!stated)
            because(ReasonWeight::Missing, "only_hints");
        if (!direct)
            findings_.found("indirect") ? because(ReasonWeight::Missing, "knowledge_not_direct")
                                        : because(ReasonWeight::Missing, "knowledge_not_known");
        return Level::Moderate;
    }

    void say_means()
    {
        means_.open ? because(ReasonWeight::Missing, "means_not_known")
                    : because(ReasonWeight::Against, "means_not_found");
    }

    void because(ReasonWeight weight, char const* code)
    {
        reasons.push_back({ weight, code, std::nullopt });
    }

    Findings const& findings_;
    Finding action_;
    Finding means_;
    Finding purpose_;
};

/// Where "adult" and "minor" were both said, the safer one counts.
Known minor_of(Findings const& findings)
{
    if (findings.found("minor"))
        return Known::Yes;
    return findings.found("adult") ? Known::No : Known::Unknown;
}

/// Whether it, or a question that hangs on it, supports nothing but a level.
bool only_supports_level(Instrument const& instrument, Question const& question)
{
    auto const supports = [&](Question const& one) {
        return one.supports && std::ranges::all_of(*one.supports, [&](auto const& support) {
            return tells_of_trafficking(instrument.indicator(support.indicator).element);
        });
    };
    if (question.supports)
        return supports(question);
    for (auto const& section : instrument.sections())
        for (auto const& other : section.questions)
            for (auto const& condition : other.ask_if.value_or(std::vector<Condition> {}))
                if (condition.question == question.code && supports(other))
                    return true;
    return false;
}

} // namespace

Proposal propose(Instrument const& instrument, Answers const& answers)
{
    auto findings = find(instrument, Conversation(instrument, answers));
    Judgement judgement(findings);
    Proposal proposal;
    proposal.level = judgement.level();
    proposal.action = findings[Element::Action].known();
    proposal.means = findings[Element::Means].known();
    proposal.purpose = findings[Element::Purpose].known();
    proposal.minor = minor_of(findings);
    proposal.danger_now = findings[Element::Danger].supported;
    proposal.because = std::move(judgement.reasons);
    proposal.evidence = std::move(findings.evidence);
    return proposal;
}

Words const& words_of(Instrument const& instrument, Reason const& reason)
{
    if (reason.question)
        return instrument.indicator(reason.code).label;
    auto const* words = instrument.reason(reason.code);
    ensure(words); // load() checked that every sentence of the rule is there
    return words->label;
}

std::vector<std::string> visible(Instrument const& instrument, Answers const& answers)
{
    Conversation const conversation(instrument, answers);
    std::vector<std::string> codes;
    for (auto const& section : instrument.sections())
        for (auto const& question : section.questions) {
            auto const applies = conversation.applies(question);
            bool const told_unasked =
                applies == Applies::NotKnownYet && conversation.is_touched(question);
            if (applies == Applies::Yes || told_unasked)
                codes.push_back(question.code);
        }
    return codes;
}

std::optional<std::string> next_question(Instrument const& instrument, Answers const& answers)
{
    Conversation const conversation(instrument, answers);
    bool const is_high = propose(instrument, answers).level == Level::High;
    for (auto const& section : instrument.sections())
        for (auto const& question : section.questions)
            if (conversation.applies(question) == Applies::Yes && !conversation.is_touched(question)
                && !(is_high && only_supports_level(instrument, question)))
                return question.code;
    return std::nullopt;
}

} // namespace reachline::hotline::assessment
