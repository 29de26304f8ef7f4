#include "app/commands.hpp"
#include "app/directory_export/export.hpp"

#include <CLI/CLI.hpp>

namespace reachline::app {

int run(int argc, char** argv)
{
    CLI::App program { "Reachline, the open system behind a crisis hotline" };
    program.require_subcommand(1);

    Config config;
    int result = Fine;
    auto const data_option = [&](CLI::App* command) {
        command->add_option("--data", config.data, "folder of the database and the keys")->capture_default_str();
    };

    auto* const serving = program.add_subcommand("serve", "run the hotline until SIGTERM");
    data_option(serving);
    serving->add_option("--share", config.share, "folder with forms/ and web/")->capture_default_str();
    serving->add_option("--address", config.address, "address to listen on")->capture_default_str();
    serving->add_option("--port", config.port, "public site; console +1, partner portal +2")->capture_default_str();
    serving->add_option("--exit-url", config.exit_url, "where 'Leave this page' leads")->capture_default_str();
    serving->add_option("--title", config.site_title, "neutral title of the public pages")->capture_default_str();
    serving->add_flag("--behind-proxy", config.behind_proxy, "TLS is ended by a proxy on this machine");
    serving->add_option("--backups", config.backups, "folder for a backup each night, best on another disk; without it none is made");
    serving->add_option("--backup-at", config.backup_at, "when, by this machine's clock")->capture_default_str();
    serving->add_option("--voice", config.voice, "control socket of reachline-voice; without it there are no calls");
    serving->add_flag("--simulate", config.simulate, "made-up people write in");
    serving->add_flag("--quiet", config.quiet, "print only when ready");
    serving->callback([&] { result = serve(config); });

    std::string name;
    auto* const initing = program.add_subcommand("init", "make the keys and the first administrator");
    data_option(initing);
    initing->add_option("--administrator", name, "name of the first administrator")->required();
    initing->callback([&] { result = init(config.data, name); });

    auto* const admitting = program.add_subcommand("admit", "let a member into the vault with the recovery key");
    data_option(admitting);
    admitting->add_option("name", name, "the account that waits")->required();
    admitting->callback([&] { result = admit(config.data, name); });

    auto* const verifying = program.add_subcommand(
        "verify", "whether every promise holds, from the files alone; also while the hotline runs");
    data_option(verifying);
    verifying->footer("One line a finding, in words. Needs no key and changes nothing.\n"
                      "Ends with 0 when every promise holds, 1 when one does not or the files cannot be read.");
    verifying->callback([&] { result = verify_hotline(config.data); });

    std::string file;
    std::string keys;
    auto* const backing_up = program.add_subcommand("backup", "copy the hotline, sealed, also while it runs");
    data_option(backing_up);
    backing_up->add_option("file", file, "the copy; its keys go to FILE.keys beside it")->required();
    backing_up->footer("Both files open with the printed recovery key alone, and nothing is overwritten.\n"
                       "Keep FILE.keys for seven days at most: what was erased in the hotline is gone from\n"
                       "every backup once no older copy of the keys is left.");
    backing_up->callback([&] { result = back_up_hotline(config.data, file); });

    auto* const restoring = program.add_subcommand("restore", "a backup into an empty folder, then verify it");
    data_option(restoring);
    restoring->add_option("file", file, "the copy of the database")->required();
    restoring->add_option("--keys", keys, "the copy of the keys, of the same time or younger [FILE.keys]");
    restoring->footer("Asks for the printed recovery key on standard input. Ends with 1, and with the folder as it\n"
                      "was, when a file was changed or cut off, or the key is another; also when verify finds something.");
    restoring->callback([&] { result = restore_hotline(config.data, file, keys); });

    std::vector<std::string> roles;
    auto* const staffing = program.add_subcommand("staff", "accounts, for who runs the server; shows no case");
    staffing->require_subcommand(1);
    staffing->fallthrough();
    data_option(staffing);
    staffing->add_subcommand("list", "names, states and roles; also while the hotline runs")
        ->callback([&] { result = list_staff(config.data); });
    auto* const adding = staffing->add_subcommand("add", "invite somebody; the hotline must be stopped");
    adding->add_option("name", name, "the alias to work under: small letters, digits, dots, hyphens")->required();
    adding->add_option("--role", roles, "advocate, supervisor, liaison, editor, verifier, analyst, administrator, auditor")->required();
    adding->callback([&] { result = add_staff(config.data, name, roles); });
    auto* const resetting = staffing->add_subcommand("reset", "a new invitation; the old passphrase opens nothing any more");
    resetting->add_option("name", name, "the account")->required();
    resetting->callback([&] { result = reset_staff(config.data, name); });
    auto* const ending = staffing->add_subcommand("end", "end an account and take its key away");
    ending->add_option("name", name, "the account")->required();
    ending->callback([&] { result = end_staff(config.data, name); });

    auto* const directing = program.add_subcommand("directory", "the referral directory: bring in, check, write out");
    directing->require_subcommand(1);
    directing->fallthrough();
    data_option(directing);
    directing->add_option("--share", config.share, "folder with forms/, web/ and data/")->capture_default_str();
    bool all = false;
    auto* const exporting = directing->add_subcommand("export", "what the public may see, as HSDS; also while the hotline runs");
    exporting->add_option("file", file, "ends in .json, or in .zip for CSV tables with a datapackage.json")->required();
    exporting->add_flag("--all", all, "everything, with notes and hidden places, sealed to the recovery key");
    exporting->footer("Writes HSDS 3.1 with the Reachline profile; nothing is overwritten. Without --all the file holds what\n"
                      "the public feed gives. With it the file, whatever its name, opens by directory unseal alone.\n"
                      "Ends with 0, or with 1 and the reason.");
    exporting->callback([&] { result = export_directory({ config.data, config.share, file }, all); });
    std::string opened;
    auto* const unsealing = directing->add_subcommand("unseal", "open what export --all wrote, with the recovery key");
    unsealing->add_option("file", file, "the sealed file")->required();
    unsealing->add_option("into", opened, "a new file, as JSON, in the clear")->required();
    unsealing->footer("Asks for the printed recovery key on standard input. Ends with 0, or with 1 and the reason.");
    unsealing->callback([&] { result = unseal_directory(file, opened); });
    DirectoryImport bringing;
    bool as_json = false;
    auto const json_option = [&](CLI::App* command) { command->add_flag("--json", as_json, "for programs"); };
    auto const form = [&] { return as_json ? Form::Json : Form::Words; };
    auto* const checking = directing->add_subcommand("check", "name all that is wrong in a directory, and how to mend it");
    checking->add_option("file", file, "a file, a zip or a folder: HSDS JSON or CSV, Ohana, iCarol, ours")->required();
    json_option(checking);
    checking->footer("Needs no hotline and changes nothing. Ends with 0 when nothing would be left out, 1 when something\n"
                     "would or the file cannot be read, 2 when the command is wrong.");
    checking->callback([&] { result = check_directory(config.share, file, form()); });
    auto* const importing = directing->add_subcommand("import", "bring in a directory: a preview, and with --apply the import");
    importing->add_option("file", file, "a file, a zip or a folder: HSDS JSON or CSV, Ohana, iCarol, ours")->required();
    json_option(importing);
    importing->add_option("--source", bringing.source, "what this source is called here, the same each time [the file's name]");
    importing->add_flag("--apply", bringing.is_to_apply, "do it; the hotline must be stopped");
    importing->add_flag("--assured", bringing.is_assured,
        "you vouch for the source: what it made sure of within a year is listed at once");
    importing->add_flag("--let-go", bringing.lets_go, "also when more than a quarter of its entries is gone");
    importing->footer("New services stand unlisted until a verifier makes sure of them; changes of listed ones wait for a\n"
                      "verifier; what is gone is unlisted, never deleted. A second import of the same file changes nothing.\n"
                      "The preview also works while the hotline runs. Ends with 0, also when rows were refused: check names them.");
    importing->callback([&] {
        bringing.data = config.data;
        bringing.share = config.share;
        bringing.file = file;
        bringing.form = form();
        result = import_directory(bringing);
    });

    DispatcherImport centres;
    auto* const dispatching = program.add_subcommand("dispatchers", "the 911 centres that an advocate can call");
    dispatching->require_subcommand(1);
    auto* const taking_in = dispatching->add_subcommand("import", "bring in a file of 911 centres: a preview, and with --apply the import");
    data_option(taking_in);
    taking_in->add_option("--share", config.share, "folder with data/")->capture_default_str();
    taking_in->add_option("file", file, "CSV with the columns of the FCC's Master PSAP Registry and one more, Number")->required();
    taking_in->add_flag("--apply", centres.is_to_apply, "do it; the hotline must be stopped");
    taking_in->add_flag("--let-go", centres.lets_go, "also when more than a quarter of a state's centres is gone");
    taking_in->footer("Names what is wrong by line and column, and brings in the rest. A centre without a number in the file\n"
                   "keeps the one that is known. See docs/how-to/telephones.md. Ends with 1 when the file cannot be read.");
    taking_in->callback([&] {
        centres.data = config.data;
        centres.share = config.share;
        centres.file = file;
        result = import_dispatchers(centres);
    });

    std::string month;
    bool as_csv = false;
    auto* const reporting = program.add_subcommand("report", "figures for the funder; also while the hotline runs");
    reporting->require_subcommand(1);
    auto* const monthly = reporting->add_subcommand("month", "referrals, partners, emergency requests of a month");
    data_option(monthly);
    monthly->add_option("--share", config.share, "folder with forms/")->capture_default_str();
    monthly->add_option("month", month, "as 2026-11")->required();
    auto* const json_flag = monthly->add_flag("--json", as_json, "for programs, with labels and meanings in both languages");
    monthly->add_flag("--csv", as_csv, "for spreadsheets")->excludes(json_flag);
    monthly->footer("Sums of the whole hotline, exact, for the one reader who is owed them. What each figure means\n"
                    "stands beside it and in forms/funder_report.json.");
    monthly->callback([&] {
        result = report_month(config.data, config.share, month,
            as_json ? ReportForm::Json : as_csv ? ReportForm::Csv : ReportForm::Text);
    });

    auto* const describing = program.add_subcommand("openapi", "print the console's OpenAPI document");
    describing->callback([&] { result = print_openapi(); });

    auto* const shaping = program.add_subcommand("schema", "print the sum of the migrations, which docs/schema.sql is");
    shaping->callback([&] { result = print_schema(); });

    auto* const showing = program.add_subcommand("demo", "run a whole made-up hotline (see bin/demo)");
    data_option(showing);
    showing->add_option("--share", config.share, "folder with forms/, web/ and data/")->capture_default_str();
    showing->add_option("--port", config.port, "public site; console +1, partner portal +2")->capture_default_str();
    showing->add_option("--voice", config.voice, "control socket of a reachline-voice that runs already");
    showing->add_flag("--quiet", config.quiet, "print only when ready");
    showing->add_flag("--no-people", config.no_people, "nobody writes in by themselves (for tests)");
    showing->callback([&] { result = run_demo(config); });

    auto* const coding = program.add_subcommand("demo-code", "the six digits of a demo login's authenticator");
    coding->add_option("name", name, "maria, sam, grace, ...")->required();
    coding->callback([&] { result = print_demo_code(name); });

    std::vector<std::string> files;
    auto* const telling = program.add_subcommand("story", "play stories on the real core, with a simulated clock");
    telling->add_option("file", files, "tests/stories/*.story")->required();
    telling->add_option("--share", config.share, "folder with forms/, web/ and data/")->capture_default_str();
    telling->callback([&] { result = play_stories(files, config.share); });

    try {
        program.parse(argc, argv);
    } catch (CLI::ParseError const& error) {
        return program.exit(error) == 0 ? Fine : WrongUse;
    }
    return result;
}

} // namespace reachline::app
