#include "base/json.hpp"

#include <boost/json/basic_parser_impl.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <set>
#include <vector>

namespace reachline::json {

namespace {

constexpr std::size_t deepest = 32;

boost::json::parse_options strict()
{
    boost::json::parse_options options;
    options.max_depth = deepest;
    return options;
}

/// Walks a document only to notice an object that names a key twice: one reader would take the
/// first, another the last, and a check made on one of them would not hold for the other.
struct KeyWatch {
    constexpr static std::size_t max_object_size = std::size_t(-1);
    constexpr static std::size_t max_array_size = std::size_t(-1);
    constexpr static std::size_t max_key_size = std::size_t(-1);
    constexpr static std::size_t max_string_size = std::size_t(-1);

    std::vector<std::set<std::string>> objects;
    std::string key;
    bool repeated = false;

    using Code = boost::json::error_code;
    bool on_document_begin(Code&) { return true; }
    bool on_document_end(Code&) { return true; }
    bool on_object_begin(Code&)
    {
        objects.emplace_back();
        return true;
    }
    bool on_object_end(std::size_t, Code&)
    {
        objects.pop_back();
        return true;
    }
    bool on_array_begin(Code&) { return true; }
    bool on_array_end(std::size_t, Code&) { return true; }
    bool on_key_part(boost::json::string_view part, std::size_t, Code&)
    {
        key.append(part.data(), part.size());
        return true;
    }
    bool on_key(boost::json::string_view part, std::size_t, Code&)
    {
        key.append(part.data(), part.size());
        repeated = !objects.back().insert(key).second || repeated;
        key.clear();
        return true;
    }
    bool on_string_part(boost::json::string_view, std::size_t, Code&) { return true; }
    bool on_string(boost::json::string_view, std::size_t, Code&) { return true; }
    bool on_number_part(boost::json::string_view, Code&) { return true; }
    bool on_int64(std::int64_t, boost::json::string_view, Code&) { return true; }
    bool on_uint64(std::uint64_t, boost::json::string_view, Code&) { return true; }
    bool on_double(double, boost::json::string_view, Code&) { return true; }
    bool on_bool(bool, Code&) { return true; }
    bool on_null(Code&) { return true; }
    bool on_comment_part(boost::json::string_view, Code&) { return true; }
    bool on_comment(boost::json::string_view, Code&) { return true; }
};

bool has_repeated_key(std::string_view text)
{
    boost::json::basic_parser<KeyWatch> parser(strict());
    boost::json::error_code code;
    parser.write_some(false, text.data(), text.size(), code);
    return parser.handler().repeated;
}

} // namespace

Result<Value> parse(std::string_view text, DuplicateKeys duplicates)
{
    boost::json::error_code code;
    auto value = boost::json::parse({ text.data(), text.size() }, code, {}, strict());
    if (code)
        return fail(Fault::Invalid, "this is not valid JSON");
    if (duplicates == DuplicateKeys::Refused && has_repeated_key(text))
        return fail(Fault::Invalid, "an object in this JSON names the same key twice");
    return value;
}

std::string text_of(Value const& value) { return boost::json::serialize(value); }

} // namespace reachline::json
