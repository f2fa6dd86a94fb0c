#include "actors/node/bench/writers.hpp"

#include "actors/events/event_log.hpp"
#include "actors/events/feed.hpp"
#include "actors/events/reader.hpp"
#include "actors/node/app.hpp"
#include "actors/node/bench/journal.hpp"

#include <caf/all.hpp>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace auren::node::bench {

namespace {

using namespace std::chrono_literals;

/// What all writers have in common.
struct tally {
  std::atomic<bool> stop = false;
  std::atomic<int> durable = 0;
  std::atomic<int> refused = 0;
};

void write_on(caf::event_based_actor* self, const events::event_log_actor& log,
              const std::shared_ptr<tally>& all) {
  if (all->stop)
    return self->quit();
  self->request(log, 30s, journal_entry(all->durable))
    .then(
      [=](const events::Appended&) {
        ++all->durable;
        write_on(self, log, all);
      },
      [=](const caf::error&) {
        if (!all->stop) // then the log may be gone before its answer
          ++all->refused;
        self->quit();
      });
}

/// The room of events as a node has it, without projections.
events::event_log_actor
spawn_log(caf::actor_system& system,
          const std::shared_ptr<storage::event_repository>& store) {
  auto reader = store->open_reader();
  if (!reader)
    throw std::runtime_error{render(reader.error())};
  auto readers
    = system.spawn<caf::detached>(events::reader, std::move(*reader));
  auto feed = system.spawn(events::feed, readers, size_t{1} << 20);
  return system.spawn<caf::detached>(events::event_log, store, feed,
                                     events::event_log_limits{});
}

} // namespace

double append_side_by_side(std::shared_ptr<storage::event_repository> store,
                           int writers, int seconds) {
  system_config config;
  caf::actor_system system{config};
  auto log = spawn_log(system, store);
  auto all = std::make_shared<tally>();
  auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < writers; ++i)
    system.spawn(
      [=](caf::event_based_actor* self) { write_on(self, log, all); });
  std::this_thread::sleep_for(std::chrono::seconds{seconds});
  all->stop = true;
  std::chrono::duration<double> spent
    = std::chrono::steady_clock::now() - start;
  int durable = all->durable;
  caf::anon_send_exit(log, caf::exit_reason::user_shutdown);
  log = nullptr;
  system.await_all_actors_done();
  if (all->refused > 0)
    throw std::runtime_error{"an append was refused"};
  return durable / spent.count();
}

} // namespace auren::node::bench
