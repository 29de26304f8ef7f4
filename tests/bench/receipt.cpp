// A number that opens nothing must not tell by its time what is wrong with it (safety promise P15).

#include "hotline.hpp"
#include "measure.hpp"

#include "crypto/receipt.hpp"
#include "hotline/signals/signals.hpp"
#include "store/database.hpp"

#include <algorithm>
#include <array>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <cmath>
#include <memory>

namespace reachline::bench {

namespace {

constexpr int rounds = 600;
constexpr std::array kinds { "right", "never_existed", "mistyped", "expired", "erased", "no_number" };
enum Kind { Right, NeverExisted, Mistyped, Expired, Erased, NoNumber };

constexpr char erase_receipts[] = "delete from receipt where signal in (select signal from receipt order by signal limit ?1)";

struct Sample {
    std::vector<double> ms;
    double mean() const
    {
        double sum = 0;
        for (auto const one : ms)
            sum += one;
        return sum / static_cast<double>(ms.size());
    }
    double variance() const
    {
        auto const middle = mean();
        double sum = 0;
        for (auto const one : ms)
            sum += (one - middle) * (one - middle);
        return sum / static_cast<double>(ms.size() - 1);
    }
};

/// Welch's t of two samples: above 4.5 they can be told apart, as is usual for timing leaks.
double welch_t(Sample const& a, Sample const& b)
{
    auto const error = a.variance() / static_cast<double>(a.ms.size()) + b.variance() / static_cast<double>(b.ms.size());
    return std::abs(a.mean() - b.mean()) / std::sqrt(error);
}

class Receipts {
public:
    explicit Receipts(Told const& told)
        : rows_(told.rows)
        , database_(opened(told.folder))
    {
        if (!database_.run(erase_receipts, rounds))
            stop("no receipt could be erased");
    }
    /// Milliseconds of the look-up that a try costs, whatever it finds.
    double look_up(Kind kind, int round)
    {
        auto const digits = digits_of(kind, round);
        auto const now = kind == Expired ? clock_.now() + hotline::signals::receipt_life + Days { 1 } : clock_.now();
        auto const begun = std::chrono::steady_clock::now();
        auto const found = hotline::signals::find_by_receipt(database_, digits, now);
        auto const took = std::chrono::steady_clock::now() - begun;
        if (found.has_value() != (kind == Right))
            stop("a number opened what it should not, or did not open what it should");
        return std::chrono::duration<double, std::milli>(took).count();
    }

private:
    static store::Database opened(std::string const& folder)
    {
        auto database = store::Database::open(folder + "/hotline.db");
        if (!database)
            stop("the database cannot be opened a second time");
        return std::move(*database);
    }
    /// Of the tips that were left: the first of them were erased.
    std::string digits_of(Kind kind, int round)
    {
        auto const left = [&](std::int64_t number) {
            return crypto::receipt_for_token(token_of('a', number), random_).digits;
        };
        switch (kind) {
        case Right:
        case Expired:
            return left(rounds + round % (rows_ - rounds));
        case Mistyped: {
            auto digits = left(rounds + round % (rows_ - rounds));
            auto& digit = digits[static_cast<std::size_t>(round) % digits.size()];
            digit = digit == '9' ? '0' : static_cast<char>(digit + 1);
            return digits;
        }
        case Erased:
            return left(round);
        case NeverExisted:
            return crypto::make_receipt(random_).digits;
        case NoNumber:
            break;
        }
        return "none " + token_of('n', round);
    }

    std::int64_t rows_;
    store::Database database_;
    SystemClock clock_;
    SystemRandom random_;
};

} // namespace

void measure_receipt(Told told)
{
    if (told.rows == 0)
        told.rows = 10'000;
    {
        Hotline hotline(told, Vault::Locked);
        hotline.leave_tips(told.rows, 2'000);
    }
    Receipts receipts(told);
    std::array<Sample, kinds.size()> samples;
    std::array<Kind, kinds.size()> order { Right, NeverExisted, Mistyped, Expired, Erased, NoNumber };
    for (int round = 0; round < rounds; ++round) {
        // Each round in another order, so that none is always the one after another.
        std::ranges::rotate(order, order.begin() + 1);
        if (round % 2 == 1)
            std::ranges::reverse(order);
        for (auto const kind : order)
            samples[kind].ms.push_back(receipts.look_up(kind, round));
    }
    double worst_wrong = 0;
    for (std::size_t a = NeverExisted; a < kinds.size(); ++a)
        for (std::size_t b = NeverExisted; b < a; ++b)
            worst_wrong = std::max(worst_wrong, welch_t(samples[a], samples[b]));
    json::Object figures { { "t_wrong", rounded(worst_wrong, 2) } };
    for (std::size_t kind = 0; kind < kinds.size(); ++kind)
        figures[std::string(kinds[kind]) + "_ms"] = rounded(at_percent(samples[kind].ms, 50), 3);
    figures["rows"] = told.rows;
    figures["connections"] = 0;
    figures["measured"] = rounds;
    figures["how"] = "median of the look-up of a number on a worker's connection, six kinds of number in turn; t_wrong: "
                     "the largest Welch's t of two kinds of wrong number, which are told apart above 4.5. The page is "
                     "then held back to the next step of the clock, which is not in it";
    print(told, std::move(figures));
}

} // namespace reachline::bench
