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

template <std::integral T>
void add_number(std::string& out, T value) {
  add_field(out, big_endian(static_cast<int64_t>(value)));
}

} // namespace

void row_writer::open(uint64_t position) {
  auto wanted = partition_of(position);
  if (wanted == partition_)
    return;
  finish();
  db_.begin_copy(wanted
                 + " (tenant, position, stream, version, type, class,"
                   " person, occurred_at_us, utc_offset_s, recorded_at_us,"
                   " event_id, body)");
  partition_ = std::move(wanted);
}

void row_writer::add(const outgoing& row) {
  open(row.event.position);
  buffer_ += big_endian(columns);
  add_number(buffer_, row.tenant);
  add_number(buffer_, row.event.position);
  add_number(buffer_, row.stream);
  add_number(buffer_, row.event.version);
  add_number(buffer_, row.type);
  add_number(buffer_, row.event.urgency);
  add_number(buffer_, row.person);
  add_number(buffer_, row.event.occurred_at_us);
  add_number(buffer_, row.event.utc_offset_s);
  add_number(buffer_, row.event.recorded_at_us);
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

} // namespace auren::storage::postgres
