#include "gateway/http/rate_limit.hpp"

#include "messages/context.pb.h"
#include "messages/errc.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace auren::http {

namespace {

std::string client_of(const call& asked) {
  auto* who = std::any_cast<Context>(&asked.caller);
  return asked.asked().remote + ' ' + (who != nullptr ? who->person() : "");
}

edge::response too_many(std::chrono::milliseconds wait) {
  auto answer = edge::problem(errc::too_many);
  answer.headers.set("Retry-After",
                     std::to_string((wait.count() + 999) / 1000));
  return answer;
}

} // namespace

rate_limit::rate_limit(rate_options how) : how_(std::move(how)) {
  // nop
}

void rate_limit::fill(bucket& one, time_point now) const {
  std::chrono::duration<double> passed = now - one.filled;
  one.tokens = std::min(how_.burst, one.tokens + passed.count() * how_.rate);
  one.filled = now;
}

void rate_limit::make_room(time_point now) {
  for (auto at = buckets_.begin(); at != buckets_.end();) {
    fill(at->second, now);
    at = at->second.tokens >= how_.burst ? buckets_.erase(at) : std::next(at);
  }
  if (buckets_.size() >= how_.clients)
    buckets_.clear();
}

std::optional<std::chrono::milliseconds>
rate_limit::take(const std::string& client, double cost) {
  auto now = how_.now();
  cost = std::min(cost, how_.burst);
  std::lock_guard lock{mutex_};
  auto found = buckets_.find(client);
  if (found == buckets_.end()) {
    if (buckets_.size() >= how_.clients)
      make_room(now);
    found = buckets_.emplace(client, bucket{how_.burst, now}).first;
  }
  auto& mine = found->second;
  fill(mine, now);
  if (mine.tokens < cost)
    return std::chrono::milliseconds{
      static_cast<int64_t>(std::ceil((cost - mine.tokens) / how_.rate * 1000))};
  mine.tokens -= cost;
  return std::nullopt;
}

size_t rate_limit::clients() const {
  std::lock_guard lock{mutex_};
  return buckets_.size();
}

std::function<std::optional<edge::response>(call&)>
limited(std::function<std::optional<edge::response>(call&)> before,
        std::shared_ptr<rate_limit> limit) {
  return [before = std::move(before), limit = std::move(limit)](
           call& asked) -> std::optional<edge::response> {
    if (auto refused = before(asked))
      return refused;
    auto cost = asked.matched != nullptr ? asked.matched->cost : 1;
    if (auto wait = limit->take(client_of(asked), cost))
      return too_many(*wait);
    return std::nullopt;
  };
}

} // namespace auren::http
