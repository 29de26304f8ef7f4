-- Where entries came from, so that the next import of a source finds its own. `said` holds eight bytes
-- of a hash of each thing that the source said, in the order of the code: what it says otherwise next
-- time changed there, what our record says otherwise changed here. Nothing of a hidden place is in it.
create table directory_source (
    source text not null check (source <> ''),
    kind text not null check (kind in ('organization', 'service')),
    foreign_id text not null check (foreign_id <> ''),
    ours integer not null,
    said blob not null,
    imported_at integer not null,
    gone_at integer, -- when an import of the whole directory lacked it
    primary key (source, kind, foreign_id)
) strict;
create index directory_source_by_ours on directory_source (kind, ours);

-- Codes of taxonomies that are not ours, as the source gave them: to be mapped by hand, shown nowhere.
create table service_foreign_code (
    service integer not null references service (id),
    position integer not null,
    scheme text not null,
    code text not null check (code <> ''),
    primary key (service, position)
) strict;
