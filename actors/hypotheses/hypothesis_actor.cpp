#include "actors/hypotheses/hypothesis_actor.hpp"

#include "actors/supervision/guard.hpp"

#include <caf/all.hpp>

namespace auren::hypotheses {

using namespace std::chrono_literals;

namespace {

/// Folds the stream page by page, only what is about `id`.
void load(hypothesis_actor::stateful_pointer<hypothesis_state> self,
          const events::reader_actor& reader, const std::string& id,
          events::ReadStream question) {
  self->request(reader, 30s, question)
    .then(
      [=](const events::Events& page) mutable {
        for (auto& event : page.events()) {
          HypothesisChanged change;
          if (change.ParseFromString(event.payload())
              && change.hypothesis().id() == id)
            self->state.told.fold(event);
          question.set_after_version(event.version());
        }
        if (page.events_size() > 0)
          return load(self, reader, id, std::move(question));
        self->state.loaded = true;
        if (auto& newest = self->state.newest)
          self->state.take(*newest);
      },
      [self](caf::error& why) { self->quit(std::move(why)); });
}

} // namespace

void hypothesis_state::take(const Hypothesis& now) {
  if (!loaded)
    newest = now;
  else if (now.updated() >= told.told().updated())
    told.fold(now);
}

caf::result<Hypothesis> hypothesis_state::read() const {
  if (!loaded || told.told().id().empty())
    return caf::make_error(errc::restarting);
  return told.told();
}

hypothesis_actor::behavior_type
hypothesis_teller(hypothesis_actor::stateful_pointer<hypothesis_state> self,
                  Context who, const std::string& id,
                  const events::reader_actor& reader) {
  supervision::guard(self);
  events::ReadStream question;
  question.set_stream("person/" + who.person() + "/hypotheses");
  question.set_limit(1000);
  *question.mutable_context() = std::move(who);
  load(self, reader, id, std::move(question));
  return {
    [self](const Hypothesis& now) { self->state.take(now); },
    [self](const ReadHypothesis&) { return self->state.read(); },
  };
}

} // namespace auren::hypotheses
