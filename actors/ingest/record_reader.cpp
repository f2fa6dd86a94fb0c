#include "actors/ingest/record_reader.hpp"

#include "messages/event_line.hpp"

namespace auren::ingest {

namespace {

constexpr size_t longest_line = 64u << 20;

/// What only a node says of itself is nobody's record.
bool is_of_the_node(std::string_view type) {
  return type.starts_with("actor.") || type.starts_with("person.");
}

refusal damaged(const char* what) {
  return {errc::damaged, what};
}

} // namespace

record_reader::record_reader(import_writer& out) : out_(out) {
  out_.begin_end();
}

refusal record_reader::feed(std::string_view bytes) {
  for (auto at = bytes.find('\n'); at != bytes.npos; at = bytes.find('\n')) {
    rest_ += bytes.substr(0, at + 1);
    bytes.remove_prefix(at + 1);
    if (auto fault = line(rest_))
      return fault;
    rest_.clear();
  }
  rest_ += bytes;
  if (rest_.size() > longest_line)
    return damaged("a line of the export is longer than any that AUREN writes");
  return {};
}

refusal record_reader::finish() {
  if (!rest_.empty())
    if (auto fault = line(rest_))
      return fault;
  return ended_ ? refusal{}
                : damaged("the export is torn: it has no end. What it has was "
                          "read; import the whole file to get the rest");
}

refusal record_reader::line(std::string_view text) {
  if (ended_)
    return damaged("the export goes on after its end");
  auto said = exports::parse_line(text);
  if (!said)
    return damaged("a line of the export cannot be read");
  if (said->has_end())
    return end(said->end(), hash_.finish());
  hash_.add(text);
  if (said->has_header())
    return header(said->header());
  return begun_ && said->has_event() ? event(said->event())
                                     : damaged("a line of the export is none");
}

refusal record_reader::header(const exports::Header& said) {
  if (said.version() > exports::format_version)
    return {errc::unsupported_type,
            "the export was written by a newer AUREN; update this one"};
  begun_ = true;
  prefix_ = "person/" + said.person() + '/';
  return {};
}

refusal record_reader::event(const exports::Event& said) {
  ++events_;
  if (!out_.begin_record())
    return {};
  auto told = exports::imported(said);
  if (!told || !told->stream().starts_with(prefix_)
      || told->event_id().size() != 16 || is_of_the_node(told->type())) {
    out_.reject(errc::invalid_message, "no event of a person");
    return {};
  }
  told->set_stream(told->stream().substr(prefix_.size()));
  out_.add(std::move(*told));
  return {};
}

refusal record_reader::end(const exports::End& said, std::string hash) {
  ended_ = true;
  out_.begin_end();
  if (said.events() != events_ || said.sha256() != hash)
    return damaged("the export was changed after it was written; what it has "
                   "was read");
  return {};
}

} // namespace auren::ingest
