#pragma once

// The records of the directory out of what somebody gave us: organization by organization, so that a
// hundred thousand services are never in memory as records at once.
//
// A service at several locations is a listing at each. A place is confidential when the source says so
// in any way that we know, when a safe house carries an address, or when a shelter gives none: what is
// in doubt is hidden. People by name, programs and postal addresses are not taken.

#include "hotline/directory/directory.hpp"
#include "hotline/directory/exchange/check_rows.hpp"

#include <set>

namespace reachline::hotline::directory::exchange {

struct GivenListing {
    std::string foreign; ///< the id of the service, with that of its location behind an @
    std::string service; ///< the id of the service alone
    Listing listing; ///< without ids; its status is what the source says
    std::optional<Site> hidden {};
    bool says_visibility = false; ///< the source told who may see it
    std::vector<ForeignCode> codes {};
    std::optional<Time> modified {}; ///< when the source changed it last
    Row row {};
};

struct Given {
    std::string foreign;
    Organization organization; ///< without an id
    bool is_refused = false; ///< its id is known, and nothing else of it can be used
    std::vector<GivenListing> listings {};
    std::optional<Time> modified {};
    Row row {};
};

class Assembly {
public:
    /// Looks at every row and names what is wrong with it. `tables` must outlive this.
    Assembly(Tables const&, Reference const&, Findings&);

    std::size_t organizations() const;
    /// The next organization; nothing after the last.
    std::optional<Given> next();
    /// Ids of services that are there and cannot be used, all or in part: they are not gone.
    std::set<std::string, std::less<>> unusable_services() const;

private:
    struct Where { ///< a service at one location, or at none
        Row at {};
        Row location {};
    };
    Given organization_of(Row const&);
    std::vector<Row> services_of(std::string_view organization) const;
    std::vector<Where> places_of(Row const& service, bool& is_remote) const;
    std::optional<GivenListing> listing_of(Row const& service, Where const&, bool is_remote);
    void put_texts(Listing&, Row const& service) const;
    void put_codes(GivenListing&, Row const& service, Where const&) const;
    void put_phones(Listing&, Row const& service, Where const&) const;
    void put_place(GivenListing&, Row const& service, Where const&);
    void put_areas(GivenListing&, Row const& service, Where const&);
    void put_hours(GivenListing&, Row const& service, Where const&);
    void put_capacity(Listing&, Row const& service) const;
    void hide_words(GivenListing&);
    bool says_confidential(Row const& service, Row const& location, Listing const&) const;
    std::optional<Phone> told_phone(Row const&) const;
    std::vector<Area> areas_of(Row const&, std::string_view state) const;
    static void add_hours(std::vector<Schedule>&, Schedule, bool is_of_one_day);
    Row address_of(Row const& location) const;
    std::vector<Row> rows(Kind, ByKey const&, std::string_view key) const;
    void note(Row const&, std::string_view column, Rule, std::string detail = {});

    Tables const& tables_;
    Reference reference_;
    Findings& findings_;
    Standing standing_;
    Placing placing_;
    Codes codes_;
    std::uint32_t next_ = 0;
    ByKey services_by_organization_, locations_by_organization_, services_by_location_, at_by_service_,
        addresses_, attributes_, phones_by_service_, phones_by_location_, phones_by_at_,
        phones_by_organization_, hours_by_service_, hours_by_location_, hours_by_at_, areas_by_service_,
        areas_by_at_, languages_by_service_, languages_by_location_, documents_, eligibilities_, costs_,
        capacities_;
};

} // namespace reachline::hotline::directory::exchange
