#include "app/story/public_site.hpp"

#include <atomic>
#include <future>

namespace reachline::app::story {

namespace {

constexpr int longest_wait_ms = 10'000;

class Kept final : public net::Reply::Sink {
public:
    void send(net::Response response) override
    {
        if (!sent_.exchange(true))
            answer.set_value(std::move(response));
    }
    void upgrade(net::WebSocketEvents, net::WebSocketOptions) override { send({ .status = 426 }); }
    std::promise<net::Response> answer;

private:
    std::atomic<bool> sent_ = false;
};

} // namespace

PublicSite::PublicSite(Core& core, std::unique_ptr<DirectoryIndex> directory)
    : core_(core)
    , directory_(std::move(directory))
    , clock_(Time {})
{
}

PublicSite::~PublicSite()
{
    loop_.stop();
}

Result<std::unique_ptr<PublicSite>> PublicSite::open(
    Core& core, hotline::statistics::Categories const& categories, Folders const& folders)
{
    auto directory = TRY(DirectoryIndex::open(folders.share, folders.data));
    std::unique_ptr<PublicSite> made(new PublicSite(core, std::move(directory)));
    auto const reader = made->directory_->reader();
    made->directory_->refresh(core);
    core.run_batch();
    made->site_ = TRY(edges::site::Site::open(core, made->loop_, made->clock_, made->random_,
        edges::site::Lookups {
            .find =
                [reader](hotline::directory::SearchQuery const& query) {
                    return reader->find(hotline::directory::Audience::Public, query);
                },
            .complete =
                [reader](std::string_view text) {
                    return reader->complete(hotline::directory::Audience::Public, text);
                },
            .vocabulary = reader->vocabulary(),
            .places = made->directory_->places(),
            .borders = made->directory_->borders(),
            .categories = categories,
        },
        edges::site::Operator {}));
    made->loop_.start();
    return made;
}

/// The site works on its loop's thread and the core on ours, so we work until the page is there.
Result<std::string> PublicSite::answer(net::Request request, Time now)
{
    auto const sink = std::make_shared<Kept>();
    auto answered = sink->answer.get_future();
    loop_.post([this, sink, now, request = std::move(request)] {
        clock_.set(now);
        site_->answer(request, net::Reply(sink));
    });
    for (int waited = 0; waited < longest_wait_ms; ++waited) {
        core_.run_batch();
        if (answered.wait_for(milliseconds(1)) == std::future_status::ready)
            return answered.get().body;
    }
    return fail(Fault::Broken, "the public site does not answer");
}

} // namespace reachline::app::story
