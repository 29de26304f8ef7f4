// expect: conversion from|could not convert|cannot convert|invalid initialization|no (known|viable) conversion|private within this context
// Nobody outside is dialled into a call on what somebody asks for.
#include "hotline/steps/outside_call.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::steps;

Done try_it(World& world, Actor const& actor, consent::Ask const& ask, outside_call::Wanted const& wanted)
{
#ifndef ALLOWED
    TRY(outside_call::dial(world, actor, ask, wanted));
#endif
    (void)world, (void)actor, (void)ask, (void)wanted;
    return {};
}
