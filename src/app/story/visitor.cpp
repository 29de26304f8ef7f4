// A browser without scripts, as small as the stories need it.

#include "app/story/public_site.hpp"
#include "base/text.hpp"

#include <span>

namespace reachline::app::story {

namespace {

constexpr std::string_view hidden_field = "<input type=\"hidden\"";

std::string unescaped(std::string text)
{
    static constexpr std::pair<std::string_view, std::string_view> entities[] {
        { "&lt;", "<" }, { "&gt;", ">" }, { "&quot;", "\"" }, { "&#39;", "'" }, { "&amp;", "&" }
    };
    for (auto const& [from, to] : entities)
        for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size()))
            text.replace(at, from.size(), to);
    return text;
}

std::string without_tags(std::string_view page)
{
    std::string text;
    bool in_tag = false;
    for (char const c : page) {
        bool const blank = c == ' ' || c == '\n' || c == '\t' || c == '<';
        if (c == '<' || c == '>')
            in_tag = c == '<';
        if (blank && !text.empty() && text.back() != ' ')
            text += ' ';
        else if (!in_tag && !blank && c != '>')
            text += c;
    }
    return unescaped(std::string(trimmed(text)));
}

/// Of the tag that begins at `tag`; empty if it has none of that name.
std::string attribute(std::string_view page, std::size_t tag, std::string const& name)
{
    auto const whole = page.substr(tag, page.find('>', tag) - tag);
    auto const at = whole.find(" " + name + "=\"");
    if (at == whole.npos)
        return {};
    auto const begin = at + name.size() + 3;
    return unescaped(std::string(whole.substr(begin, whole.find('"', begin) - begin)));
}

/// The first tag of that kind, after which stands text that begins with `words`.
std::size_t tag_saying(std::string_view page, std::string_view kind, std::string_view words)
{
    auto const opens = "<" + std::string(kind) + " ";
    auto const closes = "</" + std::string(kind) + ">";
    for (auto at = page.find(opens); at != page.npos; at = page.find(opens, at + 1)) {
        auto const begin = page.find('>', at) + 1;
        if (without_tags(page.substr(begin, page.find(closes, begin) - begin)).starts_with(words))
            return at;
    }
    return page.npos;
}

std::string encoded(std::string_view text)
{
    std::string escaped;
    for (char const c : text)
        escaped += "%" + hex_of(std::as_bytes(std::span { &c, 1 }));
    return escaped;
}

std::string form_of(std::map<std::string, std::string> const& fields)
{
    std::string body;
    for (auto const& [name, value] : fields)
        body += (body.empty() ? "" : "&") + encoded(name) + "=" + encoded(value);
    return body;
}

std::map<std::string, std::string> hidden_in(std::string const& page)
{
    std::map<std::string, std::string> fields;
    for (auto at = page.find(hidden_field, page.find("id=\"main\"")); at != page.npos; at = page.find(hidden_field, at + 1))
        fields[attribute(page, at, "name")] = attribute(page, at, "value");
    return fields;
}

net::Request request_of(std::string const& method, std::string body)
{
    net::Request request;
    request.method = method;
    request.path = "/";
    request.headers = { { "content-type", "application/x-www-form-urlencoded" } };
    request.body = std::move(body);
    request.source = 1;
    return request;
}

} // namespace

Done Visitor::open(PublicSite& site, Time now)
{
    page_ = TRY(site.answer(request_of("GET", ""), now));
    typed_.clear();
    return {};
}

Done Visitor::type(std::string const& label, std::string const& words)
{
    auto const tag = tag_saying(page_, "label", label);
    if (tag == page_.npos)
        return fail(Fault::NotFound, "no field on the page has this label");
    auto const field = page_.find(" id=\"" + attribute(page_, tag, "for") + "\"");
    typed_[attribute(page_, page_.rfind('<', field), "name")] = words;
    return {};
}

Done Visitor::press(PublicSite& site, std::string const& label, Time now)
{
    auto const tag = tag_saying(page_, "button", label);
    if (tag == page_.npos)
        return fail(Fault::NotFound, "no button on the page says so");
    auto fields = hidden_in(page_);
    for (auto const& [name, words] : typed_)
        fields[name] = words;
    fields[attribute(page_, tag, "name")] = attribute(page_, tag, "value");
    page_ = TRY(site.answer(request_of("POST", form_of(fields)), now));
    typed_.clear();
    return {};
}

std::string Visitor::seen() const { return without_tags(page_); }

std::string Visitor::token() const
{
    auto const fields = hidden_in(page_);
    auto const found = fields.find("token");
    return found == fields.end() ? std::string() : found->second;
}

} // namespace reachline::app::story
