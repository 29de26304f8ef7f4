#include "base/ensure.hpp"
#include "hotline/keys/inside.hpp"
#include "hotline/keys/keys_store.hpp"

namespace reachline::hotline::keys {

Done Keys::Inside::begin()
{
    ensure(batch == Stage::None);
    batch = Stage::Begun;
    return {};
}

Done Keys::Inside::before_change()
{
    ensure(batch != Stage::None);
    if (batch == Stage::Begun) {
        TRY(ledger.begin());
        batch = Stage::Written;
    }
    if (command == Stage::Begun) {
        // What earlier commands made must stay when this one is taken back.
        TRY(write_first(before.folders, before.copies));
        before.folders = before.copies = 0;
        TRY(ledger.savepoint());
        command = Stage::Written;
    }
    return {};
}

Done Keys::Inside::write_first(std::size_t folders, std::size_t copies)
{
    for (std::size_t i = 0; i < folders; ++i)
        for (auto const reader : new_folders[i].readers)
            TRY(rows::insert_reader(ledger, new_folders[i].folder, reader));
    for (std::size_t i = 0; i < copies; ++i) {
        auto const& copy = new_copies[i];
        TRY(rows::insert_copy(ledger, { copy.key, copy.vault, copy.folder }, copy.sealed));
    }
    new_folders.erase(new_folders.begin(), new_folders.begin() + static_cast<std::ptrdiff_t>(folders));
    new_copies.erase(new_copies.begin(), new_copies.begin() + static_cast<std::ptrdiff_t>(copies));
    return {};
}

Done Keys::Inside::write_new()
{
    if (new_folders.empty() && new_copies.empty())
        return {};
    TRY(before_change());
    return write_first(new_folders.size(), new_copies.size());
}

Done Keys::Inside::end_command()
{
    if (command == Stage::Written)
        TRY(ledger.release());
    command = Stage::None;
    return {};
}

Done Keys::Inside::savepoint()
{
    ensure(batch != Stage::None);
    TRY(end_command());
    command = Stage::Begun;
    before = { new_folders.size(), new_copies.size(), made.size(), opened.size() };
    return {};
}

void Keys::Inside::undo()
{
    if (command == Stage::Written)
        ledger.undo();
    command = Stage::None;
    forget_since(before);
}

Done Keys::Inside::commit()
{
    ensure(batch != Stage::None);
    TRY(end_command());
    TRY(write_new());
    if (batch == Stage::Written)
        TRY(ledger.commit());
    end_batch();
    // What was destroyed still stands in the ledger's log until that is emptied. Should somebody
    // else be reading the ledger just now, the next batch tries again.
    if (shredded && ledger.empty_log())
        shredded = false;
    return {};
}

void Keys::Inside::rollback()
{
    if (batch == Stage::None)
        return;
    if (batch == Stage::Written)
        ledger.rollback();
    forget_since({});
    end_batch();
}

void Keys::Inside::end_batch()
{
    for (auto const& key : made)
        writing.drop({ key.folder.value, this_batch.value });
    made.clear();
    opened.clear();
    envelopes.clear();
    before = {};
    batch = command = Stage::None;
}

/// A data key whose row is gone must not be written with: what it sealed could never be opened.
void Keys::Inside::forget_since(Counts first)
{
    new_folders.resize(std::min(new_folders.size(), first.folders));
    new_copies.resize(std::min(new_copies.size(), first.copies));
    for (auto i = first.made; i < made.size(); ++i) {
        forget_keys_of(made[i].folder, made[i].key, this_batch);
        forget_keys_of(made[i].folder, made[i].key, hotline_vault);
    }
    made.resize(std::min(made.size(), first.made));
    for (auto i = first.opened; i < opened.size(); ++i) {
        close(opened[i]);
        public_keys.erase(opened[i]);
        envelopes.erase(opened[i]);
    }
    opened.resize(std::min(opened.size(), first.opened));
}

Done Keys::begin()
{
    return inside_->begin();
}
Done Keys::commit()
{
    return inside_->commit();
}
void Keys::rollback()
{
    inside_->rollback();
}
Done Keys::savepoint()
{
    return inside_->savepoint();
}
void Keys::undo()
{
    inside_->undo();
}

} // namespace reachline::hotline::keys
