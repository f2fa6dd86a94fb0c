#include "actors/hypotheses/story.hpp"

#include <algorithm>

namespace auren::hypotheses {

namespace {

/// Puts `point` at its day; of the same day the newer state counts.
void add(google::protobuf::RepeatedPtrField<EvidencePoint>& points,
         const EvidencePoint& point, bool newer) {
  auto at = std::ranges::lower_bound(points, point.date(), {},
                                     [](auto& p) { return p.date(); });
  if (at != points.end() && at->date() == point.date()) {
    if (newer)
      *at = point;
    return;
  }
  auto place = at - points.begin();
  *points.Add() = point;
  std::rotate(points.begin() + place, points.end() - 1, points.end());
}

} // namespace

void story::fold(const events::Event& event) {
  HypothesisChanged change;
  if (!event.type().starts_with("hypothesis.")
      || event.type() == "hypothesis.looked"
      || !change.ParseFromString(event.payload()))
    return;
  if (!told_.id().empty() && change.hypothesis().id() != told_.id())
    return;
  change.mutable_hypothesis()->set_position(event.position());
  fold(change.hypothesis());
}

void story::fold(const Hypothesis& now) {
  auto newer = now.updated() >= told_.updated();
  auto points = std::move(*told_.mutable_evidence());
  for (auto& point : now.evidence())
    add(points, point, newer);
  auto position = std::max(told_.position(), now.position());
  if (newer)
    told_ = now;
  told_.set_position(position);
  *told_.mutable_evidence() = std::move(points);
}

} // namespace auren::hypotheses
