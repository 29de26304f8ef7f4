#include "base/test.hpp"
#include "net/http.hpp"

using namespace reachline;
using namespace reachline::net;

using Fields = std::vector<std::pair<std::string, std::string>>;

TEST("a form's fields are read as a browser wrote them, in order, repeated ones too")
{
    auto const fields =
        form_fields("words=I+need%20help%21&safe=yes&need=bed&need=food&empty=&bare");

    CHECK(fields.value()
        == Fields { { "words", "I need help!" }, { "safe", "yes" }, { "need", "bed" },
            { "need", "food" }, { "empty", "" }, { "bare", "" } });
    CHECK(form_fields("").value().empty());
    CHECK(form_fields("a=b=c&&").value() == Fields { { "a", "b=c" } });
}

TEST("a form that is broken, not UTF-8 or endless is refused")
{
    CHECK(form_fields("a=%4").error().fault == Fault::Invalid);
    CHECK(form_fields("a=%zz").error().fault == Fault::Invalid);
    CHECK(form_fields("%=a").error().fault == Fault::Invalid);
    CHECK(form_fields("a=%ff").error().fault == Fault::Invalid);
    CHECK(form_fields("a=%00").error().fault == Fault::Invalid);
    std::string many;
    for (int i = 0; i < 1001; ++i)
        many += "a&";
    CHECK(form_fields(many).error().fault == Fault::Invalid);
}

TEST("escapes are decoded in either case")
{
    CHECK(percent_decoded("%c3%A9+%2F%2b").value() == "\xc3\xa9 /+");
    CHECK(percent_decoded("").value().empty());
    CHECK_FALSE(percent_decoded("100%"));
}

TEST("a cookie is found by its whole name")
{
    Request request;
    request.headers = { { "host", "a" }, { "cookie", "xsession=1; session=2==;bare" },
        { "cookie", "late=3" } };

    CHECK(request.cookie("session") == "2==");
    CHECK(request.cookie("late") == "3");
    CHECK(request.cookie("bare").empty());
    CHECK(request.cookie("sess").empty());
    CHECK(request.header("host") == "a");
    CHECK(request.header("origin").empty());
}

TEST("a status has its phrase")
{
    CHECK(reason_phrase(404) == "Not Found");
    CHECK(reason_phrase(299) == "Unknown");
}
