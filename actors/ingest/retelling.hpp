#pragma once

#include "actors/ingest/import_job.hpp"

#include <vector>

namespace auren::ingest {

/// Tells a person's log a record that was exported: the same events with the
/// same ids, so that told again nothing is added. Blocks, as the job does.
class retelling {
public:
  retelling(caf::blocking_actor* self, const import_task& task)
    : self_(self), task_(task) {
    // nop
  }

  /// Appends `told`, durably, and counts in `at` what was new.
  /// @returns `errc::refused` when the person has another history already:
  /// two lives are never merged
  caf::error take(std::vector<events::Event>& told, ImportProgress& at);

  /// Lets the person's actors begin anew, so that they know what was told.
  void finish();

private:
  caf::error check(const std::vector<events::Event>& told);

  caf::blocking_actor* self_;
  const import_task& task_;
  bool begun_ = false;   ///< Something was told.
  bool checked_ = false; ///< The person has no other history.
};

} // namespace auren::ingest
