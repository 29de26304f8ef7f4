// expect: private within this context|is a private member|private constructor
// Nobody but the gate makes a permit to contact.
#include "hotline/consent/gate.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::consent;

Done try_it(World& world, Actor const& actor, Ask const& ask, Permit& permit)
{
#ifndef ALLOWED
    TRY(Gate::contacted(world, actor, ContactPermit({}, cases::Way::Call, {})));
#endif
    (void)world, (void)actor, (void)ask, (void)permit;
    return {};
}
