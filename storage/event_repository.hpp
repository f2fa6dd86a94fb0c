#pragma once

#include "messages/errc.hpp"
#include "messages/events.pb.h"
#include "storage/person_id.hpp"

#include <caf/expected.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace auren::storage {

/// Returns Unix time in microseconds. An empty one leaves each event the time
/// of recording that it has: for a log that is carried into another store.
using clock_us = std::function<int64_t()>;

/// Somebody the store has seen events of.
struct person_entry {
  person_id id;
  bool erased = false; ///< The data key is destroyed, for good.
};

/// What `event_reader::verify` can find wrong, the first time it does.
enum class damage : uint8_t {
  none,    ///< Every event is as it was written.
  edited,  ///< An event's bytes do not give its hash.
  missing, ///< A position or the end of a stream is not there.
  chain,   ///< An event does not name the hash of its predecessor.
  seal,    ///< A payload does not open with its person's key.
  request, ///< The stored reply to a request key is not as written.
  file,    ///< The database's own structure is damaged.
};

/// Returns the name of `kind`, e.g. "edited".
std::string_view to_string(damage kind);

/// What was walked, and the first thing that was wrong.
struct verification {
  uint64_t events = 0;
  uint64_t streams = 0;
  uint64_t people = 0;
  uint64_t erased = 0; ///< People whose payloads cannot be opened any more.
  damage kind = damage::none;
  uint64_t position = 0; ///< First bad position; 0: none, or not an event's.
  std::string detail;    ///< Where, in words; never health data.
  bool ok() const {
    return kind == damage::none;
  }
};

/// A request that was answered, as another store can keep it.
struct kept_request {
  std::string key_hash; ///< SHA-256 of the key.
  std::string body_hash;
  uint64_t position = 0;
  uint64_t version = 0;
  std::string reply;
};

/// Returns how many events a reader gets at once who asked for `limit`.
inline uint32_t page_size(uint32_t limit) {
  return limit == 0 ? 1000 : std::min(limit, 10'000u);
}

/// Reads the log of events. Blocking: use it from detached actors or pools
/// only, and one instance from one thread at a time.
///
/// Every call may fail with `errc::storage_unavailable`; that one call only.
class event_reader {
public:
  virtual ~event_reader() = default;

  /// Returns events after `question.after()` in the order of the log, those
  /// of the context's person unless `everyone` is set, with the head that
  /// was visible at the same instant.
  ///
  /// Ends after `limit` events (0: 1000, at most 10 000) or 32 MiB of
  /// payloads, so page with the last position until nothing comes; then all up
  /// to `head` was seen. Events of an erased person come with an empty payload.
  /// The events before a damaged one are returned; a damaged first one is
  /// `errc::damaged`, naming its position.
  virtual caf::expected<events::Events>
  read_log(const events::ReadLog& question) = 0;

  /// Returns the events of one stream of the context's person, oldest first,
  /// paged as `read_log`. A stream that does not exist is empty.
  virtual caf::expected<events::Events>
  read_stream(const events::ReadStream& question) = 0;

  /// Returns the last position of the log; 0 when it is empty.
  virtual caf::expected<uint64_t> head() = 0;

  /// Returns the version of a stream of `who`; 0 when it does not exist.
  virtual caf::expected<uint64_t>
  stream_version(const person_id& who, std::string_view stream) = 0;

  /// Returns everyone the log has events of, in order of first appearance.
  virtual caf::expected<std::vector<person_entry>> people() = 0;

  /// Returns the last snapshot of an actor of the context's person, or
  /// nothing when there is none that is whole: then replay.
  virtual caf::expected<std::optional<events::Snapshot>>
  load_snapshot(const events::LoadSnapshot& question) = 0;

  /// Returns the person's answered requests after `key_hash`, in its order, at
  /// most 1000. None for an erased person.
  virtual caf::expected<std::vector<kept_request>>
  requests(const person_id& who, std::string_view key_hash) = 0;

  /// Walks every event: positions, hashes, chains, seals, stored replies and
  /// the file. Takes long (about 10 µs per event); a finding is a result.
  virtual caf::expected<verification> verify() = 0;
};

/// Durable, ordered streams of events: the only place where truth is written.
/// There is one per data folder. Every implementation passes `tests/contract`.
///
/// A stream belongs to one person; its name is unique per person. An event's
/// empty `tenant`/`person` mean those of the command's context; others than
/// the context's are `errc::invalid_message`. The store gives `version`,
/// `position`, `class`, `recorded_at_us` and `previous_hash`; what a caller
/// wrote there is ignored.
class event_repository : public event_reader {
public:
  /// Appends the commands in order within one durable transaction (group
  /// commit) and returns one result for each, in the same order. Returned
  /// means durable. Each command is all or nothing on its own:
  ///
  /// - `errc::invalid_message`: no 16-byte event id, no stream, unknown type,
  ///   payload that is another person's.
  /// - `errc::too_large`: a payload over 16 MiB, or an envelope over 4 KiB.
  /// - `errc::erased`: the person was erased.
  /// - `errc::idempotency_mismatch`: known request key, other body.
  /// - `errc::version_conflict`: something new, and a stale
  ///   `expected_version`.
  /// - `errc::storage_unavailable`: the transaction failed or its outcome is
  ///   unknown; then for all. Try again with the same ids: what was written
  ///   counts as `duplicates` or is `replayed`.
  ///
  /// Events whose id the person's log holds are counted, never rewritten.
  virtual std::vector<caf::expected<events::Appended>>
  append_batch(std::span<const events::Append* const> commands) = 0;

  /// Appends one command in a transaction of its own.
  caf::expected<events::Appended> append(const events::Append& command);

  /// Keeps `snapshot` as the last one of its actor, sealed.
  /// @returns `errc::erased` when the person was erased.
  virtual caf::expected<void> save_snapshot(const events::SaveSnapshot& command)
    = 0;

  /// Keeps answered requests of another store, in one transaction; those whose
  /// keys are known stay as they are.
  /// @returns `errc::not_found` when the log has nobody of that name,
  /// `errc::erased` when the person was erased.
  virtual caf::expected<void>
  keep_requests(const person_id& who, std::span<const kept_request> requests)
    = 0;

  /// Destroys the person's data key for good, and with it every payload,
  /// snapshot and stored reply. Later appends are `errc::erased`; erasing
  /// again, or somebody unknown, succeeds.
  virtual caf::expected<void> erase_person(const person_id& who) = 0;

  /// Returns a reader of its own for another thread. It must not outlive the
  /// repository.
  virtual caf::expected<std::unique_ptr<event_reader>> open_reader() = 0;
};

} // namespace auren::storage
