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
        TRY(ledger.savepoint());
        command = Stage::Written;
    }
    return {};
}

Done Keys::Inside::flush()
{
    TRY(write_new_folders());
    if (command == Stage::Written)
        TRY(ledger.release());
    command = Stage::None;
    return {};
}

Done Keys::Inside::savepoint()
{
    ensure(batch != Stage::None);
    TRY(flush());
    command = Stage::Begun;
    made_before = made.size();
    opened_before = opened.size();
    return {};
}

void Keys::Inside::undo()
{
    if (command == Stage::Written)
        ledger.undo();
    command = Stage::None;
    new_folders.clear();
    forget_since(made_before, opened_before);
}

Done Keys::Inside::commit()
{
    ensure(batch != Stage::None);
    TRY(flush());
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
    new_folders.clear();
    forget_since(0, 0);
    end_batch();
}

void Keys::Inside::end_batch()
{
    for (auto const& key : made)
        writing.drop({ key.folder.value, this_batch.value });
    made.clear();
    opened.clear();
    envelopes.clear();
    made_before = opened_before = 0;
    batch = command = Stage::None;
}

/// A data key whose row is gone must not be written with: what it sealed could never be opened.
void Keys::Inside::forget_since(std::size_t first_made, std::size_t first_opened)
{
    for (auto i = first_made; i < made.size(); ++i) {
        forget_keys_of(made[i].folder, made[i].key, this_batch);
        forget_keys_of(made[i].folder, made[i].key, hotline_vault);
    }
    made.resize(std::min(made.size(), first_made));
    for (auto i = first_opened; i < opened.size(); ++i) {
        close(opened[i]);
        public_keys.erase(opened[i]);
        envelopes.erase(opened[i]);
    }
    opened.resize(std::min(opened.size(), first_opened));
}

Done Keys::Inside::write_new_folders()
{
    if (new_folders.empty())
        return {};
    TRY(before_change());
    for (auto const& fresh : new_folders)
        for (auto const reader : fresh.readers)
            TRY(rows::insert_reader(ledger, fresh.folder, reader));
    new_folders.clear();
    return {};
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
