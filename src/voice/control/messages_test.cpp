#include "voice/control/messages.hpp"

#include "base/files.hpp"
#include "base/test.hpp"

#include <boost/json/object.hpp>

using namespace reachline;
using namespace reachline::voice::control;

TEST("each command is read from its line and no other field is taken")
{
    auto const command = read_command(R"({"do":"join","leg":3,"room":1})");

    REQUIRE(command);
    CHECK(std::get<Join>(*command).leg == 3);
    CHECK(std::get<Join>(*command).room == 1);
    CHECK(line_of(*command) == R"({"leg":3,"room":1,"do":"join"})");
    CHECK_FALSE(read_command(R"({"do":"join","leg":3,"room":1,"more":true})"));
    CHECK_FALSE(read_command(R"({"do":"join","leg":"3","room":1})"));
    CHECK_FALSE(read_command(R"({"do":"join","leg":-1,"room":1})"));
}

TEST("what is wrong with a command is told with its name and field")
{
    auto const missing = read_command(R"({"do":"hang_up"})");
    auto const unknown = read_command(R"({"do":"record","leg":1})");

    REQUIRE_FALSE(missing);
    CHECK(missing.error().what == "hang_up");
    CHECK(missing.error().why == "leg: this field is missing");
    REQUIRE_FALSE(unknown);
    CHECK(unknown.error().what == "unreadable");
    CHECK_FALSE(read_command("not json"));
    CHECK_FALSE(read_command("[]"));
    CHECK_FALSE(read_command(std::string(longest_line + 1, ' ')));
}

TEST("what is told can be read again by the other side")
{
    auto const line = line_of(Told { Ended { .leg = 4, .why = End::PeerLeft, .seconds = 12 } });

    auto const told = read_told(line);

    CHECK(line == R"({"leg":4,"why":"peer_left","seconds":12,"tell":"ended"})");
    REQUIRE(told);
    CHECK(std::get<Ended>(*told).seconds == 12);
}

TEST("a refusal names what was asked, and nothing where no leg was asked for")
{
    auto const web = ask_of(Web { .ask = "12.3", .offer = "v=0" });
    auto const dial = ask_of(*read_command(R"({"do":"dial","ask":"13.1","phone":"desk"})"));

    auto const told = read_told(line_of(Told { Refused { .what = "web", .why = "no", .ask = web } }));

    CHECK(dial == "13.1");
    CHECK_FALSE(ask_of(HangUp { .leg = 1 }));
    REQUIRE(told);
    CHECK(std::get<Refused>(*told).ask == "12.3");
    CHECK_FALSE(std::get<Refused>(*read_told(R"({"tell":"refused","what":"join","why":"no"})")).ask);
}

TEST("no message asks for a recording, and sound is carried only by what a caller left")
{
    auto const text = json::text_of(command_schemas()) + json::text_of(told_schemas());

    for (auto const* const word : { "record", "audio", "file", "transcript" })
        CHECK(text.find(word) == std::string::npos);
    for (auto const& message : told_schemas()) {
        bool const carries = json::text_of(message.value()).find("\"sound\"") != std::string::npos;
        CHECK(carries == (message.key() == "message_part"));
    }
}

TEST("the page on the control socket names every message and every field of it")
{
    auto const page = file_text(REACHLINE_SOURCE_DIR "/docs/voice-control.md");
    REQUIRE(page);

    for (auto const& schemas : { command_schemas(), told_schemas() })
        for (auto const& message : schemas) {
            CAPTURE(message.key());
            CHECK(page->find("`" + std::string(message.key()) + "`") != std::string::npos);
            for (auto const& type : message.value().as_object()) {
                auto const* const properties = type.value().as_object().if_contains("properties");
                if (!properties)
                    continue;
                for (auto const& field : properties->as_object()) {
                    CAPTURE(field.key());
                    CHECK(page->find("`" + std::string(field.key()) + "`") != std::string::npos);
                }
            }
        }
}
