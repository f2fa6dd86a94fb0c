#include "storage/postgres/connection.hpp"
#include "tests/contract/support.hpp"

#include <atomic>
#include <chrono>
#include <random>
#include <thread>

using namespace auren;
using namespace auren::test;
using namespace auren::storage::postgres;
using namespace std::chrono_literals;

namespace {

using positions = std::vector<uint64_t>;

/// Writers on connections of their own, whose sessions are killed and whose
/// transactions are aborted at random.
class writers {
public:
  writers(postgres_backend& store, size_t n, size_t events)
    : store_(store), left_(static_cast<int64_t>(events)) {
    for (unsigned i = 0; i < n; ++i)
      all_.emplace_back([this, i] { write(i); });
    chaos_ = std::thread{[this] { disturb(); }};
  }
  ~writers() {
    for (auto& one : all_)
      one.join();
    stop_ = true;
    chaos_.join();
  }

  bool busy() const {
    return left_ > 0;
  }
  size_t acknowledged() const {
    return acknowledged_;
  }

private:
  void write(unsigned i) {
    std::mt19937 random{i};
    auto log = open_events(store_.data, [] { return int64_t{1}; });
    storage::person_id who{"home", "p" + std::to_string(i / 2)};
    while (left_ > 0) {
      std::vector<events::Event> some;
      for (auto n = 1 + random() % 400; n > 0; --n)
        some.push_back(event("s" + std::to_string(random() % 3), "x"));
      auto n = some.size();
      if ((*log)->append(command(who, std::move(some))))
        acknowledged_ += n;
      left_ -= static_cast<int64_t>(n);
      if (random() % 4 == 0)
        std::this_thread::sleep_for(std::chrono::microseconds{random() % 3000});
    }
  }

  /// Takes positions and gives them up after a while.
  void abort_one(std::mt19937& random) {
    try {
      connection idle{store_.uri};
      idle.run("SET auren.tenant = '*'; BEGIN");
      idle.query("SELECT auren.reserve($1::bigint)",
                 params{}.number(1 + random() % 50));
      std::this_thread::sleep_for(std::chrono::milliseconds{random() % 30});
    } catch (const storage::failure&) {
      // It was killed itself.
    }
  }

  void disturb() {
    std::mt19937 random{99};
    while (!stop_) {
      std::this_thread::sleep_for(std::chrono::milliseconds{random() % 40});
      abort_one(random);
      if (random() % 3 == 0)
        postgres_server::shared().run(
          store_.uri, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                      " WHERE datname = current_database() AND pid <>"
                      " pg_backend_pid() AND application_name = 'auren'"
                      " ORDER BY random() LIMIT 1");
    }
  }

  postgres_backend& store_;
  std::atomic<int64_t> left_;
  std::atomic<size_t> acknowledged_ = 0;
  std::atomic<bool> stop_ = false;
  std::vector<std::thread> all_;
  std::thread chaos_;
};

/// Goes on from the last position that it saw, as every follower does.
struct follower {
  std::function<positions(uint64_t)> read;
  positions seen{};

  /// Returns whether there was anything.
  bool follow() {
    auto more = read(seen.empty() ? 0 : seen.back());
    seen.insert(seen.end(), more.begin(), more.end());
    return !more.empty();
  }
};

/// Reads as a node does; a page that cannot be read is read again.
follower guarded_reader(std::shared_ptr<storage::event_reader> log,
                        std::atomic<int>& broken) {
  return {[log = std::move(log), &broken](uint64_t after) {
    events::ReadLog question;
    question.set_everyone(true);
    question.set_after(after);
    question.set_limit(500);
    for (;;) {
      auto page = log->read_log(question);
      if (!page) {
        ++broken;
        continue;
      }
      positions result;
      for (const auto& one : page->events())
        result.push_back(one.position());
      return result;
    }
  }};
}

/// The control: it takes what is committed for all there is.
follower naive_reader(const std::string& uri) {
  auto db = std::make_shared<connection>(uri + " application_name=naive");
  db->run("SET auren.tenant = '*'");
  return {[db](uint64_t after) {
    auto found = db->query("SELECT position FROM auren.events WHERE position >"
                           " $1::bigint ORDER BY position LIMIT 500",
                           params{}.number(after));
    positions result;
    for (int row = 0; row < found.rows(); ++row)
      result.push_back(found.as<uint64_t>(row, 0));
    return result;
  }};
}

/// Follows while `all` write, and then to the end.
void follow_to_the_end(follower& one, const std::atomic<bool>& done) {
  while (!done)
    one.follow();
  while (one.follow()) {
  }
}

void check_following(size_t events) {
  postgres_backend store;
  std::atomic<int> broken = 0;
  std::atomic<bool> done = false;
  auto open = [&] { return std::shared_ptr{std::move(*store->open_reader())}; };
  std::vector<follower> followers{guarded_reader(open(), broken),
                                  guarded_reader(open(), broken),
                                  naive_reader(store.uri)};
  size_t acknowledged = 0;
  std::vector<std::thread> threads;
  for (auto& one : followers)
    threads.emplace_back([&] { follow_to_the_end(one, done); });
  {
    writers all{store, 6, events};
    while (all.busy())
      std::this_thread::sleep_for(5ms);
    acknowledged = all.acknowledged();
  }
  done = true;
  for (auto& one : threads)
    one.join();
  auto last = guarded_reader(open(), broken);
  while (last.follow()) {
  }
  CHECK(std::ranges::is_sorted(last.seen, std::less_equal{}));
  CHECK_GE(last.seen.size(), acknowledged);
  CHECK_GT(acknowledged, events / 2);
  CHECK(followers[0].seen == last.seen);
  CHECK(followers[1].seen == last.seen);
  auto skipped = last.seen.size() - followers[2].seen.size();
  MESSAGE(last.seen.size() << " events, " << broken.load()
                           << " reads broken off; without the horizon "
                           << skipped << " were skipped");
  CHECK_GT(skipped, 0u);
  auto found = store->verify();
  REQUIRE(found);
  CHECK_MESSAGE(found->ok(), found->detail);
}

} // namespace

TEST_SUITE_BEGIN("storage.postgres.follow");

TEST_CASE("100,000 events of many writers: none is skipped or told twice") {
  check_following(100'000);
}

TEST_SUITE_END();

TEST_SUITE_BEGIN("storage.postgres.follow.long");

TEST_CASE("1,000,000 events of many writers: none is skipped or told twice") {
  check_following(1'000'000);
}

TEST_SUITE_END();
