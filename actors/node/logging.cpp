#include "actors/node/logging.hpp"

#include <spdlog/sinks/ringbuffer_sink.h>
#include <spdlog/sinks/stdout_color_sinks.h>
#include <spdlog/spdlog.h>

namespace auren::node {

namespace {

std::shared_ptr<spdlog::sinks::ringbuffer_sink_mt> ring() {
  static auto sink = std::make_shared<spdlog::sinks::ringbuffer_sink_mt>(500);
  return sink;
}

} // namespace

void start_logging(std::string_view level) {
  auto to_stderr = std::make_shared<spdlog::sinks::stderr_color_sink_mt>();
  spdlog::sinks_init_list sinks{to_stderr, ring()};
  auto logger = std::make_shared<spdlog::logger>("auren", sinks);
  logger->set_level(spdlog::level::from_str(std::string{level}));
  logger->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
  spdlog::set_default_logger(std::move(logger));
}

std::vector<std::string> recent_log(size_t n) {
  return ring()->last_formatted(n);
}

} // namespace auren::node
