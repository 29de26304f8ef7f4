#include "reachline.hpp"

#include "app/hotline_files.hpp"
#include "base/clock.hpp"
#include "hotline/directory/directory_store.hpp"
#include "hotline/directory/made_up/made_up.hpp"
#include "hotline/directory/search/index.hpp"
#include "hotline/directory/search/search.hpp"

#include <filesystem>
#include <unistd.h>

namespace reachline::bench {

namespace directory = hotline::directory;
using hotline::World;
using hotline::keys::hotline_vault;

namespace {

double megabytes_of(std::string const& folder)
{
    std::uintmax_t bytes = 0;
    for (auto const& file : std::filesystem::recursive_directory_iterator(folder))
        if (file.is_regular_file())
            bytes += file.file_size();
    return static_cast<double>(bytes) / 1e6;
}

/// Memory-backed storage that is gone with the measurement.
struct Shelf {
    std::string root = "/dev/shm/reachline-bench-" + std::to_string(::getpid());
    ~Shelf()
    {
        std::error_code ignored;
        std::filesystem::remove_all(root, ignored);
    }
};

} // namespace

struct OurDirectory::Parts {
    explicit Parts(Told const& told)
        : vocabulary(must(directory::Vocabulary::load(told.share + "/data/directory"),
            "the vocabulary cannot be read"))
        , places(told.share + "/data/places")
        , files(must(app::HotlineFiles::open(told.folder + "/directory", clock, random),
              "the folder cannot be opened"))
        , folders { told.folder + "/index", shelf.root + "/advocates" }
    {
        std::filesystem::create_directories(shelf.root);
        auto world = files->world();
        must(app::in_one_transaction(world,
                 [&](World& fresh) -> Done {
                     TRY(fresh.keys.make_vault(hotline_vault));
                     auto maker = TRY(
                         directory::made_up::Maker::open(told.share + "/data/directory", vocabulary,
                             *TRY(places.get()), { .services = told.rows, .now = clock.now() }));
                     TRY(directory::made_up::fill(fresh, maker));
                     return {};
                 }),
            "the directory cannot be filled");
    }

    SystemClock clock;
    SystemRandom random;
    Shelf shelf;
    directory::Vocabulary vocabulary;
    directory::PlacesOnDemand places;
    std::unique_ptr<app::HotlineFiles> files;
    directory::IndexFolders folders;
};

namespace {

class Ours final : public Engine {
public:
    Ours(store::Database& database, directory::Vocabulary const& vocabulary,
        directory::PlacesOnDemand const& places, directory::IndexFolders const& folders,
        Clock const& clock)
        : database_(database)
        , folders_(folders)
        , index_(must(directory::Index::open(folders, vocabulary), "the index cannot be opened"))
        , clock_(clock)
        , open_search_([&] {
            return must(
                directory::Search::open(folders, vocabulary, places, directory::Audience::Public),
                "the index cannot be searched");
        })
    {
    }
    std::string name() const override { return "reachline"; }
    double megabytes() const override { return megabytes_of(folders_.for_public); }
    void build(std::vector<Row> const&) override
    {
        must(index_.rebuild(database_), "the index cannot be built");
        search_ = std::make_unique<directory::Search>(open_search_());
    }
    std::vector<Id<Listing>> find(Question const& question, Ranked ranked) override
    {
        directory::SearchQuery query;
        for (auto const& word : question.words)
            query.words += word + " ";
        query.place = question.place;
        query.radius_miles = question.miles;
        query.categories = { question.category };
        query.language = question.language;
        query.order = ranked == Ranked::ByFit ? directory::Order::Fit : directory::Order::Distance;
        query.page_size = a_page_of_hits;
        query.now = clock_.now();
        auto const found = must(search_->find(query), "a search failed");
        std::vector<Id<Listing>> ids;
        for (auto const& hit : found.hits)
            ids.push_back(hit.service.id);
        return ids;
    }
    std::string corrected(std::string const& typed) override
    {
        directory::SearchQuery query;
        query.words = typed;
        query.now = clock_.now();
        auto const found = must(search_->find(query), "a search failed");
        return found.corrections.empty() ? "" : found.corrections.front().to;
    }
    void edit(Row const& row) override
    {
        auto one = must(directory::listing(database_, row.id), "a service cannot be read");
        one.description += " changed";
        one.updated = clock_.now();
        must(database_.begin(), "no transaction begins");
        must(directory::keep(database_, one), "a service cannot be kept");
        must(database_.commit(), "a service cannot be kept");
        must(index_.refresh(database_, row.id), "an edit does not reach the index");
    }

private:
    store::Database& database_;
    directory::IndexFolders folders_;
    directory::Index index_;
    Clock const& clock_;
    std::function<directory::Search()> open_search_;
    std::unique_ptr<directory::Search> search_;
};

} // namespace

OurDirectory::OurDirectory(Told const& told)
    : parts_(std::make_unique<Parts>(told))
{
}
OurDirectory::~OurDirectory() = default;

Asked OurDirectory::asked(std::size_t questions, std::size_t misspellings)
{
    return everything_asked(parts_->files->database, parts_->vocabulary,
        *must(parts_->places.get(), "the places cannot be read"), questions, misspellings);
}

std::unique_ptr<Engine> OurDirectory::engine()
{
    return std::make_unique<Ours>(parts_->files->database, parts_->vocabulary, parts_->places,
        parts_->folders, parts_->clock);
}

} // namespace reachline::bench
