#pragma once

#include "actors/interfaces.hpp"
#include "messages/type_ids.hpp"
#include "storage/projection_store.hpp"

#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <functional>
#include <memory>
#include <vector>

namespace auren::events {

/// Opens the projections when the projector starts, on its own thread.
using open_projections
  = std::function<caf::expected<std::unique_ptr<storage::projection_store>>()>;

/// What the projector is inside: its rows are of people.
using projector_inside = projector_actor::extend_with<people::erasable_actor>;

/// One projection, its place in the log, and who waits for it.
struct projector_state {
  static inline constexpr const char* name = "projector";
  static constexpr uint32_t page = 1000;

  explicit projector_state(projector_inside::pointer owner) : self(owner) {
    // nop
  }

  void start(std::string projection_name, const open_projections& open,
             std::unique_ptr<storage::event_reader> reader, feed_actor source);
  void pull();
  caf::typed_response_promise<ProjectionStatus> await(uint64_t position);
  caf::typed_response_promise<ProjectionStatus> rebuild();
  caf::result<ProjectionStatus> parked();
  caf::result<ProjectionStatus> replay_parked();
  caf::result<people::Erased> erase(const Context& who);
  ProjectionStatus status() const;

  projector_inside::pointer self;

private:
  struct waiting {
    uint64_t position;
    caf::typed_response_promise<ProjectionStatus> answer;
  };

  caf::error erase_the_erased();
  void fold(const Events& batch);
  void advance(caf::expected<uint64_t> position);

  std::string projection_;
  std::unique_ptr<storage::projection_store> store_;
  std::unique_ptr<storage::event_reader> log_;
  feed_actor feed_;
  std::vector<waiting> waiting_;
  uint64_t position_ = 0;
  uint64_t head_ = 0;
  bool pulling_ = false;
  bool behind_ = false;
};

/// Folds the log into one projection as it grows. Blocks: spawn it detached.
/// It pulls one page at a time, so it never has more than that in hand.
projector_inside::behavior_type
projector(projector_inside::stateful_pointer<projector_state> self,
          std::string projection_name, const open_projections& open,
          std::unique_ptr<storage::event_reader> log, feed_actor feed);

} // namespace auren::events
