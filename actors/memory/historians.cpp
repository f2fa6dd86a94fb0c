#include "actors/memory/historians.hpp"

#include "actors/supervision/guard.hpp"

#include <caf/all.hpp>

namespace auren::memory {

historian_actor::behavior_type
historians(historian_actor::stateful_pointer<historians_state> self,
           std::vector<historian_actor> all) {
  supervision::guard(self);
  self->state.all = std::move(all);
  for (auto& one : self->state.all)
    self->link_to(one); // they come and go together
  return {
    [self](ReadSeries& question) {
      auto& s = self->state;
      auto& who = question.context();
      auto i = std::hash<std::string>{}(who.tenant() + '/' + who.person())
               % s.all.size();
      return self->delegate(s.all[i], std::move(question));
    },
  };
}

} // namespace auren::memory
