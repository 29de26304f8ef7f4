#include "voice/sip/check.hpp"

#include "base/text.hpp"
#include "voice/sip/message.hpp"

#include <algorithm>
#include <array>

namespace reachline::voice::sip {

namespace {

using namespace grammar;
using Outcome = Checked::Outcome;

constexpr std::array<std::string_view, 11> methods { "INVITE", "ACK", "BYE", "CANCEL", "OPTIONS",
    "INFO", "UPDATE", "PRACK", "REGISTER", "REFER", "NOTIFY" };

Checked check_start(Message const& message)
{
    auto const version = lower_ascii(message.version);
    if (version != "sip/2.0") {
        bool const is_other = version.size() == 7 && version.starts_with("sip/")
            && number(version.substr(4, 1), 9) && version[5] == '.' && number(version.substr(6), 9);
        return is_other ? refused(505, "Version Not Supported") : refused(400, "Bad Request Line");
    }
    auto const scheme = scheme_of(message.uri);
    if (!is_uri(message.uri))
        return refused(400, "Bad Request URI");
    if (*scheme != "sip" && *scheme != "sips" && *scheme != "tel")
        return refused(416, "Unsupported URI Scheme");
    // Headers in a Request-URI are for links on pages (RFC 3261, 19.1.1); here they would be ours.
    if (*scheme != "tel"
        && message.uri.find('?', message.uri.rfind('@') + 1) != std::string_view::npos)
        return refused(400, "Headers In Request URI");
    return {};
}

Checked check_counts(Message const& message, Carrier carrier)
{
    for (auto const* const once : { "to", "from", "call-id", "cseq" })
        if (message.count(once) != 1)
            return refused(400, "Missing Or Repeated Header");
    for (auto const* const at_most_once :
        { "max-forwards", "content-length", "content-type", "expires", "date", "subject",
            "user-agent", "server", "min-expires", "session-expires", "min-se", "rseq", "rack" })
        if (message.count(at_most_once) > 1)
            return refused(400, "Repeated Header");
    if (carrier == Carrier::Stream && message.count("content-length") == 0)
        return refused(400, "Missing Content-Length");
    if (message.method == "INVITE" && message.count("contact") != 1)
        return refused(400, "Missing Or Repeated Contact");
    return {};
}

Checked check_vias(Message const& message)
{
    bool is_first = true;
    for (auto const& header : message.headers) {
        if (header.name != "via")
            continue;
        auto const values = split_outside(header.value, ',');
        if (!values)
            return refused(400, "Bad Via");
        for (auto const value : *values) {
            auto const branch = via_branch(value);
            if (!branch)
                return refused(400, "Bad Via");
            // It would send our answer to an address of the sender's choice.
            if (is_first && lower_ascii(value).find("maddr=") != std::string::npos)
                return refused(400, "Via With Maddr");
            // Without a branch of its own a request cannot be told from another of its sender.
            if (is_first && (branch->empty() || lower_ascii(*branch) == "z9hg4bk"))
                return refused(400, "Via Without Branch");
            is_first = false;
        }
    }
    return {};
}

Checked check_addresses(Message const& message)
{
    auto const from = address(*message.value("from"));
    auto const to = address(*message.value("to"));
    if (!from || !to)
        return refused(400, "Bad Address");
    if (!from->parameter("tag") || from->parameter("tag")->empty())
        return refused(400, "From Without Tag");
    for (auto const& header : message.headers) {
        if (header.name != "contact" || header.value == "*")
            continue;
        auto const values = split_outside(header.value, ',');
        if (!values)
            return refused(400, "Bad Contact");
        for (auto const value : *values) {
            auto const contact = address(value);
            if (!contact)
                return refused(400, "Bad Contact");
            auto const scheme = scheme_of(contact->uri);
            if (*scheme != "sip" && *scheme != "sips" && *scheme != "tel")
                return refused(400, "Bad Contact");
            auto const expires = contact->parameter("expires");
            if (expires && !number(*expires, UINT32_MAX))
                return refused(400, "Bad Expires");
        }
    }
    return {};
}

Checked check_numbers(Message const& message)
{
    std::string_view const cseq = *message.value("cseq");
    auto const space = cseq.find_first_of(" \t");
    if (space == std::string_view::npos || !number(cseq.substr(0, space), INT32_MAX))
        return refused(400, "Bad CSeq");
    if (without_space(cseq.substr(space)) != message.method)
        return refused(400, "CSeq Does Not Match");
    if (auto const* const hops = message.value("max-forwards"); hops && !number(*hops, 255))
        return refused(400, "Bad Max-Forwards");
    if (auto const* const expires = message.value("expires");
        expires && !number(*expires, UINT32_MAX))
        return refused(400, "Bad Expires");
    auto const call_id = std::string_view(*message.value("call-id"));
    if (call_id.empty() || call_id.find_first_of(" \t") != std::string_view::npos)
        return refused(400, "Bad Call-ID");
    return {};
}

/// The length that the message has by its own word.
tl::expected<std::size_t, Checked> length_of(Message const& message, std::size_t there_is)
{
    auto const* const said = message.value("content-length");
    if (!said)
        return there_is;
    auto const body = number(*said, longest_message);
    if (!body || message.body_at + *body > there_is)
        return tl::unexpected(refused(400, "Bad Content-Length"));
    return message.body_at + static_cast<std::size_t>(*body);
}

bool accepts_sdp(std::string_view accept)
{
    for (auto const part : split(accept, ',')) {
        auto const type = lower_ascii(without_space(part.substr(0, part.find(';'))));
        if (type == "*/*" || type == "application/*" || type == "application/sdp")
            return true;
    }
    return false;
}

/// Those that the message needs and we do not know. We know when a call expires (RFC 4028), and how
/// to ring reliably (RFC 3262).
std::string extensions_unknown(Message const& message)
{
    std::string unknown;
    for (auto const& header : message.headers) {
        if (header.name != "require")
            continue;
        for (auto const part : split(header.value, ',')) {
            auto const name = without_space(part);
            auto const lower = lower_ascii(name);
            if (!name.empty() && lower != "timer" && lower != "100rel")
                unknown += (unknown.empty() ? "" : ", ") + std::string(name);
        }
    }
    return unknown;
}

Checked check_meaning(Message const& message, std::size_t body)
{
    if (std::find(methods.begin(), methods.end(), message.method) == methods.end())
        return refused(405, "Method Not Allowed");
    if (message.method == "CANCEL" || message.method == "ACK")
        return {};
    if (auto const unknown = extensions_unknown(message); !unknown.empty()) {
        auto answer = refused(420, "Bad Extension");
        answer.unsupported = unknown;
        return answer;
    }
    bool const carries_sdp =
        message.method == "INVITE" || message.method == "UPDATE" || message.method == "PRACK";
    if (!carries_sdp)
        return {};
    if (auto const* const encoding = message.value("content-encoding");
        encoding && lower_ascii(*encoding) != "identity")
        return refused(415, "Unsupported Media Type");
    auto const* const type = message.value("content-type");
    if (body > 0
        && (!type
            || lower_ascii(without_space(type->substr(0, type->find(';')))) != "application/sdp"))
        return refused(415, "Unsupported Media Type");
    auto const* const accept = message.value("accept");
    if (accept && !accepts_sdp(*accept))
        return refused(406, "Not Acceptable");
    return {};
}

Checked check_response(Message const& message, Carrier carrier)
{
    // A response with two Vias was never for us (RFC 3261, 8.1.3.3), and we pass nothing on.
    std::size_t vias = 0;
    for (auto const& header : message.headers)
        if (header.name == "via") {
            auto const values = split_outside(header.value, ',');
            if (!values || !std::all_of(values->begin(), values->end(), via_branch))
                return dropped("its Via cannot be read");
            vias += values->size();
        }
    if (vias != 1)
        return dropped("it does not come back to us");
    auto const code = message.code.size() == 3 ? number(message.code, 699) : std::nullopt;
    if (lower_ascii(message.version) != "sip/2.0" || !code || *code < 100)
        return dropped("its code is none");
    auto with_method = message;
    auto const* const cseq = message.value("cseq");
    auto const space = cseq ? cseq->find_last_of(" \t") : std::string::npos;
    if (space == std::string::npos || !check_counts(message, carrier).passes())
        return dropped("a header is missing or repeated");
    with_method.method = std::string_view(*cseq).substr(space + 1);
    if (!check_addresses(with_method).passes() || !check_numbers(with_method).passes())
        return dropped("a header cannot be read");
    return {};
}

Checked check_request(Message const& message, Carrier carrier, std::size_t there_is)
{
    if (message.count("via") == 0)
        return dropped("there is no way back to its sender");
    for (auto const& found :
        { check_start(message), check_counts(message, carrier), check_vias(message) })
        if (!found.passes())
            return found;
    for (auto const& found : { check_addresses(message), check_numbers(message) })
        if (!found.passes())
            return found;
    auto const length = length_of(message, there_is);
    if (!length)
        return length.error();
    auto found = check_meaning(message, *length - message.body_at);
    found.length = *length;
    return found;
}

} // namespace

Checked check(std::string_view text, Carrier carrier)
{
    if (text.size() > longest_message)
        return dropped("it is too long");
    auto const message = read_message(text);
    Checked found;
    if (!message) {
        found = message.error();
    } else if (message->is_request()) {
        found = check_request(*message, carrier, text.size());
    } else {
        found = check_response(*message, carrier);
        auto const length = length_of(*message, text.size());
        if (found.passes() && !length)
            found = dropped("its length is wrong");
        found.length = length.value_or(0);
    }
    bool const wants_no_answer = text.starts_with("ACK ") || text.starts_with("SIP/");
    if (found.outcome == Outcome::Refused && wants_no_answer)
        found.outcome = Outcome::Dropped;
    return found;
}

std::string refusal(std::string_view request, Checked const& why, std::string_view tag,
    std::string_view more_headers)
{
    // Copied line by line as they came, so that also a request that cannot be read is recognized
    // by its sender. A request that lacks one of them gets what it has.
    auto const end = request.find("\r\n\r\n");
    auto const lines = lines_of(request.substr(0, end));
    if (!lines || why.outcome != Outcome::Refused)
        return {};
    std::string answer =
        "SIP/2.0 " + std::to_string(why.status) + " " + std::string(why.reason.view()) + "\r\n";
    bool has_via = false;
    for (auto const& line : *lines) {
        auto const colon = line.find(':');
        if (colon == std::string::npos || &line == lines->data())
            continue;
        auto const name = whole_name(without_space(std::string_view(line).substr(0, colon)));
        bool const is_copied =
            name == "via" || name == "from" || name == "to" || name == "call-id" || name == "cseq";
        if (!is_copied)
            continue;
        has_via = has_via || name == "via";
        answer += line;
        auto const to =
            name == "to" ? address(std::string_view(line).substr(colon + 1)) : std::nullopt;
        if (to && !to->parameter("tag"))
            answer += ";tag=" + std::string(tag);
        answer += "\r\n";
    }
    if (!has_via)
        return {};
    if (!why.unsupported.empty())
        answer += "Unsupported: " + why.unsupported + "\r\n";
    if (why.status == 405)
        answer += "Allow: INVITE, ACK, BYE, CANCEL, OPTIONS, INFO, UPDATE, PRACK\r\n";
    if (why.status == 415 || why.status == 406)
        answer += "Accept: application/sdp\r\n";
    answer += more_headers;
    return answer + "Content-Length: 0\r\n\r\n";
}

std::optional<std::string> new_call(std::string_view request)
{
    if (!request.starts_with("INVITE "))
        return std::nullopt;
    auto const message = read_message(request);
    auto const* const to = message ? message->value("to") : nullptr;
    auto const* const call_id = message ? message->value("call-id") : nullptr;
    auto const whom = to ? address(*to) : std::nullopt;
    if (!whom || whom->parameter("tag") || !call_id)
        return std::nullopt;
    return *call_id;
}

} // namespace reachline::voice::sip
