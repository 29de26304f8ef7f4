#include "app/commands.hpp"

#include "app/hotline_files.hpp"
#include "base/json_binding.hpp"
#include "hotline/people/accounts.hpp"

#include <cstdio>

namespace reachline::app {

namespace {

namespace people = hotline::people;
using hotline::Account;
using hotline::Actor;
using hotline::World;

/// Whoever can start and stop the server may do what an administrator may, and reads as little.
Actor who_runs_the_server() { return { .kind = Actor::Kind::System, .account = {}, .roles = { people::Role::Administrator } }; }

std::string roles_of(people::Roles const& roles)
{
    std::string names;
    for (auto const role : roles)
        names += (names.empty() ? "" : ", ") + std::string(json::enum_name(role));
    return names;
}

void print(std::vector<people::AccountRow> const& accounts)
{
    for (auto const& one : accounts)
        std::printf("%-24s %-9s %s\n", one.name.c_str(), std::string(json::enum_name(one.state)).c_str(),
            roles_of(one.roles).c_str());
}

void print_invitation(std::string const& name, people::Invited const& invited)
{
    std::printf("Invitation of %s, shown once, for 72 hours. Hand it over in person:\n\n    %s\n\n"
                "Who reads cases then waits until a supervisor lets them in at the console.\n",
        name.c_str(), invited.code.c_str());
}

Result<Id<Account>> account_of(World& world, std::string const& name)
{
    for (auto const& one : TRY(people::accounts(world)))
        if (one.name == name)
            return one.id;
    return fail(Fault::NotFound, "there is no account of that name");
}

/// Looks beside a running server, so it changes nothing.
Result<std::vector<people::AccountRow>> look(std::string const& data)
{
    TRY(check_hotline(data));
    SystemClock const clock;
    SystemRandom random;
    auto database = TRY(store::Database::open(data + "/hotline.db", store::Access::ReadOnly));
    auto ledger = TRY(store::Database::open(data + "/keys.db", store::Access::ReadOnly));
    IdSource ids(clock, 0);
    hotline::keys::Keys keys(ledger, clock, random, ids);
    std::vector<hotline::Notice> notices;
    World world { database, clock, random, ids, keys, notices };
    return people::accounts(world);
}

/// Changes need the folder for themselves: while the server runs, the console is the way.
Done change(std::string const& data, std::function<Done(World&)> const& work)
{
    TRY(check_hotline(data));
    SystemClock clock;
    SystemRandom random;
    auto files = HotlineFiles::open(data, clock, random);
    if (!files && files.error().fault == Fault::Conflict)
        return fail(Fault::Conflict, "the hotline runs: change accounts at its console, or stop it first");
    if (!files)
        return fail(files.error());
    auto world = (*files)->world();
    return in_one_transaction(world, work);
}

int hand_out(std::string const& data, std::string const& name,
    std::function<Result<people::Invited>(World&)> const& invite)
{
    people::Invited invited {};
    auto const done = change(data, [&](World& world) -> Done {
        invited = TRY(invite(world));
        return {};
    });
    if (!done)
        return explain(done.error());
    print_invitation(name, invited);
    return Fine;
}

} // namespace

int list_staff(std::string const& data)
{
    auto const accounts = look(data);
    if (!accounts)
        return explain(accounts.error());
    print(*accounts);
    return Fine;
}

int add_staff(std::string const& data, std::string const& name, std::vector<std::string> const& roles)
{
    people::NewAccount wish { .name = name, .roles = {} };
    for (auto const& role : roles) {
        auto const known = json::enum_value<people::Role>(role);
        if (!known) {
            explain({ Fault::Invalid, "a role is advocate, supervisor, liaison, editor, verifier, analyst, administrator or auditor" });
            return WrongUse;
        }
        wish.roles.insert(*known);
    }
    return hand_out(data, name, [&](World& world) { return people::invite(world, who_runs_the_server(), wish); });
}

int reset_staff(std::string const& data, std::string const& name)
{
    return hand_out(data, name, [&](World& world) -> Result<people::Invited> {
        return people::invite_again(world, who_runs_the_server(), TRY(account_of(world, name)));
    });
}

int end_staff(std::string const& data, std::string const& name)
{
    auto const done = change(data, [&](World& world) -> Done {
        return people::end_account(world, who_runs_the_server(), TRY(account_of(world, name)));
    });
    if (!done)
        return explain(done.error());
    std::printf("%s cannot sign in any more, and holds no key.\n", name.c_str());
    return Fine;
}

} // namespace reachline::app
