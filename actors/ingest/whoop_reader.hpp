#pragma once

#include "actors/ingest/csv.hpp"
#include "actors/ingest/import_writer.hpp"
#include "actors/ingest/whoop_columns.hpp"

#include <optional>

namespace auren::ingest {

/// Reads one CSV of a WHOOP export; rows may come in any order.
///
/// When a value happened is not when its row starts:
/// - Recovery, HRV, resting heart rate and all of the sleep describe the
///   morning and stand at *Wake onset*. The cycles file and the sleeps file
///   say the same of the main sleep, so both give the same samples.
/// - Strain, energy and heart rates of the day stand at *Wake onset* too and
///   last to the end of the cycle: the day is the one that is woken into, also
///   when the cycle started before midnight. Without a sleep of its own: at the
///   start of the cycle, or at the midnight after it if most of it lies beyond
///   (an end that is not known counts as 12 hours away).
/// - The newest cycle is open while it has no end: its strain is not final and
///   is skipped as "open_cycle". Older ones without an end are closed.
/// - A journal answer is about the day before the wake: it stands at noon of
///   the date 12 hours before the cycle started.
/// - A nap gives `nap_duration` at its end, and nothing else.
class whoop_reader : public csv_parser {
public:
  whoop_reader(whoop::file kind, import_writer& out);

  refusal finish() override;

protected:
  refusal row(const csv_row& fields) override;

private:
  /// The structural cells of a row, as text.
  struct frame;

  void header(const csv_row& fields);
  void cycle(const csv_row& fields, const frame& cells);
  void sleep(const csv_row& fields, const frame& cells);
  void nap(const csv_row& fields, const frame& cells);
  void workout(const csv_row& fields, const frame& cells);
  void journal(const frame& cells);
  void morning(const csv_row& fields, const frame& cells);
  void day(const csv_row& fields, const frame& cells, instant start);
  void settle(std::vector<reading> values, instant start, bool has_end);
  void release();

  /// Reads a time cell; refuses the row or value in words when it is none.
  std::optional<instant>
  time(std::string_view text, const frame& cells, std::string_view column);

  /// Returns the values of all columns that mean `which` that are not blank.
  std::vector<reading> values(const csv_row& fields, whoop::means which,
                              instant at, uint64_t duration_ms);

  whoop::file kind_;
  import_writer& out_;
  std::vector<whoop::column> columns_;
  std::vector<reading> held_; ///< of the newest cycle, while it has no end
  std::optional<int64_t> newest_start_;
};

} // namespace auren::ingest
