#pragma once

// Whose packets a leg believes.
//
// The other side said in its description where its voice comes from. Behind a NAT that is not what
// we see: the port differs, and where its address is a private one, the address does too. So the
// first packet from elsewhere may move the leg there, once; after that it is locked until the other
// side describes itself anew, or speaks from where it said: a carrier's machine that still talks to
// the call which had our port before must not keep the leg to itself. Whoever sprays packets at our ports can neither speak into a call
// nor draw its sound away. The address may move only to the one that the call was set up from.

#include "voice/rtp/address.hpp"

#include <vector>

namespace reachline::voice::rtp {

class Latch {
public:
    /// `described` by the other side, which signals from `signalling`.
    void describe(Address const& described, Address const& signalling);
    /// True if a packet from here is the other side's. The first one decides, and the described place
    /// over any other.
    bool admits(Address const& source);
    Address const& target() const { return target_; }
    bool is_locked() const { return locked_; }

private:
    Address described_, target_, signalling_;
    /// Where the other side's voice came from before, without a NAT: whoever goes on speaking from
    /// there is not who was described since (another phone that the call rang at).
    std::vector<Address> former_;
    bool locked_ = false;
};

} // namespace reachline::voice::rtp
