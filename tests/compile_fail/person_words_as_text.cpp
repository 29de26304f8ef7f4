// expect: conversion from|no viable conversion
// What a person told is no text.
#include "hotline/consent/gate.hpp"

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::consent;

Done try_it(World& world, Actor const& actor, Ask const& ask, Permit& permit)
{
#ifndef ALLOWED
    std::string const words = PrivateText("Fern");
#endif
    (void)world, (void)actor, (void)ask, (void)permit;
    return {};
}
