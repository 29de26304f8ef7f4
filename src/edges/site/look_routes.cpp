// Looking things up: the directory and the statistics. Searches are posts, so no term is in an
// address, a history or a log.

#include "edges/site/inside.hpp"

namespace reachline::edges::site {

void show_find(Inside& inside, VisitPtr const& visit)
{
    inside.show(*visit, "find",
        FindPage { .words = visit->asked["words"],
            .place = visit->asked["place"],
            .kind = visit->asked["kind"],
            .spoken = visit->asked["spoken"],
            .kinds = {},
            .languages = {} });
}

bool answer_look(Inside& inside, VisitPtr const& visit, std::string_view go, Turn)
{
    if (go == "find" || go == "by_from")
        show_find(inside, visit);
    else
        return false;
    return true;
}

} // namespace reachline::edges::site
