#include "edges/console/contract/partners.hpp"
#include "edges/console/library.hpp"
#include "edges/console/row.hpp"

#include "edges/console/step_rows.hpp"
#include "hotline/partners/partners.hpp"
#include "hotline/people/accounts.hpp"

#include <algorithm>

namespace reachline::edges::console {

namespace {

namespace partners = hotline::partners;
namespace people = hotline::people;
using contract::Acknowledgement;
using hotline::Partner;

static_assert(static_cast<int>(contract::PartnerRole::Psap) == static_cast<int>(partners::Role::Psap));
static_assert(static_cast<int>(contract::PartnerState::Ended) == static_cast<int>(partners::State::Ended));

std::optional<contract::Colleague> colleague(
    std::vector<people::AccountRow> const& accounts, std::optional<Id<hotline::Account>> id)
{
    if (!id)
        return std::nullopt;
    auto const found = std::ranges::find(accounts, *id, &people::AccountRow::id);
    return found == accounts.end() ? std::nullopt : std::optional(contract::Colleague { found->id, found->name });
}

int users_of(std::vector<people::AccountRow> const& accounts, Id<hotline::Organization> organization)
{
    return static_cast<int>(std::ranges::count_if(accounts, [&](people::AccountRow const& one) {
        return one.organization == organization && one.state != people::AccountState::Ended;
    }));
}

Result<std::vector<contract::PartnerRow>> all(Call const& call)
{
    auto const accounts = TRY(people::accounts(call.world));
    std::vector<contract::PartnerRow> rows;
    for (auto const& one : TRY(partners::all(call.world))) {
        auto const* const rule = call.library.steps.jurisdictions.find(one.rule);
        rows.push_back({ .id = one.id.value,
            .organization = recipient_row(call.world, one.organization),
            .role = static_cast<contract::PartnerRole>(one.role),
            .unit = rule ? std::optional(rule->unit) : std::nullopt,
            .state = static_cast<contract::PartnerState>(one.state),
            .proposed_by = colleague(accounts, one.proposed_by),
            .designated_by = colleague(accounts, one.designated_by),
            .proposed_by_me = one.proposed_by == call.actor.account,
            .users = users_of(accounts, one.organization) });
    }
    return rows;
}

Result<contract::PartnerForm> form(Call const& call)
{
    contract::PartnerForm form;
    for (auto const& rule : call.library.steps.jurisdictions.rules())
        form.rules.push_back({ rule.id, rule.state, static_cast<contract::PartnerRole>(rule.role), rule.unit });
    return form;
}

Result<contract::Made> propose(Call const& call, contract::NewPartner wish)
{
    partners::NewPartner partner { .organization = wish.organization_id };
    if (wish.rule) {
        auto const* const rule = call.library.steps.jurisdictions.find(*wish.rule);
        if (!rule)
            return fail(Fault::Invalid, "the jurisdiction table has no such row");
        partner.role = rule->role;
        partner.rule = rule->id;
    }
    return contract::Made { TRY(partners::propose(call.world, call.actor, partner)).value };
}

Result<Acknowledgement> designate(Call const& call)
{
    TRY(partners::designate(call.world, call.actor, call.id<Partner>()));
    return Acknowledgement {};
}

Result<Acknowledgement> end(Call const& call)
{
    TRY(partners::end(call.world, call.actor, call.id<Partner>()));
    return Acknowledgement {};
}

} // namespace

Routes partner_routes()
{
    using enum Permission;
    return {
        row<Nothing, std::vector<contract::PartnerRow>>("GET", "/api/partners",
            { EditDirectory, VerifyDirectory, Supervise, ManageAccounts }, "who may be sent anything, and who waits to be designated", all),
        row<Nothing, contract::PartnerForm>("GET", "/api/forms/partner", { EditDirectory },
            "the rows of the jurisdiction table that an agency can be designated for", form),
        row<contract::NewPartner, contract::Made>("POST", "/api/partners", { EditDirectory },
            "proposes one; nothing can be sent to it yet", propose),
        row<Nothing, Acknowledgement>("POST", "/api/partners/{id}/designation", { VerifyDirectory },
            "by another than who proposed", designate),
        row<Nothing, Acknowledgement>("POST", "/api/partners/{id}/end", { VerifyDirectory, Supervise },
            "nothing is sent to it from now on", end),
    };
}

} // namespace reachline::edges::console
