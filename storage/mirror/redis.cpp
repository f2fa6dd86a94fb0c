#include "storage/mirror/redis.hpp"

#include <hiredis/hiredis.h>

#include <charconv>

namespace auren::storage::mirror {

namespace {

using clock = std::chrono::steady_clock;

timeval timeval_of(std::chrono::milliseconds span) {
  timeval result{};
  result.tv_sec = span.count() / 1000;
  result.tv_usec = (span.count() % 1000) * 1000;
  return result;
}

} // namespace

std::optional<redis_address> parse_redis_address(std::string_view text) {
  constexpr std::string_view scheme = "unix:";
  if (text.starts_with(scheme) && text.size() > scheme.size())
    return redis_address{std::string{text.substr(scheme.size())}, 0};
  auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0)
    return std::nullopt;
  int port = 0;
  auto* end = text.data() + text.size();
  auto [at, wrong] = std::from_chars(text.data() + colon + 1, end, port);
  if (wrong != std::errc{} || at != end || port < 1 || port > 65535)
    return std::nullopt;
  return redis_address{std::string{text.substr(0, colon)}, port};
}

void redis::closer::operator()(redisContext* context) const {
  redisFree(context);
}

void redis::closer::operator()(redisReply* reply) const {
  freeReplyObject(reply);
}

redis::redis(redis_address where, std::chrono::milliseconds patience)
  : where_(std::move(where)), patience_(patience) {
  // nop
}

bool redis::connect() {
  if (context_)
    return true;
  if (clock::now() < rests_until_)
    return false;
  auto wait = timeval_of(patience_);
  context_.reset(
    where_.port == 0
      ? redisConnectUnixWithTimeout(where_.host.c_str(), wait)
      : redisConnectWithTimeout(where_.host.c_str(), where_.port, wait));
  if (context_ && context_->err == 0
      && redisSetTimeout(context_.get(), wait) == REDIS_OK)
    return true;
  context_.reset();
  rests_until_ = clock::now() + redis_rest;
  return false;
}

redis::reply
redis::ask(const char* command, std::string_view key, std::string_view value) {
  if (!connect())
    return nullptr;
  auto* answer
    = value.empty()
        ? redisCommand(context_.get(), command, key.data(), key.size())
        : redisCommand(context_.get(), command, key.data(), key.size(),
                       value.data(), value.size());
  reply result{static_cast<redisReply*>(answer)};
  if (!result) { // What comes later would answer another question.
    context_.reset();
    rests_until_ = clock::now() + redis_rest;
  }
  return result;
}

bool redis::set(std::string_view key, std::string_view value,
                std::chrono::seconds lives) {
  auto command = "SET %b %b EX " + std::to_string(lives.count());
  auto answer = ask(command.c_str(), key, value);
  return answer && answer->type == REDIS_REPLY_STATUS;
}

std::optional<std::string> redis::get(std::string_view key) {
  auto answer = ask("GET %b", key, {});
  if (!answer || answer->type != REDIS_REPLY_STRING)
    return std::nullopt;
  return std::string{answer->str, static_cast<size_t>(answer->len)};
}

bool redis::remove(std::string_view key) {
  auto answer = ask("DEL %b", key, {});
  return answer && answer->type == REDIS_REPLY_INTEGER;
}

} // namespace auren::storage::mirror
