#include "app/backup/backup.hpp"

#include "app/commands.hpp"
#include "app/commands/progress.hpp"
#include "app/hotline_files.hpp"
#include "crypto/secret.hpp"

#include <cstdio>
#include <iostream>

namespace reachline::app {

std::string ask_recovery_key()
{
    std::printf("Recovery key: ");
    std::fflush(stdout);
    std::string typed;
    std::getline(std::cin, typed);
    return typed;
}

int back_up_hotline(std::string const& data, std::string const& file)
{
    ProgressBar bar("sealing");
    if (auto const done = back_up(data, file, std::ref(bar)); !done)
        return explain(done.error());
    std::printf("The database:  %s       keep it as long as you like\n"
                "Its keys:      %s  keep it for seven days at most, and away from the other\n\n"
                "What was erased in the hotline is gone from every backup once no older copy of the keys is left.\n"
                "Both open with the printed recovery key alone. Try it on another machine: reachline restore\n",
        file.c_str(), keys_beside(file).c_str());
    return Fine;
}

int restore_hotline(std::string const& data, std::string const& file, std::string const& keys)
{
    ProgressBar bar("opening");
    auto recovery_key = ask_recovery_key();
    auto const done = restore({ file, keys.empty() ? keys_beside(file) : keys }, data, recovery_key, std::ref(bar));
    crypto::wipe(recovery_key);
    if (!done)
        return explain(done.error());
    // Takes the steps that a backup by an older program has not seen, before anybody judges it.
    SystemClock clock;
    SystemRandom random;
    if (auto const brought_up_to_date = HotlineFiles::open(data, clock, random); !brought_up_to_date)
        return explain(brought_up_to_date.error());
    std::printf("restored\n");
    return verify_hotline(data);
}

} // namespace reachline::app
