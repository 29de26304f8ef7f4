#include "voice/prompts/prompts.hpp"

#include "base/files.hpp"
#include "base/text.hpp"
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
        if (!file.is_regular_file(error))
            continue;
        if (file.path().filename() == "words.txt") {
            TRY(add_words(TRY(file_text(file.path().string())),
                file.path().parent_path().lexically_relative(folder).generic_string()));
            continue;
        }
        if (file.path().extension() != ".wav")
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

/// Lines "name: words"; "#" begins one that says something to the reader alone.
Done Prompts::add_words(std::string_view text, std::string const& language)
{
    if (!is_utf8(text))
        return fail(Fault::Invalid, "the words of the prompts are no valid UTF-8");
    for (auto const line : split(text, '\n')) {
        auto const colon = line.find(": ");
        if (line.starts_with('#') || colon == std::string_view::npos)
            continue;
        words_[language + "/" + std::string(line.substr(0, colon))] =
            trimmed(line.substr(colon + 2));
        if (words_.size() > most_clips)
            return fail(Fault::Invalid, "there are too many words of prompts");
    }
    return {};
}

std::string_view Prompts::words_of(std::string_view name) const
{
    auto const found = words_.find(name);
    return found == words_.end() ? std::string_view {} : found->second;
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
