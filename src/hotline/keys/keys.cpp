#include "hotline/keys/keys.hpp"

#include "base/ensure.hpp"
#include "crypto/hash.hpp"
#include "hotline/keys/inside.hpp"
#include "hotline/keys/keys_store.hpp"

#include <algorithm>

namespace reachline::hotline::keys {

namespace {

// A sealed value: version 1 | data key 8 | nonce 24 | ciphertext | tag 16.
constexpr std::byte version { 1 };
constexpr std::size_t head_size = 1 + 8;
constexpr std::size_t overhead = head_size + crypto::seal_overhead;

/// Literals hold no zero byte, so two places never look alike.
Bytes about_value(Place const& place, std::int64_t key)
{
    auto const row = crypto::little_endian(place.row);
    auto const id = crypto::little_endian(key);
    Bytes about;
    about.reserve(place.table.view().size() + place.column.view().size() + 19);
    auto const add = [&about](
                         ByteView part) { about.insert(about.end(), part.begin(), part.end()); };
    about.push_back(version);
    add(bytes_of(place.table.view()));
    about.push_back(std::byte { 0 });
    add(bytes_of(place.column.view()));
    about.push_back(std::byte { 0 });
    add(row);
    add(id);
    return about;
}

Bytes about_copy(std::int64_t key, Id<Vault> vault, Id<Folder> folder)
{
    return crypto::blake2b({ bytes_of("data key"), crypto::little_endian(key),
        crypto::little_endian(vault.value), crypto::little_endian(folder.value) });
}

} // namespace

Keys::Keys(store::Database& ledger, Clock const& clock, Random& random, IdSource& ids)
    : inside_(new Inside { .ledger = ledger,
        .clock = clock,
        .random = random,
        .ids = ids,
        .public_keys = {},
        .open_vaults = {},
        .new_folders = {},
        .new_copies = {},
        .made = {},
        .opened = {},
        .before = {},
        .envelopes = {} })
{
}
Keys::~Keys() = default;

Id<Folder> Keys::new_folder(Readers readers)
{
    ensure(!readers.empty());
    auto const folder = inside_->ids.next<Folder>();
    auto const alone = inside_->batch == Inside::Stage::None;
    auto const written = inside_->in_batch([&]() -> Done {
        inside_->new_folders.push_back({ folder, readers });
        return {};
    });
    // The ledger could not be written just now: the folder is written with what it is to hold.
    if (alone && !written)
        inside_->new_folders.push_back({ folder, std::move(readers) });
    return folder;
}

Done Keys::admit_reader(Id<Folder> folder, Id<Vault> vault)
{
    return inside_->in_batch([&]() -> Done {
        TRY(inside_->write_new());
        TRY(inside_->public_key_of(vault));
        auto const readers = TRY(rows::readers_of(inside_->ledger, folder));
        if (readers.empty())
            return fail(Fault::NotFound, "this folder was erased");
        TRY(inside_->before_change());
        TRY(rows::insert_reader(inside_->ledger, folder, vault));
        inside_->writing.drop({ folder.value, this_batch.value });
        inside_->writing.drop({ folder.value, hotline_vault.value });
        return {};
    });
}

Done Keys::remove_reader(Id<Folder> folder, Id<Vault> vault)
{
    return inside_->in_batch([&]() -> Done {
        TRY(inside_->write_new());
        TRY(inside_->before_change());
        for (auto const& copy : TRY(rows::copies_of(inside_->ledger, folder)))
            if (copy.vault == vault)
                inside_->forget_keys_of(folder, copy.key, vault);
        TRY(rows::delete_copies(inside_->ledger, folder, vault));
        TRY(rows::delete_reader(inside_->ledger, folder, vault));
        inside_->writing.drop({ folder.value, this_batch.value });
        inside_->writing.drop({ folder.value, hotline_vault.value });
        inside_->shredded = true;
        return {};
    });
}

Done Keys::erase(Id<Folder> folder)
{
    return inside_->in_batch([&]() -> Done {
        TRY(inside_->write_new());
        TRY(inside_->before_change());
        for (auto const& copy : TRY(rows::copies_of(inside_->ledger, folder)))
            inside_->forget_keys_of(folder, copy.key, copy.vault);
        TRY(rows::delete_copies(inside_->ledger, folder));
        TRY(rows::delete_readers(inside_->ledger, folder));
        inside_->writing.drop({ folder.value, this_batch.value });
        inside_->writing.drop({ folder.value, hotline_vault.value });
        inside_->shredded = true;
        return {};
    });
}

Result<Bytes> Keys::seal(Id<Folder> folder, Place place, PrivateText const& text)
{
    return inside_->in_batch([&]() -> Result<Bytes> {
        auto const with = TRY(inside_->key_to_write_with(folder));
        auto const id = crypto::little_endian(with.id);
        Bytes sealed;
        sealed.reserve(overhead + text.size());
        sealed.push_back(version);
        sealed.insert(sealed.end(), id.begin(), id.end());
        crypto::Sealer::append(
            sealed, with.key, about_value(place, with.id), text, inside_->random);
        return sealed;
    });
}

Result<Bytes> Keys::seal(Id<Folder> folder, Place place, std::string text)
{
    auto words = crypto::Sealer::wrap(std::move(text));
    crypto::wipe(text); // a short text lies in the string itself and is copied by a move
    auto sealed = seal(folder, place, words);
    crypto::Sealer::wipe(words);
    return sealed;
}

Result<PrivateText> Keys::open(Place place, ByteView sealed, Id<Vault> vault)
{
    TRY(inside_->opened_vault(vault));
    if (sealed.size() < overhead || sealed[0] != version)
        return fail(Fault::Broken, "a sealed value is damaged or does not belong here");
    auto const id = crypto::from_little_endian(sealed.subspan<1, 8>());
    auto const with = TRY(inside_->key_to_read_with(id, vault));
    return crypto::Sealer::open(with.key, about_value(place, id), sealed.subspan(head_size));
}

Result<std::int64_t> Keys::greatest_id()
{
    return rows::greatest_id(inside_->ledger);
}

Result<KeyRing::Kept> Keys::Inside::key_to_write_with(Id<Folder> folder)
{
    if (auto const kept = writing.find({ folder.value, this_batch.value }))
        return *kept;
    if (auto const kept = writing.find({ folder.value, hotline_vault.value }))
        return *kept;
    return new_data_key(folder);
}

Result<Readers> Keys::Inside::readers_of(Id<Folder> folder)
{
    auto const fresh = std::find_if(new_folders.rbegin(), new_folders.rend(),
        [folder](NewFolder const& one) { return one.folder == folder; });
    if (fresh != new_folders.rend())
        return fresh->readers;
    return rows::readers_of(ledger, folder);
}

Result<KeyRing::Kept> Keys::Inside::new_data_key(Id<Folder> folder)
{
    auto const readers = TRY(readers_of(folder));
    if (readers.empty())
        return fail(Fault::NotFound, "this folder was erased");
    bool const may_stay = is_open(hotline_vault)
        && std::find(readers.begin(), readers.end(), hotline_vault) != readers.end();
    auto const id = ids.next_value();
    KeyRing::Name const name { folder.value, may_stay ? hotline_vault.value : this_batch.value };
    made.push_back({ folder, id });
    auto const key = writing.put(name, id);
    random.fill(key);
    if (auto const copied = seal_to_readers(key, id, folder, readers); !copied) {
        writing.drop(name);
        return fail(copied.error());
    }
    if (may_stay)
        std::copy(key.begin(), key.end(), reading.put({ id, hotline_vault.value }, id).begin());
    return KeyRing::Kept { id, key };
}

Done Keys::Inside::seal_to_readers(
    crypto::KeyView key, std::int64_t id, Id<Folder> folder, Readers const& readers)
{
    for (auto const reader : readers) {
        auto const* const envelope = TRY(envelope_for(reader));
        new_copies.push_back({ .key = id,
            .vault = reader,
            .folder = folder,
            .sealed = envelope->put(about_copy(id, reader, folder), key, random) });
    }
    return {};
}

Result<KeyRing::Kept> Keys::Inside::key_to_read_with(std::int64_t id, Id<Vault> vault)
{
    KeyRing::Name const name { id, vault.value };
    if (auto const kept = reading.find(name))
        return *kept;
    auto const* const held = TRY(opened_vault(vault));
    if (batch != Stage::None)
        TRY(write_new());
    auto const copy = TRY(rows::find_copy(ledger, id, vault));
    if (!copy)
        return fail(Fault::NotFound, "these words were erased, or are not for this reader");
    auto const key = reading.put(name, id);
    auto const about = about_copy(id, vault, copy->folder);
    if (auto const read = crypto::open_into(key, held->pair, about, copy->sealed); !read) {
        reading.drop(name);
        return fail(read.error());
    }
    return KeyRing::Kept { id, key };
}

void Keys::Inside::forget_keys_of(Id<Folder> folder, std::int64_t key, Id<Vault> vault)
{
    writing.drop({ folder.value, vault.value });
    reading.drop({ key, vault.value });
}

Result<crypto::Envelope*> Keys::Inside::envelope_for(Id<Vault> vault)
{
    if (auto const found = envelopes.find(vault); found != envelopes.end())
        return &found->second;
    auto const reader = TRY(public_key_of(vault));
    auto fresh = TRY(crypto::Envelope::to(reader, random));
    return &envelopes.emplace(vault, std::move(fresh)).first->second;
}

} // namespace reachline::hotline::keys
