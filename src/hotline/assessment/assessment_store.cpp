#include "hotline/assessment/assessment_store.hpp"

#include "base/ensure.hpp"
#include "base/json_binding.hpp"

namespace reachline::hotline::assessment {

namespace {

constexpr char select_one[] = R"sql(
    select id, case_id, person_id, folder, instrument, instrument_version, version, proposed, because,
        alerted, started_by, started_at, changed_at, confirmed, confirmed_by, confirmed_at, confirmed_version
    from assessment where id = ?1
)sql";

constexpr char select_of_case[] = R"sql(
    select id, case_id, person_id, folder, instrument, instrument_version, version, proposed, because,
        alerted, started_by, started_at, changed_at, confirmed, confirmed_by, confirmed_at, confirmed_version
    from assessment where case_id = ?1 order by id desc
)sql";

Level level_of(std::string_view text)
{
    auto const level = json::enum_value<Level>(text);
    ensure(level); // the table's check allows nothing else
    return *level;
}

std::vector<std::string> codes_of(std::string_view text)
{
    auto const value = json::parse(text);
    ensure(value);
    auto const codes = json::bound<std::vector<std::string>>(*value);
    ensure(codes);
    return *codes;
}

std::string text_of(std::vector<std::string> const& codes)
{
    return json::text_of(json::written(codes));
}

AssessmentRow read_row(store::Row const& row)
{
    AssessmentRow read {
        .id = row.id<Assessment>(0),
        .case_id = row.id<Case>(1),
        .person = row.maybe_id<Person>(2),
        .folder = row.id<Folder>(3),
        .instrument = row.string(4),
        .instrument_version = static_cast<int>(row.integer(5)),
        .version = static_cast<int>(row.integer(6)),
        .proposed = level_of(row.text(7)),
        .because = codes_of(row.text(8)),
        .alerted = level_of(row.text(9)),
        .started_by = row.id<Account>(10),
        .started_at = row.time(11),
        .changed_at = row.time(12),
        .confirmed = std::nullopt,
    };
    if (!row.is_null(13))
        read.confirmed = Confirmation {
            .level = level_of(row.text(13)),
            .by = row.id<Account>(14),
            .at = row.time(15),
            .of_version = static_cast<int>(row.integer(16)),
        };
    return read;
}

} // namespace

Result<AssessmentRow> row_of(World& world, Id<Assessment> id)
{
    auto const found = TRY(world.database.find(select_one, read_row, id));
    if (!found)
        return fail(Fault::NotFound, "there is no such assessment");
    return *found;
}

Result<std::vector<AssessmentRow>> rows_of(World& world, Id<Case> id)
{
    return world.database.all(select_of_case, read_row, id);
}

constexpr char insert_assessment[] = R"sql(
    insert into assessment (id, case_id, person_id, folder, instrument, instrument_version, version,
        proposed, because, alerted, started_by, started_at, changed_at, answers_sealed)
    values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
)sql";

Done insert(World& world, AssessmentRow const& row, Bytes const& answers_sealed)
{
    TRY(world.database.run(insert_assessment, row.id, row.case_id, row.person, row.folder,
        row.instrument, row.instrument_version, row.version, json::enum_name(row.proposed),
        text_of(row.because), json::enum_name(row.alerted), row.started_by, row.started_at,
        row.changed_at, answers_sealed));
    return {};
}

constexpr char update_assessment[] = R"sql(
    update assessment
    set version = ?3, proposed = ?4, because = ?5, alerted = ?6, changed_at = ?7, answers_sealed = ?8
    where id = ?1 and version = ?2
)sql";

Result<bool> update(World& world, AssessmentRow const& row, int seen, Bytes const& answers_sealed)
{
    return TRY(world.database.run(update_assessment, row.id, seen, row.version,
        json::enum_name(row.proposed), text_of(row.because), json::enum_name(row.alerted),
        row.changed_at, answers_sealed))
    == 1;
}

constexpr char update_confirmed[] = R"sql(
    update assessment
    set version = ?3, changed_at = ?4, confirmed = ?5, confirmed_by = ?6, confirmed_at = ?7,
        confirmed_version = ?8, note_sealed = ?9, alerted = ?10
    where id = ?1 and version = ?2
)sql";

Result<bool> set_confirmed(
    World& world, AssessmentRow const& row, int seen, Bytes const& note_sealed)
{
    auto const& confirmed = *row.confirmed;
    return TRY(world.database.run(update_confirmed, row.id, seen, row.version, row.changed_at,
        json::enum_name(confirmed.level), confirmed.by, confirmed.at, confirmed.of_version,
        note_sealed, json::enum_name(row.alerted)))
    == 1;
}

constexpr char select_sealed[] = "select answers_sealed, note_sealed from assessment where id = ?1";

Result<Sealed> sealed_parts(World& world, Id<Assessment> id)
{
    auto found = TRY(world.database.find(
        select_sealed,
        [](store::Row const& row) {
            return Sealed { row.blob(0), row.maybe_blob(1) };
        },
        id));
    if (!found)
        return fail(Fault::NotFound, "there is no such assessment");
    return std::move(*found);
}

} // namespace reachline::hotline::assessment
