#pragma once

// One page while it is filled. Only pages*.cpp include this.

#include "edges/site/pages.hpp"

#include <cstring> // the engine's headers use strlen without asking for it

#include <ctemplate/template_dictionary.h>

namespace reachline::edges::site {

class Pages::Sheet {
public:
    Sheet(ctemplate::TemplateDictionary& dictionary, Language const& language)
        : dictionary_(dictionary)
        , language_(language)
    {
    }

    Sheet& set(std::string_view name, std::string_view value)
    {
        dictionary_.SetValue(view(name), view(value));
        return *this;
    }
    /// Seen by included templates too.
    Sheet& set_everywhere(std::string_view name, std::string_view value)
    {
        dictionary_.SetTemplateGlobalValue(view(name), view(value));
        return *this;
    }
    /// The sentence of this name.
    Sheet& say(std::string_view name, std::string_view sentence)
    {
        return set(name, language_.say(sentence));
    }
    /// Shows a section once more, with values of its own.
    Sheet section(std::string_view name)
    {
        return { *dictionary_.AddSectionDictionary(view(name)), language_ };
    }
    Sheet& show_if(bool shown, std::string_view name)
    {
        if (shown)
            dictionary_.ShowSection(view(name));
        return *this;
    }
    Sheet include(std::string_view name, std::string_view file)
    {
        auto* included = dictionary_.AddIncludeDictionary(view(name));
        included->SetFilename(view(file));
        return { *included, language_ };
    }
    /// A section of options, radio buttons or rows of a menu.
    void choices(std::string_view section_name, std::vector<Choice> const& choices,
        std::string_view chosen, std::string_view field = {})
    {
        for (auto const& choice : choices)
            section(section_name)
                .set("NAME", field)
                .set("VALUE", choice.value)
                .set("LABEL", choice.label)
                .show_if(!chosen.empty() && choice.value == chosen, "CHOSEN");
    }
    Language const& language() const { return language_; }

private:
    static ctemplate::TemplateString view(std::string_view text)
    {
        return { text.data(), text.size() };
    }

    ctemplate::TemplateDictionary& dictionary_;
    Language const& language_;
};

/// What a tel: or sms: link takes.
std::string dialled(std::string_view number);

} // namespace reachline::edges::site
