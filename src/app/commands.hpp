#pragma once

// The program's commands; each answers an exit code that means something.

#include "app/config.hpp"
#include "base/result.hpp"

#include <string>
#include <vector>

namespace reachline::app {

struct DirectoryExport;

enum ExitCode {
    Fine = 0,
    Failed = 1, ///< it did not work, the reason is on standard error; or verify found something
    WrongUse = 2, ///< the command line is wrong
    Violated = 3, ///< a story did not hold
};

/// Says on standard error what went wrong, and answers Failed.
int explain(Error);

int run(int argc, char** argv);

int serve(Config const&);
int init(std::string const& data, std::string const& administrator);
/// Lets a member into the vault with the printed recovery key, read from standard input.
int admit(std::string const& data, std::string const& name);
/// Prints each broken promise in a line. Looks only, so a server may have the folder open.
int verify_hotline(std::string const& data);
/// Writes `file` and `file`.keys, while the hotline runs or rests.
int back_up_hotline(std::string const& data, std::string const& file);
/// Into an empty folder, with the recovery key from standard input; then verifies what is there.
int restore_hotline(std::string const& data, std::string const& file, std::string const& keys);
std::string ask_recovery_key();
/// Names, states and roles; also while the hotline runs. The others need it stopped.
int list_staff(std::string const& data);
int add_staff(std::string const& data, std::string const& name, std::vector<std::string> const& roles);
int reset_staff(std::string const& data, std::string const& name);
int end_staff(std::string const& data, std::string const& name);
/// The public layer as JSON or, to a .zip, as CSV tables; or all of it, sealed.
int export_directory(DirectoryExport const&, bool all);
/// Opens a sealed export, with the recovery key from standard input.
int unseal_directory(std::string const& sealed, std::string const& file);
enum class Form { Words, Json };
/// Names everything in a directory of somebody else's that would have to be mended. Needs no hotline.
/// Failed when anything would be left out.
int check_directory(std::string const& share, std::string const& file, Form);
/// What is to be imported, and how.
struct DirectoryImport {
    std::string data;
    std::string share;
    std::string file;
    std::string source; ///< empty: the name of the file
    bool is_to_apply = false; ///< else only a preview
    bool is_assured = false;
    bool lets_go = false;
    Form form = Form::Words;
};
/// A preview, also while the hotline runs; with `is_to_apply` the import itself, in its place.
int import_directory(DirectoryImport const&);
/// A file of 911 centres.
struct DispatcherImport {
    std::string data;
    std::string share;
    std::string file;
    bool is_to_apply = false; ///< else only a preview, also while the hotline runs
    bool lets_go = false;
};
int import_dispatchers(DispatcherImport const&);
enum class ReportForm { Text, Json, Csv };
/// What the funder is told of a month ("2026-11"), from the file alone, also while the hotline runs.
int report_month(std::string const& data, std::string const& share, std::string const& month, ReportForm);
int play_stories(std::vector<std::string> const& files, std::string const& share);
int print_openapi();
/// The sum of the migrations, as docs/schema.sql holds it.
int print_schema();
/// A whole made-up hotline: fills the data folder if it is empty, then serves with made-up people.
int run_demo(Config);
int print_demo_code(std::string const& name);

} // namespace reachline::app
