#include "base/result.hpp"

namespace reachline {

std::string_view name_of(Fault fault)
{
    switch (fault) {
    case Fault::NotFound:
        return "not_found";
    case Fault::NotAllowed:
        return "not_allowed";
    case Fault::Invalid:
        return "invalid";
    case Fault::Conflict:
        return "conflict";
    case Fault::Busy:
        return "busy";
    case Fault::Broken:
        return "broken";
    }
    return "broken";
}

} // namespace reachline
