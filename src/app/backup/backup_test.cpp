#include "app/backup/backup.hpp"

#include "app/hotline_folder_for_tests.hpp"
#include "app/verify/verify.hpp"
#include "base/files.hpp"

#include <fstream>

using namespace reachline;
using namespace reachline::app;

namespace {

constexpr char count_signals[] = "select count(*) from signal";
constexpr char sealed_answers[] = "select signal, answers_sealed from tip_answers";

struct BackedUp : HotlineFolder {
    BackedUp() { REQUIRE(back_up(path, file)); }
    ~BackedUp()
    {
        std::filesystem::remove(file);
        std::filesystem::remove(keys_beside(file));
        std::filesystem::remove_all(elsewhere);
    }
    Done restored() const { return restore({ file, keys_beside(file) }, elsewhere, recovery_key); }
    void change(std::string const& path_of, std::function<void(std::string&)> how) const
    {
        auto text = file_text(path_of).value();
        how(text);
        std::ofstream(path_of, std::ios::binary | std::ios::trunc) << text;
    }

    std::string file = path + ".backup";
    std::string elsewhere = path + "-elsewhere";
};

} // namespace

TEST("a backup of a running hotline, restored elsewhere, is verified and opens to its words")
{
    BackedUp hotline;
    auto const running = hotline.open();
    hotline.leave_tip(*running, "a later word");
    std::filesystem::remove(hotline.file);
    std::filesystem::remove(keys_beside(hotline.file));

    REQUIRE(back_up(hotline.path, hotline.file));
    REQUIRE(hotline.restored());

    CHECK(verify::hotline(hotline.elsewhere).value().empty());
    auto files = HotlineFiles::open(hotline.elsewhere, hotline.clock, hotline.random).value();
    CHECK(files->database.number(count_signals).value() == 2);
    REQUIRE(files->keys.unlock_with_recovery_key(hotline::keys::hotline_vault, hotline.recovery_key));
    auto const opened = files->database.all(sealed_answers, [&](store::Row const& row) {
        return files->keys.open({ "tip_answers", "answers_sealed", row.integer(0) }, row.bytes(1)).has_value();
    });
    CHECK(opened.value() == std::vector { true, true });
}

TEST("a backup shows nothing of what it holds, and leaves no copy beside it")
{
    BackedUp hotline;

    auto const database = file_text(hotline.file).value();
    auto const keys = file_text(keys_beside(hotline.file)).value();

    CHECK(database.find("SQLite format") == std::string::npos);
    CHECK(database.find("adam") == std::string::npos);
    CHECK(keys.find("SQLite format") == std::string::npos);
    for (auto const& entry : std::filesystem::directory_iterator(hotline.path))
        CHECK(entry.path().filename().string().find("copy-") == std::string::npos);
}

TEST("a backup that was changed, cut off or lengthened is refused and leaves nothing behind")
{
    auto const refused_after = [](bool in_keys, std::function<void(std::string&)> how) {
        BackedUp hotline;
        hotline.change(in_keys ? keys_beside(hotline.file) : hotline.file, how);
        auto const done = hotline.restored();
        CHECK_FALSE(std::filesystem::exists(hotline.elsewhere));
        REQUIRE_FALSE(done);
        return done.error().fault;
    };
    auto const middle = [](std::string& text) { text[text.size() / 2] ^= 1; };
    auto const made_at = [](std::string& text) { text[21] ^= 1; };
    auto const to_nothing = [](std::string& text) { text.clear(); };

    for (bool const in_keys : { false, true }) {
        CHECK(refused_after(in_keys, middle) == Fault::Invalid);
        CHECK(refused_after(in_keys, made_at) == Fault::Invalid);
        CHECK(refused_after(in_keys, [](std::string& text) { text.pop_back(); }) == Fault::Invalid);
        CHECK(refused_after(in_keys, [](std::string& text) { text.resize(text.size() / 2); }) == Fault::Invalid);
        CHECK(refused_after(in_keys, [](std::string& text) { text += "more"; }) == Fault::Invalid);
        CHECK(refused_after(in_keys, to_nothing) == Fault::Invalid);
    }
}

TEST("a backup opens with its own recovery key only, into an empty folder only, over no file")
{
    BackedUp hotline;
    BackedUp other;

    CHECK(restore({ hotline.file, keys_beside(hotline.file) }, hotline.elsewhere, other.recovery_key).error().fault == Fault::NotAllowed);
    CHECK(restore({ hotline.file, keys_beside(hotline.file) }, hotline.elsewhere, "no key at all").error().fault == Fault::Invalid);
    CHECK(restore({ hotline.file, keys_beside(hotline.file) }, hotline.path, hotline.recovery_key).error().fault == Fault::Conflict);
    CHECK(restore({ hotline.file, keys_beside(other.file) }, hotline.elsewhere, hotline.recovery_key).error().fault == Fault::Invalid);
    CHECK(restore({ keys_beside(hotline.file), hotline.file }, hotline.elsewhere, hotline.recovery_key).error().fault == Fault::Invalid);
    CHECK(back_up(hotline.path, hotline.file).error().fault == Fault::Conflict);
    CHECK(back_up("/tmp/reachline-no-such-folder", hotline.file + "2").error().fault == Fault::NotFound);
    CHECK_FALSE(std::filesystem::exists(hotline.elsewhere));
}

TEST("what was erased stays erased in an older backup that is restored with younger keys")
{
    BackedUp hotline;
    auto const younger = hotline.file + "-younger";
    {
        auto const files = hotline.open();
        auto const folder = files->database.number("select folder from signal").value();
        REQUIRE(files->keys.erase({ folder }));
    }
    REQUIRE(back_up(hotline.path, younger));

    REQUIRE(restore({ hotline.file, keys_beside(younger) }, hotline.elsewhere, hotline.recovery_key));

    auto files = HotlineFiles::open(hotline.elsewhere, hotline.clock, hotline.random).value();
    REQUIRE(files->keys.unlock_with_recovery_key(hotline::keys::hotline_vault, hotline.recovery_key));
    auto const opened = files->database.all(sealed_answers, [&](store::Row const& row) {
        return files->keys.open({ "tip_answers", "answers_sealed", row.integer(0) }, row.bytes(1)).has_value();
    });
    CHECK(opened.value() == std::vector { false });
    // The other way round nobody could read what came since: refused.
    std::filesystem::remove_all(hotline.elsewhere);
    CHECK(restore({ younger, keys_beside(hotline.file) }, hotline.elsewhere, hotline.recovery_key).error().fault == Fault::Invalid);
    std::filesystem::remove(younger);
    std::filesystem::remove(keys_beside(younger));
}
