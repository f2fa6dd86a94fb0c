#pragma once

#include "actors/node/bench/bench.hpp"

namespace auren::node::bench {

/// The vector index on 100,000 vectors, beside comparing all and beside a
/// Chroma server when AUREN_PEER_CHROMA is its URL; then semantic memory with
/// 100,000 memories of one person.
std::vector<figure> vectors();

} // namespace auren::node::bench
