#include "actors/hypotheses/csv.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace auren::hypotheses {

namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

bool open_quote(std::string_view row) {
  return std::count(row.begin(), row.end(), '"') % 2 == 1;
}

} // namespace

csv_reader::csv_reader(std::istream& in) : in_(in) {}

bool csv_reader::read_row() {
  if (!std::getline(in_, row_))
    return false;
  if (++line_ == 1 && row_.starts_with(byte_order_mark))
    row_.erase(0, byte_order_mark.size());
  auto start = line_;
  while (open_quote(row_) && row_.size() <= longest_row) {
    if (!std::getline(in_, more_)) {
      error_ = fmt::format("line {}: a quote is never closed", start);
      return false;
    }
    ++line_;
    row_.append("\n").append(more_);
  }
  if (row_.size() > longest_row) {
    error_ = fmt::format("line {}: longer than {} bytes", start, longest_row);
    return false;
  }
  if (row_.ends_with('\r'))
    row_.pop_back();
  return true;
}

bool csv_reader::next(std::vector<std::string_view>& fields) {
  do
    if (!error_.empty() || !read_row())
      return false;
  while (row_.empty());
  split(fields);
  return true;
}

// Quoted fields shrink when their quotes go: they are written to a copy that
// is never longer than the row, so that views into it stay good.
void csv_reader::split(std::vector<std::string_view>& fields) {
  fields.clear();
  plain_.clear();
  plain_.reserve(row_.size());
  size_t at = 0;
  while (true) {
    auto start = plain_.size();
    bool quoted = at < row_.size() && row_[at] == '"';
    for (at += quoted; at < row_.size(); ++at) {
      if (quoted && row_[at] == '"') {
        if (at + 1 < row_.size() && row_[at + 1] == '"')
          ++at;
        else {
          quoted = false;
          continue;
        }
      } else if (!quoted && row_[at] == ',') {
        break;
      }
      plain_ += row_[at];
    }
    fields.emplace_back(plain_.data() + start, plain_.size() - start);
    if (at >= row_.size())
      return;
    ++at;
  }
}

} // namespace auren::hypotheses
