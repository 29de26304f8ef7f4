// Zips and CSV, sound and broken.

#include "hotline/directory/exchange/csv.hpp"
#include "hotline/directory/exchange/test_parcel.hpp"

#include "base/test.hpp"

#include <zip.h>

using namespace reachline;
using namespace reachline::hotline;
using namespace reachline::hotline::directory;
using namespace reachline::hotline::directory::exchange;

namespace {

struct Packed {
    std::string name;
    std::string bytes;
    char const* password = nullptr;
};

std::string zip_of(std::vector<Packed> const& files)
{
    zip_error_t error;
    zip_error_init(&error);
    auto* const source = zip_source_buffer_create(nullptr, 0, 0, &error);
    zip_source_keep(source);
    auto* const zip = zip_open_from_source(source, ZIP_TRUNCATE, &error);
    REQUIRE(zip);
    for (auto const& file : files) {
        auto* const content = zip_source_buffer(zip, file.bytes.data(), file.bytes.size(), 0);
        auto const index = zip_file_add(zip, file.name.c_str(), content, ZIP_FL_ENC_UTF_8);
        REQUIRE(index >= 0);
        if (file.password)
            REQUIRE(zip_file_set_encryption(zip, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256, file.password) == 0);
    }
    REQUIRE(zip_close(zip) == 0);
    zip_source_open(source);
    zip_source_seek(source, 0, SEEK_END);
    auto const size = zip_source_tell(source);
    zip_source_seek(source, 0, SEEK_SET);
    std::string bytes(static_cast<std::size_t>(size), '\0');
    zip_source_read(source, bytes.data(), bytes.size());
    zip_source_close(source);
    zip_source_free(source);
    return bytes;
}

std::vector<std::string> faults_of(std::string bytes, std::size_t files_left)
{
    Findings findings;
    auto const parcel = unzipped({ "directory.zip", std::move(bytes) }, findings);
    CHECK(parcel.size() == files_left);
    std::set<std::string> names;
    for (auto const& one : findings.sorted())
        names.emplace(saying(one.rule).name);
    return { names.begin(), names.end() };
}

using Names = std::vector<std::string>;

struct Lines {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::pair<std::int64_t, Rule>> faults;
};
Lines lines_of(std::string_view text)
{
    Lines lines;
    read_csv(
        text, [&](Record const& record) { lines.rows.emplace_back(record.cells.begin(), record.cells.end()); },
        [&](std::int64_t number, Rule rule) { lines.faults.emplace_back(number, rule); });
    return lines;
}

} // namespace

TEST("a zip of a package is the package")
{
    std::vector<Packed> files;
    for (auto const& [name, bytes] : TestPackage().files)
        files.push_back({ "data/" + name, bytes });
    Findings findings;
    auto parcel = unzipped({ "directory.zip", zip_of(files) }, findings);

    TestReading const reading(std::move(parcel));

    CHECK(findings.count() == 0);
    CHECK(reading.findings.count() == 0);
    CHECK(reading.listings() == 2);
}

TEST("a zip that is cut off or is none is broken, whole")
{
    auto const sound = zip_of({ { "services.csv", std::string(5'000, 'x') } });

    CHECK(faults_of(sound, 1).empty());
    CHECK(faults_of(sound.substr(0, sound.size() / 2), 0) == Names { "zip_broken" });
    CHECK(faults_of("PK\x03\x04 and then nothing of the kind", 0) == Names { "zip_broken" });
}

TEST("a file of a zip that was damaged on its way is left out, the others are taken")
{
    std::string noise;
    for (std::uint32_t i = 0, state = 1; i < 3'000; ++i) {
        state = state * 1'664'525u + 1'013'904'223u;
        noise += static_cast<char>(state >> 24);
    }
    auto bytes = zip_of({ { "services.csv", noise }, { "phones.csv", "id,number\n" } });
    bytes[600] = static_cast<char>(bytes[600] ^ 0x10);

    auto const faults = faults_of(bytes, 1);

    REQUIRE(faults.size() == 1);
    CHECK((faults.front() == "zip_checksum" || faults.front() == "zip_broken"));
}

TEST("a zip that would leave its folder, is encrypted, is nested or unpacks to far too much is named")
{
    auto const inner = zip_of({ { "services.csv", "id\n" } });

    CHECK(faults_of(zip_of({ { "../services.csv", "id\n" }, { "a.csv", "id\n" } }), 1) == Names { "zip_path" });
    CHECK(faults_of(zip_of({ { "/etc/services.csv", "id\n" } }), 0) == Names { "zip_path" });
    CHECK(faults_of(zip_of({ { "a/../../b.csv", "id\n" } }), 0) == Names { "zip_path" });
    CHECK(faults_of(zip_of({ { "C:\\b.csv", "id\n" } }), 0) == Names { "zip_path" });
    CHECK(faults_of(zip_of({ { "services.csv", "id\n", "secret" }, { "a.csv", "id\n" } }), 1) == Names { "zip_encrypted" });
    CHECK(faults_of(zip_of({ { "inner.zip", inner }, { "a.csv", "id\n" } }), 1) == Names { "zip_nested" });
    CHECK(faults_of(zip_of({ { "services.csv", std::string(32 << 20, '0') }, { "a.csv", "id\n" } }), 1) == Names { "zip_bomb" });
    CHECK(faults_of(zip_of({ { "a..b.csv", "id\n" } }), 1).empty());
}

TEST("CSV is read as RFC 4180 has it")
{
    auto const lines = lines_of("a,b\r\n\"x, \"\"y\"\"\",\"two\nlines\"\n,\n\nlast,");

    CHECK(lines.faults.empty());
    CHECK(lines.rows == std::vector<std::vector<std::string>> { { "a", "b" }, { "x, \"y\"", "two\nlines" }, { "", "" }, { "last", "" } });
}

TEST("a quotation mark that nobody closes loses the row that it stands in")
{
    auto const lines = lines_of("a,b\n1,\"open\n2,two\n3,three\n");

    CHECK(lines.faults == std::vector<std::pair<std::int64_t, Rule>> { { 2, Rule::UnclosedQuote } });
    CHECK(lines.rows == std::vector<std::vector<std::string>> { { "a", "b" }, { "2", "two" }, { "3", "three" } });
}

TEST("marks that nobody closes, however many, cost no more than a few looks")
{
    std::string text = "a,b\n";
    for (int i = 0; i < 20'000; ++i)
        text += "\"x\"y,\"\n";

    auto const lines = lines_of(text + "\"");

    CHECK_FALSE(lines.faults.empty());
}

TEST("a file of another kind is named, beside tables it is passed over")
{
    TestPackage package;
    package.files["holiday_menu.csv"] = "day,meal\n";
    package.files["datapackage.json"] = "{\"name\":\"hsds\"}";
    package.files[".DS_Store"] = "noise";

    TestReading const reading(package), picture("photo.jpg", "\xff\xd8 not a table");

    CHECK(reading.faults(Weight::Note) == Names { "unknown_file" });
    CHECK(reading.listings() == 2);
    CHECK(picture.faults() == Names { "unknown_format" });
}
