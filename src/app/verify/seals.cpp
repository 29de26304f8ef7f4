#include "app/verify/verify.hpp"

#include <algorithm>
#include <array>

namespace reachline::app::verify {

namespace {

/// A sealed column, and the query for its rows that hold something else. A sealed value begins with
/// its version and is never shorter than its seal (decision page 0006): words in clear are neither.
struct Sealed {
    std::string_view column;
    char const* table;
    Literal not_sealed;
};

#define REACHLINE_SEALED(table, column)                                                            \
    Sealed                                                                                         \
    {                                                                                              \
        table "." column, table,                                                                   \
            "select rowid from " table " where " column " is not null and (typeof(" column         \
            ") <> 'blob' or length(" column ") < 49 or substr(" column ", 1, 1) <> x'01')"         \
    }
constexpr std::array sealed_columns {
    REACHLINE_SEALED("application", "draft_sealed"),
    REACHLINE_SEALED("application_check", "note_sealed"),
    REACHLINE_SEALED("application_message", "text_sealed"),
    REACHLINE_SEALED("assessment", "answers_sealed"),
    REACHLINE_SEALED("assessment", "note_sealed"),
    REACHLINE_SEALED("call_party", "number_sealed"),
    REACHLINE_SEALED("case_breaking", "reason_sealed"),
    REACHLINE_SEALED("contact_point", "value_sealed"),
    REACHLINE_SEALED("disclosure", "document_sealed"),
    REACHLINE_SEALED("exception", "decision_reason_sealed"),
    REACHLINE_SEALED("exception", "facts_sealed"),
    REACHLINE_SEALED("exception", "review_sealed"),
    REACHLINE_SEALED("interpreter", "code_sealed"),
    REACHLINE_SEALED("location", "exact_sealed"),
    REACHLINE_SEALED("message", "text_sealed"),
    REACHLINE_SEALED("note", "text_sealed"),
    REACHLINE_SEALED("person_field", "value_sealed"),
    REACHLINE_SEALED("safe_contact", "address_sealed"),
    REACHLINE_SEALED("safe_contact", "ask_for_sealed"),
    REACHLINE_SEALED("safe_contact", "code_word_sealed"),
    REACHLINE_SEALED("safe_contact", "number_sealed"),
    REACHLINE_SEALED("safe_contact", "say_as_sealed"),
    REACHLINE_SEALED("safety_plan", "plan_sealed"),
    REACHLINE_SEALED("step", "decision_reason_sealed"),
    REACHLINE_SEALED("step", "reason_sealed"),
    REACHLINE_SEALED("tip_answers", "answers_sealed"),
    REACHLINE_SEALED("voicemail", "sound_sealed"),
};
#undef REACHLINE_SEALED

// An account's one-time code is sealed under the passphrase, not the vault: another form.
constexpr char sealed_in_this_file[] = R"sql(
    select t.name || '.' || c.name from sqlite_schema t join pragma_table_info(t.name) c
    where t.type = 'table' and c.name like '%\_sealed' escape '\' and t.name <> 'account'
)sql";

// Vault 1 is the hotline's, vault 2 the directory's.
constexpr char staff[] = R"sql(
    select id, state <> 'ended' and (',' || roles || ',' like '%,advocate,%'
        or ',' || roles || ',' like '%,supervisor,%' or ',' || roles || ',' like '%,liaison,%'),
        state <> 'ended' and (',' || roles || ',' like '%,editor,%'
        or ',' || roles || ',' like '%,verifier,%')
    from account where organization is null
)sql";
constexpr char hold_a_key[] = "select vault, account from vault_member where vault in (1, 2)";

} // namespace

Result<std::vector<Violation>> seals(store::Database& database)
{
    std::vector<Violation> found;
    auto const columns = TRY(database.all(
        sealed_in_this_file, [](store::Row const& row) { return row.string(0); }));
    for (auto const& column : columns)
        if (std::none_of(sealed_columns.begin(), sealed_columns.end(),
                [&](Sealed const& known) { return known.column == column; }))
            found.push_back({ "seal", "a sealed column that nobody checks: " + column, "sqlite_schema", 0 });
    for (auto const& column : sealed_columns)
        for (auto const row : TRY(database.all(
                 column.not_sealed, [](store::Row const& bad) { return bad.integer(0); })))
            found.push_back({ "seal", "what must rest sealed is not sealed", column.table, row });
    return found;
}

Result<std::vector<Violation>> wraps(store::Database& hotline, store::Database& ledger)
{
    struct Person {
        std::int64_t account;
        bool reads_cases;
        bool keeps_directory;
    };
    struct Holder {
        std::int64_t vault;
        std::int64_t account;
    };
    std::vector<Violation> found;
    auto const people = TRY(hotline.all(staff, [](store::Row const& row) {
        return Person { row.integer(0), row.flag(1), row.flag(2) };
    }));
    auto const holders = TRY(ledger.all(hold_a_key,
        [](store::Row const& row) { return Holder { row.integer(0), row.integer(1) }; }));
    for (auto const& holder : holders)
        for (auto const& person : people) {
            if (person.account != holder.account)
                continue;
            if (holder.vault == 1 && !person.reads_cases)
                found.push_back({ "vault", "an account that must not read cases holds the vault's key",
                    "account", holder.account });
            if (holder.vault == 2 && !person.keeps_directory)
                found.push_back({ "vault",
                    "an account that does not keep the directory holds the key of its vault", "account",
                    holder.account });
        }
    return found;
}

} // namespace reachline::app::verify
