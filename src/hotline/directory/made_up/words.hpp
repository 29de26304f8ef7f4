#pragma once

// What made-up services are made of: data/directory/made_up.json.

#include <boost/describe/class.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace reachline::hotline::directory::made_up {

struct Kind {
    std::string category;
    std::int64_t weight = 1;
    std::string suffix; ///< of the organization's name
    std::map<std::string, std::string> description;
};
BOOST_DESCRIBE_STRUCT(Kind, (), (category, weight, suffix, description))

struct Share {
    std::string code;
    std::int64_t percent = 0;
};
BOOST_DESCRIBE_STRUCT(Share, (), (code, percent))

struct Words {
    std::int64_t version = 0;
    std::string source;
    std::vector<std::string> first;
    std::vector<std::string> second;
    std::vector<Kind> kinds;
    std::vector<Share> languages;
    std::vector<Share> populations;
    std::vector<std::string> streets;
    std::vector<std::string> partner_notes;
    std::vector<std::string> advocate_notes;
    std::map<std::string, std::string> area_codes;
};
BOOST_DESCRIBE_STRUCT(Words, (),
    (version, source, first, second, kinds, languages, populations, streets, partner_notes,
        advocate_notes, area_codes))

} // namespace reachline::hotline::directory::made_up
