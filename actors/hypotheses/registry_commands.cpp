#include "actors/hypotheses/registry.hpp"
#include "messages/time.hpp"

#include <caf/all.hpp>

namespace auren::hypotheses {

using namespace std::chrono_literals;

namespace {

constexpr auto analyst_patience = 5min;

} // namespace

caf::typed_response_promise<Advanced>
registry_state::advance(const Advance& command) {
  auto answer = self->make_response_promise<Advanced>();
  auto through = time::parse_day(command.through());
  if (!through) {
    answer.deliver(caf::make_error(errc::invalid_time));
    return answer;
  }
  if (advancing_.size() >= queue_limit) {
    answer.deliver(caf::make_error(errc::overloaded));
    return answer;
  }
  auto changed = time::parse_day(command.changed_from());
  days_.outdated(changed ? int64_t{*changed} : INT32_MIN);
  if (links_.experiments)
    caf::anon_send(links_.experiments, command);
  wanted_ = std::max(wanted_, int64_t{*through});
  advancing_.push_back(answer);
  if (advancing_.size() == 1)
    later({.context = {},
           .run = [this] { catch_up([this] { answer_advance(); }); },
           .fail =
             [this](const caf::error& why) {
               for (auto& one : std::exchange(advancing_, {}))
                 one.deliver(why);
             }});
  return answer;
}

void registry_state::answer_advance() {
  Advanced reply;
  if (known_->days() > 0)
    reply.set_through(date_of(engine_->next_day() - 1));
  for (auto& one : std::exchange(advancing_, {}))
    one.deliver(reply);
  finish();
}

// Reads what changed, and lives up to the day that somebody asked for.
void registry_state::catch_up(const next& then) {
  self->request(links_.memory, storage_patience, days_.question(me_))
    .then(
      [this, then](const memory::Days& days) {
        days_.take(days);
        auto before = std::exchange(
          known_, std::make_shared<record>(days_.made(*links_.by)));
        // Nobody says again after a restart what was complete before it.
        if (known_->days() > 0)
          wanted_ = std::max(wanted_, newest_day() - 1);
        correct(*before, then);
      },
      [this](const caf::error& why) {
        days_.unanswered();
        refuse(why);
      });
}

// Days that were counted may have been corrected or deleted since: then what
// rests on them is counted anew, from before the first of them.
void registry_state::correct(const record& before, const next& then) {
  auto from
    = first_change(before, *known_, engine_->hypotheses(), engine_->next_day());
  if (!from)
    return live(then);
  events::ReadStream question;
  *question.mutable_context() = me_;
  question.set_stream("person/" + me_.person() + "/hypotheses");
  count(*from, std::make_shared<count_anew>(*from), std::move(question), then);
}

void registry_state::count(int64_t from, std::shared_ptr<count_anew> anew,
                           events::ReadStream question, const next& then) {
  self->request(links_.reader, storage_patience, question)
    .then(
      [this, from, anew, question, then](const events::Events& page) mutable {
        for (auto& event : page.events()) {
          anew->fold(event);
          question.set_after_version(event.version());
        }
        if (page.events_size() > 0)
          return count(from, anew, std::move(question), then);
        self
          ->request(links_.analyst, analyst_patience,
                    std::move(*anew).task(known_, engine_->next_day() - 1))
          .then(
            [this, from, then](const findings& found) {
              auto engine = going_on(*found.after);
              auto after = told_;
              auto news = after.recounted(*engine, from, *known_);
              keep(std::move(after), std::move(news),
                   [this, engine, left = found.left, then] {
                     engine_ = engine;
                     deeds_ = left;
                     live(then);
                   });
            },
            [this](const caf::error& why) { refuse(why); });
      },
      [this](const caf::error& why) { refuse(why); });
}

int64_t registry_state::newest_day() const {
  return known_->first_day + known_->days() - 1;
}

void registry_state::live(const next& then) {
  auto through = std::min(wanted_, newest_day());
  auto from = std::max(engine_->next_day(), known_->first_day);
  bool behind = known_->days() > 0 && from <= through;
  bool owed = !deeds_.empty() && deeds_.front().next_day <= from;
  if (!behind && !owed)
    return then();
  through = std::min(through, from + days_at_once - 1);
  self
    ->request(links_.analyst, analyst_patience,
              analysis{engine_, known_, through, deeds_})
    .then([this, then](const findings& found) { learn(found, then); },
          [this](const caf::error& why) { refuse(why); });
}

void registry_state::learn(const findings& found, const next& then) {
  if (found.after->next_day() == engine_->next_day()
      && found.left.size() == deeds_.size())
    return then(); // no day came
  auto after = told_;
  auto news = after.days(found, *known_);
  keep(std::move(after), std::move(news), [this, found, then] {
    engine_ = found.after;
    deeds_ = found.left;
    live(then);
  });
}

// Appends the news; only then is anything of it true. The version fences off
// a predecessor whose last append was still under way when this one loaded.
void registry_state::keep(told after, told::news news, const next& then) {
  auto kept = [this, after = std::move(after), born = news.born,
               changed = news.changed, then]() mutable {
    told_ = std::move(after);
    for (auto& id : born)
      wake_teller(id);
    for (auto& one : changed) {
      update_teller(one);
      suggest_experiment(one);
    }
    then();
  };
  if (news.command.events_size() == 0)
    return kept();
  news.command.set_expected_version(version_);
  self->request(links_.log, storage_patience, news.command)
    .then(
      [this, command = std::move(news.command),
       kept](const events::Appended& appended) mutable {
        tell(command, appended);
        kept();
      },
      [this](const caf::error& why) {
        if (code_of(why) == errc::overloaded)
          return refuse(why); // nothing was written
        broken(why);
      });
}

void registry_state::tell(const events::Append& command,
                          const events::Appended& appended) {
  version_ = appended.version();
  if (appended.duplicates() > 0)
    return; // told before: whoever follows has it
  auto behind = static_cast<uint64_t>(command.events_size());
  events::Events news;
  for (auto& event : command.events()) {
    --behind;
    auto& one = *news.add_events();
    one = event;
    one.set_position(appended.position() - behind);
    one.set_version(appended.version() - behind);
  }
  caf::anon_send(links_.knowledge, std::move(news));
}

caf::typed_response_promise<Hypothesis>
registry_state::propose(const ProposeHypothesis& command) {
  auto answer = self->make_response_promise<Hypothesis>();
  bool more = command.direction() == "increase";
  if (!more && command.direction() != "decrease") {
    answer.deliver(caf::make_error(
      errc::refused, std::string{"direction is increase or decrease"}));
    return answer;
  }
  proposal what;
  what.cause = command.cause();
  what.effect = command.effect();
  what.lag_days = command.lag_days();
  what.direction = more ? 1 : -1;
  what.rationale = command.rationale();
  what.proposer = command.proposer();
  later(
    {.context = command.context(),
     .run
     = [this, what,
        answer] { catch_up([this, what, answer] { make(what, answer); }); },
     .fail = [answer](const caf::error& why) mutable { answer.deliver(why); }});
  return answer;
}

// Whoever proposes may have seen all data that there is, today's included.
void registry_state::make(const proposal& what, hypothesis_promise answer) {
  auto engine = std::make_shared<scientist>(*engine_);
  auto seen = what;
  seen.seen_through = newest_day();
  auto result = engine->propose(*known_, seen);
  if (auto* why = std::get_if<std::string>(&result))
    return refuse(caf::make_error(errc::refused, *why));
  auto& made = engine->hypotheses()[std::get<size_t>(result)];
  auto after = told_;
  auto news = after.registered(made, engine->next_day() - 1, *known_);
  keep(std::move(after), std::move(news),
       [this, engine, id = made.id, answer]() mutable {
         engine_ = engine;
         answer.deliver(*told_.find(id));
         finish();
       });
}

caf::typed_response_promise<Hypothesis>
registry_state::retire(const RetireHypothesis& command) {
  auto answer = self->make_response_promise<Hypothesis>();
  later(
    {.context = command.context(),
     .run =
       [this, command, answer] {
         catch_up([this, command, answer] { take_out(command, answer); });
       },
     .fail = [answer](const caf::error& why) mutable { answer.deliver(why); }});
  return answer;
}

void registry_state::take_out(const RetireHypothesis& command,
                              hypothesis_promise answer) {
  auto engine = std::make_shared<scientist>(*engine_);
  if (!engine->retire(command.id(), command.reason()))
    return refuse(caf::make_error(errc::not_found));
  auto after = told_;
  auto news = after.retired(*engine->find(command.id()), engine->next_day() - 1,
                            *known_);
  keep(std::move(after), std::move(news),
       [this, engine, id = command.id(), answer]() mutable {
         engine_ = engine;
         answer.deliver(*told_.find(id));
         finish();
       });
}

} // namespace auren::hypotheses
