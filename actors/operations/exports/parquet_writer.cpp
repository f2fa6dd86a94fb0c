#include "actors/operations/exports/parquet_file.hpp"
#include "actors/operations/exports/record_writer.hpp"
#include "messages/event_line.hpp"
#include "messages/ids.hpp"

namespace auren::operations {

namespace {

using enum parquet_type;

/// samples.parquet and, for all that is no sample, events.parquet with the
/// payload as JSON.
class parquet_writer : public sample_writer {
public:
  explicit parquet_writer(const std::filesystem::path& folder)
    : samples_(folder, "samples.parquet",
               {{"position", whole},
                {"time", instant},
                {"utc_offset_s", whole, true},
                {"metric", text},
                {"value", number},
                {"unit", text},
                {"source", text},
                {"duration_ms", whole, true},
                {"external_id", text, true}}),
      events_(folder, "events.parquet",
              {{"position", whole},
               {"time", instant},
               {"type", text},
               {"stream", text},
               {"event_id", text},
               {"json", text}}) {
    // nop
  }

  void take(const events::Event& event) override {
    if (event.type() == "samples.recorded")
      return sample_writer::take(event);
    exports::Line line;
    *line.mutable_event() = exports::exported(event);
    auto told = exports::to_text(line);
    told.pop_back();
    events_.whole(static_cast<int64_t>(event.position()))
      .whole(event.occurred_at_us() / 1000)
      .text(event.type())
      .text(event.stream())
      .text(ids::dashed(event.event_id()))
      .text(told)
      .end_row();
  }

  std::vector<written_file> finish() override {
    samples_.finish();
    events_.finish();
    return {close(samples_.file(), samples_.rows()),
            close(events_.file(), events_.rows())};
  }

protected:
  void sample(const exported_sample& one) override {
    auto& what = one.what;
    samples_.whole(static_cast<int64_t>(one.position)).whole(what.time.ms);
    if (what.time.offset_s)
      samples_.whole(*what.time.offset_s);
    else
      samples_.absent();
    samples_.text(one.series->metric())
      .number(what.value)
      .text(one.series->unit())
      .text(one.series->source());
    if (what.duration_ms > 0)
      samples_.whole(static_cast<int64_t>(what.duration_ms));
    else
      samples_.absent();
    if (what.external_id.empty())
      samples_.absent();
    else
      samples_.text(what.external_id);
    samples_.end_row();
  }

private:
  parquet_file samples_;
  parquet_file events_;
};

} // namespace

std::unique_ptr<record_writer>
make_parquet_writer(const std::filesystem::path& folder,
                    const export_subject&) {
  return std::make_unique<parquet_writer>(folder);
}

} // namespace auren::operations
