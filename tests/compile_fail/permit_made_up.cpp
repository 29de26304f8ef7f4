// expect: private within this context|is a private member|private constructor
// Nobody but the gate makes a permit.
#include "hotline/consent/gate.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::consent;

Done try_it(World& world, Actor const& actor, Ask const& ask, Permit& permit)
{
#ifndef ALLOWED
    Permit const mine(ask, Id<Case> { 1 }, world.now());
#endif
    (void)world, (void)actor, (void)ask, (void)permit;
    return {};
}
