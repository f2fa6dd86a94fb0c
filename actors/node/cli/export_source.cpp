#include "actors/node/cli/export_source.hpp"

#include "actors/node/command_line.hpp"
#include "messages/errc.hpp"
#include "messages/event_line.hpp"
#include "storage/sha256.hpp"

namespace auren::node::cli {

namespace {

constexpr uint32_t page = 500;

failure cannot_read(const caf::error& why) {
  return {why == errc::storage_unavailable ? unreachable : findings,
          render(why)};
}

std::optional<failure> was_erased(parts& from, const std::string& person) {
  auto known = from.store->people();
  if (!known)
    return cannot_read(known.error());
  for (auto& entry : *known)
    if (entry.id.person == person && entry.id.tenant == "home" && entry.erased)
      return failure{findings, person
                                 + " was erased; there is nothing left "
                                   "to export"};
  return std::nullopt;
}

/// Takes a node's NDJSON apart and checks its end.
class line_reader {
public:
  explicit line_reader(const export_listener& hear) : hear_(hear) {
    // nop
  }

  bool feed(std::string_view bytes) {
    for (auto at = bytes.find('\n'); at != bytes.npos; at = bytes.find('\n')) {
      rest_ += bytes.substr(0, at + 1);
      bytes.remove_prefix(at + 1);
      if (!line(rest_))
        return false;
      rest_.clear();
    }
    rest_ += bytes;
    return true;
  }

  bool whole() const {
    return whole_;
  }

private:
  bool line(std::string_view text) {
    auto said = exports::parse_line(text);
    if (!said)
      return false;
    if (said->has_end()) {
      whole_ = said->end().sha256() == hash_.finish();
      return whole_;
    }
    hash_.add(text);
    if (said->has_header())
      return hear_.begin(said->header().position());
    auto event = exports::imported(said->event());
    if (!event)
      return false;
    event->set_position(said->event().position());
    event->set_version(said->event().version());
    return hear_.take(*event);
  }

  const export_listener& hear_;
  std::string rest_;
  storage::sha256 hash_;
  bool whole_ = false;
};

} // namespace

std::optional<failure> export_from(parts& from, const std::string& person,
                                   const export_listener& hear) {
  if (auto gone = was_erased(from, person))
    return gone;
  events::ReadLog question;
  question.mutable_context()->set_tenant("home");
  question.mutable_context()->set_person(person);
  question.set_limit(page);
  for (bool begun = false;; begun = true) {
    auto found = from.store->read_log(question);
    if (!found)
      return cannot_read(found.error());
    if (!begun && !hear.begin(found->head()))
      return failure{interrupted, "interrupted"};
    if (found->events().empty())
      return std::nullopt;
    for (auto& event : found->events())
      if (!hear.take(event))
        return failure{interrupted, "interrupted"};
    question.set_after(found->events().rbegin()->position());
  }
}

std::optional<failure> export_from(remote& node, const export_listener& hear) {
  bool stopped = false;
  export_listener watched{
    [&](uint64_t head) { return !(stopped = !hear.begin(head)); },
    [&](const events::Event& event) { return !(stopped = !hear.take(event)); }};
  line_reader lines{watched};
  auto failed = node.stream("/api/v1/export", [&](std::string_view bytes) {
    return lines.feed(bytes);
  });
  if (stopped)
    return failure{interrupted, "interrupted"};
  if (failed)
    return failed;
  if (!lines.whole())
    return failure{unreachable, "the node ended before it had told all; "
                                "nothing was kept"};
  return std::nullopt;
}

} // namespace auren::node::cli
