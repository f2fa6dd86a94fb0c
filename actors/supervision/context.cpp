#include "actors/supervision/context.hpp"

#include "messages/supervision.pb.h"

namespace auren::supervision {

void child_context::report(const ActorReport& report) const {
  emit(*tree, report);
}

void emit(const environment& tree, const ActorReport& report) noexcept {
  try {
    if (tree.report)
      tree.report(report);
  } catch (...) {
    // a reporter that fails must not take the tree with it
  }
}

} // namespace auren::supervision
