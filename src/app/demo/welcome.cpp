#include "app/demo/demo.hpp"

#include "app/demo/telephone.hpp"
#include "base/clock.hpp"
#include "crypto/totp.hpp"
#include "edges/sign_in/sign_in.hpp"

#include <fmt/format.h>

#include <cstdio>

namespace reachline::app::demo {

std::string code_now(Login const& login)
{
    auto const secret = edges::sign_in::totp_secret_of("demo account of " + login.name);
    return crypto::totp_digits(secret, SystemClock {}.now());
}

void print_welcome(Config const& config)
{
    auto const page = [&](int offset) { return fmt::format("http://{}:{}/", config.address, config.port + offset); };
    std::string text = fmt::format(
        "\nA made-up hotline. Nobody here is real, and nothing leaves this machine.\n\n"
        "  public site      {}\n  console          {}\n  partner portal   {}\n\n"
        "  sign in at the console as\n",
        page(0), page(1), page(2));
    auto const lines = [&](bool partner) {
        for (auto const& login : logins())
            if (login.partner == partner)
                text += fmt::format("    {:<10} {:<28} {:<40} code now {}\n", login.name, login.passphrase,
                    login.what, code_now(login));
    };
    lines(false);
    text += "  and at the partner portal as\n";
    lines(true);
    text += "\n  A code lasts half a minute and opens one session; the next one:  bin/demo code maria\n\n"
            "  Try first: sign in to the console as maria, choose \"On\" at the top, and answer the chat that rings within a\n"
            "  minute. Or open the public site in another window, choose \"Chat now\", and be both sides. Then open a case,\n"
            "  ask for consent, refer to Harbor House, and read at the partner portal, as harbor, what it was told.\n\n";
    if (!config.voice.empty())
        text += fmt::format(
            "  Calls: a made-up caller rings within a minute; say \"On\" and let the browser use the microphone. A softphone on this\n"
            "  machine reaches the hotline at {} (UDP, no account). Nobody real can be called from here.\n\n",
            softphone_address(config));
    std::fputs(text.c_str(), stdout);
    std::fflush(stdout);
}

} // namespace reachline::app::demo
