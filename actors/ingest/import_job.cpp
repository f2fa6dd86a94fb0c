#include "actors/ingest/import_job.hpp"

#include "actors/ingest/retelling.hpp"
#include "messages/ids.hpp"
#include "messages/time.hpp"
#include "storage/sha256.hpp"

#include <caf/all.hpp>

#include <fstream>

namespace auren::ingest {

using namespace std::chrono_literals;

namespace {

/// How long a job that was stopped waits for an answer.
constexpr std::chrono::milliseconds last_words{500};

namespace fs = std::filesystem;

/// Progress is an event every so many records, so that a crash costs at most
/// that much reading again (never a duplicate).
constexpr uint64_t checkpoint_every = 100'000;

/// Hands batches to the recorder, a few at once, and counts what became of
/// them.
class recording : public sample_sink {
public:
  recording(caf::blocking_actor* self, import_task& task, ImportProgress& at)
    : self_(self), task_(task), at_(at), retold_(self, task),
      durable_(task.options.resume_after) {
    // nop
  }

  bool take(import_batch&& batch) override {
    skipped(batch);
    for (auto& entry : batch.entries)
      if (!record(entry))
        return false;
    if (batch.samples > 0 && !record(batch))
      return false;
    if (!batch.events.empty())
      fault_ = retold_.take(batch.events, at_);
    at_.set_records(batch.records);
    if (under_way_.empty() && !fault_)
      durable_ = batch.records;
    if (batch.records >= told_ + checkpoint_every && !checkpoint())
      return false;
    return go_on();
  }

  bool progress(const import_position& at) override {
    at_.set_bytes_done(at.bytes_done);
    at_.set_bytes_total(at.bytes_total);
    at_.set_records(std::max(at_.records(), at.records));
    at_.set_files(at.files);
    if (std::exchange(last_told_, time::now_ms() / 100) != last_told_)
      task_.report(at_);
    return go_on();
  }

  /// Waits for everything that is under way.
  bool drain() {
    while (!under_way_.empty())
      if (!settle())
        return false;
    return true;
  }

  /// Ends what a record began.
  void finish() {
    retold_.finish();
  }

  const caf::error& fault() const {
    return fault_;
  }
  /// Up to which record everything is in the log: where to go on.
  uint64_t durable() const {
    return durable_;
  }

private:
  bool go_on() const {
    return !*task_.stop && !fault_;
  }

  void skipped(const import_batch& batch) {
    for (auto& [kind, count] : batch.skipped)
      (*at_.mutable_skipped())[kind] += count;
    for (auto& one : batch.rejected)
      ++(*at_.mutable_rejected_by_code())[one.code()];
    at_.set_rejected(at_.rejected() + batch.rejected.size());
  }

  void span(const Series& series) {
    auto n = series.utc_offset_s_size();
    auto ms = series.first_ms();
    for (int i = 0; i < series.value_size(); ++i) {
      ms += i < series.step_ms_size() ? series.step_ms(i) : 0;
      auto offset = n == 0 ? 0 : series.utc_offset_s(n == 1 ? 0 : i);
      if (std::exchange(first_ms_, std::min(first_ms_, ms)) > ms)
        at_.set_first(time::format(ms, offset));
      if (std::exchange(last_ms_, std::max(last_ms_, ms)) < ms)
        at_.set_last(time::format(ms, offset));
    }
    (*at_.mutable_metrics())[series.metric()]
      += static_cast<uint64_t>(series.value_size());
  }

  bool record(import_batch& batch) {
    RecordSamples command;
    *command.mutable_context() = task_.who;
    for (auto& series : batch.series) {
      span(series);
      *command.add_series() = std::move(series);
    }
    for (auto& one : batch.rejected)
      *command.add_rejected() = std::move(one);
    command.set_import_id(task_.id);
    command.set_mapping("import/1");
    while (under_way_.size() >= task_.window)
      if (!settle())
        return false;
    under_way_.push_back(
      {self_->request(task_.people, 60s, std::move(command)), batch.records});
    return true;
  }

  /// Returns whether an answer has come; none will when the job was stopped
  /// and who should give it ended with its node.
  bool answered() {
    constexpr auto pause = 100ms;
    auto left = last_words;
    while (
      !self_->await_data(std::chrono::high_resolution_clock::now() + pause))
      if (*task_.stop && (left -= pause) <= 0ms)
        return false;
    return true;
  }

  bool settle() {
    auto oldest = under_way_.front();
    under_way_.pop_front();
    if (!answered()) {
      fault_ = caf::make_error(errc::restarting);
      return false;
    }
    oldest.reply.receive(
      [this, &oldest](const SamplesAccepted& reply) {
        if (!fault_) // none before it is missing
          durable_ = oldest.records;
        at_.set_accepted(at_.accepted() + reply.accepted());
        at_.set_duplicates(at_.duplicates() + reply.duplicates());
        at_.set_doubted(at_.doubted() + reply.doubted());
      },
      [this](caf::error& why) { fault_ = std::move(why); });
    return !fault_;
  }

  bool record(const JournalRecorded& entry) {
    RecordEntry command;
    *command.mutable_context() = task_.who;
    command.set_type(entry.type());
    command.set_time_ms(entry.time_ms());
    command.set_utc_offset_s(entry.utc_offset_s());
    command.set_data_json(entry.data_json());
    command.set_source(entry.source());
    // The same entry of the same export is recorded once, for ever.
    auto key = storage::sha256_of(entry.SerializeAsString());
    command.set_idempotency_key("journal:" + ids::hex(key));
    command.set_body_hash(key);
    self_->request(task_.people, 60s, std::move(command))
      .receive([](const EntryRecorded&) {},
               [this](caf::error& why) { fault_ = std::move(why); });
    return !fault_;
  }

  bool checkpoint() {
    if (!drain())
      return false;
    told_ = at_.records();
    events::Append command;
    *command.mutable_context() = task_.who;
    *command.add_events()
      = import_event(task_.who, "import.progressed", at_, task_.file_hash);
    self_->request(task_.log, 60s, std::move(command))
      .receive([](const events::Appended&) {},
               [this](caf::error& why) { fault_ = std::move(why); });
    return !fault_;
  }

  caf::blocking_actor* self_;
  import_task& task_;
  ImportProgress& at_;
  /// A batch on its way, and the last record in it.
  struct batch_under_way {
    decltype(self_->request(recorder_actor{}, 60s, RecordSamples{})) reply;
    uint64_t records;
  };
  std::deque<batch_under_way> under_way_;
  retelling retold_;
  caf::error fault_;
  uint64_t durable_;
  uint64_t told_ = 0; // as of the last checkpoint
  int64_t first_ms_ = INT64_MAX;
  int64_t last_ms_ = INT64_MIN;
  int64_t last_told_ = 0;
};

void finish(ImportProgress& at, const import_result& read,
            const recording& sink, bool stopped) {
  auto& fault = sink.fault();
  at.set_kind(read.kind);
  at.set_files(read.files);
  at.set_records(std::max(at.records(), read.records));
  at.set_state("finished");
  auto code = code_of(fault);
  bool final = code == errc::refused || code == errc::erased;
  if (!final && (read.stopped || (fault && stopped))) {
    at.set_state("interrupted"); // a node that ends refuses what comes late
    at.set_records(sink.durable());
  } else if (fault) {
    at.set_state("failed");
    at.set_error(render(fault));
  } else if (read.fault) {
    at.set_state("failed");
    at.set_error(read.fault.detail.empty()
                   ? std::string{sentence(read.fault.code)}
                   : read.fault.detail);
  }
}

std::string part_of(const fs::path& path, uint64_t from, size_t n) {
  std::ifstream file{path, std::ios::binary};
  std::string bytes(n, '\0');
  file.seekg(static_cast<std::streamoff>(from));
  file.read(bytes.data(), static_cast<std::streamsize>(n));
  bytes.resize(
    static_cast<size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return bytes;
}

} // namespace

std::string fingerprint(const fs::path& path) {
  std::error_code ignored;
  storage::sha256 hash;
  if (fs::is_directory(path, ignored)) {
    std::vector<std::string> lines;
    for (auto& entry : fs::recursive_directory_iterator(path, ignored))
      if (entry.is_regular_file(ignored))
        lines.push_back(entry.path().lexically_relative(path).string() + '\n'
                        + std::to_string(entry.file_size(ignored)) + '\n');
    std::ranges::sort(lines);
    for (auto& line : lines)
      hash.add(line);
    return ids::hex(hash.finish());
  }
  constexpr size_t mib = 1u << 20;
  auto size = fs::file_size(path, ignored);
  hash.add(std::to_string(size) + '\n').add(part_of(path, 0, mib));
  if (size > mib)
    hash.add(part_of(path, size - mib, mib));
  return ids::hex(hash.finish());
}

events::Event
import_event(const Context& who, std::string type,
             const ImportProgress& progress, const std::string& file_hash) {
  ImportReported fact;
  *fact.mutable_progress() = progress;
  fact.set_file_hash(file_hash);
  events::Event event;
  event.set_event_id(ids::uuid7());
  event.set_tenant(who.tenant());
  event.set_person(who.person());
  event.set_stream("person/" + who.person() + "/imports");
  event.set_type(std::move(type));
  event.set_occurred_at_us(time::now_us());
  event.set_payload(fact.SerializeAsString());
  return event;
}

void import_job(caf::blocking_actor* self, import_task task) {
  ImportProgress at;
  at.set_import_id(task.id);
  at.set_name(task.name);
  at.set_state("running");
  task.who.clear_deadline_ms();
  recording sink{self, task, at};
  auto read = read_import(task.path, task.options, sink);
  sink.drain();
  sink.finish();
  finish(at, read, sink, *task.stop);
  events::Append command;
  *command.mutable_context() = task.who;
  auto type = at.state() == "finished"      ? "import.finished"
              : at.state() == "interrupted" ? "import.progressed"
                                            : "import.failed";
  *command.add_events() = import_event(task.who, type, at, task.file_hash);
  self->request(task.log, 60s, std::move(command))
    .receive([](const events::Appended&) {}, [](caf::error&) {});
  if (task.remove_after && at.state() != "interrupted") {
    std::error_code ignored;
    fs::remove(task.path, ignored);
  }
  task.report(at);
}

} // namespace auren::ingest
