#pragma once

#include "actors/ingest/csv.hpp"
#include "actors/ingest/import_writer.hpp"

#include <array>

namespace auren::ingest {

/// Reads a long CSV: one value per row, with a header that names at least
/// `timestamp` (or `time`), `metric`, `value` and `unit`, in any order.
/// `user`, `source`, `external_id` and `duration_s` are read when they are
/// there; further columns are skipped by kind "column".
///
/// Times without a zone are wall clock readings in `import_options::zone`; a
/// date alone stands for its noon. With `;` between fields, `,` may stand
/// before fractions. Rows of another user than `import_options::user` (or, if
/// that is empty, than the first row's) are skipped as "other_user": two
/// people are never merged.
class long_csv_reader : public csv_parser {
public:
  explicit long_csv_reader(import_writer& out);

  /// Returns whether these headers are those of a long CSV.
  static bool recognise(const csv_row& headers);

protected:
  refusal row(const csv_row& fields) override;

private:
  enum column : uint8_t {
    user,
    time,
    metric,
    value,
    unit,
    source,
    external_id,
    duration,
    unknown,
  };

  static column meaning(std::string_view header);
  std::string_view cell(const csv_row& fields, column which) const;
  bool is_ours(const csv_row& fields);
  void sample(const csv_row& fields);

  import_writer& out_;
  std::array<size_t, unknown> at_{}; ///< place of each column, from 1; 0: none
  size_t width_ = 0;
  std::string user_;
};

/// Reads a time with or without a zone. Without one it is the wall clock of
/// the IANA zone `zone` (empty: UTC); a date alone is its noon. In the gap of
/// a clock change the later, in its overlap the earlier moment is meant.
/// @returns nothing if the text is no time or the zone is unknown
std::optional<instant>
parse_time_in(std::string_view text, const std::string& zone);

} // namespace auren::ingest
