#include "actors/hypotheses/story.hpp"

namespace auren::hypotheses {

namespace {

/// Adds `point`, or replaces the last one when it is of the same day.
void add(google::protobuf::RepeatedPtrField<EvidencePoint>& points,
         const EvidencePoint& point) {
  auto n = points.size();
  if (n > 0 && points[n - 1].date() == point.date())
    points[n - 1] = point;
  else if (n == 0 || points[n - 1].date() < point.date())
    *points.Add() = point;
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
  auto points = std::move(*told_.mutable_evidence());
  for (auto& point : now.evidence())
    add(points, point);
  auto position = std::max(told_.position(), now.position());
  told_ = now;
  told_.set_position(position);
  *told_.mutable_evidence() = std::move(points);
}

} // namespace auren::hypotheses
