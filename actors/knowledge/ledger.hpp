#pragma once

#include "messages/events.pb.h"
#include "messages/hypotheses.pb.h"
#include "messages/knowledge.pb.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace auren::knowledge {

/// What was found about one person, folded from the streams of hypotheses and
/// of experiments. Pure: the same events give the same insights and the same
/// facts, with the same ids, however often they are folded.
class ledger {
public:
  /// Keeps the facts in `stream`, e.g. "person/me/knowledge".
  explicit ledger(std::string stream = {});

  /// Takes the next event of either stream. Events whose version was seen are
  /// skipped; unknown types and empty (erased) payloads only move the version.
  /// @returns the facts that follow from it ("knowledge.*"), ready to append:
  /// its own, and of others on the same pair that it settles. None when
  /// nothing changed in kind.
  std::vector<events::Event> fold(const events::Event& event);

  /// Returns the version of the last event that was folded of the hypotheses'
  /// stream, or of the experiments'.
  uint64_t version() const;
  uint64_t trials_version() const;

  /// Returns every insight there ever was, oldest first; what was withdrawn
  /// stays with its status.
  Knowledge list() const;

private:
  struct entry {
    Insight own;        ///< As its own evidence has it.
    Insight told;       ///< As it stands beside the others.
    std::string newest; ///< Event of the newest numbers, when not a change.
  };

  std::vector<events::Event>
  apply(const events::Event& event, Insight after, const std::string& reason);
  std::vector<events::Event>
  settle_pair(const events::Event& event, const Insight& about,
              const std::string& reason);
  events::Event fact(const events::Event& cause, const Insight& insight,
                     const std::string& type, const std::string& reason) const;

  std::string stream_;
  uint64_t version_ = 0;
  uint64_t trials_version_ = 0;
  std::map<std::string, entry> entries_;
  std::vector<std::string> order_;
};

} // namespace auren::knowledge
