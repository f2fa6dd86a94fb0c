#pragma once

#include "actors/hypotheses/analyst.hpp"
#include "messages/events.pb.h"
#include "messages/hypotheses.pb.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

namespace auren::hypotheses {

/// What one person's stream of hypotheses has told so far, and what follows
/// next. A value without actors: tell with a copy, and keep the copy once its
/// events are durable.
class told {
public:
  /// Events that follow, and whom they concern.
  struct news {
    events::Append command;
    Advanced reply;
    std::set<std::string> born;      ///< Hypotheses nobody had heard of.
    std::vector<Hypothesis> changed; ///< States of the others, oldest first.
  };

  explicit told(Context who = {}) : me_(std::move(who)) {
    // nop
  }

  /// Folds an event of the stream; others, and looks, are left alone.
  void fold(const events::Event& event);

  /// Tells of the days of `found`, in words and units of `known`. Days that
  /// were told before a restart are lived through again in silence; the state
  /// after the last look goes into its event.
  news days(const findings& found, const record& known);

  /// Tells of a prediction that a person registered between two looks; the
  /// event holds all of it, for no look does. `lived` is the last day counted.
  news registered(const hypothesis& made, int64_t lived, const record& known);

  /// Tells that a person took out a hypothesis.
  news retired(const hypothesis& gone, int64_t lived, const record& known);

  /// Tells what came of days that were counted anew after a correction: what
  /// stands elsewhere or has other evidence, and (days from `from` on) the
  /// state to go on from.
  news recounted(const scientist& engine, int64_t from, const record& known);

  /// Brings every state up to `engine`, which may have lived on after the last
  /// event; that is no news.
  void refresh(const scientist& engine, const record& known);

  /// Returns the state of `id` as it was last told, or nullptr.
  const Hypothesis* find(const std::string& id) const;
  /// Calls `use` with every hypothesis, by id.
  template <class Use>
  void each(Use use) const {
    for (auto& [id, one] : all_)
      use(one.now);
  }
  /// Returns the last day whose evidence the stream says was counted.
  int64_t lived_through() const {
    return lived_through_;
  }

private:
  struct entry {
    Hypothesis now;                            ///< As it stands.
    Status::Value status = Status::registered; ///< As the last event had it.
    double log_e = 0;                          ///< As the last event had it.
  };

  void day(const day_result& lived, const record& known, bool last, news& out);
  void one(const hypothesis& h, int64_t day, const record& known, bool last,
           news& out);
  bool grew(const hypothesis& h, int64_t day, double log_e) const;
  void looks(const day_result& lived, news& out) const;
  void
  add(std::string type, const HypothesisChanged& fact, int64_t day, news& out);
  /// With what it was found to depend on, while it stands where it stood.
  Hypothesis
  stated(const hypothesis& h, const record& known, int64_t day) const;
  HypothesisChanged fact_of(const hypothesis& h, int64_t day, int64_t lived,
                            const record& known) const;
  events::Event
  event_of(std::string type, const std::string& key,
           const google::protobuf::Message& fact, int64_t day) const;

  Context me_;
  std::map<std::string, entry> all_;
  int64_t lived_through_ = INT64_MIN;
};

} // namespace auren::hypotheses
