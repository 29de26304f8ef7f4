#pragma once

// The only way out.
//
// Whatever moves a person's words out of the hotline takes a Permit, and only the Gate makes one,
// after it found a live basis for exactly this person, recipient, purpose and these fields. A
// Permit is moved into the release and cannot be copied, kept or made up. What leaves is rendered
// from disclosure rows alone, and no bytes pass the last check whose hash is not a disclosure's.
// The database says all of this a second time, on its own (decision page 0005).

#include "hotline/cases/safe_contact.hpp"
#include "hotline/consent/disclosure.hpp"

namespace reachline::hotline::consent {

/// What somebody wants to let out.
struct Ask {
    Id<Person> person;
    Id<Organization> recipient;
    Purpose purpose {};
    std::vector<std::string> fields;
    Basis basis;
};

/// Says that this may leave, now. For the length of one command.
class Permit {
public:
    Permit(Permit&&) = default;
    Permit& operator=(Permit&&) = default;
    Permit(Permit const&) = delete;
    Permit& operator=(Permit const&) = delete;

    Ask const& ask() const { return ask_; }
    Id<Case> subject() const { return subject_; }
    Time at() const { return at_; }

private:
    friend class Gate;
    Permit(Ask ask, Id<Case> subject, Time at)
        : ask_(std::move(ask))
        , subject_(subject)
        , at_(at)
    {
    }
    Ask ask_;
    Id<Case> subject_;
    Time at_;
};

/// Says that the hotline may contact this person, this way, now.
class ContactPermit {
public:
    ContactPermit(ContactPermit&&) = default;
    ContactPermit& operator=(ContactPermit&&) = default;
    ContactPermit(ContactPermit const&) = delete;
    ContactPermit& operator=(ContactPermit const&) = delete;

    Id<Person> person() const { return person_; }
    cases::Way way() const { return way_; }
    Id<Consent> basis() const { return basis_; }

private:
    friend class Gate;
    ContactPermit(Id<Person> person, cases::Way way, Id<Consent> basis)
        : person_(person)
        , way_(way)
        , basis_(basis)
    {
    }
    Id<Person> person_;
    cases::Way way_;
    Id<Consent> basis_;
};

/// The exact page that would leave, or has.
struct Page {
    PrivateText document; ///< canonical JSON
    Bytes hash; ///< BLAKE2b, 32 bytes
    Reading reading;
};

struct Released {
    Id<Disclosure> id;
    Page page;
};

class Gate {
public:
    /// NotAllowed, with the reason, for whatever no live basis covers; NotFound for who may not
    /// see the case.
    static Result<Permit> permit(World&, Actor const&, Ask const&);

    /// What would leave under this permit. Writes a reading and nothing else.
    static Result<Page> preview(World&, Actor const&, Permit const&);

    /// Writes the disclosure, sealed for the hotline and the recipient, in state Queued. `shown`
    /// is the hash of the preview that was decided upon: Conflict if the page has changed since.
    static Result<Released> release(World&, Actor const&, Permit, Carrier, ByteView shown);

    /// Hands over what was released: the last look at the basis, then Sent. Cancelled, and
    /// NotAllowed, when the basis ended in between.
    static Done hand_over(World&, Id<Disclosure>);
    static Done cancel(World&, Actor const&, Id<Disclosure>);

    /// For every sender: refuses bytes that are not, word for word, what this disclosure says, and
    /// a disclosure whose basis has ended.
    static Done check_outgoing(World&, ByteView bytes, Id<Disclosure>);

    /// A contact with the person: a live consent to follow-up, and this way safe at this minute.
    static Result<ContactPermit> contact(World&, Actor const&, Id<Person>, cases::Way);
    /// Writes down that it was made; counts as a use of the consent.
    static Done contacted(World&, Actor const&, ContactPermit);
};

} // namespace reachline::hotline::consent
