-- An organization asks to be listed. What it told rests sealed as a whole, for the directory's own
-- people; beside it stand only codes, dates and counts, so that the work can be put in order while
-- the vault is locked.
create table application (
    id integer primary key,
    state text not null check (state in ('submitted', 'in_review', 'info_requested', 'approved',
        'listed', 'refused', 'withdrawn')),
    since integer not null, -- it stands there
    submitted_at integer not null,
    token_hash blob not null unique, -- of the page it was sent from: a repeated post is known by it
    tag blob not null unique, -- of the applicant's number (crypto/receipt.hpp)
    services integer not null check (services between 1 and 5),
    letters integer not null check (letters between 0 and 5),
    transfers integer not null check (transfers in (0, 1)), -- would take live calls
    states text not null, -- that it serves: "OK,TX"; empty for the whole nation
    folder integer not null,
    draft_sealed blob,
    taken_up_by integer,
    recommended_by integer,
    recommended_at integer,
    approved_by integer,
    approved_at integer,
    refusal text, -- a code of forms/directory_review.json
    organization integer references organization (id),
    erased_at integer,
    check ((draft_sealed is null) = (erased_at is not null)),
    check ((recommended_by is null) = (recommended_at is null)),
    check ((approved_by is null) = (approved_at is null)),
    check ((state = 'refused') = (refusal is not null)),
    -- Two persons let an organization in, and never one by two roads.
    check (approved_by is null or approved_by <> recommended_by),
    check (state not in ('approved', 'listed')
        or (recommended_by is not null and approved_by is not null and organization is not null))
) strict;
create index application_by_state on application (state, since);

-- Each look at a point of the review is a row; the last one of a point counts.
create table application_check (
    id integer primary key,
    application integer not null references application (id),
    point text not null, -- a code of forms/directory_review.json
    form_version integer not null,
    result text not null check (result in ('yes', 'no', 'does_not_apply')),
    note_sealed blob,
    checked_by integer not null,
    checked_at integer not null
) strict;
create index application_check_by_application on application_check (application, id);

create table application_letter (
    application integer not null references application (id),
    position integer not null, -- from 1, as in the draft
    verdict text not null check (verdict in ('supports', 'does_not_support', 'not_confirmed')),
    read_by integer not null,
    read_at integer not null,
    primary key (application, position)
) strict;

-- What we asked, and what they answered.
create table application_message (
    id integer primary key,
    application integer not null references application (id),
    asked_by integer, -- none: it is the applicant's
    at integer not null,
    text_sealed blob not null
) strict;
create index application_message_by_application on application_message (application, id);

create table application_service (
    application integer not null references application (id),
    service integer not null references service (id),
    primary key (application, service)
) strict;
