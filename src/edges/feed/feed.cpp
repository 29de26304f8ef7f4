#include "edges/feed/feed.hpp"

#include "base/embedded.hpp"
#include "base/json.hpp"
#include "crypto/hash.hpp"
#include "edges/feed/answers.hpp"
#include "edges/feed/question.hpp"
#include "hotline/directory/hsds/model.hpp"

#include <algorithm>

namespace reachline::edges::feed {

namespace {

using net::Header;
using net::Response;

/// Any page of any site may read what is public to everybody, with no cookie.
Response open_to_all(int status, std::string_view type, std::string body)
{
    return { .status = status,
        .headers = { { "content-type", std::string(type) }, { "access-control-allow-origin", "*" },
            { "access-control-expose-headers", "etag" },
            { "cross-origin-resource-policy", "cross-origin" }, { "x-robots-tag", "noindex" } },
        .body = std::move(body) };
}

Response refused(Refusal const& refusal)
{
    json::Object error { { "status", refusal.status }, { "message", refusal.text.view() } };
    if (!refusal.parameter.empty())
        error["parameter"] = refusal.parameter;
    auto response = open_to_all(
        refusal.status, "application/json", json::text_of(json::Object { { "error", error } }));
    if (!refusal.allow.empty())
        response.headers.push_back({ "allow", std::string(refusal.allow) });
    if (refusal.status == 503)
        response.headers.push_back({ "retry-after", "2" });
    return response;
}

Response refused(Error error)
{
    auto const status = error.fault == Fault::NotFound ? 404
        : error.fault == Fault::Invalid                ? 400
        : error.fault == Fault::Busy                   ? 503
                                                       : 500;
    return refused(Refusal { .status = status,
        .text = status == 500 ? Literal("the feed cannot answer just now") : error.text });
}

/// What the browser asks before it posts JSON from another page (fetch standard, CORS preflight).
Response preflight()
{
    auto response = open_to_all(204, "text/plain", "");
    response.headers.push_back({ "access-control-allow-methods", "GET, HEAD, POST, OPTIONS" });
    response.headers.push_back({ "access-control-allow-headers", "content-type, if-none-match" });
    response.headers.push_back({ "access-control-max-age", "86400" });
    return response;
}

/// The answer, or 304 where the asker has it already. A reading may be kept, but is asked for anew
/// each time: a service that was taken out must not live on in a cache.
Response answered(Answer answer, bool is_reading, std::string_view known)
{
    if (!is_reading)
        return open_to_all(200, answer.is_stream ? "application/x-ndjson" : "application/json",
            std::move(answer.body));
    auto const digest = crypto::blake2b({ bytes_of(answer.body) });
    auto const tag = "\"" + hex_of(ByteView(digest).first(16)) + "\"";
    bool const is_known = known.find(tag) != std::string_view::npos;
    auto response = open_to_all(is_known ? 304 : 200,
        answer.is_stream ? "application/x-ndjson" : "application/json",
        is_known ? "" : std::move(answer.body));
    response.headers.push_back({ "etag", tag });
    response.headers.push_back({ "cache-control", "no-cache" });
    return response;
}

/// A name and a port as they stand in a link; nothing for what could be anything else.
std::optional<std::string> host_of(net::Request const& request)
{
    auto const host = request.header("host");
    bool const is_plain =
        !host.empty() && host.size() <= 255 && std::ranges::all_of(host, [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
                || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
        });
    return is_plain ? std::optional(std::string(host)) : std::nullopt;
}

std::string document(std::string_view name)
{
    auto const files = embedded::feed_files();
    auto const found = std::ranges::find(files, name, &embedded::File::path);
    return found == files.end() ? std::string {} : std::string(found->content);
}

/// Its own documents, with the address under which they were asked for.
Response about_itself(net::Request const& request, Endpoint endpoint, bool is_secure)
{
    auto const host = host_of(request);
    if (!host)
        return refused(Refusal { .text = "the host of the request cannot be read" });
    auto const base = (is_secure ? "https://" : "http://") + *host + "/hsds/";
    auto const known = request.header("if-none-match");
    if (endpoint == Endpoint::Root)
        return answered({ json::text_of(json::Object {
                            { "version", hotline::directory::hsds::standard_version },
                            { "profile", base + "profile" },
                            { "openapi_url", base + "openapi.json" },
                        }) },
            true, known);
    auto text = document(endpoint == Endpoint::OpenApi ? "openapi.json" : "profile.json");
    constexpr std::string_view placeholder = "{{BASE}}";
    for (auto at = text.find(placeholder); at != std::string::npos; at = text.find(placeholder))
        text.replace(at, placeholder.size(), base);
    return answered({ std::move(text) }, true, known);
}

} // namespace

Feed::Feed(CorePort& core, Sources sources, FeedOptions options)
    : core_(core)
    , sources_(std::make_shared<Sources const>(std::move(sources)))
    , options_(options)
{
}

bool Feed::serves(std::string_view path)
{
    return path == "/hsds" || path.starts_with("/hsds/");
}

void Feed::answer(net::Request const& request, net::Reply reply)
{
    if (request.method == "OPTIONS")
        return reply.send(preflight());
    auto const asked = question_of(request);
    if (!asked)
        return reply.send(refused(asked.error()));
    if (asked->endpoint == Endpoint::Root || asked->endpoint == Endpoint::OpenApi
        || asked->endpoint == Endpoint::Profile)
        return reply.send(about_itself(request, asked->endpoint, options_.is_secure));
    if (at_work_->fetch_add(1) >= most_at_once) {
        at_work_->fetch_sub(1);
        return reply.send(
            refused(Error { Fault::Busy, "the feed is busy; please try again in a moment" }));
    }
    // Leaves with the work, also where that is dropped unseen.
    std::shared_ptr<void> const place(
        nullptr, [at_work = at_work_](void*) { at_work->fetch_sub(1); });
    core_.look(
        [sources = sources_, place, asked = *asked, reply, is_reading = request.method != "POST",
            known = std::string(request.header("if-none-match"))](store::Database& database) {
            auto answer = answer_to(database, *sources, asked);
            reply.send(
                answer ? answered(std::move(*answer), is_reading, known) : refused(answer.error()));
        });
}

} // namespace reachline::edges::feed
