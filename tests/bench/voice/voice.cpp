// `reachline-voice` itself with real calls: sipp signals, and this process is every caller's voice.
// Run by bin/bench in a network namespace.

#include "../figures.hpp"
#include "browsers.hpp"
#include "voice/control/messages.hpp"
#include "voice/rtp/g711.hpp"
#include "voice/rtp/packet.hpp"

#include <boost/json/object.hpp>
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <array>
#include <atomic>
#include <cmath>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <netinet/in.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace reachline::bench {

namespace {

using namespace voice;
namespace control = voice::control;

constexpr std::uint16_t first_caller_port = 40'000;
constexpr int trunk_port = 5071;

class Program {
public:
    /// `where`: the folder that it writes its own files in.
    Program(std::vector<std::string> words, std::string const& output, std::string const& where = ".")
        : pid_(::fork())
    {
        if (pid_ < 0)
            stop("no process could be started");
        if (pid_ > 0)
            return;
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        int const file = ::open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        ::dup2(file, 1);
        ::dup2(file, 2);
        if (::chdir(where.c_str()) != 0)
            std::_Exit(127);
        std::vector<char*> raw;
        for (auto& word : words)
            raw.push_back(word.data());
        raw.push_back(nullptr);
        ::execvp(raw.front(), raw.data());
        std::_Exit(127);
    }
    ~Program() { end(SIGKILL); }
    Program(Program const&) = delete;

    pid_t pid() const { return pid_; }
    bool is_running()
    {
        if (pid_ > 0 && ::waitpid(pid_, &status_, WNOHANG) == pid_)
            pid_ = -1;
        return pid_ > 0;
    }
    bool went_well() const { return WIFEXITED(status_) && WEXITSTATUS(status_) == 0; }
    void end(int signal)
    {
        if (pid_ > 0)
            ::kill(pid_, signal);
        if (pid_ > 0)
            ::waitpid(pid_, &status_, 0);
        pid_ = -1;
    }
    double cpu_seconds() const
    {
        std::ifstream file(fmt::format("/proc/{}/stat", pid_));
        std::string text((std::istreambuf_iterator<char>(file)), {});
        std::istringstream rest(text.substr(text.rfind(')') + 2));
        std::string word;
        double ticks = 0;
        for (int field = 3; field <= 15 && rest >> word; ++field)
            if (field >= 14)
                ticks += std::stod(word);
        return ticks / static_cast<double>(::sysconf(_SC_CLK_TCK));
    }
    double memory_mb() const
    {
        std::ifstream file(fmt::format("/proc/{}/status", pid_));
        for (std::string line; std::getline(file, line);)
            if (line.starts_with("VmRSS:"))
                return std::stod(line.substr(6)) / 1024;
        stop("the voice process is gone");
    }

private:
    pid_t pid_;
    int status_ = 0;
};

/// The server's side of the control socket.
class Server {
public:
    explicit Server(std::string const& path)
        : socket_(::socket(AF_UNIX, SOCK_STREAM, 0))
    {
        sockaddr_un address {};
        address.sun_family = AF_UNIX;
        std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
        for (int tries = 0;
             ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0;
             ::usleep(10'000))
            if (++tries > 1'000)
                stop("the voice process did not start");
        say(control::Hello { control::version });
    }
    ~Server() { ::close(socket_); }
    Server(Server const&) = delete;

    void say(control::Command const& command)
    {
        auto const line = control::line_of(command) + "\n";
        if (::send(socket_, line.data(), line.size(), MSG_NOSIGNAL)
            != static_cast<ssize_t>(line.size()))
            stop("the voice process does not listen");
    }
    /// What was told within so many milliseconds.
    std::vector<control::Told> hear(int ms)
    {
        std::vector<control::Told> all;
        pollfd ready { socket_, POLLIN, 0 };
        if (::poll(&ready, 1, ms) <= 0)
            return all;
        std::array<char, 65'536> bytes;
        auto const count = ::recv(socket_, bytes.data(), bytes.size(), 0);
        if (count <= 0)
            stop("the voice process ended");
        rest_.append(bytes.data(), static_cast<std::size_t>(count));
        for (auto end = rest_.find('\n'); end != std::string::npos; end = rest_.find('\n')) {
            auto told = control::read_told(std::string_view(rest_).substr(0, end));
            if (!told)
                stop("the voice process told what cannot be read");
            all.push_back(std::move(*told));
            rest_.erase(0, end + 1);
        }
        return all;
    }

private:
    int socket_;
    std::string rest_;
};

/// All callers' voices: each speaks a packet every 20 ms and counts what it hears.
class Callers {
public:
    explicit Callers(int count)
    {
        for (int i = 0; i < count; ++i) {
            int const socket = ::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK, 0);
            sockaddr_in address {};
            address.sin_family = AF_INET;
            address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
            address.sin_port = htons(static_cast<std::uint16_t>(first_caller_port + 2 * i));
            if (::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof(address)) != 0)
                stop("a caller's port is taken");
            voices_.push_back({ .socket = socket });
        }
        for (std::size_t i = 0; i < payload_.size(); ++i)
            payload_[i] = rtp::compressed(rtp::Law::Mu,
                static_cast<Sample>(
                    8000 * std::sin(6.283185307 * static_cast<double>(i) / 16))); // 500 Hz
    }
    ~Callers()
    {
        leave();
        for (auto const& voice : voices_)
            ::close(voice.socket);
    }
    void begin()
    {
        thread_ = std::thread([this] {
            auto next = std::chrono::steady_clock::now();
            while (!leaving_) {
                beat();
                std::this_thread::sleep_until(next += std::chrono::milliseconds { 20 });
            }
        });
    }
    void leave()
    {
        leaving_ = true;
        if (thread_.joinable())
            thread_.join();
    }
    /// To be asked after leave(): how many heard the other's tone in their last packet.
    int hearing() const
    {
        int count = 0;
        for (auto const& voice : voices_)
            count += voice.loudest > 6000;
        return count;
    }
    std::uint64_t received() const { return received_; }

private:
    struct Voice {
        int socket = -1;
        sockaddr_in leg {};
        bool knows_leg = false;
        std::uint16_t sequence = 0;
        std::uint32_t timestamp = 0;
        int loudest = 0;
    };

    void beat()
    {
        std::array<std::byte, 2048> bytes;
        for (auto& voice : voices_) {
            socklen_t size = sizeof(voice.leg);
            for (;;) {
                auto const count = ::recvfrom(voice.socket, bytes.data(), bytes.size(),
                    MSG_DONTWAIT, reinterpret_cast<sockaddr*>(&voice.leg), &size);
                if (count <= 0)
                    break;
                voice.knows_leg = true;
                ++received_;
                voice.loudest = 0;
                for (auto i = rtp::header_size; i < static_cast<std::size_t>(count); ++i)
                    voice.loudest = std::max(
                        voice.loudest, std::abs(int { rtp::expanded(rtp::Law::Mu, bytes[i]) }));
            }
            if (!voice.knows_leg)
                continue;
            std::array<std::byte, rtp::header_size + samples_per_frame> packet;
            rtp::write_header({ .payload_type = 0,
                                  .sequence = voice.sequence++,
                                  .timestamp = voice.timestamp,
                                  .source = 1 },
                std::span<std::byte, rtp::header_size>(packet.data(), rtp::header_size));
            std::copy(payload_.begin(), payload_.end(), packet.begin() + rtp::header_size);
            voice.timestamp += samples_per_frame;
            (void)::sendto(voice.socket, packet.data(), packet.size(), MSG_DONTWAIT,
                reinterpret_cast<sockaddr*>(&voice.leg), sizeof(voice.leg));
        }
    }

    std::vector<Voice> voices_;
    std::array<std::byte, samples_per_frame> payload_ {};
    std::thread thread_;
    std::atomic<bool> leaving_ = false;
    std::atomic<std::uint64_t> received_ = 0;
};

std::string configuration(Told const& told)
{
    auto const path = told.folder + "/voice.json";
    std::ofstream(path) << fmt::format(
        R"({{"listen_address":"127.0.0.1","listen_port":5060,"media_address":"127.0.0.1",
"first_media_port":20000,"last_media_port":29999,"control":"{}/v.sock","prompts":"build/release/prompts",
"trunks":[{{"name":"main","address":"127.0.0.1","port":{},"carries":"udp","known_by":"address","keepalive":false}}],"ring_list":[],
"new_calls_per_second":2000,"new_calls_per_second_and_trunk":2000,"calls_at_once":4000}})",
        told.folder, trunk_port);
    return path;
}

std::vector<std::string> sipp(Told const& told, std::string const& scenario, int calls, int per_s)
{
    return { "sipp", "127.0.0.1:5060", "-sf",
        std::filesystem::absolute("tests/bench/voice/" + scenario + ".xml"), "-i",
        "127.0.0.1", "-p", std::to_string(trunk_port), "-s", "line", "-m", std::to_string(calls),
        "-l", std::to_string(calls), "-r", std::to_string(per_s), "-inf",
        std::filesystem::absolute(told.folder + "/ports.csv"), "-nostdin", "-trace_rtt", "-rtt_freq", "1" };
}

/// The milliseconds from INVITE to the 200, as sipp measured them.
std::vector<double> setups(Told const& told, pid_t pid, std::string const& scenario)
{
    std::vector<double> all;
    auto const path = fmt::format("{}/{}_{}_rtt.csv", told.folder, scenario, pid);
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);) {
        auto const first = line.find(';');
        auto const second = line.find(';', first + 1);
        if (first != std::string::npos && line.front() >= '0' && line.front() <= '9')
            all.push_back(std::stod(line.substr(first + 1, second - first - 1)));
    }
    return all;
}

struct Printed {
    std::int64_t beats = 0, late = 0;
};
Printed printed_by(std::string const& path)
{
    std::ifstream file(path);
    std::string text((std::istreambuf_iterator<char>(file)), {});
    Printed printed;
    auto const at = text.find("beats ");
    if (at == std::string::npos
        || std::sscanf(text.c_str() + at, "beats %ld late %ld", &printed.beats, &printed.late) != 2)
        stop("the voice process did not end well");
    return printed;
}

/// Datagrams that the kernel of this network threw away because nobody read them in time.
std::int64_t datagrams_dropped()
{
    std::ifstream file("/proc/net/snmp");
    std::string names, values, line;
    while (std::getline(file, line))
        if (line.starts_with("Udp:")) {
            names = values;
            values = line;
            if (!names.empty())
                break;
        }
    std::istringstream each_name(names), each_value(values);
    std::string name, value;
    while (each_name >> name && each_value >> value)
        if (name == "RcvbufErrors")
            return std::stoll(value);
    return -1;
}

/// Of those, the ones that the voice process left unread at its port for SIP.
std::int64_t dropped_at_sip_port()
{
    std::ifstream file("/proc/net/udp");
    std::int64_t dropped = 0;
    for (std::string line; std::getline(file, line);)
        if (line.find(":13C4 ") < 25) // 5060, as the local port
            dropped += std::stoll(line.substr(line.find_last_of(' ', line.find_last_not_of(' '))));
    return dropped;
}

/// Browsers, two to a room, that speak all the time: what their encryption and their ways cost.
void measure_browsers(Told const& told, int count)
{
    Program voice(
        { "build/release/reachline-voice", configuration(told) }, told.folder + "/voice.out");
    Server server(told.folder + "/v.sock");
    while (server.hear(100).empty()) { }
    Browsers browsers(count);
    std::vector<std::uint32_t> legs;
    for (int i = 0; i < count; ++i) {
        server.say(control::Web { .ask = std::to_string(i), .offer = browsers.offer(i) });
        for (bool has_answer = false; !has_answer;)
            for (auto const& message : server.hear(1'000))
                if (auto const* const answer = std::get_if<control::WebAnswer>(&message)) {
                    browsers.take(i, answer->answer);
                    legs.push_back(answer->leg);
                    has_answer = true;
                }
        if (legs.size() % 2 == 0)
            server.say(control::Join { legs.back(), legs[legs.size() - 2] });
    }
    constexpr int settles = 5, measured = 20;
    double cpu = 0, percent = 0;
    std::uint64_t heard = 0, packets = 0;
    std::int64_t begun = 0;
    browsers.run(settles + measured, [&](int second) {
        server.hear(0);
        if (second == settles) {
            cpu = voice.cpu_seconds();
            begun = now_us();
            heard = browsers.received();
        } else if (second == settles + measured) {
            percent =
                (voice.cpu_seconds() - cpu) / (static_cast<double>(now_us() - begun) / 1e6) * 100;
            packets = browsers.received() - heard;
        }
    });
    voice.end(SIGTERM);
    auto const beats = printed_by(told.folder + "/voice.out");
    print(told,
        { { fmt::format("webrtc_percent_{}", count), rounded(percent, 1) },
            { "late_ticks", beats.late }, { "connected", browsers.connected() },
            { "packets_per_s_and_leg",
                rounded(static_cast<double>(packets) / measured / count, 2) },
            { "how",
                "browsers by ICE, DTLS and SRTP (AES-128-GCM, mu-law), two to a room, all of them "
                "speak; CPU of "
                "reachline-voice over 20 s; the browsers run on the same machine" } });
}

/// So many rooms of two legs each that speak all the time.
void measure_rooms(Told const& told, int rooms, int seconds_measured = 20)
{
    std::ofstream ports(told.folder + "/ports.csv");
    ports << "SEQUENTIAL\n";
    for (int i = 0; i < rooms * 2; ++i)
        ports << first_caller_port + 2 * i << "\n";
    ports.close();
    Program voice(
        { "build/release/reachline-voice", configuration(told) }, told.folder + "/voice.out");
    Server server(told.folder + "/v.sock");
    while (server.hear(100).empty()) { }
    ::usleep(500'000);
    auto const before = voice.memory_mb();
    Callers callers(rooms * 2);
    callers.begin();

    Program far(sipp(told, "stays", rooms * 2, 50), told.folder + "/sipp.out", told.folder);
    std::vector<std::uint32_t> answered;
    auto const patience = now_us() + 120'000'000;
    while (static_cast<int>(answered.size()) < rooms * 2) {
        for (auto const& message : server.hear(100)) {
            if (auto const* const ringing = std::get_if<control::Ringing>(&message))
                server.say(control::Answer { ringing->leg });
            if (auto const* const now = std::get_if<control::Answered>(&message)) {
                answered.push_back(now->leg);
                if (answered.size() % 2 == 0)
                    server.say(control::Join { now->leg, answered[answered.size() - 2] });
            }
        }
        if (now_us() > patience)
            stop("not all calls came through");
    }
    ::sleep(3);
    auto const cpu = voice.cpu_seconds();
    auto const begun = now_us();
    auto const heard = callers.received();
    while (now_us() - begun < seconds_measured * 1'000'000LL)
        for (auto const& message : server.hear(100))
            if (std::holds_alternative<control::Ended>(message))
                stop("a call ended that nobody ended");
    auto const passed = static_cast<double>(now_us() - begun) / 1e6;
    auto const percent = (voice.cpu_seconds() - cpu) / passed * 100;
    auto const packets = static_cast<double>(callers.received() - heard) / passed / (rooms * 2);
    auto const memory = voice.memory_mb() - before;
    callers.leave();
    auto const far_pid = far.pid();
    far.end(SIGKILL);
    voice.end(SIGTERM);
    auto const beats = printed_by(told.folder + "/voice.out");
    auto const setup = setups(told, far_pid, "stays");
    print(told,
        { { fmt::format("core_percent_{}", rooms), rounded(percent, 1) },
            { fmt::format("late_ticks_{}", rooms), beats.late }, { "ticks", beats.beats },
            { "setup_p99_ms", rounded(setup.empty() ? -1 : at_percent(setup, 99), 1) },
            { "mb_per_100", rounded(memory / rooms * 100, 2) }, { "hearing", callers.hearing() },
            { "of", rooms * 2 }, { "packets_per_s_and_leg", rounded(packets, 2) },
            { "how",
                "reachline-voice with two-leg rooms over SIP (sipp, 50 new calls a second) and RTP "
                "(mu-law, "
                "both sides speak all the time); CPU of its process over the time measured (20 s, "
                "or an hour); late "
                "ticks over its whole "
                "life, setting up included; callers and sipp run on the same machine" },
            { "seconds", seconds_measured } });
}

/// How many calls a second are set up and ended without one that fails.
void measure_rate(Told const& told)
{
    std::ofstream(told.folder + "/ports.csv") << "SEQUENTIAL\n39998\n";
    int best = 0;
    double p99 = 0;
    auto const dropped_before = datagrams_dropped();
    std::int64_t dropped_by_us = 0;
    std::int64_t late = 0;
    for (int const rate : { 100, 200, 300, 400, 500 }) {
        Program voice(
            { "build/release/reachline-voice", configuration(told) }, told.folder + "/voice.out");
        Server server(told.folder + "/v.sock");
        while (server.hear(100).empty()) { }
        ::usleep(300'000);
        Program far(sipp(told, "short", rate * 5, rate), told.folder + "/sipp.out", told.folder);
        auto const far_pid = far.pid();
        while (far.is_running())
            for (auto const& message : server.hear(20))
                if (auto const* const ringing = std::get_if<control::Ringing>(&message))
                    server.say(control::Answer { ringing->leg });
        auto const setup = setups(told, far_pid, "short");
        dropped_by_us += dropped_at_sip_port();
        voice.end(SIGTERM);
        auto const beats = printed_by(told.folder + "/voice.out");
        if (!far.went_well())
            break;
        best = rate;
        p99 = at_percent(setup, 99);
        late = beats.late;
    }
    print(told,
        { { "calls_per_s", best }, { "setup_p99_ms", rounded(p99, 1) }, { "late_ticks", late },
            { "datagrams_dropped", datagrams_dropped() - dropped_before },
            { "of_them_by_us", dropped_by_us },
            { "how",
                "calls over UDP that are answered and ended by BYE after 0.2 s, 5 s long at 100, "
                "200, 300, "
                "400 and 500 a second; the highest rate with no failed call" } });
}

} // namespace

} // namespace reachline::bench

int main(int argc, char** argv)
{
    using namespace reachline::bench;
    CLI::App program { "Measures the voice process on this machine (see docs/how-to/measure.md)" };
    Told told;
    told.name = "voice";
    told.rows = 400;
    program.add_option("--rows", told.rows, "rooms of two legs")->check(CLI::Range(1, 1'000));
    program.add_flag("--json", told.as_json, "one JSON object a line");
    program.add_option("--folder", told.folder, "an empty folder")->required();
    program.add_option("--commit", told.commit, "what is measured");
    bool for_an_hour = false;
    program.add_flag("--hour", for_an_hour, "50 rooms for an hour, and nothing else");
    CLI11_PARSE(program, argc, argv);
    if (for_an_hour) {
        measure_rooms(told, 50, 3'600);
        return 0;
    }
    measure_rooms(told, static_cast<int>(told.rows));
    measure_browsers(told, 50);
    measure_rate(told);
}
