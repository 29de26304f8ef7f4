#include "edges/site/asked.hpp"

#include "base/test.hpp"

using namespace reachline;
using namespace reachline::edges::site;

namespace {

net::Request posted(std::string body, std::string type = "application/x-www-form-urlencoded")
{
    net::Request request;
    request.method = "POST";
    request.path = "/";
    request.headers.push_back({ "content-type", std::move(type) });
    request.body = std::move(body);
    return request;
}

} // namespace

TEST("a form is read as it was typed, with line breaks as they are on paper")
{
    auto const asked =
        Asked::read(posted("at=chat&say=Hola%2C+%C2%BFest%C3%A1+ah%C3%AD%3F%0D%0Auno%0Ddos&go="));

    CHECK(asked.damage() == Asked::Damage::None);
    CHECK(asked["at"] == "chat");
    CHECK(asked["say"] == "Hola, ¿está ahí?\nuno\ndos");
    CHECK(asked.has("go"));
    CHECK_FALSE(asked.has("token"));
    CHECK(asked["token"].empty());
}

TEST("control characters vanish, words stay")
{
    auto const asked = Asked::read(posted("say=he%07l%1Bp%7F+me%09now"));

    CHECK(asked.damage() == Asked::Damage::None);
    CHECK(asked["say"] == "help me\tnow");
}

TEST("what is not UTF-8 is noticed, and what can be read of it is there to be shown again")
{
    auto const asked = Asked::read(posted("at=chat&say=please+help%FF+my+sister%E9+%C3"));

    CHECK(asked.damage() == Asked::Damage::Letters);
    CHECK(asked["at"] == "chat");
    CHECK(asked["say"] == "please help\xEF\xBF\xBD my sister\xEF\xBF\xBD \xEF\xBF\xBD");
}

TEST("broken escapes and a NUL are noticed and lose no words")
{
    CHECK(Asked::read(posted("say=100%+sure")).damage() == Asked::Damage::Letters);
    CHECK(Asked::read(posted("say=100%+sure"))["say"] == "100% sure");
    CHECK(Asked::read(posted("say=a%00b"))["say"] == "ab");
}

TEST("a form that is not ours is noticed: another type, a name twice, too many names")
{
    std::string many;
    for (int i = 0; i < 200; ++i)
        many += "f" + std::to_string(i) + "=1&";

    CHECK(Asked::read(posted("{\"say\":1}", "application/json")).damage() == Asked::Damage::Form);
    CHECK(Asked::read(posted("say=a&say=b")).damage() == Asked::Damage::Form);
    CHECK(Asked::read(posted(many)).damage() == Asked::Damage::Form);
    CHECK(Asked::read(posted("say=a", "application/x-www-form-urlencoded; charset=UTF-8")).damage()
        == Asked::Damage::None);
}
