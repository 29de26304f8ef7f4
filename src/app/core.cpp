#include "app/core.hpp"
#include "app/faults.hpp"

#include "base/ensure.hpp"
#include "base/scrub.hpp"


namespace reachline::app {

namespace {
constexpr milliseconds beat_every { 1000 };
}

/// A few threads with one queue. With a path, each holds a read-only connection of its own.
class Core::Workers {
public:
    using Work = std::function<void(store::Database*)>;

    Workers(unsigned count, std::string path)
        : path_(std::move(path))
    {
        for (unsigned i = 0; i < count; ++i)
            threads_.emplace_back([this] { live(); });
    }
    ~Workers()
    {
        {
            std::lock_guard const guard(mutex_);
            stopping_ = true;
        }
        wake_.notify_all();
        for (auto& thread : threads_)
            thread.join();
    }
    void post(Work work)
    {
        {
            std::lock_guard const guard(mutex_);
            queue_.push_back(std::move(work));
        }
        wake_.notify_one();
    }

private:
    void live()
    {
        std::optional<store::Database> database;
        while (true) {
            scrub_stack();
            std::unique_lock lock(mutex_);
            wake_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
            if (queue_.empty())
                return;
            auto const work = std::move(queue_.front());
            queue_.pop_front();
            lock.unlock();
            if (!path_.empty() && !database)
                if (auto opened = store::Database::open(path_, store::Access::ReadOnly))
                    database.emplace(std::move(*opened));
            work(database ? &*database : nullptr);
        }
    }

    std::string path_;
    std::mutex mutex_;
    std::condition_variable wake_;
    std::deque<Work> queue_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

Core::Core(hotline::World world, std::string database_path, CoreLimits limits)
    : world_(world)
    , database_path_(std::move(database_path))
    , limits_(limits)
{
}

Core::~Core() { stop(); }

void Core::post(edges::Urgency urgency, std::unique_ptr<edges::Command> command)
{
    {
        std::lock_guard const guard(mutex_);
        auto const limit = urgency == edges::Urgency::Browse ? limits_.browse_queue
            : urgency == edges::Urgency::Tip                 ? limits_.tip_queue
                                                             : std::size_t(-1);
        if (!stopping_ && queue_.size() < limit) {
            queue_.push_back({ std::move(command) });
            wake_.notify_one();
        }
    }
    if (command)
        command->answer(fail(Fault::Busy, "the hotline is very busy; please try again in a moment"));
}

void Core::subscribe(std::function<void(std::span<hotline::Notice const>)> listener)
{
    listeners_.push_back(std::move(listener));
}

void Core::look(std::function<void(store::Database&)> work)
{
    if (lookers_) {
        lookers_->post([work = std::move(work)](store::Database* database) {
            if (database)
                work(*database);
        });
        return;
    }
    edges::ask<int>(
        *this,
        [work = std::move(work)](hotline::World& world) -> Result<int> {
            work(world.database);
            return 0;
        },
        [](Result<int>) {});
}

void Core::hash(std::function<void()> work)
{
    if (hashers_)
        hashers_->post([work = std::move(work)](store::Database*) { work(); });
    else
        work();
}

void Core::start(std::function<Done(hotline::World&)> beat)
{
    if (!database_path_.empty())
        lookers_ = std::make_unique<Workers>(limits_.lookers, database_path_);
    hashers_ = std::make_unique<Workers>(limits_.hashers, "");
    thread_ = std::thread([this, beat = std::move(beat)] { live(beat); });
}

void Core::stop()
{
    hashers_.reset();
    lookers_.reset();
    {
        std::lock_guard const guard(mutex_);
        stopping_ = true;
    }
    wake_.notify_all();
    if (thread_.joinable())
        thread_.join();
}

void Core::live(std::function<Done(hotline::World&)> const& beat)
{
    auto next_beat = std::chrono::steady_clock::now();
    while (true) {
        scrub_stack();
        std::deque<Waiting> batch;
        {
            std::unique_lock lock(mutex_);
            wake_.wait_until(lock, next_beat, [this] { return stopping_ || !queue_.empty(); });
            if (stopping_ && queue_.empty())
                return;
            while (!queue_.empty() && batch.size() < limits_.batch) {
                batch.push_back(std::move(queue_.front()));
                queue_.pop_front();
            }
        }
        if (auto const now = std::chrono::steady_clock::now(); now >= next_beat) {
            next_beat = now + beat_every;
            batch.push_back({ std::make_unique<edges::detail::AskCommand<int>>(
                [&](hotline::World& world) -> Result<int> {
                    TRY(beat(world));
                    return 0;
                },
                [](Result<int> beaten) {
                    if (!beaten)
                        print_fault("the beat failed", beaten.error());
                }) });
        }
        keep(batch);
    }
}

bool Core::run_batch()
{
    std::deque<Waiting> batch;
    {
        std::lock_guard const guard(mutex_);
        batch.swap(queue_);
    }
    if (batch.empty())
        return false;
    keep(batch);
    return true;
}

void Core::keep(std::deque<Waiting>& batch)
{
    if (batch.empty())
        return;
    auto& database = world_.database;
    std::vector<hotline::Notice> told;
    std::vector<Done> outcomes;
    outcomes.reserve(batch.size());

    auto kept = database.begin();
    if (kept)
        kept = world_.keys.begin();
    for (auto& waiting : batch) {
        if (!kept)
            break;
        world_.notices.clear();
        // Where no savepoint can be made nothing could be taken back: then nothing is kept at all.
        kept = database.savepoint();
        if (kept)
            kept = world_.keys.savepoint();
        if (!kept)
            break;
        auto outcome = waiting.command->run(world_);
        if (outcome)
            outcome = database.release();
        if (!outcome) {
            database.undo();
            world_.keys.undo();
        }
        if (outcome)
            told.insert(told.end(), world_.notices.begin(), world_.notices.end());
        outcomes.push_back(std::move(outcome));
    }
    world_.notices.clear();
    // The ledger first: a key without its row harms nobody, a row without its key is lost.
    if (kept)
        kept = world_.keys.commit();
    if (kept)
        kept = database.commit();
    if (!kept) {
        // A failed fsync must not be retried: the kernel may have dropped the pages (safety.md P3).
        print_fault("the batch could not be kept", kept.error());
        world_.keys.rollback();
        database.rollback();
        for (auto& waiting : batch)
            waiting.command->answer(fail(Fault::Broken, "this could not be saved; nothing was kept"));
        return;
    }
    for (std::size_t i = 0; i < batch.size(); ++i)
        batch[i].command->answer(std::move(outcomes[i]));
    if (!told.empty())
        for (auto const& listener : listeners_)
            listener(told);
}

} // namespace reachline::app
