#include "hotline/assessment/proposal.hpp"

#include "base/ensure.hpp"
#include "base/text.hpp"

#include <algorithm>
#include <charconv>

namespace reachline::hotline::assessment {

namespace {

enum class Applies { Yes, No, NotKnownYet };

std::optional<int> number_of(std::string_view text)
{
    int value = 0;
    auto const end = text.data() + text.size();
    auto const read = std::from_chars(text.data(), end, value);
    if (read.ec != std::errc {} || read.ptr != end)
        return std::nullopt;
    return value;
}

bool has(std::vector<std::string> const& list, std::string_view code)
{
    return std::ranges::find(list, code) != list.end();
}

bool meet(std::vector<std::string> const& some, std::vector<std::string> const& others)
{
    return std::ranges::any_of(some, [&](auto const& code) { return has(others, code); });
}

/// The answers as far as they count: not those of a branch that was left.
class Conversation {
public:
    Conversation(Instrument const& instrument, Answers const& answers)
        : instrument_(instrument)
        , answers_(answers)
    {
    }

    Applies applies(Question const& question) const
    {
        auto result = Applies::Yes;
        for (auto const& condition : question.ask_if.value_or(std::vector<Condition> {})) {
            auto const one = holds(condition);
            if (one == Applies::No)
                return Applies::No;
            if (one == Applies::NotKnownYet)
                result = Applies::NotKnownYet;
        }
        return result;
    }

    bool is_touched(Question const& question) const { return answers_.contains(question.code); }

    /// The answer that counts, or nothing.
    Answer const* given(Question const& question) const
    {
        auto const found = answers_.find(question.code);
        if (found == answers_.end() || found->second.standing != Standing::Answered
            || applies(question) == Applies::No)
            return nullptr;
        return &found->second;
    }

    /// It was asked and answered clearly, or it does not apply: nothing more can come of it.
    bool is_settled(Question const& question) const
    {
        if (applies(question) == Applies::No)
            return true;
        auto const* answer = given(question);
        return answer && !has(answer->values, "unsure");
    }

private:
    /// A condition upon an answer that is not there holds for is_not, and is open for is.
    Applies holds(Condition const& condition) const
    {
        auto const* gate = instrument_.question(condition.question);
        ensure(gate);
        if (condition.is && applies(*gate) == Applies::No)
            return Applies::No;
        auto const* answer = given(*gate);
        if (!answer)
            return condition.is ? Applies::NotKnownYet : Applies::Yes;
        if (condition.is)
            return meet(answer->values, *condition.is) ? Applies::Yes : Applies::No;
        return meet(answer->values, *condition.is_not) ? Applies::No : Applies::Yes;
    }

    Instrument const& instrument_;
    Answers const& answers_;
};

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

void take_evidence(Instrument const& instrument, Question const& question, Answer const& answer, Findings& findings)
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

Done check_chosen(Question const& question, Answer const& answer)
{
    if (answer.values.empty())
        return fail(Fault::Invalid, "an answer must be chosen");
    if (answer.values.size() > 1 && question.kind != QuestionKind::Many)
        return fail(Fault::Invalid, "only one answer can be chosen here");
    for (auto const& code : answer.values) {
        if (std::ranges::count(answer.values, code) != 1)
            return fail(Fault::Invalid, "an answer was chosen twice");
        if (std::ranges::find(*question.options, code, &Option::code) == question.options->end())
            return fail(Fault::Invalid, "this question has no such answer");
    }
    return {};
}

} // namespace

Done check_answer(Instrument const& instrument, std::string_view code, Answer const& answer)
{
    auto const* question = instrument.question(code);
    if (!question)
        return fail(Fault::Invalid, "this instrument has no such question");
    if (answer.standing != Standing::Answered) {
        if (!answer.values.empty())
            return fail(Fault::Invalid, "only an answered question carries an answer");
        return {};
    }
    if (question->options)
        return check_chosen(*question, answer);
    if (answer.values.size() != 1)
        return fail(Fault::Invalid, "this question has exactly one answer");
    if (question->kind == QuestionKind::Text) {
        auto const clean = TRY(clean_text(answer.values.front(), answer_limit));
        if (clean.empty())
            return fail(Fault::Invalid, "an answer in words cannot be empty");
        return {};
    }
    auto const number = number_of(answer.values.front());
    if (!number || *number < *question->least || *number > *question->most)
        return fail(Fault::Invalid, "this must be a whole number in the range asked for");
    return {};
}

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
            bool const told_unasked = applies == Applies::NotKnownYet && conversation.is_touched(question);
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
