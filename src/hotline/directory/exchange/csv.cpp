#include "hotline/directory/exchange/csv.hpp"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace reachline::hotline::directory::exchange {

namespace {

/// How often a quotation mark that nobody closed may be taken back: each costs a look at the rest.
constexpr int most_take_backs = 16;

class Reader {
public:
    explicit Reader(std::string_view text)
        : text_(text)
    {
    }

    bool is_at_end() const { return at_ >= text_.size(); }
    std::size_t at() const { return at_; }
    std::vector<std::string_view> const& cells() const { return cells_; }
    bool is_escaped() const { return !unescaped_.empty(); }

    /// One record; nothing when it is sound. After an unclosed quotation mark we are at the end.
    std::optional<Rule> read()
    {
        cells_.clear();
        unescaped_.clear();
        fault_.reset();
        do {
            cells_.push_back(is_here('"') ? quoted() : plain());
            if (cells_.back().size() > longest_field)
                fault_ = Rule::LongField;
        } while (take(','));
        end_line();
        return fault_;
    }

    /// Goes on after the first line of the record that began at `begin`.
    void take_back(std::size_t begin)
    {
        auto const end = text_.find('\n', begin);
        at_ = end == std::string_view::npos ? text_.size() : end + 1;
    }

private:
    bool is_here(char c) const { return at_ < text_.size() && text_[at_] == c; }
    bool take(char c)
    {
        if (!is_here(c))
            return false;
        ++at_;
        return true;
    }
    bool ends_here() const
    {
        return is_at_end() || is_here(',') || is_here('\n')
            || (is_here('\r') && at_ + 1 < text_.size() && text_[at_ + 1] == '\n');
    }
    void end_line()
    {
        take('\r');
        take('\n');
    }

    std::string_view plain()
    {
        auto const begin = at_;
        while (!ends_here()) {
            if (text_[at_] == '"')
                fault_ = Rule::StrayQuote;
            ++at_;
        }
        return text_.substr(begin, at_ - begin);
    }

    std::string_view quoted()
    {
        auto const begin = ++at_;
        std::string* unescaped = nullptr;
        auto part = begin;
        while (true) {
            auto const end = text_.find('"', at_);
            if (end == std::string_view::npos) {
                at_ = text_.size();
                fault_ = Rule::UnclosedQuote;
                return {};
            }
            at_ = end + 1;
            if (!is_here('"'))
                break;
            if (!unescaped)
                unescaped = &unescaped_.emplace_back();
            unescaped->append(text_.substr(part, at_ - part)); // with one of the two marks
            part = ++at_;
        }
        auto const end = at_ - 1;
        while (!ends_here()) {
            fault_ = Rule::StrayQuote;
            ++at_;
        }
        if (!unescaped)
            return text_.substr(begin, end - begin);
        unescaped->append(text_.substr(part, end - part));
        return *unescaped;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::vector<std::string_view> cells_;
    std::deque<std::string> unescaped_;
    std::optional<Rule> fault_;
};

} // namespace

void read_csv(std::string_view text, std::function<void(Record const&)> const& each,
    std::function<void(std::int64_t, Rule)> const& fault)
{
    Reader reader(text);
    int take_backs = 0;
    for (std::int64_t number = 1; !reader.is_at_end(); ++number) {
        auto const begin = reader.at();
        auto const wrong = reader.read();
        if (wrong)
            fault(number, *wrong);
        else if (reader.cells().size() > 1 || !reader.cells().front().empty())
            each({ .cells = reader.cells(), .number = number, .is_escaped = reader.is_escaped() });
        if (wrong == Rule::UnclosedQuote && ++take_backs < most_take_backs)
            reader.take_back(begin);
    }
}

std::string_view unguarded(std::string_view cell)
{
    constexpr std::string_view guarded = "=+-@\t\r'";
    if (cell.size() > 1 && cell.front() == '\'' && guarded.find(cell[1]) != std::string_view::npos)
        cell.remove_prefix(1);
    return cell;
}

bool is_formula(std::string_view cell)
{
    if (cell.size() < 2)
        return false;
    if (cell.front() == '=' || cell.front() == '@')
        return true;
    bool const is_sum = cell.front() == '+' || cell.front() == '-';
    return is_sum && cell.find('(') != std::string_view::npos && cell[1] != ' '
        && !(cell[1] >= '0' && cell[1] <= '9') && cell[1] != '(';
}

} // namespace reachline::hotline::directory::exchange
