#pragma once

#include "actors/memory/historian.hpp"
#include "actors/memory/long_term_memory.hpp"
#include "messages/time.hpp"
#include "tests/actors/memory/fake_store.hpp"
#include "tests/actors/memory/random_stream.hpp"
#include "tests/actors/memory/real_chunks.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

namespace auren::test {

using namespace auren::memory;

/// Long-term memory and its historian over chunks that know only the events up
/// to a checkpoint.
struct long_term_fixture : memory_fixture {
  std::shared_ptr<uint64_t> checkpoint = std::make_shared<uint64_t>(0);
  std::shared_ptr<real_chunks> folded = std::make_shared<real_chunks>(store);
  fake_event_reader* log_reader = nullptr;
  historian_actor historian_handle = spawn_historian();
  long_term_memory_actor tested
    = own(system.spawn(long_term_memory, historian_handle,
                       &ingest::catalogue::standard(), source_order{}));

  historian_actor spawn_historian() {
    auto opened = std::make_unique<fake_event_reader>(store);
    log_reader = opened.get();
    historian_sources sources;
    sources.log = std::move(opened);
    sources.chunks = folded->open();
    sources.checkpoint
      = [chunks = folded, known = checkpoint]() -> caf::expected<uint64_t> {
      return chunks->fold(*known);
    };
    return own(system.spawn(historian, std::move(sources)));
  }

  /// Lives through `n` events, of which the index has seen some.
  void live(uint64_t seed, uint64_t n) {
    random_stream stream{seed};
    for (auto& event : stream.events(n))
      store->add(event);
    *checkpoint = static_cast<uint64_t>(stream.below(static_cast<int64_t>(n)));
  }

  /// Reads a whole range in pages of `limit`.
  std::vector<Point>
  read(const std::string& metric, const char* resolution, uint32_t limit,
       int64_t from_ms = 0, int64_t to_ms = 0) {
    std::vector<Point> result;
    ReadRange question;
    question.set_metric(metric);
    question.set_resolution(resolution);
    question.set_limit(limit);
    question.set_from_ms(from_ms);
    question.set_to_ms(to_ms);
    do {
      auto page = ask_as_ada<Range>(tested, question);
      REQUIRE(page);
      REQUIRE_LE(page->points_size(), static_cast<int>(limit));
      result.insert(result.end(), page->points().begin(), page->points().end());
      question.set_cursor(page->next_cursor());
    } while (!question.cursor().empty());
    return result;
  }

  sample_book whole_book() {
    sample_book result;
    for (auto& event : store->log) {
      ingest::SamplesRecorded batch;
      batch.ParseFromString(event.payload());
      for (auto& series : batch.series())
        result.apply(series);
    }
    return result;
  }
};

inline bool equal(const std::vector<Point>& a, const std::vector<Point>& b) {
  return std::ranges::equal(a, b, [](const Point& x, const Point& y) {
    return x.SerializeAsString() == y.SerializeAsString();
  });
}

} // namespace auren::test
