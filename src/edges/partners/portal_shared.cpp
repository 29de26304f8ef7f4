#include "edges/partners/portal_inside.hpp"

#include "base/text.hpp"
#include "edges/post_key.hpp"

#include <charconv>

namespace reachline::edges::partners {

namespace {

namespace transfer = steps::transfer;
using hotline::Actor;
using hotline::World;

Result<std::vector<Colleague>> waiting_colleagues(World& world, Actor const& actor)
{
    std::vector<Colleague> waiting;
    for (auto const& one : TRY(hotline::people::waiting_for(world, actor)))
        waiting.push_back({ one.id.value, one.name, hotline::people::check_words(one.public_key) });
    return waiting;
}

/// A whole number of beds, or nothing when the field was left empty.
Result<std::optional<std::int64_t>> beds_of(std::string const& field)
{
    auto const text = trimmed(field);
    if (text.empty())
        return std::nullopt;
    std::int64_t beds = 0;
    auto const [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), beds);
    if (wrong != std::errc {} || end != text.data() + text.size() || beds < 0 || beds > 999)
        return fail(Fault::Invalid, "beds are a whole number");
    return beds;
}

} // namespace

/// A form's verb, then the same page again with thanks.
void Portal::change(Shown visit, std::function<Done(World&, Actor const&)> verb) const
{
    if (!is_our_form(*visit)) {
        auto frame = frame_of(*visit);
        return send_page(*visit, 403, trouble_page(*pages_, frame, "trouble.stale"));
    }
    as_partner<bool>(
        visit,
        [verb = std::move(verb)](World& world, Actor const& actor) -> Result<bool> {
            TRY(verb(world, actor));
            return true;
        },
        [this, visit](Who const&, bool) { lead_to(*visit, visit->path + "?said=answer.thanks"); });
}

void Portal::show_list(Shown visit) const
{
    as_partner<Inbox>(
        visit,
        [](World& world, Actor const& actor) -> Result<Inbox> {
            return Inbox { TRY(steps::shared_with_us(world, actor)), TRY(transfer::asked_of_us(world, actor)),
                TRY(waiting_colleagues(world, actor)) };
        },
        [this, visit](Who const& who, Inbox const& inbox) {
            send_page(*visit, 200, list_page(*pages_, frame_of(*visit, &who), inbox));
        });
}

/// After both read the same digits to each other: nobody in between can slip in a key of their own.
void Portal::admit_colleague(Shown visit) const
{
    if (!is_our_form(*visit))
        return send_page(*visit, 403, trouble_page(*pages_, frame_of(*visit), "trouble.stale"));
    as_partner<bool>(
        visit,
        [visit](World& world, Actor const& actor) -> Result<bool> {
            for (auto const& one : TRY(waiting_colleagues(world, actor)))
                if (std::to_string(one.account) == visit->field("account")) {
                    if (visit->field("same") != "yes" || one.check_words != visit->field("check_words"))
                        return fail(Fault::Invalid, "the digits must be the same on both sides");
                    TRY(hotline::people::admit(world, actor, { one.account }));
                    return true;
                }
            return fail(Fault::Conflict, "nobody of that name waits any more");
        },
        [this, visit](Who const&, bool) { lead_to(*visit, "/?said=colleague.in"); });
}

void Portal::show_shared(Shown visit) const
{
    as_partner<steps::SharedPage>(
        visit,
        [visit](World& world, Actor const& actor) { return steps::open_shared(world, actor, visit->values[0]); },
        [this, visit](Who const& who, steps::SharedPage const& shared) {
            send_page(*visit, 200, shared_page(*pages_, frame_of(*visit, &who), shared));
        });
}

void Portal::answer_shared(Shown visit) const
{
    change(visit, [visit](World& world, Actor const& actor) -> Done {
        auto const& reference = visit->values[0];
        auto const& what = visit->field("do");
        if (what == "acknowledge")
            return steps::acknowledge(world, actor, reference);
        if (what == "accept")
            return steps::accept(world, actor, reference);
        if (what == "decline")
            return steps::decline(world, actor, reference, visit->field("reason"));
        if (what == "outcome")
            return steps::report_outcome(world, actor, reference, visit->field("outcome"));
        return fail(Fault::Invalid, "this form says nothing that we know");
    });
}

void Portal::show_room(Shown visit) const
{
    as_partner<transfer::TransferRow>(
        visit,
        [visit](World& world, Actor const& actor) { return transfer::asked_of_us(world, actor, visit->values[0]); },
        [this, visit](Who const& who, transfer::TransferRow const& row) {
            send_page(*visit, 200, room_page(*pages_, frame_of(*visit, &who), row));
        });
}

void Portal::answer_room(Shown visit) const
{
    change(visit, [visit](World& world, Actor const& actor) -> Done {
        auto const& what = visit->field("do");
        if (what != "yes" && what != "no")
            return fail(Fault::Invalid, "the answer is yes or no");
        return transfer::answer(world, actor, visit->values[0], what == "yes", TRY(beds_of(visit->field("beds"))));
    });
}

void Portal::show_talk(Shown visit) const
{
    as_partner<transfer::Talk>(
        visit,
        [visit](World& world, Actor const& actor) { return transfer::talk(world, actor, visit->values[0]); },
        [this, visit](Who const& who, transfer::Talk const& talk) {
            SystemRandom random;
            send_page(*visit, 200, talk_page(*pages_, frame_of(*visit, &who), talk, random.hex(16)));
        });
}

void Portal::say_in_talk(Shown visit) const
{
    if (visit->field("do") == "end")
        return end_talk(visit);
    auto const say = [visit](World& world, Actor const& actor) -> Done {
        return transfer::say(world, actor, visit->values[0], visit->field("say"), kept_key(visit->field("key")));
    };
    if (!visit->wants_json)
        return change(visit, say);
    if (!is_our_form(*visit))
        return send_missing(*visit);
    as_partner<bool>(
        visit,
        [say](World& world, Actor const& actor) -> Result<bool> {
            TRY(say(world, actor));
            return true;
        },
        [visit](Who const&, bool) {
            visit->reply.send({ .headers = { { "content-type", "application/json" }, { "cache-control", "no-store" } }, .body = "{}" });
        });
}

void Portal::end_talk(Shown visit) const
{
    if (!is_our_form(*visit))
        return send_missing(*visit);
    as_partner<bool>(
        visit,
        [visit](World& world, Actor const& actor) -> Result<bool> {
            TRY(transfer::end_by_provider(world, actor, visit->values[0]));
            return true;
        },
        [this, visit](Who const&, bool) { lead_to(*visit, "/?said=talk.over"); });
}

} // namespace reachline::edges::partners
