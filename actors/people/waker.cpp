#include "actors/people/waker.hpp"

#include "actors/supervision/guard.hpp"
#include "messages/hypotheses.pb.h"

#include <caf/all.hpp>

#include <algorithm>

namespace auren::people {

namespace {

constexpr std::chrono::seconds reading_patience{60};

} // namespace

std::string experiments_stream(const Context& who) {
  return "person/" + who.person() + "/experiments";
}

void running_experiments::add(const events::Event& event) {
  hypotheses::ExperimentChanged told;
  if (event.type().starts_with("experiment.")
      && told.ParseFromString(event.payload()))
    last_[told.experiment().id()] = told.experiment().status();
}

bool running_experiments::any() const {
  return std::any_of(last_.begin(), last_.end(), [](auto& one) {
    return one.second == hypotheses::ExperimentStatus::running;
  });
}

void waker_state::look() {
  if (next_ >= links.people.size())
    return;
  found_ = {};
  events::ReadStream question;
  *question.mutable_context() = links.people[next_];
  question.set_stream(experiments_stream(links.people[next_]));
  read(std::move(question));
}

void waker_state::read(events::ReadStream question) {
  self->request(links.reader, reading_patience, question)
    .then(
      [this, question](const events::Events& page) mutable {
        for (auto& event : page.events())
          found_.add(event);
        if (page.events().empty())
          return go_on();
        question.set_after_version(page.events().rbegin()->version());
        read(std::move(question));
      },
      [this](const caf::error&) { go_on(); });
}

void waker_state::go_on() {
  if (found_.any()) {
    hypotheses::ListExperiments question;
    *question.mutable_context() = links.people[next_];
    caf::anon_send(links.door, std::move(question));
  }
  ++next_;
  self->send(self, caf::tick_atom_v);
}

waker_actor::behavior_type
waker(waker_actor::stateful_pointer<waker_state> self, waker_links links) {
  supervision::guard(self);
  self->state.links = std::move(links);
  self->send(self, caf::tick_atom_v);
  return {
    [self](caf::tick_atom) { self->state.look(); },
  };
}

} // namespace auren::people
