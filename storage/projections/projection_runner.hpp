#pragma once

#include "storage/projections/folding.hpp"

#include <map>

namespace auren::storage {

/// Projections over any database: folds, checkpoints, parks and rebuilds.
class projection_runner : public projection_store {
public:
  /// Makes the runner's own tables when they are missing, and drops those of
  /// projections that are no more. Throws `failure`.
  explicit projection_runner(std::unique_ptr<projection_database> database);

  caf::expected<void> add(std::unique_ptr<projection> added) override;
  caf::expected<events::ProjectionStatus>
  status(std::string_view name) override;
  caf::expected<uint64_t>
  fold(std::string_view name, const events::Events& batch) override;
  caf::expected<uint64_t>
  catch_up(std::string_view name, event_reader& log) override;
  caf::expected<void> drop(std::string_view name) override;
  caf::expected<uint64_t>
  rebuild(std::string_view name, event_reader& log) override;
  caf::expected<std::string> digest(std::string_view name) override;
  caf::expected<std::vector<parked_event>>
  parked(std::string_view name) override;
  caf::expected<uint32_t>
  replay_parked(std::string_view name, event_reader& log) override;
  caf::expected<void> erase_person(const person_id& who) override;

private:
  projection& find(std::string_view name);
  uint64_t checkpoint(std::string_view name);
  void set_checkpoint(std::string_view name, uint64_t position);
  void anew(projection& which);
  void start_anew(projection& which);
  void fold_page(projection& which, events_of page);
  void fold_or_park(projection& which, events_of one);
  void park(std::string_view name, const parked_event& entry);
  std::vector<parked_event> read_parked(std::string_view name);
  void retry(projection& which, const parked_event& entry, event_reader& log);

  std::unique_ptr<projection_database> db_;
  std::map<std::string, std::unique_ptr<projection>, std::less<>> known_;
};

} // namespace auren::storage
