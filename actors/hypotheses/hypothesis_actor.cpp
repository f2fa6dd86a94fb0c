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
      },
      [self](caf::error& why) { self->quit(std::move(why)); });
}

} // namespace

hypothesis_actor::behavior_type
hypothesis_teller(hypothesis_actor::stateful_pointer<hypothesis_state> self,
                  Context who, std::string id, events::reader_actor reader) {
  supervision::guard(self);
  events::ReadStream question;
  question.set_stream("person/" + who.person() + "/hypotheses");
  question.set_limit(1000);
  *question.mutable_context() = std::move(who);
  load(self, reader, id, std::move(question));
  return {
    [self](const Hypothesis& now) { self->state.told.fold(now); },
    [self](const ReadHypothesis&) -> caf::result<Hypothesis> {
      if (self->state.told.told().id().empty())
        return caf::make_error(errc::restarting);
      return self->state.told.told();
    },
  };
}

} // namespace auren::hypotheses
