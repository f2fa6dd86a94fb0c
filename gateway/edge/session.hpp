#pragma once

// Includes Asio: only for the .cpp files of this folder.

#include "gateway/edge/connection.hpp"

namespace auren::edge {

/// Turns a connection's parts into a WebSocket that answers `asked`.
void open_session(arrival from, request asked, websocket_events events);

} // namespace auren::edge
