#include "hotline/directory/upkeep/duplicates_store.hpp"

#include "base/json_binding.hpp"
#include "base/text.hpp"
#include "hotline/directory/places/folded.hpp"

#include <algorithm>
#include <unordered_map>

namespace reachline::hotline::directory::upkeep::rows {

namespace {

using store::Row;

struct Part {
    std::int64_t of = 0;
    std::string text {};
};
Part part_of(Row const& row) { return { row.integer(0), row.string(1) }; }

/// The last ten digits: with and without the country's one they are the same number.
std::string number_of(std::string const& phone)
{
    auto const digits = digits_of(phone);
    return digits.size() > 10 ? digits.substr(digits.size() - 10) : digits;
}

class ById {
public:
    explicit ById(std::vector<Compared>& all)
    {
        for (auto& one : all)
            entries_.emplace(one.id, &one);
    }
    void add(std::vector<std::string> Compared::* list, std::int64_t id, std::string text)
    {
        auto const found = entries_.find(id);
        if (found == entries_.end() || text.empty())
            return;
        auto& texts = found->second->*list;
        if (std::ranges::find(texts, text) == texts.end())
            texts.push_back(std::move(text));
    }

private:
    std::unordered_map<std::int64_t, Compared*> entries_;
};

Compared compared_of(Row const& row)
{
    return { .id = row.integer(0), .organization = row.integer(1), .name = row.string(2) };
}

} // namespace

constexpr char standing_organizations[] =
    "select id, id, name from organization where status <> 'defunct' order by id";
constexpr char numbers_of_organizations[] = R"sql(
    select organization, number from organization_phone
    union all
    select s.organization, p.number from phone p join service s on s.id = p.service
    where s.status <> 'defunct'
)sql";
constexpr char addresses_of_organizations[] = R"sql(
    select s.organization, l.address_1 || ' ' || l.postal_code
    from service s join location l on l.id = s.location
    where l.confidential = 0 and s.status <> 'defunct' and l.address_1 <> ''
)sql";
constexpr char areas_of_organizations[] = R"sql(
    select distinct s.organization, a.name from service_area a join service s on s.id = a.service
    where s.status <> 'defunct'
)sql";

Result<std::vector<Compared>> organizations(store::Database& database)
{
    auto all = TRY(database.all(standing_organizations, compared_of));
    ById by_id(all);
    for (auto& one : TRY(database.all(numbers_of_organizations, part_of)))
        by_id.add(&Compared::phones, one.of, number_of(one.text));
    for (auto& one : TRY(database.all(addresses_of_organizations, part_of)))
        by_id.add(&Compared::addresses, one.of, folded(one.text));
    for (auto& one : TRY(database.all(areas_of_organizations, part_of)))
        by_id.add(&Compared::areas, one.of, std::move(one.text));
    return all;
}

constexpr char standing_services[] =
    "select id, organization, name from service where status <> 'defunct' order by id";
constexpr char numbers_of_services[] = "select service, number from phone";
constexpr char addresses_of_services[] = R"sql(
    select s.id, l.address_1 || ' ' || l.postal_code
    from service s join location l on l.id = s.location
    where l.confidential = 0 and l.address_1 <> ''
)sql";
constexpr char areas_of_services[] = "select service, name from service_area";

Result<std::vector<Compared>> services(store::Database& database)
{
    auto all = TRY(database.all(standing_services, compared_of));
    ById by_id(all);
    for (auto& one : TRY(database.all(numbers_of_services, part_of)))
        by_id.add(&Compared::phones, one.of, number_of(one.text));
    for (auto& one : TRY(database.all(addresses_of_services, part_of)))
        by_id.add(&Compared::addresses, one.of, folded(one.text));
    for (auto& one : TRY(database.all(areas_of_services, part_of)))
        by_id.add(&Compared::areas, one.of, std::move(one.text));
    return all;
}

constexpr char decided_pairs[] = R"sql(
    select kind, min(kept, gone), max(kept, gone) from directory_merge
    where state in ('proposed', 'merged', 'not_the_same')
)sql";

Result<std::set<Apart>> decided(store::Database& database)
{
    auto const rows = TRY(database.all(decided_pairs, [](Row const& row) {
        return Apart { json::enum_value<EntryKind>(row.text(0)).value_or(EntryKind::Service),
            row.integer(1), row.integer(2) };
    }));
    return std::set<Apart>(rows.begin(), rows.end());
}

} // namespace reachline::hotline::directory::upkeep::rows
