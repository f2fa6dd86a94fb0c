#include "storage/sealing_line.hpp"

#include "storage/append_rules.hpp"

#include <algorithm>
#include <utility>

namespace auren::storage {

namespace {

constexpr size_t most_under_way = 8;

void seal_one(outgoing& one, seal::codec payloads) {
  auto event = one.event;
  event.previous_hash = *one.last_hash;
  auto sealed = seal_event(event, one.payload, one.key, payloads);
  *one.last_hash = std::move(sealed.hash);
  one.body = std::move(sealed.bytes);
}

} // namespace

sealing_line::sealing_line(seal::codec payloads)
  : payloads_(payloads),
    thread_([this](const std::stop_token& stop) { run(stop); }) {}

sealing_line::~sealing_line() {
  forget();
}

void sealing_line::add(outgoing next, const sink& out) {
  filling_.events.push_back(std::move(next));
  if (filling_.events.size() < group_size)
    return;
  hand_over();
  while (!under_way_.empty()
         && (first_is_sealed() || under_way_.size() > most_under_way))
    take_first(out);
}

void sealing_line::flush(const sink& out) {
  if (!under_way_.empty()) {
    if (!filling_.events.empty())
      hand_over();
    while (!under_way_.empty())
      take_first(out);
    return;
  }
  auto few = std::exchange(filling_, {}); // to wake the thread would cost more
  seal(few);
  give(few, out);
}

void sealing_line::forget() noexcept {
  for (; !under_way_.empty(); under_way_.pop_front())
    wait_for_first();
  filling_ = {};
}

bool sealing_line::holds(std::string_view event_id, int64_t person) const {
  auto has = [&](const group& some) {
    return std::ranges::any_of(some.events, [&](const outgoing& one) {
      return one.event.event_id == event_id && one.person == person;
    });
  };
  return has(filling_)
         || std::ranges::any_of(under_way_,
                                [&](const auto& some) { return has(*some); });
}

void sealing_line::hand_over() {
  auto next = std::make_unique<group>(std::exchange(filling_, {}));
  filling_.events.reserve(group_size);
  {
    std::lock_guard guard{mutex_};
    waiting_.push_back(next.get());
  }
  woken_.notify_one();
  under_way_.push_back(std::move(next));
}

bool sealing_line::first_is_sealed() const {
  return sealed_ != taken_;
}

void sealing_line::wait_for_first() {
  sealed_.wait(taken_);
  ++taken_;
}

void sealing_line::take_first(const sink& out) {
  wait_for_first();
  auto done = std::move(under_way_.front());
  under_way_.pop_front();
  give(*done, out);
}

void sealing_line::give(const group& done, const sink& out) {
  if (done.failed)
    std::rethrow_exception(done.failed);
  if (!done.events.empty())
    out(done.events);
}

void sealing_line::seal(group& work) const noexcept {
  try {
    for (auto& one : work.events)
      seal_one(one, payloads_);
  } catch (...) {
    work.failed = std::current_exception();
  }
}

void sealing_line::run(const std::stop_token& stop) {
  std::unique_lock guard{mutex_};
  while (woken_.wait(guard, stop, [this] { return !waiting_.empty(); })) {
    auto* next = waiting_.front();
    waiting_.pop_front();
    guard.unlock();
    seal(*next);
    ++sealed_;
    sealed_.notify_one();
    guard.lock();
  }
}

} // namespace auren::storage
