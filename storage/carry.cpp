#include "storage/carry.hpp"

#include "storage/failure.hpp"
#include "storage/sha256.hpp"

#include <limits>
#include <map>

namespace auren::storage {

namespace {

/// Reads somebody's events, or everybody's, one after the other.
class log_cursor {
public:
  log_cursor(event_reader& log, const std::optional<person_id>& who,
             uint64_t after = 0)
    : log_(log) {
    question_.set_everyone(!who);
    question_.set_after(after);
    if (who) {
      question_.mutable_context()->set_tenant(who->tenant);
      question_.mutable_context()->set_person(who->person);
    }
  }

  /// Returns the events that come next; none at the end. Throws `refusal`.
  events::Events page() {
    auto found = value_of(log_.read_log(question_));
    if (found.events_size() > 0)
      question_.set_after(found.events().rbegin()->position());
    return found;
  }

  /// Returns the next event, or null at the end.
  const events::Event* next() {
    if (at_ == page_.events_size()) {
      page_ = page();
      at_ = 0;
    }
    return at_ < page_.events_size() ? &page_.events(at_++) : nullptr;
  }

private:
  event_reader& log_;
  events::ReadLog question_;
  events::Events page_;
  int at_ = 0;
};

/// An event without what only its place in one store gives it.
std::string content_of(events::Event event) {
  event.clear_position();
  event.clear_previous_hash();
  return event.SerializeAsString();
}

class carrier {
public:
  carrier(event_reader& from, event_repository& to,
          const std::optional<person_id>& only, const carry_progress& progress)
    : from_(from), to_(to), only_(only), progress_(progress) {}

  carried run() {
    for (const auto& entry : value_of(from_.people()))
      if (!only_ || *only_ == entry.id)
        people_.push_back(entry);
    for (const auto& entry : value_of(to_.people()))
      gone_[entry.id] = entry.erased;
    uint64_t first = std::numeric_limits<uint64_t>::max();
    for (const auto& entry : people_)
      first = std::min(first, first_missing(entry.id));
    outcome_.whole = copy(first);
    if (outcome_.whole)
      for (const auto& entry : people_)
        finish(entry);
    outcome_.people = people_.size();
    outcome_.digest = digest_.finish();
    return outcome_;
  }

private:
  /// Returns the position in the source from which on the target lacks the
  /// person's events.
  uint64_t first_missing(const person_id& who) {
    log_cursor source{from_, who};
    log_cursor target{to_, who};
    while (const auto* there = target.next()) {
      const auto* here = source.next();
      if (here == nullptr || content_of(*here) != content_of(*there))
        throw refusal{caf::make_error(
          errc::refused, "the target has another history of a person who "
                         "would be carried; nothing was changed")};
      ++outcome_.duplicates;
    }
    const auto* here = source.next();
    return here == nullptr ? std::numeric_limits<uint64_t>::max()
                           : here->position();
  }

  bool copy(uint64_t first) {
    if (first == std::numeric_limits<uint64_t>::max())
      return true;
    log_cursor source{from_, only_, first - 1};
    uint64_t done = 0;
    for (;;) {
      auto page = source.page();
      if (page.events_size() == 0)
        return true;
      append(page);
      done += static_cast<uint64_t>(page.events_size());
      if (progress_ && !progress_(done))
        return false;
    }
  }

  void append(events::Events& page) {
    std::vector<events::Append> commands;
    for (auto& event : *page.mutable_events()) {
      auto same = [&](const Context& context) {
        return context.tenant() == event.tenant()
               && context.person() == event.person();
      };
      if (gone_[{event.tenant(), event.person()}])
        continue; // their mark came last: all before it is there
      if (commands.empty() || !same(commands.back().context())) {
        auto& context = *commands.emplace_back().mutable_context();
        context.set_tenant(event.tenant());
        context.set_person(event.person());
      }
      *commands.back().add_events() = std::move(event);
    }
    std::vector<const events::Append*> batch;
    batch.reserve(commands.size());
    for (const auto& command : commands)
      batch.push_back(&command);
    for (auto& result : to_.append_batch(batch))
      value_of(std::move(result));
  }

  void finish(const person_entry& entry) {
    auto requests = requests_of(entry.id);
    compare(entry.id, requests);
    if (entry.erased) {
      ++outcome_.erased;
      value_of(to_.erase_person(entry.id));
      return;
    }
    keep(entry.id, requests);
  }

  std::vector<kept_request> requests_of(const person_id& who) {
    std::vector<kept_request> all;
    for (;;) {
      auto more
        = value_of(from_.requests(who, all.empty() ? "" : all.back().key_hash));
      if (more.empty())
        return all;
      std::ranges::move(more, std::back_inserter(all));
    }
  }

  /// Walks both histories side by side, and gives each request the position
  /// that its event has in the target.
  void compare(const person_id& who, std::vector<kept_request>& requests) {
    std::multimap<uint64_t, kept_request*> by_position;
    for (auto& one : requests)
      by_position.emplace(one.position, &one);
    log_cursor source{from_, who};
    log_cursor target{to_, who};
    while (const auto* here = source.next()) {
      const auto* there = target.next();
      auto content = content_of(*here);
      if (there == nullptr || content != content_of(*there))
        throw refusal{caf::make_error(
          errc::damaged, "what arrived is not what was sent, at position "
                           + std::to_string(here->position()))};
      digest_.add(sha256_of(content));
      ++outcome_.events;
      auto [from, end] = by_position.equal_range(here->position());
      for (auto it = from; it != end; ++it)
        it->second->position = there->position();
    }
    if (target.next() != nullptr)
      throw refusal{caf::make_error(
        errc::damaged, "somebody else wrote to the target meanwhile")};
  }

  void keep(const person_id& who, std::span<const kept_request> requests) {
    constexpr size_t at_once = 1000;
    for (size_t i = 0; i < requests.size(); i += at_once)
      value_of(to_.keep_requests(
        who, requests.subspan(i, std::min(at_once, requests.size() - i))));
    outcome_.requests += requests.size();
  }

  event_reader& from_;
  event_repository& to_;
  const std::optional<person_id>& only_;
  const carry_progress& progress_;
  std::vector<person_entry> people_;
  std::map<person_id, bool> gone_;
  sha256 digest_;
  carried outcome_;
};

} // namespace

caf::expected<carried>
carry(event_reader& from, event_repository& to,
      const std::optional<person_id>& only, const carry_progress& progress) {
  return guarded([&] { return carrier{from, to, only, progress}.run(); });
}

} // namespace auren::storage
