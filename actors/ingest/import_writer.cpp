#include "actors/ingest/import_writer.hpp"

#include <algorithm>
#include <limits>

namespace auren::ingest {

namespace {

constexpr size_t most_event_bytes = 4u << 20;
constexpr size_t max_kinds = 200;
constexpr size_t max_kind_length = 80;

} // namespace

import_writer::import_writer(const import_options& options, sample_sink& sink)
  : options_(options), sink_(sink) {
  if (!options_.by)
    options_.by = &catalogue::standard();
}

bool import_writer::full() const {
  return builder_.size() + batch_.entries.size() + batch_.rejected.size()
             + batch_.events.size()
           >= options_.batch
         || batch_.event_bytes >= most_event_bytes;
}

bool import_writer::begin_record() {
  if (full())
    flush();
  ++records_;
  wanted_ = !stopped_ && records_ > options_.resume_after;
  return wanted_;
}

void import_writer::begin_end() {
  if (full())
    flush();
  wanted_ = !stopped_ && records_ >= options_.resume_after;
}

void import_writer::add(const reading& next) {
  if (!wanted_)
    return;
  auto verdict = take(next, *options_.by, options_.now_ms, builder_);
  if (verdict.code != errc::none)
    reject(verdict.code, why(verdict, next));
  batch_.implausible += verdict.implausible;
}

void import_writer::add(JournalRecorded entry) {
  if (!wanted_)
    return;
  auto fault = check_time(entry.time_ms(), options_.now_ms);
  if (fault != errc::none)
    return reject(fault, "the time of a journal entry cannot be");
  batch_.entries.push_back(std::move(entry));
}

void import_writer::add(events::Event event) {
  if (!wanted_)
    return;
  batch_.event_bytes += event.payload().size();
  batch_.events.push_back(std::move(event));
}

void import_writer::reject(errc code, std::string detail) {
  if (!wanted_)
    return;
  constexpr uint64_t last = std::numeric_limits<uint32_t>::max();
  auto& next = batch_.rejected.emplace_back();
  next.set_index(static_cast<uint32_t>(std::min(records_, last)));
  next.set_code(to_string(code));
  next.set_detail(std::move(detail));
}

void import_writer::skip(std::string_view kind, uint64_t count) {
  if (!wanted_ || count == 0)
    return;
  auto name = in_words(kind.substr(0, max_kind_length));
  auto& kinds = batch_.skipped;
  if (kinds.size() >= max_kinds && !kinds.count(name))
    name = "other";
  kinds[name] += count;
}

void import_writer::at(const import_position& position) {
  if (stopped_)
    return;
  auto next = position;
  next.records = records_;
  stopped_ = !sink_.progress(next);
}

void import_writer::flush() {
  if (stopped_)
    return;
  batch_.samples = builder_.size();
  batch_.series = builder_.take();
  batch_.records = records_;
  if (batch_.samples + batch_.entries.size() + batch_.rejected.size()
          + batch_.events.size()
        == 0
      && batch_.skipped.empty())
    return;
  stopped_ = !sink_.take(std::exchange(batch_, {}));
}

} // namespace auren::ingest
