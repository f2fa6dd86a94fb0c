#include "actors/supervision/policy.hpp"

#include <algorithm>
#include <cmath>

namespace auren::supervision {

std::string to_string(restart kind) {
  switch (kind) {
    case restart::permanent: return "permanent";
    case restart::transient: return "transient";
    case restart::temporary: return "temporary";
  }
  return "?";
}

std::string to_string(strategy how) {
  switch (how) {
    case strategy::one_for_one: return "one_for_one";
    case strategy::rest_for_one: return "rest_for_one";
    case strategy::one_for_all: return "one_for_all";
  }
  return "?";
}

milliseconds delay_of(const backoff& settings, size_t failures, double draw) {
  auto step = failures - (settings.first_at_once ? 1 : 0);
  if (step == 0)
    return milliseconds::zero();
  auto longest = static_cast<double>(settings.longest.count());
  auto exact = static_cast<double>(settings.initial.count())
               * std::pow(settings.factor, static_cast<double>(step - 1));
  auto spread = 1 + settings.jitter * (2 * draw - 1);
  return milliseconds{std::llround(std::min(exact, longest) * spread)};
}

restart_window::restart_window(size_t limit, milliseconds length)
  : limit_(limit), length_(length) {
  // nop
}

bool restart_window::admit(time_point now) {
  failures_.push_back(now);
  return count(now) <= limit_;
}

size_t restart_window::count(time_point now) {
  forget_before(now);
  return failures_.size();
}

void restart_window::forget_before(time_point now) {
  while (!failures_.empty() && failures_.front() + length_ < now)
    failures_.pop_front();
}

} // namespace auren::supervision
