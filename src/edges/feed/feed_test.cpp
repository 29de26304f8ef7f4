#include "edges/feed/feed.hpp"

#include "base/embedded.hpp"
#include "edges/feed/question.hpp"
#include "hotline/directory/changes.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/hsds/ids.hpp"
#include "hotline/directory/hsds/model.hpp"
#include "hotline/directory/search/test_town.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;
using edges::feed::Feed;
using hsds::Kind;

namespace {

/// Works at once, on the test's own database.
struct Workplace final : edges::CorePort {
    explicit Workplace(store::Database& its_database)
        : database(its_database)
    {
    }
    void post(edges::Urgency, std::unique_ptr<edges::Command>) override { }
    void subscribe(std::function<void(std::span<Notice const>)>) override { }
    void look(std::function<void(store::Database&)> work) override
    {
        if (works)
            work(database);
        else
            waiting.push_back(std::move(work));
    }
    void hash(std::function<void()>) override { }
    store::Database& database;
    bool works = true;
    std::vector<std::function<void(store::Database&)>> waiting;
};

struct Caught final : net::Reply::Sink {
    void send(net::Response sent) override { response = std::move(sent); }
    void upgrade(net::WebSocketEvents, net::WebSocketOptions) override { }
    std::optional<net::Response> response;
};

net::Request request(std::string method, std::string path, std::string query = {})
{
    net::Request made;
    made.method = std::move(method);
    made.path = "/hsds" + path;
    made.query = std::move(query);
    return made;
}

net::Request posted(std::string path, std::string type, std::string body)
{
    auto made = request("POST", std::move(path));
    made.headers.push_back({ "content-type", std::move(type) });
    made.body = std::move(body);
    return made;
}

net::Request if_none_match(std::string path, std::string tag)
{
    auto made = request("GET", std::move(path));
    made.headers.push_back({ "if-none-match", std::move(tag) });
    return made;
}

struct FeedTown : Town {
    Workplace work { database };
    Index index = indexed();
    Feed feed { work,
        { .find = [this](std::string const& words) -> Result<std::vector<Id<Listing>>> {
             std::vector<Id<Listing>> ids;
             auto const found =
                 TRY(searching().find({ .words = words, .as_typed = true, .now = world.now() }));
             for (auto const& hit : found.hits)
                 if (found.relaxed.empty())
                     ids.push_back(hit.service.id);
             return ids;
         },
            .vocabulary = test_vocabulary(),
            .places = places_on_demand() } };

    net::Response send(net::Request asked)
    {
        auto const caught = std::make_shared<Caught>();
        asked.headers.push_back({ "host", "feed.example.org" });
        feed.answer(asked, net::Reply(caught));
        REQUIRE(caught->response);
        return *caught->response;
    }
    net::Response get(std::string path, std::string query = {})
    {
        return send(request("GET", std::move(path), std::move(query)));
    }
    json::Object json_of(net::Response const& response)
    {
        auto const read = json::parse(response.body);
        REQUIRE(read);
        return read->get_object();
    }
    json::Object page(std::string path, std::string query = {})
    {
        auto const response = get(std::move(path), std::move(query));
        REQUIRE(response.status == 200);
        return json_of(response);
    }
    std::int64_t total(std::string path, std::string query = {})
    {
        return page(std::move(path), std::move(query)).at("total_items").get_int64();
    }
    Id<Listing> listed_as(std::string name, auto change)
    {
        auto one = shelter(std::move(name));
        change(one);
        return listed(one);
    }
};

std::string text(net::Response const& response, std::string_view name)
{
    for (auto const& header : response.headers)
        if (header.name == name)
            return header.value;
    return {};
}

std::string service_id(Id<Listing> id)
{
    return hsds::uuid(Kind::Service, id.value);
}

std::string term_id(char const* taxonomy, char const* code)
{
    return hsds::uuid_of_word(Kind::TaxonomyTerm, taxonomy, code);
}

constexpr char lists[][22] = { "/services", "/organizations", "/service_at_locations" };

} // namespace

TEST("the feed says what it is, and where its profile and its document are")
{
    FeedTown town;

    auto const root = town.page("/");

    CHECK(root.at("version") == "3.1");
    CHECK(root.at("profile") == "http://feed.example.org/hsds/profile");
    CHECK(root.at("openapi_url") == "http://feed.example.org/hsds/openapi.json");
    CHECK(town.page("/profile").at("id") == hsds::profile_uri);
    CHECK(town.page("/openapi.json").at("openapi") == "3.1.0");
}

TEST("anybody's page may read the feed, and ask before it posts")
{
    FeedTown town;

    auto const read = town.get("/services");
    auto const asked = town.send(request("OPTIONS", "/services"));

    CHECK(text(read, "access-control-allow-origin") == "*");
    CHECK(text(read, "set-cookie").empty());
    CHECK(asked.status == 204);
    CHECK(text(asked, "access-control-allow-headers").find("content-type") != std::string::npos);
}

TEST("what was read already is not sent again")
{
    FeedTown town;
    town.listed_as("Night shelter", [](Listing&) {});
    auto const tag = text(town.get("/services"), "etag");

    auto const again = town.send(if_none_match("/services", tag));
    town.listed_as("Day shelter", [](Listing&) {});
    auto const changed = town.send(if_none_match("/services", tag));

    CHECK(again.status == 304);
    CHECK(again.body.empty());
    CHECK(changed.status == 200);
}

TEST("pages hold what was asked for, and one past the end is empty")
{
    FeedTown town;
    for (int i = 0; i < 5; ++i)
        town.listed_as("Shelter " + std::to_string(i), [](Listing&) {});

    auto const second = town.page("/services", "per_page=2&page=2");
    auto const last = town.page("/services", "per_page=2&page=3");
    auto const beyond = town.page("/services", "per_page=2&page=4");

    CHECK(second.at("total_items") == 5);
    CHECK(second.at("total_pages") == 3);
    CHECK(second.at("size") == 2);
    CHECK(second.at("first_page") == false);
    CHECK(second.at("last_page") == false);
    CHECK(last.at("size") == 1);
    CHECK(last.at("last_page") == true);
    CHECK(beyond.at("empty") == true);
    CHECK(beyond.at("total_items") == 5);
}

TEST("a parameter that is wrong is named, and its value is not repeated")
{
    FeedTown town;
    struct {
        char const* path;
        char const* query;
        char const* parameter;
    } const wrong[] = {
        { "/services", "page=0", "page" },
        { "/services", "page=one", "page" },
        { "/services", "per_page=101", "per_page" },
        { "/services", "per_page=-1", "per_page" },
        { "/services", "full=maybe", "full" },
        { "/services", "modified_after=yesterday", "modified_after" },
        { "/services", "taxonomy_term_id=secret", "taxonomy_term_id" },
        { "/services", "organization_id=5", "organization_id" },
        { "/services", "format=xml", "format" },
        { "/services", "minimal=true&full=true", "minimal" },
        { "/services", "page=1&page=2", "page" },
        { "/services", "search=%00", "" },
        { "/services", "search=%ff", "" },
        { "/services", "postcode=77002", "" },
        { "/services", "secret=1", "" },
        { "/service_at_locations", "postcode=Houston", "postcode" },
        { "/service_at_locations", "proximity=100", "proximity" },
        { "/service_at_locations", "postcode=77002&proximity=-1", "proximity" },
        { "/service_at_locations", "postcode=77002&proximity=nan", "proximity" },
    };

    for (auto const& one : wrong) {
        auto const answer = town.get(one.path, one.query);
        CHECK_MESSAGE(answer.status == 400, one.query);
        auto const error = town.json_of(answer).at("error").get_object();
        CHECK_MESSAGE((error.contains("parameter") ? error.at("parameter") == one.parameter
                                                   : std::string_view(one.parameter).empty()),
            one.query);
        CHECK(answer.body.find("secret") == std::string::npos);
    }
}

TEST("what is not there, and a method that is not for it, are refused in words")
{
    FeedTown town;

    CHECK(town.get("/services/17").status == 404);
    CHECK(town.get("/nothing").status == 404);
    CHECK(town.get("/services/" + service_id({ 999 })).status == 404);
    CHECK(town.get("/services/ac148810-d857-441c-9679-408f346de14b").status == 404);
    CHECK(town.get("/taxonomies/ac148810-d857-441c-9679-408f346de14b").status == 404);
    auto const put = town.send(request("PUT", "/services"));
    CHECK(put.status == 405);
    CHECK(text(put, "allow") == "GET, HEAD, POST, OPTIONS");
    auto const post = town.send(request("POST", "/"));
    CHECK(post.status == 405);
    CHECK(text(post, "allow") == "GET, HEAD, OPTIONS");
}

TEST("what is asked may stand in a posted body, as JSON or as a form")
{
    FeedTown town;
    for (int i = 0; i < 3; ++i)
        town.listed_as("Shelter " + std::to_string(i), [](Listing&) {});
    auto const post = [&](std::string type, std::string body) {
        return town.send(posted("/services", std::move(type), std::move(body)));
    };

    CHECK(town.json_of(post("application/json", R"({"per_page": 2, "full": false})")).at("size")
        == 2);
    CHECK(town.json_of(post("application/x-www-form-urlencoded", "per_page=2&page=2")).at("size")
        == 1);
    CHECK(town.json_of(post("application/json", "")).at("size") == 3);
    CHECK(post("application/json", R"({"page": [1]})").status == 400);
    CHECK(post("application/json", R"({"page": 1, "page": 2})").status == 400);
    CHECK(post("application/json", "{").status == 400);
    CHECK(post("text/plain", "page=1").status == 415);
}

TEST("filters hold together")
{
    FeedTown town;
    auto const women =
        town.listed_as("For women", [](Listing& one) { one.populations = { "women" }; });
    town.listed_as("For men", [](Listing& one) { one.populations = { "men" }; });
    auto const lawyers = town.listed(town.clinic("Lawyers"));
    auto const other = town.an_organization("Other");
    auto one = town.shelter("Elsewhere");
    one.organization = other;
    one.populations = { "women" };
    town.listed(one);

    auto const term = "taxonomy_term_id=" + term_id(hsds::population_taxonomy, "women");
    auto const of_lantern =
        "&organization_id=" + hsds::uuid(Kind::Organization, town.lantern.value);

    CHECK(town.total("/services", term) == 2);
    CHECK(town.total("/services", term + of_lantern) == 1);
    CHECK(town.page("/services", term + of_lantern).at("contents").at(0).at("id").get_string()
        == service_id(women));
    CHECK(
        town.total("/services", "taxonomy_term_id=" + term_id(hsds::category_taxonomy, "legal_imm"))
        == 1);
    CHECK(town.total("/services",
              "taxonomy_id=" + hsds::uuid_of_word(Kind::Taxonomy, hsds::population_taxonomy))
        == 3);
    CHECK(town.total("/organizations", term) == 2);
    CHECK(town.total("/services", "taxonomy_term_id=ac148810-d857-441c-9679-408f346de14b") == 0);
    CHECK(town.get("/services/" + service_id(lawyers)).status == 200);
}

TEST("a postcode finds who serves it, and proximity who is near it")
{
    FeedTown town;
    town.listed_as("In the county", [](Listing&) {});
    town.listed_as("In the state", [](Listing& one) {
        one.areas = { { .extent = Extent::State, .name = "Texas", .state = "TX" } };
    });
    town.listed_as("Everywhere", [](Listing& one) {
        one.areas = { { .extent = Extent::Nation, .name = "United States" } };
    });
    town.listed_as("Elsewhere", [](Listing& one) {
        one.areas = { { .extent = Extent::State, .name = "Ohio", .state = "OH" } };
    });
    town.listed(town.shelter("Beside", TestDirectory::a_house({ 29.76, -95.36 })));

    CHECK(town.total("/service_at_locations", "postcode=77002") == 4);
    CHECK(town.total("/service_at_locations", "postcode=43215") == 2);
    CHECK(town.total("/service_at_locations", "postcode=00000") == 0);
    auto const near = town.page("/service_at_locations", "postcode=77002&proximity=5000");
    CHECK(near.at("total_items") == 1);
    CHECK(near.at("contents").at(0).at("service").at("name") == "Beside");
}

TEST("words are found in what is public of a service")
{
    FeedTown town;
    auto const found = town.listed_as("Velvet harbor", [](Listing&) {});
    town.listed(town.clinic("Lawyers"));
    REQUIRE(town.index.rebuild(town.database));

    auto const page = town.page("/services", "search=velvet");

    CHECK(page.at("total_items") == 1);
    CHECK(page.at("contents").at(0).at("id").get_string() == service_id(found));
    CHECK(town.total("/organizations", "search=copper") == 1);
    CHECK(town.total("/organizations", "search=velvet") == 0);
    CHECK(town.total("/taxonomy_terms", "search=refugio") == 1);
}

TEST("a hidden service and a hidden organization are in no list, count, filter or answer")
{
    FeedTown town;
    auto const shown = town.listed_as("Open door", [](Listing&) {});
    auto const before = town.total("/services");
    auto const hidden = town.listed_as("Quiet door", [](Listing& one) {
        one.visibility = Visibility::Partner;
        one.populations = { "tribal" };
    });
    Organization secret { .name = "Secret keepers", .description = "Hidden." };
    secret.visibility = Visibility::Advocate;
    auto const keepers = add(town.world, town.editor, secret);
    REQUIRE(keepers);
    auto under = town.shelter("Under the secret");
    under.organization = *keepers;
    auto const below = town.listed(under);
    auto waiting = town.shelter("Not yet");
    REQUIRE(add(town.world, town.editor, town.reference, waiting));
    REQUIRE(town.index.rebuild(town.database));

    CHECK(town.total("/services") == before);
    CHECK(town.total("/services", "minimal=true") == before);
    CHECK(town.total("/service_at_locations") == before);
    CHECK(town.total("/organizations") == 1);
    CHECK(town.total("/service_at_locations", "postcode=77002") == before);
    CHECK(
        town.total("/services", "taxonomy_term_id=" + term_id(hsds::population_taxonomy, "tribal"))
        == 0);
    CHECK(
        town.total("/services", "organization_id=" + hsds::uuid(Kind::Organization, keepers->value))
        == 0);
    CHECK(town.total("/services", "search=quiet") == 0);
    CHECK(town.get("/services/" + service_id(hidden)).body
        == town.get("/services/" + service_id({ 999 })).body);
    CHECK(town.get("/services/" + service_id(below)).status == 404);
    CHECK(town.get("/service_at_locations/" + hsds::uuid(Kind::ServiceAtLocation, hidden.value))
              .status
        == 404);
    CHECK(
        town.get("/organizations/" + hsds::uuid(Kind::Organization, keepers->value)).status == 404);
    CHECK(town.get("/services/" + service_id(shown)).status == 200);
    for (auto const* const list : lists)
        for (auto const* const how : { "", "full=true", "format=ndjson" }) {
            auto const body = town.get(list, how).body;
            for (auto const* const word : { "Quiet", "Secret", "Not yet" })
                CHECK(body.find(word) == std::string::npos);
        }
    CHECK(town.get("/organizations", "full_service=true").body.find("Quiet") == std::string::npos);
}

TEST("a service that is hidden later leaves the feed, and comes back as new")
{
    FeedTown town;
    auto const id = town.listed_as("Open door", [](Listing&) {});
    auto one = listing(town.database, id);
    REQUIRE(one);

    one->visibility = Visibility::Advocate;
    REQUIRE(keep(town.database, *one));
    CHECK(town.total("/services") == 0);

    town.ledger.clock.advance(hours(1));
    one->visibility = Visibility::Public;
    one->updated = town.world.now();
    REQUIRE(keep(town.database, *one));
    CHECK(town.total("/services", "modified_after=" + rfc3339(town.world.now())) == 1);
}

TEST("an organization that is hidden takes its services with it")
{
    FeedTown town;
    town.listed_as("Open door", [](Listing&) {});
    auto of = organization(town.database, town.lantern);
    REQUIRE(of);

    of->visibility = Visibility::Advocate;
    REQUIRE(keep(town.database, *of));

    CHECK(town.total("/services") == 0);
    CHECK(town.total("/organizations") == 0);
}

TEST("notes, beds and hidden fields change nothing that the public could see changing")
{
    FeedTown town;
    auto const id = town.listed_as("Open door", [](Listing& one) {
        one.field_visibility = { { Field::Email, Visibility::Advocate } };
    });
    auto const before = town.get("/services/" + service_id(id)).body;
    town.ledger.clock.advance(hours(3));
    auto const since = "modified_after=" + rfc3339(town.world.now());
    Amendment private_words;
    private_words.advocate_note = "Ask for the night desk.";
    private_words.accepts_live_transfer = true;

    auto const change = propose(town.world, town.editor, town.reference, id, private_words);
    REQUIRE(change);
    REQUIRE(apply(town.world, town.verifier, town.reference, *change));
    REQUIRE(report_room(town.world, town.maria, id, 3, 4, "beds"));
    auto one = listing(town.database, id);
    REQUIRE(one);
    one->email = "night@example.org";
    one->updated = town.world.now();
    REQUIRE(keep(town.database, *one));

    CHECK(town.get("/services/" + service_id(id)).body == before);
    CHECK(town.total("/services", since) == 0);

    Amendment public_words;
    public_words.description = "Two beds for tonight.";
    auto const seen = propose(town.world, town.editor, town.reference, id, public_words);
    REQUIRE(seen);
    REQUIRE(apply(town.world, town.verifier, town.reference, *seen));
    CHECK(town.total("/services", since) == 1);
    CHECK(town.get("/services/" + service_id(id)).body.find("night@") == std::string::npos);
}

TEST("a confidential house is no nearer to one postcode of its county than to another")
{
    // Two towns that differ in nothing but where in the county the house stands.
    auto const answers = [](Point house) {
        FeedTown town;
        auto one = town.shelter("Safe house");
        one.confidential = true;
        town.listed(one, TestDirectory::a_house(house));
        std::string all;
        for (auto const* const zip : { "77002", "77084", "77447", "77562", "77058", "77386" })
            for (int metres = 1'000; metres < 80'000; metres += 3'000)
                all += town.get("/service_at_locations",
                               std::string("full=true&postcode=") + zip
                                   + "&proximity=" + std::to_string(metres))
                           .body;
        return all;
    };

    auto const north_west = answers({ 30.09, -95.91 });
    auto const south_east = answers({ 29.55, -94.95 });

    CHECK(north_west == south_east);
    CHECK(north_west.find("Safe house") != std::string::npos);
    CHECK(north_west.find("Hidden Street") == std::string::npos);
    CHECK(north_west.find("\"latitude\"") == std::string::npos);
    CHECK(north_west.find("\"location_type\":\"virtual\"") != std::string::npos);
}

TEST("a stream has one record a line, and is refused where it would be too long")
{
    FeedTown town;
    for (int i = 0; i < 3; ++i)
        town.listed_as("Shelter " + std::to_string(i), [](Listing&) {});

    auto const stream = town.get("/services", "format=ndjson");

    CHECK(text(stream, "content-type") == "application/x-ndjson");
    CHECK(std::count(stream.body.begin(), stream.body.end(), '\n') == 3);
    CHECK(json::parse(stream.body.substr(0, stream.body.find('\n'))));
}

TEST("a flood of readers waits in vain before it keeps the workers from advocates")
{
    FeedTown town;
    town.work.works = false;
    std::vector<std::shared_ptr<Caught>> all;

    for (int i = 0; i < edges::feed::most_at_once + 1; ++i) {
        all.push_back(std::make_shared<Caught>());
        town.feed.answer(request("GET", "/services"), net::Reply(all.back()));
    }
    CHECK_FALSE(all.front()->response);
    CHECK(all.back()->response->status == 503);
    CHECK(text(*all.back()->response, "retry-after") == "2");

    // Once they are gone, also unseen, there is room again.
    town.work.waiting.clear();
    town.work.works = true;
    CHECK(town.get("/services").status == 200);
}
