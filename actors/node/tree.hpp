#pragma once

#include "actors/node/parts.hpp"
#include "actors/supervision/spec.hpp"
#include "messages/context.pb.h"

namespace auren::node {

/// Where each stage's actors are, as paths of the tree.
namespace path {
inline constexpr auto log = "node/events/event_log";
inline constexpr auto readers = "node/events/readers";
inline constexpr auto feed = "node/events/feed";
inline constexpr auto projector = "node/events/projector";
inline constexpr auto historians = "node/memory/historians";
inline constexpr auto embedder = "node/memory/embedder";
inline constexpr auto mirror = "node/memory/mirror";
inline constexpr auto analyst = "node/hypotheses/analyst";
inline constexpr auto people = "node/people";
inline constexpr auto door = "node/door";
inline constexpr auto sharing = "node/knowledge/sharing";
inline constexpr auto hub = "node/streams/hub";
inline constexpr auto gates = "node/ingest/gates";
inline constexpr auto imports = "node/ingest/imports";
inline constexpr auto eraser = "node/eraser";
inline constexpr auto op = "node/operator";
} // namespace path

/// The whole node as data, in the order in which each feeds on the others:
/// a stage that fails takes down only what feeds on it.
supervision::supervisor_spec node_tree(const std::shared_ptr<parts>& of);

/// One person's branch: the tiers of memory, hypotheses, knowledge, agents.
supervision::child_spec
person_branch(const std::shared_ptr<parts>& of, const Context& who);

} // namespace auren::node
