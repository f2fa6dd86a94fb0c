#include "storage/postgres/row_writer.hpp"

#include "storage/postgres/schema.hpp"

namespace auren::storage::postgres {

namespace {

constexpr size_t worth_sending = 64 << 10;
constexpr int16_t columns = 12;

void add_field(std::string& out, std::string_view bytes) {
  out += big_endian(static_cast<int32_t>(bytes.size()));
  out += bytes;
}

/// The columns before `event_id` and `body`.
constexpr auto column_names
  = " (tenant, position, stream, version, type, class, person,"
    " occurred_at_us, utc_offset_s, recorded_at_us, event_id, body)";

std::array<int64_t, 10> numbers_of(const outgoing& row) {
  return {row.tenant,
          static_cast<int64_t>(row.event.position),
          row.stream,
          static_cast<int64_t>(row.event.version),
          row.type,
          row.event.urgency,
          row.person,
          row.event.occurred_at_us,
          row.event.utc_offset_s,
          row.event.recorded_at_us};
}

} // namespace

void row_writer::open(uint64_t position) {
  auto wanted = partition_of(position);
  if (wanted == partition_)
    return;
  finish();
  db_.begin_copy(wanted + column_names);
  partition_ = std::move(wanted);
}

void row_writer::add(const outgoing& row) {
  open(row.event.position);
  buffer_ += big_endian(columns);
  for (auto number : numbers_of(row))
    add_field(buffer_, big_endian(number));
  add_field(buffer_, row.event.event_id);
  add_field(buffer_, row.body);
  if (buffer_.size() < worth_sending)
    return;
  db_.copy(buffer_);
  buffer_.clear();
}

void row_writer::finish() {
  if (partition_.empty())
    return;
  if (!buffer_.empty())
    db_.copy(buffer_);
  buffer_.clear();
  partition_.clear();
  db_.end_copy();
}

void row_columns::add(const outgoing& row) {
  if (partition_.empty())
    partition_ = partition_of(row.event.position);
  auto numbers = numbers_of(row);
  for (size_t i = 0; i < numbers.size(); ++i)
    numbers_[i].push_back(numbers[i]);
  ids_.push_back(row.event.event_id);
  bodies_.push_back(row.body);
}

step row_columns::take() {
  step result{"INSERT INTO " + partition_ + column_names
              + " SELECT * FROM unnest($1::bigint[], $2::bigint[],"
                " $3::bigint[], $4::bigint[], $5::bigint[], $6::bigint[],"
                " $7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[],"
                " $11::bytea[], $12::bytea[])"};
  for (auto& column : numbers_)
    result.values.numbers(column);
  result.values.list(ids_).list(bodies_);
  return result;
}

} // namespace auren::storage::postgres
