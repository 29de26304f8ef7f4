#pragma once

// Codes of ours beside those of the standard, read in both directions.

#include "hotline/directory/records.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace reachline::hotline::directory::hsds {

template <class E, std::size_t N>
using Words = std::array<std::pair<E, std::string_view>, N>;

inline constexpr Words<Status, 4> status_words { {
    { Status::Active, "active" },
    { Status::Inactive, "inactive" },
    { Status::Defunct, "defunct" },
    { Status::TemporarilyClosed, "temporarily closed" },
} };

/// A hotline's number is a voice number too: whoever looks for voice must find it.
inline constexpr Words<PhoneKind, 5> phone_words { {
    { PhoneKind::Voice, "voice" },
    { PhoneKind::Hotline, "voice" },
    { PhoneKind::Text, "text" },
    { PhoneKind::Fax, "fax" },
    { PhoneKind::Tty, "textphone" },
} };

inline constexpr Words<Frequency, 2> frequency_words { {
    { Frequency::Weekly, "WEEKLY" },
    { Frequency::Monthly, "MONTHLY" },
} };

inline constexpr Words<Visibility, 3> visibility_words { {
    { Visibility::Public, "public" },
    { Visibility::Partner, "partner" },
    { Visibility::Advocate, "advocate" },
} };

inline constexpr Words<OrganizationRole, 4> role_words { {
    { OrganizationRole::Provider, "provider" },
    { OrganizationRole::LawEnforcement, "law_enforcement" },
    { OrganizationRole::ChildWelfare, "child_welfare" },
    { OrganizationRole::Psap, "psap" },
} };

inline constexpr Words<Field, 10> field_words { {
    { Field::Description, "description" },
    { Field::Email, "email" },
    { Field::Website, "website" },
    { Field::Address, "address" },
    { Field::Schedules, "schedules" },
    { Field::Eligibility, "eligibility" },
    { Field::Application, "application" },
    { Field::Fees, "fees" },
    { Field::Capacity, "capacity" },
    { Field::LiveTransfer, "live_transfer" },
} };

template <class E, std::size_t N>
std::string word_of(Words<E, N> const& words, E value)
{
    for (auto const& [ours, word] : words)
        if (ours == value)
            return std::string(word);
    return {};
}

template <class E, std::size_t N>
std::optional<E> value_of(Words<E, N> const& words, std::string_view word)
{
    for (auto const& [ours, known] : words)
        if (known == word)
            return ours;
    return std::nullopt;
}

/// What of a service, or of a phone, is a practice: the codes of our third taxonomy.
struct Practice {
    std::string_view code;
    std::string_view name;
    std::string_view spanish;
    std::string_view meaning;
};
inline constexpr Practice confidential_practice { "confidential", "Confidential place",
    "Lugar confidencial", "The place is not published. Call, and you are connected." };
inline constexpr Practice remote_practice { "remote", "By phone or online",
    "Por teléfono o en línea", "Yes: also given by phone or online." };
inline constexpr Practice pets_practice { "pets", "Pets", "Mascotas",
    "Whether pets may come along: yes or no. Not said means ask." };
inline constexpr Practice children_practice { "children", "Children", "Niños",
    "Whether children may come along: yes or no. Not said means ask." };
inline constexpr Practice live_transfer_practice { "live_transfer", "Live transfer",
    "Transferencia en vivo", "Yes: takes a call handed over by a hotline." };
inline constexpr Practice hotline_practice { "hotline", "Hotline", "Línea de ayuda",
    "Of a phone: a line for people in need, answered for that purpose." };
inline constexpr std::array practices { confidential_practice, remote_practice, pets_practice,
    children_practice, live_transfer_practice, hotline_practice };

} // namespace reachline::hotline::directory::hsds
