#pragma once

// The voice process as a story plays it: it hears the orders, remembers what each leg hears, and
// tells what people do at their telephones.

#include "app/core.hpp"
#include "hotline/calls/legs.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace reachline::app::story {

class VoiceProcess {
public:
    /// Hears what this core orders from now on.
    void follow(Core&);

    struct Heard {
        std::vector<std::string> prompts; ///< the last
        bool again = false;
        bool is_told = false; ///< that it was played to its end
        bool hung_up = false;
    };
    Id<hotline::Leg> new_leg() { return { ++last_leg_ }; }
    Heard& heard(Id<hotline::Leg> leg) { return heard_[leg]; }
    /// What is played once and not told as played yet: by leg.
    std::vector<Id<hotline::Leg>> just_played();
    std::vector<Id<hotline::Leg>> hung_up() const;

    std::optional<std::string> last_ask; ///< of a browser or a dialling
    std::optional<std::string> last_number; ///< that was dialled
    std::map<std::string, Id<hotline::Leg>> callers; ///< by the story's name of the call
    std::map<std::string, Id<hotline::Leg>> voices; ///< of staff, by name

private:
    void hear(hotline::calls::Order const&);

    std::int64_t last_leg_ = 0;
    std::map<Id<hotline::Leg>, Heard> heard_;
};

} // namespace reachline::app::story
