#include "edges/console/console.hpp"

#include "base/json.hpp"

#include <boost/json/object.hpp>

namespace reachline::edges::console {

int status_of(Fault fault)
{
    switch (fault) {
    case Fault::Invalid:
        return 400;
    case Fault::NotAllowed:
        return 403;
    case Fault::NotFound:
        return 404;
    case Fault::Conflict:
        return 409;
    case Fault::Busy:
        return 503;
    case Fault::Broken:
        return 500;
    }
    return 500;
}

net::Response json_response(int status, std::string body)
{
    return { .status = status,
        .headers = { { "content-type", "application/json" } },
        .body = std::move(body) };
}

net::Response failure(Error error, std::string const& path)
{
    json::Object body { { "fault", std::string(name_of(error.fault)) },
        { "text", std::string(error.text.view()) } };
    if (!path.empty())
        body["path"] = path;
    return json_response(status_of(error.fault), json::text_of(body));
}

} // namespace reachline::edges::console
