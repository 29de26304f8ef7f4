#include "voice/config.hpp"

#include "base/test.hpp"

#include <fmt/format.h>

using namespace reachline::voice;

namespace {

std::string file(std::string const& trunk, std::string const& more = "")
{
    return fmt::format(
        R"({{"listen_address":"192.0.2.10","listen_port":5060,"media_address":"192.0.2.10",
"first_media_port":20000,"last_media_port":24000,"control":"voice.sock","prompts":"prompts","ring_list":[],{}
"trunks":[{{"name":"main","address":"198.51.100.5","port":5060{}}}]}})",
        more, trunk);
}
std::string wrong(std::string const& text)
{
    auto const config = read_config(text);
    return config ? "" : config.error();
}
std::string const udp = R"(,"carries":"udp","known_by":"address")";
std::string const secured = R"(,"carries":"tls","known_by":"address","voice":"sdes")";
std::string const tls = R"("tls":{"certificate":"a","key":"b","trusted":"c"},)";

} // namespace

TEST("a trunk as short as it may be is taken, asked whether it is there, and its voice is plain")
{
    auto const config = read_config(file(udp));

    REQUIRE(config);
    CHECK(config->calls.trunks[0].is_asked);
    CHECK(config->calls.secured_trunks.empty());
    CHECK(config->sip.listen.size() == 1);
}

TEST("keys of a voice travel over TLS alone, and TLS needs its certificates")
{
    CHECK(wrong(file(secured, tls)).empty());
    CHECK(wrong(file(secured)) == "a trunk over TLS needs the certificates of tls");
    CHECK(wrong(file(udp + R"(,"voice":"sdes")", tls))
        == "the keys of sdes may travel over TLS alone");
    CHECK(read_config(file(secured, tls))->calls.secured_trunks.contains("main"));
}

TEST("trunks over TLS at one address and port share a connection, and so a certificate's name")
{
    auto const second = [](std::string const& port, std::string const& name) {
        return secured + R"(,"certificate_name":"sip.example.org"},{"name":"other",)"
            + R"("address":"198.51.100.5","port":)" + port + secured + R"(,"certificate_name":")"
            + name + "\"";
    };

    CHECK(wrong(file(second("5060", "sip.example.org"), tls)).empty());
    CHECK(wrong(file(second("5062", "other.example.org"), tls)).empty());
    CHECK_FALSE(wrong(file(second("5060", "other.example.org"), tls)).empty());
}

TEST("who registers, or is known by digest, has a password")
{
    std::string const known = R"(,"user":"hotline","password":"made-up")";

    CHECK(wrong(file(udp + R"(,"registers":true)" + known)).empty());
    CHECK_FALSE(wrong(file(udp + R"(,"registers":true)")).empty());
    CHECK_FALSE(wrong(file(R"(,"carries":"udp","known_by":"digest")")).empty());
}

TEST("a phone has a name and no short password")
{
    CHECK(
        wrong(file(udp, R"("phones":[{"name":"desk-2","password":"made-up-and-long"}],)")).empty());
    CHECK_FALSE(wrong(file(udp, R"("phones":[{"name":"desk-2","password":"1234"}],)")).empty());
    CHECK_FALSE(
        wrong(file(udp, R"("phones":[{"name":"","password":"made-up-and-long"}],)")).empty());
}

TEST("addresses of both families go together, the older first")
{
    std::string const both =
        R"("listen_address_6":"2001:db8::10","media_address_6":"2001:db8::10",)";

    CHECK(read_config(file(udp, both))->sip.listen.size() == 2);
    CHECK_FALSE(wrong(file(udp, R"("listen_address_6":"2001:db8::10",)")).empty());
    CHECK_FALSE(
        wrong(file(udp, R"("listen_address_6":"192.0.2.11","media_address_6":"2001:db8::10",)"))
            .empty());
    CHECK_FALSE(wrong(file(udp, R"("listen_address_6":"::","media_address_6":"::",)")).empty());
}

TEST("a field that nobody knows is named")
{
    CHECK(wrong(file(udp, R"("recorded":true,)")).find("nobody knows") != std::string::npos);
}
