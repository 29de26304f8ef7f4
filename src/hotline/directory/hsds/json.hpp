#pragma once

// HSDS records as JSON: what is empty is left out, what the schemas demand is there.

#include "base/json.hpp"
#include "hotline/directory/hsds/model.hpp"

namespace reachline::hotline::directory::hsds {

json::Object json_of(Service const&);
json::Object json_of(Organization const&);
json::Object json_of(ServiceAtLocation const&);
json::Object json_of(Taxonomy const&);
json::Object json_of(TaxonomyTerm const&);

/// With its one-to-one fields only, as the standard's lists have them.
json::Object flat_json_of(Service const&);
json::Object flat_json_of(Organization const&);
json::Object flat_json_of(ServiceAtLocation const&);

} // namespace reachline::hotline::directory::hsds
