#pragma once

// The partner portal's edge: a listener of its own, for organizations that something was disclosed
// to. Pages are rendered here and work without scripts on a phone at a front desk; what may be seen
// and done is asked in the core with the actor of the session, and whatever is not theirs answers
// exactly like a page that does not exist.

#include "edges/core_port.hpp"
#include "edges/partners/pages.hpp"
#include "edges/partners/views.hpp"
#include "edges/partners/visit.hpp"
#include "hotline/directory/directory.hpp"
#include "hotline/directory/owners.hpp"
#include "hotline/people/people.hpp"
#include "net/http.hpp"

#include <memory>
#include <string>

namespace reachline::edges::partners {

struct PortalOptions {
    bool secure_cookies = false; ///< true behind TLS
    std::string allowed_origin {}; ///< empty: the Host header of the request itself
    std::string line {}; ///< the number of the hotline's desk for partners, or empty
    /// What entries are checked against. The places may be read from disk at the first call.
    std::function<Result<hotline::directory::Reference>()> reference = []() -> Result<hotline::directory::Reference> {
        return fail(Fault::Broken, "the portal was given no directory");
    };
};

class Portal {
public:
    Portal(CorePort&, net::Loop&, Pages, PortalOptions = {});
    ~Portal();

    /// Called on the loop's thread, for each request.
    void answer(net::Request const&, net::Reply);

    /// A row of the table of routes. Each names its permission.
    using Shown = std::shared_ptr<Visit const>;
    struct Route {
        std::string_view method;
        std::string_view path;
        hotline::people::Permission permission;
        void (Portal::*verb)(Shown) const;
    };
    static std::span<Route const> routes();

private:
    struct Who {
        hotline::Actor actor;
        std::string name;
        Time now;
    };
    template <class T>
    void as_partner(Shown, std::function<Result<T>(hotline::World&, hotline::Actor const&)> verb,
        std::function<void(Who const&, T)> then) const;
    void change(Shown, std::function<Done(hotline::World&, hotline::Actor const&)> verb) const;

    Shown visit_of(net::Request const&, net::Reply, std::vector<std::string> values) const;
    Frame frame_of(Visit const&, Who const* = nullptr) const;
    void send_page(Visit const&, int status, std::string html) const;
    void send_missing(Visit const&) const;
    void send_sign_in(Visit const&, std::string const& note, bool wrong) const;
    void send_fault(Visit const&, Who const*, Error) const;
    void lead_to(Visit const&, std::string const& path, std::optional<net::Header> set_cookie = {}) const;

    void show_list(Shown) const;
    void show_shared(Shown) const;
    void answer_shared(Shown) const;
    void show_room(Shown) const;
    void answer_room(Shown) const;
    void show_talk(Shown) const;
    void say_in_talk(Shown) const;
    void end_talk(Shown) const;
    void admit_colleague(Shown) const;
    void with_reference(Shown, std::function<void(hotline::directory::Reference)> then) const;
    /// The page of an entry of their own; one of others is not there.
    void with_our_listing(Shown, std::function<std::string(Frame const&, hotline::directory::Reference const&,
                                     hotline::directory::OurListing const&)> page) const;
    void show_entries(Shown) const;
    void show_entry(Shown) const;
    void act_on_entry(Shown) const;
    void show_change(Shown) const;
    void propose_change(Shown) const;
    void show_beds(Shown) const;
    void report_beds(Shown) const;
    void show_start(Shown) const;
    void begin_enrolment(Shown) const;
    void enrol(Shown) const;
    void sign_in(Shown) const;
    void sign_out(Shown) const;
    void choose_language(Shown) const;

    void open_talk_socket(net::Request const&, net::Reply, std::string reference) const;

    class TalkWindows;
    CorePort& core_;
    net::Loop& loop_;
    std::shared_ptr<Pages const> pages_;
    PortalOptions options_;
    std::shared_ptr<TalkWindows> windows_;
};

} // namespace reachline::edges::partners
