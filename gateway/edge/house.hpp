#pragma once

// Includes Asio: only for the .cpp files of this folder.

#include "gateway/edge/doorman.hpp"
#include "gateway/edge/exchange.hpp"
#include "gateway/edge/options.hpp"

#include <boost/asio/ssl/context.hpp>
#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <cstdint>
#include <optional>

namespace auren::edge {

/// What all connections of a server share.
struct house {
  house(options its_options, handler its_handler)
    : how(std::move(its_options)), handle(std::move(its_handler)),
      door(how.limit) {
    // nop
  }

  options how;
  handler handle;
  doorman door;
  std::optional<boost::asio::ssl::context> tls;
  boost::asio::thread_pool disk{1}; ///< Spools bodies, off the io threads.
  std::atomic<bool> draining{false};
  std::atomic<uint64_t> requests{0};
  std::atomic<uint64_t> refused{0};
  std::atomic<uint64_t> websockets{0};
};

} // namespace auren::edge
