#pragma once

// A small directory of somebody else's, for tests: sound, until a test breaks one cell of it.

#include "hotline/directory/exchange/assembly.hpp"
#include "hotline/directory/exchange/parcel.hpp"
#include "hotline/directory/test_directory.hpp"

#include <algorithm>

namespace reachline::hotline::directory::exchange {

/// The tables of a package as texts, by file name.
struct TestPackage {
    std::map<std::string, std::string> files {
        { "organizations.csv", "id,name,description,website,parent_organization_id\n"
                               "o1,Copper Lantern,Helps people.,https://example.org,\n" },
        { "services.csv", "id,organization_id,name,description,url,email,status,minimum_age,maximum_age,assured_date,last_modified\n"
                          "s1,o1,Night beds,A bed for tonight.,https://example.org/beds,beds@example.org,active,18,99,2026-06-01,2026-06-01T10:00:00Z\n"
                          "s2,o1,Talk line,Somebody listens.,,,active,,,,\n" },
        { "locations.csv", "id,organization_id,location_type,name,latitude,longitude\n"
                           "l1,o1,physical,The house,29.7569,-95.3656\n" },
        { "addresses.csv", "id,location_id,address_1,city,state_province,postal_code,country,address_type\n"
                           "a1,l1,100 Main Street,Houston,TX,77002,US,physical\n" },
        { "service_at_location.csv", "id,service_id,location_id\nx1,s1,l1\n" },
        { "phones.csv", "id,service_id,location_id,organization_id,number,extension,type\n"
                        "p1,s1,,,713-555-0142,,voice\n"
                        "p2,s2,,,713-555-0143,12,voice\n" },
        { "schedules.csv", "id,service_id,freq,byday,opens_at,closes_at,timezone\n"
                           "h1,s1,WEEKLY,\"MO,TU\",09:00,17:00,America/Chicago\n" },
        { "service_areas.csv", "id,service_id,name\nw1,s1,\"Harris County, TX\"\nw2,s2,Texas\n" },
        { "languages.csv", "id,service_id,name,code\nn1,s1,Spanish,es\n" },
        { "attributes.csv", "id,link_id,link_entity,taxonomy_term_id\nb1,s1,service,t1\nb2,s2,service,t2\n" },
        { "taxonomy_terms.csv", "id,code,name,taxonomy\nt1,1121,Emergency Shelter,Open Eligibility\nt2,hotline,Hotline,reachline-category\n" },
        { "units.csv", "id,name\nu1,beds\n" },
        { "service_capacity.csv", "id,service_id,unit_id,available,maximum,updated\n"
                                  "c1,s1,u1,4,10,2026-06-01T10:00:00Z\n" },
    };

    /// In one file, the first `before` becomes `after`.
    TestPackage& change(std::string const& file, std::string const& before, std::string const& after)
    {
        auto& text = files.at(file);
        auto const at = text.find(before);
        REQUIRE(at != std::string::npos);
        text.replace(at, before.size(), after);
        return *this;
    }
    Parcel parcel() const
    {
        Parcel all;
        for (auto const& [name, bytes] : files)
            all.push_back({ name, bytes });
        return all;
    }
};

/// A parcel read to its end.
struct TestReading {
    Parcel parcel;
    Findings findings;
    Tables tables;
    std::vector<Given> given;

    explicit TestReading(Parcel files)
        : parcel(std::move(files))
        , tables(open(parcel, findings))
    {
        Assembly assembly(tables, { test_vocabulary(), test_places() }, findings);
        while (auto one = assembly.next())
            given.push_back(std::move(*one));
    }
    explicit TestReading(TestPackage const& package)
        : TestReading(package.parcel())
    {
    }
    explicit TestReading(std::string const& name, std::string const& bytes)
        : TestReading(Parcel { { name, bytes } })
    {
    }

    /// Rules found, each once, by name; notes are left out.
    std::vector<std::string> faults(Weight least = Weight::Field) const
    {
        std::set<std::string> names;
        for (auto const& one : findings.sorted())
            if (saying(one.rule).weight >= least)
                names.emplace(saying(one.rule).name);
        return { names.begin(), names.end() };
    }
    GivenListing const* listing(std::string_view service) const
    {
        for (auto const& organization : given)
            for (auto const& one : organization.listings)
                if (one.service == service)
                    return &one;
        return nullptr;
    }
    std::size_t listings() const
    {
        std::size_t all = 0;
        for (auto const& one : given)
            all += one.listings.size();
        return all;
    }
};

} // namespace reachline::hotline::directory::exchange
