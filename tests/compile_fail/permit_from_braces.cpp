// expect: private within this context|is a private member|private constructor
// A permit is no aggregate.
#include "hotline/consent/gate.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::consent;

Done try_it(World& world, Actor const& actor, Ask const& ask, Permit& permit)
{
#ifndef ALLOWED
    Permit const mine { ask, {}, {} };
#endif
    (void)world, (void)actor, (void)ask, (void)permit;
    return {};
}
