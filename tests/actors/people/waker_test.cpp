#include "actors/people/waker.hpp"
#include "messages/hypotheses.pb.h"

#include <doctest/doctest.h>

using namespace auren;

namespace {

events::Event told_of_trial(const char* type, const char* id,
                            hypotheses::ExperimentStatus::Value status) {
  hypotheses::ExperimentChanged change;
  change.mutable_experiment()->set_id(id);
  change.mutable_experiment()->set_status(status);
  events::Event event;
  event.set_type(type);
  event.set_payload(change.SerializeAsString());
  return event;
}

} // namespace

TEST_SUITE_BEGIN("people.waker");

TEST_CASE("an experiment runs from its acceptance to its end") {
  using is = hypotheses::ExperimentStatus;
  people::running_experiments all;
  CHECK_FALSE(all.any());
  all.add(told_of_trial("experiment.proposed", "a", is::proposed));
  CHECK_FALSE(all.any());
  all.add(told_of_trial("experiment.accepted", "a", is::running));
  all.add(told_of_trial("experiment.declined", "b", is::declined));
  CHECK(all.any());
  all.add(told_of_trial("experiment.stopped", "a", is::stopped));
  CHECK_FALSE(all.any());
}

TEST_CASE("what is no experiment, or cannot be read, counts for nothing") {
  people::running_experiments all;
  auto other = told_of_trial("hypothesis.registered", "a",
                             hypotheses::ExperimentStatus::running);
  all.add(other);
  events::Event torn;
  torn.set_type("experiment.accepted");
  torn.set_payload("\xff\xff");
  all.add(torn);
  CHECK_FALSE(all.any());
}

TEST_SUITE_END();
