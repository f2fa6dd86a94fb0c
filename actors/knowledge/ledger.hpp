#pragma once

#include "messages/events.pb.h"
#include "messages/hypotheses.pb.h"
#include "messages/knowledge.pb.h"

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace auren::knowledge {

/// What was found about one person, folded from the hypotheses' stream.
/// Pure: the same events give the same insights and the same facts, with the
/// same ids, however often they are folded.
class ledger {
public:
  /// Keeps the facts in `stream`, e.g. "person/me/knowledge".
  explicit ledger(std::string stream = {});

  /// Takes the next event of the hypotheses' stream. Events whose version was
  /// seen are skipped; unknown types and empty (erased) payloads only move
  /// the version.
  /// @returns the fact that follows from it ("knowledge.*"), ready to append,
  /// or nothing when nothing changed in kind.
  std::optional<events::Event> fold(const events::Event& event);

  /// Returns the version of the last event that was folded.
  uint64_t version() const;

  /// Returns every insight there ever was, oldest first; what was withdrawn
  /// stays with its status.
  Knowledge list() const;

private:
  struct entry {
    Insight insight;
    std::string newest; ///< Event of the newest numbers, when not a change.
  };

  std::optional<events::Event>
  apply(const events::Event& event, const hypotheses::Hypothesis& h);
  events::Event fact(const events::Event& cause, const Insight& insight,
                     const std::string& type, const std::string& reason) const;

  std::string stream_;
  uint64_t version_ = 0;
  std::map<std::string, entry> entries_;
  std::vector<std::string> order_;
};

} // namespace auren::knowledge
