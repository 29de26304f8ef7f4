#pragma once

// The pages of the portal as functions of what they show. They decide nothing.

#include "edges/partners/pages.hpp"
#include "hotline/steps/partner_view.hpp"
#include "hotline/steps/transfer/transfer.hpp"

#include <optional>
#include <string>
#include <vector>

namespace reachline::edges::partners {

namespace steps = hotline::steps;

/// What is around every page.
struct Frame {
    std::string language;
    std::string here; ///< our path
    std::string token; ///< of the forms
    std::string whose {}; ///< who is signed in; empty: nobody
    std::string line {}; ///< the number of the hotline's desk for partners, or empty
    Time now {};
    std::string note {}; ///< key of a word: what just happened
    bool note_is_wrong = false;
};

struct Enrolling {
    std::string invite;
    std::string name;
    std::string secret; ///< base32
};

/// Somebody of the partner who has a passphrase and is not let in yet.
struct Colleague {
    std::int64_t account;
    std::string name;
    std::string check_words;
};

std::string sign_in_page(Pages const&, Frame const&);
std::string start_page(Pages const&, Frame const&);
std::string enrol_page(Pages const&, Frame const&, Enrolling const&);
/// Set up, but not let in: what to read to a colleague.
std::string waiting_page(Pages const&, Frame const&, Colleague const&);

struct Inbox {
    std::vector<steps::SharedRow> shared;
    std::vector<steps::transfer::TransferRow> transfers;
    std::vector<Colleague> waiting; ///< to be let in
};
std::string list_page(Pages const&, Frame const&, Inbox const&);
std::string shared_page(Pages const&, Frame const&, steps::SharedPage const&);
std::string room_page(Pages const&, Frame const&, steps::transfer::TransferRow const&);
std::string talk_page(Pages const&, Frame const&, steps::transfer::Talk const&, std::string const& key);
std::string missing_page(Pages const&, Frame const&);
std::string trouble_page(Pages const&, Frame const&, std::string const& word);

/// What the talk page's script is told: {"sentence", "messages": [...]} after `after`.
std::string talk_news(Pages const&, std::string const& language, steps::transfer::Talk const&, std::int64_t after, Time now);

/// "3 minutes ago", "in 5 hours".
std::string when(Pages const&, std::string_view language, Time, Time now);

} // namespace reachline::edges::partners
