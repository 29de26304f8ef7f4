#include "hotline/desk/desk.hpp"

#include "base/test.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::desk;

namespace {

constexpr Id<Account> maria { 1 };
constexpr Id<Account> sam { 2 };
constexpr Time ten_pm = time_of(1'800'000'000'000);

Advocate free_advocate(Id<Account> account, std::vector<std::string> languages, minutes idle)
{
    return { .account = account,
        .languages = std::move(languages),
        .idle_since = ten_pm - idle,
        .talks = 0,
        .may_be_offered = true };
}

Waiting chat(std::int64_t id, std::string language = "en")
{
    Waiting one;
    one.signal = { id };
    one.line_class = signals::Class::Chat;
    one.language = std::move(language);
    one.since = ten_pm;
    return one;
}

} // namespace

TEST("a chat goes to the advocate who has been idle longest")
{
    auto const result = plan({ chat(7) },
        { free_advocate(maria, { "en" }, minutes(1)), free_advocate(sam, { "en" }, minutes(9)) }, {});

    REQUIRE(result.offers.size() == 1);
    CHECK(result.offers[0].account == sam);
}

TEST("an advocate who speaks the language comes before one who was idle longer")
{
    auto const result = plan({ chat(7, "es") },
        { free_advocate(maria, { "en", "es" }, minutes(1)), free_advocate(sam, { "en" }, minutes(9)) }, {});

    CHECK(result.offers[0].account == maria);
}

TEST("one advocate is never offered two signals at once")
{
    auto const result = plan({ chat(7), chat(8) }, { free_advocate(maria, { "en" }, minutes(1)) }, {});

    CHECK(result.offers.size() == 1);
    CHECK(result.offers[0].signal == Id<Signal> { 7 });
}

TEST("a full advocate gets no third chat, but danger reaches everybody")
{
    auto full = free_advocate(maria, { "en" }, minutes(1));
    full.talks = Rules {}.talks_at_once;
    auto danger = chat(8);
    danger.line_class = signals::Class::Danger;

    CHECK(plan({ chat(7) }, { full }, {}).offers.empty());
    CHECK(plan({ danger }, { full }, {}).offers.size() == 1);
}

TEST("when all were tried alone everybody rings, and after that somebody is told")
{
    auto tried = chat(7);
    tried.tried = { maria, sam };
    std::vector const advocates { free_advocate(maria, { "en" }, minutes(1)),
        free_advocate(sam, { "en" }, minutes(9)) };

    auto const ringing = plan({ tried }, advocates, {});
    tried.rung_everybody = true;
    auto const rung_out = plan({ tried }, advocates, {});

    CHECK(ringing.offers.size() == 2);
    CHECK(ringing.offers[0].to_everybody);
    CHECK(rung_out.offers.empty());
    CHECK(rung_out.rung_out.size() == 1);
}

TEST("a signal with a running offer is left alone")
{
    auto offered = chat(7);
    offered.tried = { maria };
    offered.open_offers = { maria };

    CHECK(plan({ offered }, { free_advocate(sam, { "en" }, minutes(1)) }, {}).offers.empty());
}

TEST("nobody on shift is an alarm for a talk, and not for a tip")
{
    auto tip = chat(7);
    tip.line_class = signals::Class::Tip;

    CHECK(plan({ chat(7) }, {}, {}).nobody_on_shift);
    CHECK_FALSE(plan({ tip }, {}, {}).nobody_on_shift);
    CHECK_FALSE(plan({}, {}, {}).nobody_on_shift);
}

TEST("who is in a call is offered nothing, not even danger, and is not rung with everybody")
{
    auto in_call = free_advocate(maria, { "en" }, minutes(9));
    in_call.talks = 1;
    in_call.in_call = true;
    auto danger = chat(7);
    danger.line_class = signals::Class::Danger;
    CHECK(plan({ danger, chat(8) }, { in_call }, {}).offers.empty());

    danger.tried = { sam };
    auto const result = plan({ danger }, { in_call, free_advocate(sam, { "en" }, minutes(1)) }, {});

    CHECK(result.offers == std::vector<Plan::Offering> { { danger.signal, sam, true } });
}

TEST("a call goes to who talks to nobody, and to a chat's advocate only when there is no such")
{
    auto call = chat(7, "es");
    call.line_class = signals::Class::Call;
    auto chatting = free_advocate(maria, { "es" }, minutes(9));
    chatting.talks = 1;

    CHECK(plan({ call }, { chatting, free_advocate(sam, { "en" }, minutes(1)) }, {}).offers
        == std::vector<Plan::Offering> { { call.signal, sam } });
    CHECK(plan({ call }, { chatting }, {}).offers == std::vector<Plan::Offering> { { call.signal, maria } });
}

TEST("a message that was left goes to who talks to nobody, after the chats, and rings nobody else")
{
    auto message = chat(7);
    message.line_class = signals::Class::Message;
    auto chatting = free_advocate(maria, { "en" }, minutes(9));
    chatting.talks = 1;

    CHECK(plan({ message }, { free_advocate(sam, { "en" }, minutes(1)) }, {}).offers
        == std::vector<Plan::Offering> { { message.signal, sam } });
    CHECK(plan({ message }, { chatting }, {}).offers.empty());
    message.tried = { sam };
    CHECK(plan({ message }, { free_advocate(sam, { "en" }, minutes(1)) }, {}) == Plan {});
    CHECK_FALSE(plan({ message }, {}, {}).nobody_on_shift);
}

TEST("an offer moves for a language only to somebody who could be asked next and speaks it")
{
    auto call = chat(7, "es");
    call.line_class = signals::Class::Call;
    call.tried = call.open_offers = { maria };
    auto holder = free_advocate(maria, { "en" }, minutes(9));
    holder.may_be_offered = false;
    auto const spanish = free_advocate(sam, { "en", "es" }, minutes(1));
    CHECK(who_makes_room(call, { holder, spanish }, {}) == std::vector { maria });

    auto busy = spanish;
    busy.in_call = true;
    CHECK(who_makes_room(call, { holder, busy }, {}).empty());
    CHECK(who_makes_room(call, { holder, free_advocate(sam, { "en" }, minutes(1)) }, {}).empty());
    holder.languages = { "es" };
    CHECK(who_makes_room(call, { holder, spanish }, {}).empty());
}

TEST("an offer that the speaker of the language let pass stays where it is, and so does one to everybody")
{
    auto call = chat(7, "es");
    call.line_class = signals::Class::Call;
    call.open_offers = { maria };
    call.tried = { sam, maria };
    auto holder = free_advocate(maria, { "en" }, minutes(9));
    holder.may_be_offered = false;
    auto const spanish = free_advocate(sam, { "es" }, minutes(1));
    CHECK(who_makes_room(call, { holder, spanish }, {}).empty());

    call.tried = { maria };
    call.rung_everybody = true;
    CHECK(who_makes_room(call, { holder, spanish }, {}).empty());
}
