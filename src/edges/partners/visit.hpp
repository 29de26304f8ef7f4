#pragma once

// One request to the portal, read, with where its answer goes. And what proves that a form came
// from a page of ours: the browser's word about the origin, and a token that follows from the
// session, which no other site can know.

#include "net/http.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace reachline::edges::partners {

/// Neutral names: a cookie tells nobody what is visited.
inline constexpr std::string_view session_cookie = "visit";
inline constexpr std::string_view language_cookie = "words";

using Form = std::map<std::string, std::string>;

struct Visit {
    net::Reply reply;
    std::string language;
    std::string session; ///< the cookie's token, or empty
    std::string path; ///< our own path, safe to lead back to
    std::vector<std::string> values; ///< of the {…} in the route's path
    Form form {};
    Form query {};
    bool wants_json = false; ///< the talk page's script

    /// A field of the form, or empty.
    std::string const& field(std::string const& name) const;
};

/// The fields of a form or a query; the first of each name. Nothing for a broken one.
std::optional<Form> read_form(std::string_view text);

bool is_our_origin(net::Request const&, std::string const& allowed_origin);

/// What the forms of a session carry. Empty for no session, where the origin alone must do.
std::string form_token(std::string_view session);
bool is_our_form(Visit const&);

/// A path of this portal, to go back to after signing in; "/" for anything else.
std::string our_path(std::string_view path);

net::Header cookie(std::string_view name, std::string_view value, bool secure);

} // namespace reachline::edges::partners
