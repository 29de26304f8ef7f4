#include "hotline/keys/key_ring.hpp"

#include <iterator>

namespace reachline::hotline::keys {

std::size_t KeyRing::Hash::operator()(Name const& name) const
{
    auto const mixed = static_cast<std::uint64_t>(name.of) * 0x9e3779b97f4a7c15u
        ^ static_cast<std::uint64_t>(name.vault) * 0xbf58476d1ce4e5b9u;
    return mixed ^ (mixed >> 32);
}

KeyRing::KeyRing(std::size_t size)
    : pool_(size)
{
}

std::optional<KeyRing::Kept> KeyRing::find(Name name)
{
    auto const found = places_.find(name);
    if (found == places_.end())
        return std::nullopt;
    auto const place = found->second;
    items_.splice(items_.begin(), items_, place);
    return Kept { place->id, pool_.at(place->slot) };
}

crypto::KeySpan KeyRing::put(Name name, std::int64_t id)
{
    drop(name);
    if (pool_.is_full())
        drop(std::prev(items_.end()));
    items_.push_front({ name, id, pool_.take() });
    places_[name] = items_.begin();
    return pool_.at(items_.front().slot);
}

void KeyRing::drop(Name name)
{
    if (auto const found = places_.find(name); found != places_.end())
        drop(found->second);
}

void KeyRing::drop_all_of(std::int64_t vault)
{
    for (auto item = items_.begin(); item != items_.end();) {
        auto const next = std::next(item);
        if (item->name.vault == vault)
            drop(item);
        item = next;
    }
}

void KeyRing::drop(Place item)
{
    pool_.give_back(item->slot);
    places_.erase(item->name);
    items_.erase(item);
}

} // namespace reachline::hotline::keys
