#include "actors/operations/exports/record_writer.hpp"

#include <charconv>

namespace auren::operations {

namespace {

/// A cell of RFC 4180: quoted when it must be.
void cell(std::string& out, std::string_view text) {
  if (text.find_first_of(",;\t\"\r\n") == text.npos
      && (text.empty() || (text.front() != ' ' && text.back() != ' '))) {
    out += text;
    return;
  }
  out += '"';
  for (char c : text) {
    if (c == '"')
      out += '"';
    out += c;
  }
  out += '"';
}

template <class Number>
void number(std::string& out, Number value) {
  char digits[40];
  auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  out.append(digits, end);
}

/// The shortest text of the seconds that `duration_ms` are.
void seconds(std::string& out, uint64_t duration_ms) {
  number(out, duration_ms / 1000);
  if (auto rest = duration_ms % 1000; rest > 0) {
    auto digits = std::to_string(1000 + rest);
    out += '.';
    out.append(digits, 1);
  }
}

class csv_writer : public sample_writer {
public:
  csv_writer(const std::filesystem::path& folder, const export_subject& who)
    : file_(folder, "samples.csv"), person_(who.person) {
    file_.write("user,timestamp,metric,value,unit,source,external_id,"
                "duration_s\r\n");
  }

  std::vector<written_file> finish() override {
    return {close(file_, rows_)};
  }

protected:
  void sample(const exported_sample& one) override {
    row_.clear();
    cell(row_, person_);
    row_ += ',';
    row_ += ingest::to_rfc3339(one.what.time);
    row_ += ',';
    cell(row_, one.series->metric());
    row_ += ',';
    number(row_, one.what.value);
    row_ += ',';
    cell(row_, one.series->unit());
    row_ += ',';
    cell(row_, one.series->source());
    row_ += ',';
    cell(row_, one.what.external_id);
    row_ += ',';
    if (one.what.duration_ms > 0)
      seconds(row_, one.what.duration_ms);
    row_ += "\r\n";
    file_.write(row_);
    ++rows_;
  }

private:
  export_file file_;
  std::string person_;
  std::string row_;
  uint64_t rows_ = 0;
};

} // namespace

std::unique_ptr<record_writer>
make_csv_writer(const std::filesystem::path& folder,
                const export_subject& who) {
  return std::make_unique<csv_writer>(folder, who);
}

} // namespace auren::operations
