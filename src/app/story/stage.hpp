#pragma once

// The stage of a story: a real hotline on disk in a folder that is thrown away, the real core, the
// shipped forms, a made-up directory with designated partners, and a clock that moves only when
// the story says so.

#include "app/core.hpp"
#include "app/hotline_files.hpp"
#include "app/story/public_site.hpp"
#include "app/story/story.hpp"
#include "app/story/voice_process.hpp"
#include "edges/console/library.hpp"
#include "hotline/people/accounts.hpp"
#include "hotline/signals/signals.hpp"
#include "hotline/steps/steps.hpp"

#include <map>
#include <memory>

namespace reachline::hotline {
struct Assessment;
struct Transfer;
}

namespace reachline::app::story {

class Stage {
public:
    /// `share` has forms/, web/ and data/.
    static Result<std::unique_ptr<Stage>> set(std::string const& share);
    ~Stage();

    /// Runs one command in the core, as an edge would: kept when it succeeds, undone when it fails.
    template <class T>
    Result<T> run(std::function<Result<T>(hotline::World&)> command)
    {
        std::optional<Result<T>> result;
        edges::ask<T>(*core_, std::move(command), [&](Result<T> answer) { result = std::move(answer); });
        core_->run_batch();
        return std::move(*result);
    }
    Done run(std::function<Done(hotline::World&)> const& command)
    {
        auto const done = run<int>([&](hotline::World& world) -> Result<int> {
            TRY(command(world));
            return 0;
        });
        if (!done)
            return fail(done.error());
        return {};
    }

    /// One of the cast does something in their window. What the hotline refuses is kept, and the
    /// next sentence of the story must expect it.
    using Deed = std::function<Done(hotline::World&, hotline::Actor const&)>;
    Complaint does(std::string const& who, Deed const&);
    /// One of the cast looks; a refusal is a complaint.
    using Look = std::function<Result<Complaint>(hotline::World&, hotline::Actor const&)>;
    Complaint looks(std::string const& who, Look const&);
    /// Whoever reads the story looks.
    Complaint expects(std::function<Result<Complaint>(hotline::World&)> const&);

    /// The next time that a clock shows "18:30"; nothing for what is no time of day.
    std::optional<Time> time_at(std::string_view hour) const;
    Complaint go_to(Time); ///< beat by beat
    Complaint pass(milliseconds);
    Complaint days_pass(int); ///< not beat by beat: nothing of a story happens in them
    Complaint restart(); ///< the server is killed and starts again
    /// What must hold after every story, derived from the files alone: consents, chains, seals, shape.
    Complaint verify();

    // The cast, by name.
    struct Member {
        Id<hotline::Account> account;
        hotline::Actor actor;
        std::shared_ptr<crypto::KeyPair> key;
        hotline::people::Surface surface = hotline::people::Surface::Console;
        std::string token; ///< of the open session; empty when signed out
        bool window_open = false;
        int sign_ins = 0;
    };
    struct Signaler {
        Id<hotline::Signal> signal;
        std::string token;
        std::string receipt;
        int words = 0;
    };
    std::map<std::string, Member> staff; ///< and the desk of each partner, by the partner's name
    std::map<std::string, Signaler> signalers;
    std::map<std::string, Visitor> visitors; ///< of the public site

    // Things, by what the story calls them, without article.
    std::map<std::string, Id<hotline::Organization>> organizations;
    std::map<std::string, Id<hotline::Case>> cases;
    std::map<std::string, Id<hotline::Person>> people;
    std::map<std::string, Id<hotline::Assessment>> assessments; ///< the newest, by its person
    std::map<std::string, Id<hotline::Step>> steps;
    std::map<std::string, Id<hotline::Consent>> consents; ///< the newest, by its recipient
    struct Question {
        Id<hotline::Transfer> id;
        std::string reference; ///< as the provider knows it
    };
    std::map<std::string, Question> transfers; ///< the newest, by the provider
    std::optional<Id<hotline::Exception>> exception; ///< the newest

    VoiceProcess voice;

    /// What the last verb that was expected to fail said.
    std::optional<Error> last_refusal;

    hotline::World world() { return files_->world(); }
    Time now() const { return clock_.now(); }
    std::string new_token() { return dice_.hex(32); }
    std::string new_key() { return "key-" + std::to_string(++keys_); }
    edges::console::Library const& library() const { return library_; }
    /// Opened when the first visitor comes.
    Result<PublicSite*> public_site();

private:
    Stage();
    Done open();
    Complaint beat();
    void note_use_of_windows();
    Complaint begin_the_night();

    std::string share_;
    std::string folder_;
    FixedClock clock_;
    SeededRandom dice_;
    edges::console::Library library_;
    std::unique_ptr<HotlineFiles> files_;
    std::unique_ptr<Core> core_;
    std::unique_ptr<PublicSite> site_;
    int keys_ = 0;
    bool begun_ = false;
};

/// The directory and who of it is a partner; each gets a desk with a vault of its own. Written by
/// the verbs that the staff use. In cast.cpp.
Done furnish(Stage&, std::string const& share);
/// Adds a member of the staff or of a partner, in the vault where they belong.
struct Joining {
    std::string name;
    hotline::people::Roles roles;
    std::string languages = "en";
    std::optional<Id<hotline::Organization>> organization {};
};
Done join(Stage&, Joining const&);

/// The browser that `who` just opened connects; nothing happens when that was refused them.
Complaint voice_connects(Stage&, std::string const& who);

/// "the chat", "a second chat": the story's name for something, without its article.
std::string named(std::string name);
/// A Done as a complaint.
Complaint complaint_of(Done const&);
Complaint expect(bool holds, std::string otherwise);
/// "waiting for consent" -> "waiting_for_consent"
std::string code_of_words(std::string words);

/// What is told of a person: alias "Luz"; need "a bed tonight".
using Told = std::map<std::string, std::string>;
std::optional<Told> told_in(std::string const& words);
std::string words_of(Told const&);
/// "alias, need and languages" -> their codes
std::vector<std::string> codes_in(std::string const& words);

} // namespace reachline::app::story
