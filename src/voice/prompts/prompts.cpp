#include "voice/prompts/prompts.hpp"

#include "base/files.hpp"
#include "voice/prompts/hold_sound.hpp"
#include "voice/prompts/wave.hpp"

#include <filesystem>

namespace reachline::voice::prompts {

namespace {

constexpr std::size_t most_clips = 500;

}

Result<Prompts> Prompts::load(std::string const& made, std::string const& recordings)
{
    Prompts prompts;
    prompts.clips_["hold"] = std::make_shared<Clip const>(hold_sound());
    TRY(prompts.add(made));
    if (!recordings.empty())
        TRY(prompts.add(recordings));
    // Without these the process cannot keep what it promises while the core is away.
    for (auto const* const needed : { "en/away", "es/away", "en/away_connecting",
             "es/away_connecting", "en/away_nobody", "es/away_nobody" })
        if (!prompts.named(needed))
            return fail(Fault::Invalid, "a sentence for the time without the core is missing");
    return prompts;
}

Done Prompts::add(std::string const& folder)
{
    namespace fs = std::filesystem;
    std::error_code error;
    fs::recursive_directory_iterator files(folder, error);
    if (error)
        return fail(Fault::NotFound, "the folder of the prompts cannot be read");
    for (auto const& file : files) {
        if (!file.is_regular_file(error) || file.path().extension() != ".wav")
            continue;
        auto const text = TRY(file_text(file.path().string()));
        auto clip = TRY(read_wave(text));
        auto const name =
            file.path().lexically_relative(folder).replace_extension().generic_string();
        clips_[name] = std::make_shared<Clip const>(std::move(clip));
        if (clips_.size() > most_clips)
            return fail(Fault::Invalid, "there are too many prompts");
    }
    return {};
}

SharedClip Prompts::named(std::string_view name) const
{
    auto const found = clips_.find(name);
    return found == clips_.end() ? nullptr : found->second;
}

std::vector<std::string> Prompts::names() const
{
    std::vector<std::string> all;
    for (auto const& [name, clip] : clips_)
        all.push_back(name);
    return all;
}

} // namespace reachline::voice::prompts
