#include "measure.hpp"

#include <CLI/CLI.hpp>

#include <map>

int main(int argc, char** argv)
{
    using namespace reachline::bench;
    std::map<std::string, void (*)(Told)> const measurements { { "tip", measure_tip },
        { "chat", measure_chat }, { "chats", measure_chats }, { "idle", measure_idle },
        { "start", measure_start }, { "receipt", measure_receipt },
        { "directory", measure_directory } };

    CLI::App program { "Measures the hotline on this machine (see docs/how-to/measure.md)" };
    Told told;
    program.add_option("name", told.name, "tip, chat, chats, idle, start, receipt or directory")
        ->required()
        ->check(CLI::IsMember(measurements));
    program
        .add_option("--rows", told.rows, "stored before, or open; without it what the budget names")
        ->check(CLI::Range(1, 10'000'000));
    program.add_flag("--json", told.as_json, "one JSON object a line");
    program
        .add_option("--folder", told.folder, "an empty folder on a disk, removed by who made it")
        ->required();
    program.add_option("--commit", told.commit, "what is measured");
    CLI11_PARSE(program, argc, argv);
    measurements.at(told.name)(told);
}
