-- What the public sees of each service, apart from what else is known of it: whoever reads the
-- public feed and asks what changed learns of no note, no bed and no hidden place. Nothing here was
-- not public when it was written; a service that stops being public leaves.
create table published_service (
    service integer primary key references service (id),
    organization integer not null references organization (id),
    fingerprint blob not null, -- of all that is shown: another one means that it changed
    changed_at integer not null,
    latitude_e6 integer, -- what distances are measured from: a hidden place's is its area's centre
    longitude_e6 integer,
    check ((latitude_e6 is null) = (longitude_e6 is null))
) strict;
create index published_service_by_organization on published_service (organization);

create table published_term (
    service integer not null references published_service (service),
    taxonomy text not null,
    code text not null,
    primary key (taxonomy, code, service)
) strict;
create index published_term_by_service on published_term (service);

insert into published_service (service, organization, fingerprint, changed_at, latitude_e6,
    longitude_e6)
select s.id, s.organization, x'', s.updated_at, coalesce(l.latitude_e6, a.latitude_e6),
    coalesce(l.longitude_e6, a.longitude_e6)
from service s
join organization o on o.id = s.organization
left join location l on l.id = s.location and l.confidential = 0
    and s.field_visibility not like '%"address"%'
left join service_area a on a.service = s.id and a.position = 1 and a.extent <> 'nation'
where s.visibility = 'public' and o.visibility = 'public'
    and s.status in ('active', 'temporarily_closed')
    and o.status in ('active', 'temporarily_closed');

insert into published_term (service, taxonomy, code)
select p.service, 'reachline-category', c.category
from published_service p join service_category c on c.service = p.service;
insert into published_term (service, taxonomy, code)
select p.service, 'reachline-population', c.population
from published_service p join service_population c on c.service = p.service;
insert into published_term (service, taxonomy, code)
select p.service, 'reachline-practice', 'confidential'
from published_service p join service s on s.id = p.service where s.confidential = 1;
insert into published_term (service, taxonomy, code)
select p.service, 'reachline-practice', 'remote'
from published_service p join service s on s.id = p.service where s.remote = 1;
insert into published_term (service, taxonomy, code)
select p.service, 'reachline-practice', 'pets'
from published_service p join service s on s.id = p.service where s.pets <> 'ask';
insert into published_term (service, taxonomy, code)
select p.service, 'reachline-practice', 'children'
from published_service p join service s on s.id = p.service where s.children <> 'ask';
insert into published_term (service, taxonomy, code)
select p.service, 'reachline-practice', 'live_transfer'
from published_service p join service s on s.id = p.service
where s.accepts_live_transfer = 1 and s.field_visibility like '%"live_transfer":"public"%';
