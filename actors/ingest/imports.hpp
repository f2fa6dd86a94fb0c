#pragma once

#include "actors/ingest/import_job.hpp"
#include "actors/ingest/uploads.hpp"

#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <deque>
#include <map>
#include <set>

namespace auren::ingest {

/// Whom the imports work with. All are stable addresses.
struct imports_links {
  recorder_actor people;
  events::event_log_actor log;
  events::reader_actor reader;
  const catalogue* by = nullptr;
  size_t window = 4;
  size_t batch = 1000;
  std::filesystem::path uploads{}; ///< Where uploads lie; empty: none do.
  /// Tenant and person of those who were erased: nothing is taken for them.
  std::set<std::pair<std::string, std::string>> erased{};
};

/// The manager's own mailbox also holds its jobs' reports.
using imports_inside = imports_actor::extend<
  caf::reacts_to<ImportProgress>>::extend_with<people::erasable_actor>;

/// The imports of this node, running and done.
struct imports_state {
  static inline constexpr const char* name = "imports";
  static constexpr size_t kept = 1000; ///< Finished ones that are remembered.
  static constexpr size_t at_once = 4; ///< Jobs; beyond it `overloaded`.

  explicit imports_state(imports_inside::pointer owner) : self(owner) {
    // nop
  }

  caf::typed_response_promise<ImportStarted> start(const StartImport& command);
  caf::typed_response_promise<ImportProgress> read(const ReadImport& question);
  void note(const ImportProgress& progress);
  /// Stops the person's jobs, drops their uploads, and takes nothing more.
  people::Erased erase(const Context& who);
  void stop_all();
  /// Begins with the uploads that an earlier life of the node left, one after
  /// the other.
  void resume();

  imports_inside::pointer self;
  imports_links links;

private:
  struct entry {
    std::string tenant;
    std::string person;
    ImportProgress progress;
    std::shared_ptr<std::atomic<bool>> stop;
  };

  void launch(const StartImport& command, std::string file_hash,
              uint64_t resume_after,
              caf::typed_response_promise<ImportStarted> answer);

  events::ReadLog story_of(const Context& context) const;

  void resume_next();
  bool waits(const std::string& import_id) const;

  bool gone(const Context& who) const;

  std::deque<upload> left_;
  std::string resumed_; ///< Id of the left-over that is being read.
  std::map<std::string, entry> entries_; ///< By id, which grows with time.
};

/// Starts imports, one detached job each, and knows how they stand. A file
/// that was interrupted goes on after its last checkpoint.
imports_inside::behavior_type
imports(imports_inside::stateful_pointer<imports_state> self,
        imports_links links);

} // namespace auren::ingest
