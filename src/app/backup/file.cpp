#include "app/backup/file.hpp"

#include "crypto/hash.hpp"
#include "crypto/sealed_stream.hpp"

#include <array>
#include <cstdio>
#include <fcntl.h>
#include <filesystem>
#include <memory>
#include <unistd.h>

namespace reachline::app {

namespace {

constexpr std::string_view magic = "reachline backup 1\n";
constexpr std::size_t wrap_size = 1 + crypto::seal_overhead + crypto::key_size;
constexpr std::size_t box_size = crypto::box_overhead + crypto::key_size;
constexpr std::size_t head_size = magic.size() + 1 + 8 + crypto::key_size + wrap_size;

struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

tl::unexpected<Error> not_whole()
{
    return fail(Fault::Invalid, "this backup is not whole: a part of it was changed or cut off");
}

/// Never over another file, and for the owner's eyes.
Result<File> create(std::string const& path)
{
    int const fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno == EEXIST ? fail(Fault::Conflict, "this file is there already; a backup overwrites nothing")
                               : fail(Fault::Broken, "the file cannot be written here");
    return File(::fdopen(fd, "wb"));
}

Result<File> open_file(std::string const& path)
{
    File file(std::fopen(path.c_str(), "rbe"));
    if (!file)
        return fail(Fault::NotFound, "a file of the backup is not there, or cannot be read");
    return file;
}

Done write(File const& file, ByteView bytes)
{
    if (std::fwrite(bytes.data(), 1, bytes.size(), file.get()) != bytes.size())
        return fail(Fault::Broken, "the file could not be written to its end; is the disk full?");
    return {};
}

Done keep(File const& file)
{
    if (std::fflush(file.get()) != 0 || ::fsync(::fileno(file.get())) != 0)
        return fail(Fault::Broken, "the file could not be written to its end; is the disk full?");
    return {};
}

/// Up to `size` bytes; fewer at the end.
Result<Bytes> read(File const& file, std::size_t size)
{
    Bytes bytes(size);
    bytes.resize(std::fread(bytes.data(), 1, size, file.get()));
    if (std::ferror(file.get()))
        return fail(Fault::Broken, "a file could not be read to its end");
    return bytes;
}

bool at_end(File const& file)
{
    int const next = std::fgetc(file.get());
    if (next == EOF)
        return true;
    std::ungetc(next, file.get());
    return false;
}

Bytes bytes_of_head(BackupHead const& head)
{
    Bytes bytes;
    auto const add = [&](ByteView part) { bytes.insert(bytes.end(), part.begin(), part.end()); };
    add(bytes_of(magic));
    bytes.push_back(static_cast<std::byte>(head.part));
    add(crypto::little_endian(milliseconds_of(head.made_at)));
    add(head.vault.public_key);
    add(head.vault.private_key_sealed);
    return bytes;
}

/// Binds the stream's key to everything before it: a head that was changed opens nothing.
Bytes about(ByteView head) { return crypto::blake2b({ bytes_of("key of a backup"), head }); }

Result<BackupHead> head_of(ByteView bytes)
{
    if (bytes.size() != head_size || text_of(bytes.first(magic.size())) != magic)
        return fail(Fault::Invalid, "this file is no backup of a hotline");
    auto const rest = bytes.subspan(magic.size());
    BackupHead head;
    head.part = static_cast<Part>(rest[0]);
    head.made_at = time_of(crypto::from_little_endian(rest.subspan<1, 8>()));
    head.vault.public_key = TRY(crypto::public_key_of(rest.subspan(9, crypto::key_size)));
    auto const wrap = rest.subspan(9 + crypto::key_size);
    head.vault.private_key_sealed.assign(wrap.begin(), wrap.end());
    return head;
}

} // namespace

struct SealedFile::Open {
    Open(File file, crypto::KeyView key)
        : out(std::move(file))
        , sealer(key)
    {
    }
    File out;
    crypto::StreamSealer sealer;
    Bytes waiting {}; ///< of the next piece

    Done seal(std::size_t size, crypto::Piece piece)
    {
        TRY(app::write(out, sealer.seal(ByteView(waiting).first(size), piece)));
        waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(size));
        return {};
    }
};

SealedFile::SealedFile(std::unique_ptr<Open> open)
    : open_(std::move(open))
{
}
SealedFile::SealedFile(SealedFile&&) noexcept = default;
SealedFile::~SealedFile() = default;

Result<SealedFile> SealedFile::create(BackupHead const& head, std::string const& path)
{
    SystemRandom random;
    auto const head_bytes = bytes_of_head(head);
    auto const key = crypto::Secret::random(random);
    auto open = std::make_unique<Open>(TRY(app::create(path)), key.view());
    TRY(app::write(open->out, head_bytes));
    TRY(app::write(open->out,
        TRY(crypto::seal_to(head.vault.public_key, about(head_bytes), key.view(), random))));
    TRY(app::write(open->out, open->sealer.header()));
    return SealedFile(std::move(open));
}

Done SealedFile::write(ByteView plain)
{
    auto& waiting = open_->waiting;
    waiting.insert(waiting.end(), plain.begin(), plain.end());
    // A whole piece waits until more comes, since only the last one says that it is the last.
    while (waiting.size() > crypto::stream_piece)
        TRY(open_->seal(crypto::stream_piece, crypto::Piece::Middle));
    return {};
}

Done SealedFile::finish()
{
    TRY(open_->seal(open_->waiting.size(), crypto::Piece::Last));
    return keep(open_->out);
}

Done write_backup(
    BackupHead const& head, std::string const& plain_path, std::string const& backup_path, Progress const& progress)
{
    auto const in = TRY(open_file(plain_path));
    auto out = TRY(SealedFile::create(head, backup_path));
    auto const size = std::filesystem::file_size(plain_path);
    for (std::uintmax_t done = 0; !at_end(in);) {
        auto const plain = TRY(read(in, crypto::stream_piece));
        TRY(out.write(plain));
        done += plain.size();
        if (progress)
            progress(done, size);
    }
    return out.finish();
}

Result<BackupHead> backup_head(std::string const& backup_path)
{
    auto const in = TRY(open_file(backup_path));
    return head_of(TRY(read(in, head_size)));
}

Done read_backup(std::string const& backup_path, hotline::keys::Unlocked const& vault, std::string const& plain_path,
    Progress const& progress)
{
    auto const in = TRY(open_file(backup_path));
    auto const head_bytes = TRY(read(in, head_size));
    auto const box = TRY(read(in, box_size));
    auto const header = TRY(read(in, crypto::stream_header));
    crypto::Secret key;
    if (header.size() != crypto::stream_header || !crypto::open_into(key.bytes(), vault, about(head_bytes), box))
        return not_whole();
    crypto::StreamOpener opener(key.view(), ByteView(header).first<crypto::stream_header>());
    auto const out = TRY(create(plain_path));
    auto const size = std::filesystem::file_size(backup_path);
    for (std::uintmax_t done = 0;;) {
        auto const sealed = TRY(read(in, crypto::stream_piece + crypto::stream_overhead));
        auto const opened = opener.open(sealed);
        if (!opened)
            return not_whole();
        TRY(write(out, opened->plain));
        done += sealed.size();
        if (progress)
            progress(done, size);
        if (opened->piece == crypto::Piece::Last)
            return at_end(in) ? keep(out) : not_whole();
    }
}

} // namespace reachline::app
