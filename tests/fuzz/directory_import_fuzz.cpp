// Throws bytes at everything that reads somebody else's directory: zips, CSV packages, iCarol, JSON.
//
//   clang++ -std=c++20 -O1 -g -fsanitize=fuzzer,address,undefined -Isrc
//       tests/fuzz/directory_import_fuzz.cpp src/hotline/directory/exchange/[!_]*.cpp (without tests)
//       src/hotline/directory/{check,vocabulary,hours}.cpp src/hotline/directory/places/*.cpp
//       src/base/*.cpp -lxapian -lzip -lz -lfmt -lboost_json -lsodium -o directory_import_fuzz
//
// Run it in the root of the source: it reads data/directory and data/places. Without a fuzzer's
// main (-DREACHLINE_FUZZ_LOOP) it makes its own inputs out of the files named, for as many seconds
// as the first argument says.

#include "base/ensure.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "hotline/directory/exchange/assembly.hpp"
#include "hotline/directory/exchange/csv.hpp"
#include "hotline/directory/exchange/parcel.hpp"

#include <cstdio>
#include <cstdlib>

using namespace reachline;
using namespace reachline::hotline::directory;
using namespace reachline::hotline::directory::exchange;

// Aborts instead of ending quietly, so that the fuzzer keeps the input.
void reachline::ensure_failed(char const* condition, char const* file, int line)
{
    std::fprintf(stderr, "%s:%d: %s\n", file, line, condition);
    std::abort();
}

namespace {

Reference const& the_reference()
{
    static auto const vocabulary = Vocabulary::load("data/directory");
    static auto const places = Places::load("data/places");
    static Reference const reference { vocabulary.value(), places.value() };
    return reference;
}

/// What comes out must be fit to be kept, whatever went in.
void read_parcel(Parcel const& parcel)
{
    Findings findings;
    auto const tables = open(parcel, findings);
    Assembly assembly(tables, the_reference(), findings);
    while (auto const given = assembly.next())
        for (auto const& one : given->listings) {
            ensure(!one.listing.name.empty() && is_utf8(one.listing.description));
            ensure(!one.listing.areas.empty());
            ensure(!one.listing.confidential || !one.listing.site);
            ensure(one.listing.confidential || !one.hidden);
        }
    for (auto const& one : findings.sorted())
        ensure(is_utf8(one.file) && is_utf8(one.column) && is_utf8(one.detail));
    static_cast<void>(assembly.unusable_services());
}

void read_lines(std::string_view text)
{
    std::int64_t last = 0;
    auto const count = [&last](std::int64_t number) {
        ensure(number > last);
        last = number;
    };
    read_csv(
        text, [&](Record const& record) { count(record.number); }, [&](std::int64_t number, Rule) { count(number); });
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* bytes, std::size_t size)
{
    std::string const text(reinterpret_cast<char const*>(bytes), size);
    read_lines(text);
    Findings findings;
    if (is_zip(text))
        read_parcel(unzipped({ "a.zip", text }, findings));
    for (auto const* const name : { "organizations.csv", "services.csv", "locations.csv", "addresses.csv", "phones.csv", "schedules.csv",
             "service_areas.csv", "attributes.csv", "service_capacity.csv", "any.json" })
        if (size < 4'000 || std::string_view(name).ends_with("json"))
            read_parcel({ { name, text } });
    return 0;
}

#ifdef REACHLINE_FUZZ_LOOP

#include <chrono>
#include <vector>

int main(int count, char** arguments)
{
    std::vector<std::string> seeds;
    for (int i = 2; i < count; ++i)
        seeds.push_back(file_text(arguments[i]).value());
    auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(std::atoi(arguments[1]));
    std::uint64_t state = 1, runs = 0;
    auto const dice = [&state](std::size_t of) {
        state = state * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
        return static_cast<std::size_t>((state >> 33) % std::max<std::size_t>(of, 1));
    };
    constexpr std::string_view hard = "\",\n\r'=+-@{}[]:\\\0\xff\xc3\xe9;#x0129";
    for (; std::chrono::steady_clock::now() < end; ++runs) {
        auto text = seeds[dice(seeds.size())];
        for (std::size_t changes = 1 + dice(8); changes > 0 && !text.empty(); --changes) {
            auto const at = dice(text.size());
            switch (dice(4)) {
            case 0:
                text[at] = hard[dice(hard.size())];
                break;
            case 1:
                text.erase(at, 1 + dice(30));
                break;
            case 2:
                text.insert(at, text.substr(dice(text.size()), dice(40)));
                break;
            default:
                text.resize(at);
            }
        }
        LLVMFuzzerTestOneInput(reinterpret_cast<unsigned char const*>(text.data()), text.size());
    }
    std::printf("%llu inputs\n", static_cast<unsigned long long>(runs));
}

#endif
