#pragma once

// How a verb of the portal asks the core as the signed-in partner. Only portal*.cpp include this.

#include "edges/partners/portal.hpp"

#include "hotline/directory/directory_store.hpp"
#include "hotline/people/accounts.hpp"

#include <memory>

namespace reachline::edges::partners {

/// The organization as the directory calls it: that is whose pages these are, whoever looks.
inline Result<std::string> name_of(hotline::World& world, hotline::Actor const& actor)
{
    if (actor.organization)
        if (auto const known = hotline::directory::organization(world.database, *actor.organization))
            return known->name;
    return TRY(hotline::people::account(world, actor.account)).name;
}

/// Runs `verb` as the partner of the visit's session, then `then` on the loop's thread. Who is not
/// signed in gets the page for that; a fault gets its page.
template <class T>
void Portal::as_partner(Shown visit, std::function<Result<T>(hotline::World&, hotline::Actor const&)> verb,
    std::function<void(Who const&, T)> then) const
{
    struct Found {
        bool signed_in = false;
        Who who;
    };
    auto const found = std::make_shared<Found>();
    ask<T>(
        core_,
        [found, visit, verb = std::move(verb)](hotline::World& world) -> Result<T> {
            using namespace hotline::people;
            auto const session = session_of(world, visit->session, Surface::Partners);
            if (!session || session->locked)
                return fail(Fault::NotAllowed, "nobody is signed in here");
            found->signed_in = true;
            found->who = { session->actor, TRY(name_of(world, session->actor)), world.now() };
            if (!session->actor.may(Permission::PartnerRead) || !session->actor.organization)
                return fail(Fault::NotFound, "there is nothing here");
            return verb(world, session->actor);
        },
        [this, found, visit, then = std::move(then)](Result<T> result) {
            auto const kept = std::make_shared<Result<T>>(std::move(result));
            loop_.post([this, found, visit, then, kept] {
                if (!found->signed_in)
                    return send_sign_in(*visit, visit->session.empty() ? "" : "sign_in.ended", false);
                if (!*kept)
                    return send_fault(*visit, &found->who, kept->error());
                then(found->who, std::move(**kept));
            });
        });
}

} // namespace reachline::edges::partners
