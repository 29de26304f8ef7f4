#pragma once

#include "voice/sip/libre_session.hpp"

namespace reachline::voice::sip {

/// An answer to an INVITE is sent again until its ACK comes (RFC 3261, 13.3.1.4).
struct Session::Reply {
    Session& session;
    LibrePointer<sip_msg> to;
    LibrePointer<mbuf> message;
    bool awaits_answer = false; ///< our offer stands in it
    unsigned times = 0;
    tmr again {}, gives_up {};

    explicit Reply(Session& its)
        : session(its)
    {
        tmr_init(&again);
        tmr_init(&gives_up);
    }
    ~Reply()
    {
        tmr_cancel(&again);
        tmr_cancel(&gives_up);
    }
    Reply(Reply const&) = delete;

    static void send_again(void* reply);
    static void give_up(void* reply);
};

} // namespace reachline::voice::sip
