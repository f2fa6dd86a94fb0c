#pragma once

#include "actors/ingest/byte_parser.hpp"

#include <string>
#include <vector>

namespace auren::ingest {

/// The fields of one CSV row. Views into the parser, gone with the next row.
using csv_row = std::vector<std::string_view>;

/// Cuts bytes into CSV rows (RFC 4180): quotes, doubled quotes, line breaks in
/// quotes, LF, CRLF or CR; a BOM is skipped; the delimiter (`,` `;` or tab) is
/// the one that is most frequent in the first line. Blank lines are no rows.
class csv_parser : public byte_parser {
public:
  refusal feed(std::string_view bytes) override;
  refusal finish() override;

protected:
  /// Takes one row. The first one is the header.
  virtual refusal row(const csv_row& fields) = 0;

  /// Returns the delimiter of the file, once the first row was taken.
  char delimiter() const {
    return delimiter_;
  }

private:
  enum class state { field_start, bare, quoted, quote_in_quoted };

  void take(char c);
  void end_field();
  refusal end_row();
  refusal header(bool last);
  refusal body(std::string_view bytes);
  size_t run(std::string_view bytes) const;
  refusal special(char c);

  std::string head_; ///< until the first line is complete
  size_t scanned_ = 0;
  std::string text_; ///< all fields of the row, one after the other
  std::vector<size_t> ends_;
  csv_row fields_;
  state state_ = state::field_start;
  char delimiter_ = '\0';
  bool after_cr_ = false;
};

/// Returns the delimiter of a CSV whose first line is `line`.
char guess_delimiter(std::string_view line);

/// Returns `text` without blanks at both ends.
std::string_view trimmed(std::string_view text);

/// Returns the finite number that the whole of `text` writes, with `.` or, if
/// `decimal_comma`, `,` before the fraction.
bool parse_number(std::string_view text, double& value,
                  bool decimal_comma = false);

} // namespace auren::ingest
