#include "actors/operations/exports/record_writer.hpp"
#include "messages/event_line.hpp"

#include <google/protobuf/util/time_util.h>

namespace auren::operations {

namespace {

class ndjson_writer : public record_writer {
public:
  ndjson_writer(const std::filesystem::path& folder, const export_subject& who)
    : file_(folder, "record.ndjson") {
    exports::Line line;
    auto& header = *line.mutable_header();
    header.set_format(std::string{exports::format_name});
    header.set_version(exports::format_version);
    header.set_program(who.program);
    header.set_person(who.person);
    header.set_position(who.position);
    *header.mutable_exported_at()
      = google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(who.now_us);
    say(line);
  }

  void take(const events::Event& event) override {
    exports::Line line;
    *line.mutable_event() = exports::exported(event);
    say(line);
    ++events_;
    position_ = event.position();
  }

  std::vector<written_file> finish() override {
    auto end
      = exports::to_text(exports::end_line(events_, position_, hash_.finish()));
    file_.write(end);
    return {close(file_, events_)};
  }

private:
  void say(const exports::Line& line) {
    auto text = exports::to_text(line);
    hash_.add(text);
    file_.write(text);
  }

  export_file file_;
  storage::sha256 hash_;
  uint64_t events_ = 0;
  uint64_t position_ = 0;
};

} // namespace

std::unique_ptr<record_writer>
make_ndjson_writer(const std::filesystem::path& folder,
                   const export_subject& who) {
  return std::make_unique<ndjson_writer>(folder, who);
}

} // namespace auren::operations
