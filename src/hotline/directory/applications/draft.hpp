#pragma once

// What an organization tells of itself when it asks to be listed, in six groups: who you are; what
// you do; where and when; whom you serve; how you protect people; references and who signs.
//
// Nobody is listed by filling in a form: what is told here is read, checked and let in by two
// persons (applications.hpp). Until then it stands in no index and no page.

#include "hotline/directory/directory.hpp"

namespace reachline::hotline::directory::applications {

/// The kinds of organization that such directories list.
enum class ListingType {
    ServiceProvider,
    Government,
    LawEnforcement,
    TaskForce,
    Coalition,
    Other
};
BOOST_DESCRIBE_ENUM(
    ListingType, ServiceProvider, Government, LawEnforcement, TaskForce, Coalition, Other)

/// Somebody we may speak with about the application; shown to those who keep the directory alone.
struct Contact {
    std::string name {};
    std::string function {}; ///< "director"
    std::string phone {};
    std::string email {};
};
BOOST_DESCRIBE_STRUCT(Contact, (), (name, function, phone, email))

struct WhoYouAre {
    std::string organization {};
    std::string alternate_name {};
    ListingType type = ListingType::ServiceProvider;
    std::string description {};
    std::string website {};
    std::string email {}; ///< may be shown
    std::string phone {}; ///< may be shown
    std::string register_number {}; ///< of a charity or a tax register; empty for none
    /// Public: anybody may know of it. Otherwise the organization itself is not public at all.
    Visibility visibility = Visibility::Public;
    Contact contact {};
};
BOOST_DESCRIBE_STRUCT(WhoYouAre, (),
    (organization, alternate_name, type, description, website, email, phone, register_number,
        visibility, contact))

struct WhatYouDo {
    std::string name {}; ///< of the service
    std::string description {};
    std::vector<std::string> categories {}; ///< codes of the Vocabulary, the main one first
    std::string application_process {};
    std::string required_documents {};
    std::string fees {};
    bool accepts_referrals = false;
    bool accepts_live_transfer = false;
};
BOOST_DESCRIBE_STRUCT(WhatYouDo, (),
    (name, description, categories, application_process, required_documents, fees,
        accepts_referrals, accepts_live_transfer))

struct WhereAndWhen {
    bool confidential = false; ///< then the address is sealed, and no entry ever shows it
    bool remote = false; ///< also by phone or online
    std::optional<directory::Address> address {}; ///< none: given at no place
    std::vector<Area> areas {}; ///< extent, county and state; name and centre are filled in
    std::vector<Schedule> schedules {};
    std::string phone {}; ///< of the service, where it has one of its own
};
BOOST_DESCRIBE_STRUCT(
    WhereAndWhen, (), (confidential, remote, address, areas, schedules, phone))

struct WhomYouServe {
    std::vector<std::string> populations {};
    std::vector<std::string> languages {};
    std::string interpretation {};
    std::string eligibility {};
    std::optional<std::int64_t> minimum_age {};
    std::optional<std::int64_t> maximum_age {};
    Answer pets = Answer::Ask;
    Answer children = Answer::Ask;
};
BOOST_DESCRIBE_STRUCT(WhomYouServe, (),
    (populations, languages, interpretation, eligibility, minimum_age, maximum_age, pets, children))

/// One service: groups two to four.
struct Offered {
    WhatYouDo what {};
    WhereAndWhen where {};
    WhomYouServe whom {};
};
BOOST_DESCRIBE_STRUCT(Offered, (), (what, where, whom))

/// Read by editors and verifiers alone.
struct HowYouProtect {
    Answer background_checks = Answer::Ask; ///< of everybody who meets those who are served
    Answer no_discrimination = Answer::Ask;
    Answer shares_only_with_consent = Answer::Ask;
    Answer warm_transfers = Answer::Ask; ///< speaks with an advocate before a person is sent
    std::string confidentiality {}; ///< how names and places are kept
    std::string training {};
    std::string incidents {}; ///< what is done when something went wrong
};
BOOST_DESCRIBE_STRUCT(HowYouProtect, (),
    (background_checks, no_discrimination, shares_only_with_consent, warm_transfers,
        confidentiality, training, incidents))

struct Letter {
    std::string writer {};
    std::string organization {};
    std::string reached_at {}; ///< phone or e-mail
    std::string text {};
};
BOOST_DESCRIBE_STRUCT(Letter, (), (writer, organization, reached_at, text))

struct References {
    std::vector<Letter> letters {};
    std::string signed_by {};
    std::string function {};
    bool is_true = false; ///< "what we say is true, and we may say it"
    bool keeps_current = false; ///< "we confirm it every year, and tell what changes"
    bool no_endorsement = false; ///< "to be listed is no recommendation"
};
BOOST_DESCRIBE_STRUCT(
    References, (), (letters, signed_by, function, is_true, keeps_current, no_endorsement))

struct Draft {
    WhoYouAre who {};
    std::vector<Offered> services {};
    HowYouProtect protection {};
    References references {};
};
BOOST_DESCRIBE_STRUCT(Draft, (), (who, services, protection, references))

inline constexpr std::size_t most_services = 5;
inline constexpr std::size_t most_letters = 5;
inline constexpr std::size_t longest_letter = 8'000; ///< bytes

/// What a draft still wants: the field ("who.contact.phone", "services.0.where.address"), and why,
/// by a code that the form says in its own words.
struct Wanting {
    std::string field {};
    Literal code; ///< see wanting()
};

/// Codes: "missing", "too_long" (or holds what no text may hold), "unknown", "bad_phone",
/// "bad_email", "bad_website", "bad_hours", "bad_area", "bad_address", "bad_age", "too_many",
/// "not_agreed".
std::vector<Wanting> wanting(Draft const&, Reference const&);

/// The services as the directory would list them, inactive; with the place of each, apart, which
/// is hidden where the service is confidential.
struct Proposed {
    Listing listing {};
    std::optional<Site> hidden {};
};
Result<std::vector<Proposed>> proposed_listings(Draft const&, Reference const&);
Organization proposed_organization(Draft const&);

} // namespace reachline::hotline::directory::applications
