#include "app/demo/telephone.hpp"

#include "base/json.hpp"
#include "edges/sim/callers.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <chrono>
#include <csignal>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace reachline::app::demo {

namespace {

namespace fs = std::filesystem;

constexpr int to_be_ready_ms = 15'000;
constexpr int media_ports = 200;
constexpr int for_hotline = 10, for_carrier = 11; ///< SIP ports behind the public site's

/// reachline-voice and its prompts lie beside this program.
fs::path beside_us()
{
    std::error_code ignored;
    return fs::read_symlink("/proc/self/exe", ignored).parent_path();
}

json::Object configuration(Config const& config, int offset, std::string const& socket, json::Array trunks)
{
    // Ports for sound that two demos side by side do not share.
    int const first = 30'000 + (config.port % 50) * 2 * media_ports + (offset - for_hotline) * media_ports;
    return { { "listen_address", "127.0.0.1" },
        { "listen_port", config.port + offset },
        { "media_address", "127.0.0.1" },
        { "first_media_port", first },
        { "last_media_port", first + media_ports - 1 },
        { "control", socket },
        { "prompts", (beside_us() / "prompts").string() },
        { "trunks", std::move(trunks) },
        { "ring_list", json::Array {} } };
}

json::Object trunk(std::string const& name, int port, std::string const& user = {})
{
    json::Object one { { "name", name }, { "address", "127.0.0.1" }, { "port", port },
        { "carries", "udp" }, { "known_by", "address" } };
    if (!user.empty())
        one["user"] = user;
    return one;
}

/// Whether it prints "ready" in time.
bool is_ready(int output)
{
    std::string printed;
    auto const until = std::chrono::steady_clock::now() + std::chrono::milliseconds(to_be_ready_ms);
    while (printed.find("ready\n") == printed.npos) {
        auto const left = std::chrono::duration_cast<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        pollfd readable { output, POLLIN, 0 };
        if (left.count() <= 0 || ::poll(&readable, 1, static_cast<int>(left.count())) <= 0)
            return false;
        char part[4096];
        auto const got = ::read(output, part, sizeof part);
        if (got <= 0)
            return false;
        printed.append(part, static_cast<std::size_t>(got));
    }
    return true;
}

[[noreturn]] void become(std::string const& program, std::string const& file, int output)
{
    ::prctl(PR_SET_PDEATHSIG, SIGTERM); // a demo that is killed leaves no telephone behind
    ::dup2(output, STDOUT_FILENO);
    ::execl(program.c_str(), program.c_str(), file.c_str(), nullptr);
    ::_exit(127);
}

} // namespace

Telephone::Telephone(pid_t process, std::string socket)
    : process_(process)
    , socket_(std::move(socket))
{
}

Telephone::Telephone(Telephone&& other) noexcept
    : process_(std::exchange(other.process_, 0))
    , socket_(std::move(other.socket_))
{
}

Telephone::~Telephone()
{
    if (process_ <= 0)
        return;
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
}

Result<Telephone> Telephone::of_hotline(Config const& config)
{
    auto const socket = config.data + "/voice.sock";
    // Also known to it: a softphone of this machine, which calls from any port.
    auto const told = configuration(
        config, for_hotline, socket, json::Array { trunk("demo", config.port + for_carrier) });
    return start(config.data, "voice", json::text_of(told));
}

Result<Telephone> Telephone::of_carrier(Config const& config)
{
    auto const socket = config.data + "/carrier.sock";
    json::Array trunks;
    for (auto const& caller : edges::sim::made_up_callers())
        trunks.push_back(trunk(caller.name, config.port + for_hotline, caller.number));
    return start(config.data, "carrier", json::text_of(configuration(config, for_carrier, socket, std::move(trunks))));
}

Result<Telephone> Telephone::start(std::string const& folder, std::string const& name, std::string const& configuration)
{
    auto const program = (beside_us() / "reachline-voice").string();
    if (::access(program.c_str(), X_OK) != 0)
        return fail(Fault::NotFound, "reachline-voice does not lie beside this program");
    auto const file = folder + "/" + name + ".json";
    std::ofstream(file) << configuration << '\n';
    int output[2];
    if (::pipe2(output, O_CLOEXEC) != 0)
        return fail(Fault::Broken, "no pipe to the telephone");
    auto const process = ::fork();
    if (process == 0)
        become(program, file, output[1]);
    ::close(output[1]);
    Telephone telephone(process, folder + "/" + name + ".sock");
    bool const ready = process > 0 && is_ready(output[0]);
    ::close(output[0]);
    if (!ready)
        return fail(Fault::Broken, "the telephone did not start: a port may be taken");
    return telephone;
}

std::string softphone_address(Config const& config)
{
    return "sip:hotline@127.0.0.1:" + std::to_string(config.port + for_hotline);
}

} // namespace reachline::app::demo
