#pragma once

// How an organization comes into the directory, and who lets it in.
//
//   submitted -> in_review -> (info_requested -> in_review) -> approved -> listed
//   and from any of the first three: refused, withdrawn
//
// A false entry hands a person to a trafficker. So an editor reads an application, records each
// point of the review (review_form.hpp), reads each letter and recommends; a verifier, who is
// another person, approves, and by listing makes sure of every service. The hotline by itself
// (Actor::System) does none of this. What was told is sealed for the directory's own vault
// (decision page 0050) and destroyed some days after a refusal or a withdrawal.

#include "hotline/directory/applications/draft.hpp"
#include "hotline/directory/applications/review_form.hpp"

namespace reachline::hotline {

struct Application;

namespace directory::applications {

enum class State { Submitted, InReview, InfoRequested, Approved, Listed, Refused, Withdrawn };
BOOST_DESCRIBE_ENUM(
    State, Submitted, InReview, InfoRequested, Approved, Listed, Refused, Withdrawn)

// The applicant's side.

/// Takes an application in and answers the number with which the applicant comes back: sixteen
/// digits, as a person's receipt. `token` is 256 random bits that the form was made with: sent
/// twice, it answers the same number and makes nothing new. Invalid for a draft that is wanting.
Result<std::string> submit(World&, Reference const&, Draft const&, std::string_view token);

/// Which application a number belongs to; on a worker, since it tries many hashes. NotFound alike
/// for a wrong number and for none.
Result<Id<Application>> find_by_number(store::Database&, std::string_view digits);

struct Standing {
    State state {};
    Time since {};
    std::string refusal {}; ///< a code of the review form
};
Result<Standing> standing(store::Database&, Id<Application>);
/// The applicant's answer to what we asked: the review goes on.
Done answer(World&, Id<Application>, std::string text);
/// The applicant takes it back, whatever we do with it just now; Conflict once it is approved.
Done withdraw(World&, Id<Application>);

// The reviewers' side. NotAllowed for whoever may not; Conflict for an application that stands
// elsewhere.

/// An editor takes it up.
Done take_up(World&, Actor const&, Id<Application>);
/// An editor asks for more; the recommendation, if there is one, falls.
Done ask(World&, Actor const&, Id<Application>, std::string question);
/// An editor writes down what was answered by phone or mail.
Done note_answer(World&, Actor const&, Id<Application>, std::string text);

enum class Finding { Yes, No, DoesNotApply };
BOOST_DESCRIBE_ENUM(Finding, Yes, No, DoesNotApply)
struct Checked {
    std::string point; ///< a code of the review form
    Finding result {};
    std::string note {}; ///< sealed
};
/// An editor records a point. A no takes the recommendation back.
Done check_point(World&, Actor const&, ReviewForm const&, Id<Application>, Checked const&);

enum class LetterVerdict { Supports, DoesNotSupport, NotConfirmed };
BOOST_DESCRIBE_ENUM(LetterVerdict, Supports, DoesNotSupport, NotConfirmed)
/// An editor read a letter and asked who wrote it. `position` counts from 1.
Done mark_letter(World&, Actor const&, Id<Application>, std::int64_t position, LetterVerdict);

/// What still stands between the application and a recommendation, as codes: "point:called",
/// "letters" (too few that support), "letters_unread".
Result<std::vector<std::string>> open_points(
    World&, Actor const&, ReviewForm const&, Id<Application>);
/// An editor recommends. Conflict while a point is open.
Done recommend(World&, Actor const&, ReviewForm const&, Id<Application>);

struct Approval {
    std::optional<Id<Organization>> into {}; ///< an organization that is listed already
};
/// A verifier, who did not recommend it, lets it in: the organization and its services are made,
/// inactive.
Done approve(World&, Actor const&, Reference const&, Id<Application>, Approval const& = {});
/// A verifier lists it: each service is active and assured as of now.
Done list(World&, Actor const&, Id<Application>);
/// A verifier does not let it in.
Done refuse(World&, Actor const&, ReviewForm const&, Id<Application>, std::string const& reason);
/// An editor writes down that the applicant took it back.
Done note_withdrawal(World&, Actor const&, Id<Application>);

/// Destroys the words of what was refused or withdrawn `erase_after_days` ago. Called by the beat.
Result<std::size_t> erase_due(World&, ReviewForm const&);

// Readers.

struct Row {
    Id<Application> id {};
    State state {};
    Time since {};
    Time submitted {};
    std::int64_t services = 0;
    std::int64_t letters = 0;
    bool transfers = false;
    std::string states {}; ///< "OK,TX"
    std::optional<Id<Account>> taken_up_by {};
    std::optional<Id<Account>> recommended_by {};
    std::optional<Id<Account>> approved_by {};
    std::string refusal {};
    std::optional<Id<Organization>> organization {};
};
/// Open ones first, the longest waiting first; then the last hundred of the others.
Result<std::vector<Row>> all(store::Database&);

struct PointRow {
    std::string point {};
    std::int64_t form_version = 0;
    Finding result {};
    std::string note {};
    Id<Account> by {};
    Time at {};
};
struct LetterRow {
    std::int64_t position = 0;
    LetterVerdict verdict {};
    Id<Account> by {};
    Time at {};
};
struct Said {
    std::optional<Id<Account>> asked_by {}; ///< none: the applicant
    Time at {};
    std::string text {};
};
struct Whole {
    Row row {};
    std::optional<Draft> draft {}; ///< none once its words were destroyed
    std::vector<PointRow> points {}; ///< every one that was recorded, the latest last
    std::vector<LetterRow> letters {};
    std::vector<Said> said {};
    std::vector<Id<Listing>> services {};
};
/// For editors and verifiers; writes a reading. NotAllowed while the directory's vault is locked.
Result<Whole> read(World&, Actor const&, Id<Application>);
/// The name of the applicant, for lists; under the same rule, with one reading for all.
Result<std::map<Id<Application>, std::string>> names(
    World&, Actor const&, std::vector<Row> const&);

} // namespace directory::applications
} // namespace reachline::hotline
