// expect: conversion from|could not convert|cannot convert|invalid initialization|no (known|viable) conversion|private within this context
// What one asks for is not what one may.
#include "hotline/consent/gate.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::consent;

Done try_it(World& world, Actor const& actor, Ask const& ask, Permit& permit)
{
#ifndef ALLOWED
    TRY(Gate::release(world, actor, ask, Carrier::Portal, {}));
#endif
    (void)world, (void)actor, (void)ask, (void)permit;
    return {};
}
