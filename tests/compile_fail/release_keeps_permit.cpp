// expect: use of deleted function|call to deleted constructor
// A permit goes with what it lets out.
#include "hotline/consent/gate.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::consent;

Done try_it(World& world, Actor const& actor, Ask const& ask, Permit& permit)
{
#ifndef ALLOWED
    TRY(Gate::release(world, actor, permit, Carrier::Portal, {}));
#endif
    (void)world, (void)actor, (void)ask, (void)permit;
    return {};
}
