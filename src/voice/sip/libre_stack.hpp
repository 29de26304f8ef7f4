#pragma once

// The inside of the SIP stack, parted over two files: the door (who and what gets in) and the
// calls.

#include "voice/libre.hpp"
#include "voice/sip/check.hpp"
#include "voice/sip/stack.hpp"

#include <map>
#include <unordered_map>
#include <unordered_set>

namespace reachline::voice::sip {

rtp::Address address_of(sa const&);
sa sa_of(rtp::Address const&);
inline std::string_view text_of(pl const& text)
{
    return { text.p ? text.p : "", text.l };
}
inline std::string body_of(sip_msg const& message)
{
    return { reinterpret_cast<char const*>(mbuf_buf(message.mb)), mbuf_get_left(message.mb) };
}
struct FreeBuffer {
    void operator()(mbuf* buffer) const { mem_deref(buffer); }
};
using Buffer = std::unique_ptr<mbuf, FreeBuffer>;
Buffer buffer_of(std::string_view);
/// As it stands in a URI.
std::string host_of(rtp::Address const&);

class Stack::Inside {
public:
    struct Call {
        Inside* stack = nullptr;
        Dialog dialog {};
        sipsess* session = nullptr; ///< one reference of ours
        std::string trunk, user, password;
        bool awaits_answer = false; ///< we made the offer of an incoming call
    };

    Inside(Config config, Random& chance, StackEvents events)
        : config_(std::move(config))
        , chance_(chance)
        , events_(std::move(events))
        , admission_(config_.all, config_.each_trunk)
    {
    }
    ~Inside();
    Done open();

    bool is_guarded() const { return guard_ != nullptr; }
    void beat();
    Call* call(Dialog);
    Trunk const* trunk_named(std::string_view) const;
    std::size_t calls() const { return calls_.size(); }
    Result<Dialog> dial(Trunk const&, std::string const& number, std::string const& offer);
    Done ask(std::string const& trunk);
    static std::string uri_of(Trunk const&, std::string_view number);
    void drop(Dialog);

private:
    // The door (libre_door.cpp).
    Done open_door();
    void knock();
    bool datagram_arrived(sa const& source, mbuf&);
    bool request_arrived(sip_msg const&);
    bool stream_passes(sip_msg const&);
    bool last_resort(sip_msg const&);
    Trunk const* trunk_at(rtp::Address const&) const;
    bool knows(rtp::Address const& source) const;
    bool too_many(std::string_view message, rtp::Address const& source, std::string& answer);
    void answer_options(sip_msg const&);
    void answer_update(sip_msg const&);
    Trunk const* proven(sip_msg const&);
    void challenge(sip_msg const&);

    // What we ask trunks (libre_trunks.cpp).
    struct Question {
        Inside* stack = nullptr;
        std::string trunk;
        struct sip_request* request = nullptr;
        ~Question() { mem_deref(request); }
    };

    // The calls (libre_calls.cpp).
    void call_arrived(sip_msg const&);
    Call& new_call(Trunk const&);
    void info_arrived(Call&, sip_msg const&);
    void ended(Call&, int error, sip_msg const*);
    static int credentials(char** user, char** password, char const* realm, void* call);

    Config config_;
    Random& chance_;
    StackEvents events_;
    Admission admission_;
    ::sip* sip_ = nullptr;
    sipsess_sock* sessions_ = nullptr;
    sip_lsnr* first_ = nullptr;
    sip_lsnr* last_ = nullptr;
    sip_lsnr* last_responses_ = nullptr;
    udp_helper* guard_ = nullptr;
    udp_sock* socket_ = nullptr;
    int knocker_ = -1;
    std::string knock_id_, secret_;
    std::unordered_set<std::string> used_nonces_;
    std::map<std::uint32_t, std::unique_ptr<Call>> calls_;
    std::map<std::string, std::unique_ptr<Question>> questions_;
    std::uint32_t last_dialog_ = 0;
};

} // namespace reachline::voice::sip
