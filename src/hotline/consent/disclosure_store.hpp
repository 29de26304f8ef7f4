#pragma once

// The rows of disclosures and contacts: SQL and nothing else. Only the sources of this folder
// include it.

#include "hotline/cases/safe_contact.hpp"
#include "hotline/consent/disclosure.hpp"

namespace reachline::hotline::consent::rows {

struct NewDisclosure {
    Id<Disclosure> id;
    Id<Case> subject;
    Id<Person> person;
    Id<Organization> recipient;
    Purpose purpose {};
    Basis basis;
    std::vector<std::string> const& fields;
    Carrier carrier {};
    Id<Account> decided_by;
    Bytes content_hash;
    Id<Folder> folder;
    Bytes document_sealed;
};
Done insert_disclosure(World&, NewDisclosure const&);
Done insert_disclosure_field(World&, Id<Disclosure>, std::string_view code, Basis const&);

struct SealedDocument {
    Id<Folder> folder;
    Bytes sealed;
};
Result<std::optional<DisclosureRow>> disclosure(World&, Id<Disclosure>);
Result<std::optional<SealedDocument>> document(World&, Id<Disclosure>);
Result<std::vector<DisclosureRow>> disclosures_of(World&, Id<Case>);
Result<std::vector<DisclosureRow>> disclosures_under(World&, Basis const&);
Result<std::vector<DisclosureRow>> sent_to(World&, Id<Organization>);

Done mark_sent(World&, Id<Disclosure>);
Done mark_cancelled(World&, Id<Disclosure>);
Done mark_acknowledged(World&, Id<Disclosure>, Id<Account> by);
Done mark_taken_back(World&, Id<Disclosure>);

Done insert_contact(World&, Id<Consent>, Id<Person>, cases::Way, std::optional<Id<Account>> by);

} // namespace reachline::hotline::consent::rows
