#pragma once

// The referral directory, as advocates see it: answer first, details after.

#include "edges/console/contract/common.hpp"

namespace reachline::edges::console::contract {

using hotline::Listing;

/// Search is POST: no term stands in a URL or a log.
struct ServiceSearch {
    std::string words;
    std::string place; ///< a ZIP code, or a city and state
    std::optional<int> miles {};
    std::optional<std::string> type {};
    std::optional<std::string> language {};
    bool open_now;
    bool takes_transfers;
    int page; ///< from 0
};
BOOST_DESCRIBE_STRUCT(
    ServiceSearch, (), (words, place, miles, type, language, open_now, takes_transfers, page))

struct ServiceRow {
    Id<Listing> id;
    Recipient organization;
    std::string name;
    std::vector<std::string> types;
    std::string place; ///< "Albany, NY"; the service area of a confidential one
    std::optional<double> miles {};
    std::optional<std::string> phone {};
    std::vector<std::string> languages;
    std::optional<bool> open_now {};
    bool takes_transfers;
    bool confidential; ///< no address anywhere
    bool partner; ///< has a portal: a referral reaches it there
    std::optional<std::string> capacity {}; ///< code: room, waiting_list, full
    std::optional<Time> verified_at {};
};
BOOST_DESCRIBE_STRUCT(ServiceRow, (),
    (id, organization, name, types, place, miles, phone, languages, open_now, takes_transfers,
        confidential, partner, capacity, verified_at))

struct ServiceList {
    int total; ///< of all pages of `rows`
    std::vector<ServiceRow> rows;
    std::vector<ServiceRow> national_lines; ///< that help with this from anywhere
    std::optional<std::string> did_you_mean {};
    std::optional<std::string> place_found {}; ///< how `place` was understood
};
BOOST_DESCRIBE_STRUCT(ServiceList, (), (total, rows, national_lines, did_you_mean, place_found))

struct ServicePhone {
    std::string number;
    std::optional<std::string> what_for {};
};
BOOST_DESCRIBE_STRUCT(ServicePhone, (), (number, what_for))

struct ServiceDetail {
    ServiceRow row;
    std::string description;
    std::optional<std::string> address {};
    std::vector<ServicePhone> phones;
    std::optional<std::string> email {};
    std::optional<std::string> url {};
    std::optional<std::string> hours {};
    std::optional<std::string> who_for {};
    std::optional<std::string> how_to_get_it {};
    std::optional<std::string> cost {};
    std::optional<std::string> for_advocates {}; ///< never public
};
BOOST_DESCRIBE_STRUCT(ServiceDetail, (),
    (row, description, address, phones, email, url, hours, who_for, how_to_get_it, cost,
        for_advocates))

struct ServiceForm {
    std::vector<Choice> types;
    std::vector<Choice> languages;
};
BOOST_DESCRIBE_STRUCT(ServiceForm, (), (types, languages))

} // namespace reachline::edges::console::contract
