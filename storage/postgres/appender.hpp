#pragma once

#include "storage/postgres/database.hpp"
#include "storage/postgres/writer_book.hpp"
#include "storage/sealing_line.hpp"

#include <unordered_map>

namespace auren::storage::postgres {

/// Appends batches, each in one transaction. One thread at a time. Throws
/// `failure`; then call `forget`.
class appender {
public:
  appender(database& db, clock_us now, seal::codec payloads);

  /// Does `commands`, no two of which carry the same request key.
  std::vector<caf::expected<events::Appended>>
  append(std::span<const events::Append* const> commands);

  void forget();

private:
  using commands_of = std::span<const events::Append* const>;

  uint64_t reserve(connection& db, const append_plan& plan);
  void name_types(connection& db, const append_plan& plan);
  void seal_events(const append_plan& plan, uint64_t first,
                   const sealing_line::sink& out);
  std::vector<step>
  write_events(connection& db, const append_plan& plan, uint64_t first);
  outgoing next_event(const planned_event& one, uint64_t position);
  void complete(append_plan& plan, uint64_t first);
  void write_rest(connection& db, commands_of commands, append_plan& plan,
                  std::vector<step> steps);
  void have_partition(uint64_t position);

  database& db_;
  clock_us now_;
  writer_book people_;
  std::unordered_map<std::string, int64_t> types_;
  std::set<std::string> partitions_;
  uint64_t last_ = 0; ///< Last position that was reserved here.
  sealing_line line_; // last: its thread writes what stands above
};

} // namespace auren::storage::postgres
