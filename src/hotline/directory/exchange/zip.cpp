// Zips, with libzip: it reads from memory, checks the sums, and tells what is encrypted and how large
// a file will be before a byte of it is unpacked.

#include "hotline/directory/exchange/parcel.hpp"

#include <memory>
#include <zip.h>

namespace reachline::hotline::directory::exchange {

namespace {

/// Text packs to a tenth, a table of zeros to a hundredth; beyond that somebody means harm.
constexpr std::uint64_t greatest_ratio = 200;
constexpr std::uint64_t small_enough = 10u << 20;

struct Discard {
    void operator()(zip_t* zip) const { zip_discard(zip); }
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};
using Zip = std::unique_ptr<zip_t, Discard>;

Zip opened(std::string const& bytes)
{
    zip_error_t error;
    zip_error_init(&error);
    auto* const source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
    zip_t* zip = source ? zip_open_from_source(source, ZIP_RDONLY | ZIP_CHECKCONS, &error) : nullptr;
    if (source && !zip)
        zip_source_free(source);
    zip_error_fini(&error);
    return Zip(zip);
}

bool leaves_its_folder(std::string_view name)
{
    if (name.empty() || name.front() == '/' || name.find('\\') != std::string_view::npos
        || name.find(':') != std::string_view::npos || name.find('\0') != std::string_view::npos)
        return true;
    for (std::size_t begin = 0; begin <= name.size();) {
        auto const end = std::min(name.find('/', begin), name.size());
        if (name.substr(begin, end - begin) == "..")
            return true;
        begin = end + 1;
    }
    return false;
}

std::optional<Rule> refusal(zip_stat_t const& stat, std::size_t taken)
{
    constexpr auto needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    if ((stat.valid & needed) != needed)
        return Rule::ZipBroken;
    if (leaves_its_folder(stat.name))
        return Rule::ZipPath;
    if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE)
        return Rule::ZipEncrypted;
    if (stat.size > small_enough && stat.size / greatest_ratio > stat.comp_size)
        return Rule::ZipBomb;
    if (stat.size > largest_file || taken + stat.size > largest_parcel)
        return Rule::FileTooLarge;
    return std::nullopt;
}

/// Reads at most what the directory of the zip says: a file that unpacks to more is a bomb.
std::optional<Rule> unpack(zip_t* zip, zip_uint64_t index, std::uint64_t size, std::string& bytes)
{
    std::unique_ptr<zip_file_t, Discard> const file(zip_fopen_index(zip, index, 0));
    if (!file)
        return Rule::ZipBroken;
    bytes.resize(size);
    std::uint64_t done = 0;
    while (done < size) {
        auto const read = zip_fread(file.get(), bytes.data() + done, size - done);
        if (read <= 0) {
            auto const code = zip_error_code_zip(zip_file_get_error(file.get()));
            return code == ZIP_ER_CRC ? Rule::ZipChecksum : Rule::ZipBroken;
        }
        done += static_cast<std::uint64_t>(read);
    }
    char more = 0;
    auto const rest = zip_fread(file.get(), &more, 1);
    if (rest < 0)
        return zip_error_code_zip(zip_file_get_error(file.get())) == ZIP_ER_CRC ? Rule::ZipChecksum : Rule::ZipBroken;
    return rest > 0 ? std::optional(Rule::ZipBomb) : std::nullopt;
}

} // namespace

bool is_zip(std::string_view bytes)
{
    return bytes.starts_with("PK\x03\x04") || bytes.starts_with(std::string_view("PK\x05\x06", 4));
}

Parcel unzipped(File const& packed, Findings& findings)
{
    Parcel files;
    auto const zip = opened(packed.bytes);
    if (!zip) {
        findings.add({ .file = packed.name, .rule = Rule::ZipBroken });
        return files;
    }
    auto const count = static_cast<zip_uint64_t>(std::max<zip_int64_t>(0, zip_get_num_entries(zip.get(), 0)));
    if (count > most_files) {
        findings.add({ .file = packed.name, .rule = Rule::TooManyFiles });
        return files;
    }
    std::size_t taken = 0;
    for (zip_uint64_t i = 0; i < count; ++i) {
        zip_stat_t stat;
        zip_stat_init(&stat);
        if (zip_stat_index(zip.get(), i, ZIP_FL_ENC_RAW, &stat) != 0) {
            findings.add({ .file = packed.name, .row = static_cast<std::int64_t>(i) + 1, .rule = Rule::ZipBroken });
            continue;
        }
        std::string const name(stat.valid & ZIP_STAT_NAME ? stat.name : "");
        auto wrong = refusal(stat, taken);
        if (!wrong && name.ends_with('/'))
            continue;
        File file { .name = name, .bytes = {} };
        if (!wrong)
            wrong = unpack(zip.get(), i, stat.size, file.bytes);
        if (!wrong && is_zip(file.bytes))
            wrong = Rule::ZipNested;
        if (wrong) {
            findings.add({ .file = packed.name + ": " + printable_name(name), .rule = *wrong });
            continue;
        }
        taken += file.bytes.size();
        files.push_back(std::move(file));
    }
    return files;
}

} // namespace reachline::hotline::directory::exchange
