#pragma once

// JSON at the borders: read strictly, written plainly.
//
// A described struct (BOOST_DESCRIBE_STRUCT) is read from an object with exactly its members:
// std::optional members may be absent or null, unknown members and duplicate keys are refused, and
// what is wrong is named by its path ("people.0.age_band"). The same description makes the JSON
// Schema of our OpenAPI document, so no field name is written twice. Include json_binding.hpp in
// the one .cpp that binds; everywhere else this header is enough.

#include "base/result.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <string_view>

namespace reachline::json {

using Value = boost::json::value;
using Object = boost::json::object;
using Array = boost::json::array;

enum class DuplicateKeys { Refused, LastWins };

/// RFC 8259 text, at most 32 levels deep, valid UTF-8.
Result<Value> parse(std::string_view text, DuplicateKeys = DuplicateKeys::Refused);

std::string text_of(Value const&);

/// What is wrong with a document, and where. `path` is made of our own field names only.
struct Wrong {
    std::string path;
    Literal text;
};

template <class T>
using Bound = tl::expected<T, Wrong>;

} // namespace reachline::json
