#pragma once

// What the cells of a row mean. A reader answers what is meant and, when that is not what was
// written, the rule that was broken; nothing is reported here, since one row may be read twice.

#include "hotline/directory/exchange/table.hpp"
#include "hotline/directory/records.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace reachline::hotline::directory::exchange {

template <class T>
struct Read {
    T value {};
    std::optional<Rule> fault {};
    std::string detail {};
    std::string_view column {}; ///< where more than one was read
};

/// Plain words, cut to `limit` bytes.
Read<std::string> words_in(std::string_view, std::size_t limit = 4'000);
Read<std::string> website_in(std::string_view);
Read<std::string> email_in(std::string_view);
Read<std::optional<Time>> time_in(std::string_view);
/// "2026-01-31", or empty.
Read<std::string> date_in(std::string_view);
Read<std::optional<std::int64_t>> age_in(std::string_view);
Read<Status> status_in(std::string_view);
Read<std::optional<Phone>> phone_in(Row const&);
/// Its zone is empty where none is said.
Read<std::optional<Schedule>> schedule_in(Row const&);
/// Hours that are said in words, or in a rhythm that we cannot compute.
std::string hours_in_words(Row const&);
Read<std::optional<Capacity>> capacity_in(Row const&, std::string_view unit);

/// yes, no or neither.
std::optional<bool> answer_in(std::string_view);
bool is_yes(std::string_view);
/// A whole number, or with a decimal point and nothing behind it.
std::optional<std::int64_t> whole_number(std::string_view);
std::optional<double> decimal(std::string_view);
/// The parts of a list, trimmed, the empty ones left out.
std::vector<std::string_view> parts_of(std::string_view, std::string_view separators);

} // namespace reachline::hotline::directory::exchange
