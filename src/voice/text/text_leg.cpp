#include "voice/text/text_leg.hpp"

namespace reachline::voice::text {

TextLeg::TextLeg(rtp::MediaPort port, Random& chance)
    : port_(std::move(port))
    , sent_(chance)
{
}

void TextLeg::take_key(Random& chance)
{
    our_key_ = rtp::new_voice_key(chance);
}

bool TextLeg::describe(Theirs const& theirs, rtp::Address const& signals_from, Random& chance)
{
    if (theirs.key.has_value() != our_key_.has_value() && agreed_)
        return false; // once encrypted it stays so
    if (theirs.key) {
        if (!our_key_)
            take_key(chance);
        // Contexts that go on keep their count of packets, as those of the voice do.
        bool const is_same_suite = protects_ && our_key_->suite == theirs.key->suite;
        our_key_->tag = theirs.key->tag;
        our_key_->suite = theirs.key->suite;
        auto protects =
            is_same_suite ? nullptr : rtp::SecureVoice::open(*our_key_).value_or(nullptr);
        auto reads = their_key_ == theirs.key
            ? nullptr
            : rtp::SecureVoice::open(*theirs.key).value_or(nullptr);
        if ((!is_same_suite && !protects) || (their_key_ != theirs.key && !reads))
            return false;
        if (protects)
            protects_ = std::move(protects);
        if (reads)
            reads_ = std::move(reads);
        their_key_ = theirs.key;
    } else if (our_key_)
        return false;
    coding_ = theirs.coding;
    heard_.agree(coding_);
    sent_.agree(coding_);
    latch_.describe(theirs.address, signals_from);
    is_heard_ = theirs.is_heard;
    agreed_ = true;
    return true;
}

TextLeg::Heard TextLeg::listen(Moment now)
{
    bool any = false;
    port_.drain([&](ByteView datagram, rtp::Address const& source, Moment arrival) {
        if (!agreed_)
            return;
        // Proved before it may move the leg to where it comes from.
        auto const plain = reads_ ? reads_->unprotect(datagram) : std::nullopt;
        if ((reads_ && !plain) || !latch_.admits(source))
            return;
        any = heard_.receive(plain ? ByteView(*plain) : datagram, arrival) || any;
    });
    return { any, heard_.take(now) };
}

void TextLeg::speak(Moment now)
{
    if (!agreed_ || !is_heard_)
        return;
    auto const packet = sent_.next(now);
    if (!packet)
        return;
    if (!protects_)
        port_.send(*packet, latch_.target());
    else if (auto const secured = protects_->protect(*packet))
        port_.send(*secured, latch_.target());
}

} // namespace reachline::voice::text
