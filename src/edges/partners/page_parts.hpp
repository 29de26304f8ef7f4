#pragma once

// What every page of the portal is put together with. Only views.cpp and entry_views*.cpp include
// this.

#include "edges/partners/views.hpp"

#include <cstring> // the engine's headers use strlen without asking for it

#include <ctemplate/template_dictionary.h>

namespace reachline::edges::partners {

using Dictionary = Pages::Dictionary;

void set(Dictionary&, char const* name, std::string const& value);
void fill_frame(Pages const&, Frame const&, Dictionary& page, Dictionary& content);
std::string page(Pages const&, Frame const&, char const* name,
    std::function<void(Dictionary&)> const& fill = {});
/// AT and WHEN: for a machine and for a person.
void set_time(Pages const&, Frame const&, Dictionary&, Time);
/// The name of a code in a list that a hotline may extend: an unknown code is shown as it is.
std::string named(Pages const&, Frame const&, std::string const& list, std::string const& code);

} // namespace reachline::edges::partners
