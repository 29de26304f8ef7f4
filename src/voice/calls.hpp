#pragma once

// Every leg and every room of this process: what signalling, sound and the server's commands meet
// in. A call is a room from its first moment; who is joined with whom is a leg moving to a room.
//
// Everything happens on the one thread of the loop. A beat takes what each leg said, mixes each
// room and sends each leg what it hears.

#include "voice/away.hpp"
#include "voice/control/messages.hpp"
#include "voice/left_message/left_message.hpp"
#include "voice/prompts/clip.hpp"
#include "voice/prompts/prompts.hpp"
#include "voice/room/room.hpp"
#include "voice/rtp/latch.hpp"
#include "voice/rtp/media_port.hpp"
#include "voice/rtp/stream.hpp"
#include "voice/sip/description.hpp"
#include "voice/sip/stack.hpp"
#include "voice/text/text_leg.hpp"
#include "voice/text/typing.hpp"
#include "voice/trunks/trunks.hpp"
#include "voice/web_leg/web_leg.hpp"

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <unordered_map>

namespace reachline::voice {

using Moment = rtp::Moment;

class Calls {
public:
    struct Config {
        /// The addresses that we describe, one or one of each family; their ports are not used.
        std::vector<rtp::Address> media;
        rtp::PortRange ports;
        /// A leg that sends no packet for so long is gone (its phone lost power, its trunk died).
        std::chrono::seconds silence { 60 };
        /// A browser sends all the time, so its silence is a lost network or a closed window: the
        /// caller must be with somebody again soon.
        std::chrono::seconds browser_silence { 5 };
        std::chrono::seconds browser_connects { 15 }; ///< from its offer, over a slow network
        /// How long callers may wait for a server that went away.
        std::chrono::seconds patience { 10 };
        std::chrono::seconds ring_each { 25 };
        std::vector<RingTarget> ring_list;
        std::vector<Trunks::Known> trunks;
        std::set<std::string> secured_trunks; ///< whose voice must be encrypted
        std::vector<std::string> phones;
        /// How long a trunk may say nothing at all before the next one is tried.
        std::chrono::seconds trunk_patience { 4 };
    };

    Calls(Config, Random&, prompts::Prompts const&, std::function<void(control::Told const&)> tell);

    /// To be given to Stack::open; the stack must be set before the first call.
    sip::StackEvents events();
    void set_stack(sip::Stack& stack) { stack_ = &stack; }

    void server_came(Moment);
    void server_went(Moment);
    void perform(control::Command const&);
    std::vector<control::LegNow> legs(Moment) const;

    void beat(Moment);

private:
    struct Call {
        Leg leg {};
        sip::Dialog dialog {};
        control::Way way {};
        control::LegState state {};
        std::string trunk, caller, called;
        sip::Attestation attestation {};
        std::vector<std::string>
            trunks_left; ///< of a call that we begin: tried when this one fails
        bool is_taken =
            false; ///< by the trunk: it said something, so no other is tried for its silence
        bool rang = false;
        bool is_own =
            false; ///< made to prove a trunk: no person is in it, and the server is not told
        int beats_heard = 0; ///< of such a one
        std::uint32_t room = 0;
        std::optional<rtp::MediaPort> port; ///< of a telephone's leg
        std::unique_ptr<web_leg::WebLeg> web; ///< of a browser's
        /// Acted on in the next beat: a leg cannot be taken apart while it tells of its end.
        std::optional<control::End> web_ended = {};
        /// Of a telephone's encrypted voice: our key, theirs as it was heard last, and both
        /// directions.
        std::optional<rtp::VoiceKey> our_key = {}, their_key = {};
        std::unique_ptr<rtp::SecureVoice> protects = {}, reads = {};
        rtp::Stream stream;
        rtp::Latch latch;
        std::unique_ptr<text::TextLeg> text = {}; ///< beside the voice, where both sides have it
        text::Typing typing = {}; ///< also of a text that went, and may come again
        bool had_text = false; ///< as it was told last
        std::int64_t typed = 0; ///< the last message that was to be typed
        prompts::Player player;
        std::optional<LeftMessage> message = {};
        std::vector<LeftMessage::Part> message_parts = {}; ///< to be told after the beat
        std::optional<sip::Description> theirs;
        rtp::Address signals_from;
        std::uint64_t session = 0, version = 0;
        bool has_voice = false; ///< both sides are described
        bool just_played = false;
        Moment began, last_heard, attempt_began;
        int level = 0; ///< loudest sample since the last quality was told
    };

    Call& open_leg(control::Way, Moment);
    Result<Call*> open_telephone(control::Way, bool is_v6);
    Result<rtp::MediaPort> open_port(bool is_v6);
    bool takes_key(Call&, sip::Description const&);
    bool must_be_secured(Call const& call) const
    {
        return config_.secured_trunks.contains(call.trunk);
    }
    Call* call(Leg);
    Call* call(sip::Dialog);
    room::Room& room_of(Call const& call) { return rooms_[call.room]; }
    void forget(Leg, control::End);

    void ringing(sip::Dialog, sip::Incoming const&);
    bool described(Call&, std::string const& description);
    Result<std::string> changed(sip::Dialog, std::string const& offer);
    Done answered(sip::Dialog, std::string const& description);
    void ended(sip::Dialog, sip::Ended const&);

    Done early(Leg);
    Done answer(Leg);
    Done hang_up(Leg);
    Done refuse(Leg, control::Refusal);
    Result<Leg> dial(control::Dial const&);
    Result<Leg> dial(std::vector<std::string> trunks, std::string const& number);
    Result<Leg> dial_phone(std::string const& phone);
    Done begin(Call&, Result<sip::Dialog>);
    Done try_next_trunk(Call&);
    Done fit_to_trunk(Call&);
    bool goes_on_elsewhere(Call&, sip::Ended const&);
    void try_others_for_silent_trunks(Moment);
    std::optional<Leg> call_to_prove(std::string const& trunk, std::string const& number);
    void take_own(Call&);
    Done take_message(control::TakeMessage const&);
    bool has_text(Call const& call) const { return call.text && call.text->is_agreed(); }
    void open_text(Call&);
    void describe_text(Call&, sip::Description const&);
    void tell_of_text(Call&);
    Done type(control::Type const&);
    Done kept(control::Kept const&);
    void send_all_typed();
    void read_text(Call&, Moment);
    /// Of a leg, also of one that ended before all that it typed was kept.
    struct Words {
        text::Typing typing;
        Moment began;
    };
    void finish_typing(Call&);
    void send_typed(Leg, text::Typing&, Moment began);
    void tell_typed_again();
    void send_messages();
    void end_message(Call&);
    Done open_browser(control::Web const&);
    web_leg::WebEvents web_events(Leg);
    Done join(Leg, std::uint32_t room);
    Done take(control::Posture const&);
    Done play(Leg, std::vector<std::string> const& prompts, bool again);
    Done press(Leg, std::string const& keys);
    Result<std::string> our_answer(Call&);
    sip::Ours ours(Call const&) const;
    control::LegNow now(Call const&, Moment) const;
    void key(Call&, char key);
    void phone_registered(std::string const& phone, bool);
    std::vector<control::Phone> phones() const;
    void send(Call&, ByteView packet);
    void tell_of(Call const&, control::Told const&);

    void heard(Call&, ByteView datagram, Moment arrival);
    void listen(Call&, Moment);
    void hear(Call&, Frame const&);
    void speak(Call&);
    void after_beat(Moment);
    void end_browsers_that_left();
    void once_a_second(Moment);
    void report(Call&, Moment);
    Away::Actions away_actions();
    Trunks::Actions trunk_actions();

    Config config_;
    Random& chance_;
    prompts::Prompts const& prompts_;
    std::function<void(control::Told const&)> tell_;
    sip::Stack* stack_ = nullptr;
    std::map<Leg, std::unique_ptr<Call>> calls_;
    std::unordered_map<std::uint32_t, Leg> by_dialog_;
    std::map<std::uint32_t, room::Room> rooms_;
    std::map<Leg, Words> last_words_; ///< of legs that are gone
    Away away_;
    Trunks trunks_;
    std::set<std::string> phones_here_;
    bool has_server_ = false;
    std::optional<Moment> server_gone_since_;
    std::uint32_t last_leg_ = 0;
    std::uint64_t beats_ = 0;
    Moment now_ {};
};

} // namespace reachline::voice
