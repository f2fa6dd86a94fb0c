#pragma once

#include "messages/events.pb.h"
#include "storage/event_repository.hpp"
#include "storage/seal/keyring.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace auren::storage {

/// Returns what a person may forget of `event`: of a memory that was stored or
/// revised its id, and the one that it takes the place of. Nothing for events
/// that only go with the whole person.
std::optional<seal::thing> forgettable_in(const events::Event& event);

/// Returns the key for `event` of `who`: one of its own when it may be
/// forgotten alone, else `otherwise`, the person's.
/// @returns `errc::erased` when that very thing was forgotten
caf::expected<seal::data_key>
key_for(const events::Event& event, const person_id& who, seal::keyring& keys,
        const seal::data_key& otherwise);

/// Returns the key for the stored reply to `command`, which may say again what
/// its event says.
caf::expected<seal::data_key>
reply_key_for(const events::Append& command, const person_id& who,
              seal::keyring& keys, const seal::data_key& otherwise);

/// What a batch of commands forgets. The keys of it are condemned, durably,
/// before the events are; and destroyed after them. So nothing is lost that
/// was not forgotten, and what was cut off in between is finished by `resume`.
class forgetting {
public:
  forgetting(seal::keyring& keys,
             std::span<const events::Append* const> commands);

  /// Before the transaction. Throws `refusal`.
  void condemn();

  /// After it: destroys, or spares what was not recorded. What nobody knows,
  /// or cannot be written, stays condemned until the next start.
  void settle(std::span<const caf::expected<events::Appended>> results);

private:
  struct order {
    size_t command;
    person_id who;
    std::string memory_id;
    std::string event_id;
  };
  seal::keyring& keys_;
  std::vector<order> orders_;
};

/// Finishes at a start what was cut off: what is condemned by an event that
/// `log` has is destroyed, all else is spared.
caf::expected<void> resume_forgetting(seal::keyring& keys, event_reader& log);

} // namespace auren::storage
