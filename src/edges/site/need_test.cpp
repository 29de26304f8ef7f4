#include "edges/site/need.hpp"

#include "base/test.hpp"
#include "edges/site/words.hpp"
#include "hotline/directory/test_directory.hpp"

#include <algorithm>

using namespace reachline;
using namespace reachline::edges::site;
namespace directory = hotline::directory;

namespace {

Need need_from(std::string body)
{
    net::Request request;
    request.method = "POST";
    request.headers.push_back({ "content-type", "application/x-www-form-urlencoded" });
    request.body = std::move(body);
    return Need::read(Asked::read(request), directory::test_vocabulary());
}

} // namespace

TEST("all that the form asks reaches the search")
{
    auto const need = need_from(
        "words=bed&place=Houston&kind=shelter_em&spoken=es&within=25&order=near&age=17&gender=women"
        "&happened=trafficking_labor&papers=undocumented&also_deaf=yes&also_pregnant=yes&children="
        "yes"
        "&pets=yes&open_now=yes&day_and_night=yes&remote=yes");

    auto const query = need.query();

    CHECK(query.words == "bed");
    CHECK(query.place == "Houston");
    CHECK(query.categories == std::vector<std::string> { "shelter_em" });
    CHECK(query.language == "es");
    CHECK(query.radius_miles == 25);
    CHECK(query.order == directory::Order::Distance);
    CHECK(query.age == 17);
    auto populations = query.populations;
    std::ranges::sort(populations);
    CHECK(populations
        == std::vector<std::string> {
            "deaf", "pregnant", "trafficking_labor", "undocumented", "women" });
    CHECK(query.children);
    CHECK(query.pets);
    CHECK(query.open_now);
    CHECK(query.round_the_clock);
    CHECK(query.remote);
    CHECK(need.further() == 13);
}

TEST("a form left empty asks for nothing, and what is no answer of it is left out")
{
    CHECK(need_from("words=+&place=&kind=&spoken=").is_empty());
    CHECK(need_from("kind=castle&spoken=xx&within=7&order=up&age=old&gender=minors&happened=women"
                    "&papers=deaf&also_women=yes&also_castle=yes&pets=perhaps")
              .is_empty());
    CHECK(need_from("age=999").is_empty());
    CHECK(need_from("age=-3").is_empty());
    CHECK_FALSE(need_from("").query().radius_miles);
}

TEST("a search goes from page to page in the form's fields and comes back the same")
{
    auto const need =
        need_from("words=a%26b+%3D%3F&place=Houston&age=17&also_deaf=yes&pets=yes&within=100");

    std::string body;
    for (auto const& field : need.fields())
        body += field.name + "=" + (field.name == "words" ? "a%26b+%3D%3F" : field.value) + "&";
    auto const again = need_from(body);

    CHECK(again.words == "a&b =?");
    CHECK(again.age == "17");
    CHECK(again.also == need.also);
    CHECK(again.pets);
    CHECK(again.within == "100");
    CHECK_FALSE(again.children);
}

TEST("a search is told in short")
{
    auto const words = Words::read(embedded::site_files());
    REQUIRE(words);
    auto const need = need_from("words=bed&place=Houston&spoken=es&age=17&pets=yes");

    CHECK(sentence_of(words->first(), directory::test_vocabulary(), need)
        == "bed, Houston, Spanish, 2 more");
    CHECK(sentence_of(words->first(), directory::test_vocabulary(), need_from("")).empty());
}
