#pragma once

#include "actors/agents/facts.hpp"
#include "actors/agents/personas.hpp"
#include "actors/agents/question.hpp"
#include "messages/agents.pb.h"

#include <memory>
#include <span>
#include <string_view>

/// How a specialist comes from facts to claims: a strategy, pure.
namespace auren::agents {

/// Everything that a specialist has to go by.
struct brief {
  const persona& who;
  const question& asked;
  const facts& known;
  std::span<const Contribution> before; ///< What others said already.
};

/// Comes to claims with evidence. What it returns is reviewed by the critic
/// before anybody sees it; it need not be trusted.
class reasoner {
public:
  virtual ~reasoner() = default;

  /// Returns its name and version, for the record.
  virtual std::string_view name() const = 0;

  /// Returns claims (most telling first, `rank` set), their evidence and the
  /// steps that led there. Must not block.
  virtual Consulted consider(const brief& b) const = 0;
};

/// Composes claims from the evidence by fixed rules: deterministic, offline,
/// without a model.
class local_reasoner : public reasoner {
public:
  /// Knows by `known` which way is better.
  explicit local_reasoner(const cast& known = cast::built_in());

  std::string_view name() const override;
  Consulted consider(const brief& b) const override;

private:
  const cast& cast_;
};

} // namespace auren::agents
