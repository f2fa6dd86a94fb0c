#include "actors/ingest/imports.hpp"

#include "actors/deadline.hpp"
#include "actors/supervision/guard.hpp"
#include "messages/ids.hpp"
#include "messages/time.hpp"

#include <caf/all.hpp>

namespace auren::ingest {

using namespace std::chrono_literals;

namespace {

bool running(const ImportProgress& progress) {
  return progress.state() == "running";
}

/// Returns where reading `file_hash` may go on: after the last checkpoint
/// that no finished import followed.
uint64_t resume_point(const events::Events& page, const std::string& file_hash,
                      uint64_t so_far) {
  for (auto& event : page.events()) {
    ImportReported fact;
    if (!fact.ParseFromString(event.payload()) || fact.file_hash() != file_hash)
      continue;
    so_far
      = event.type() == "import.progressed" ? fact.progress().records() : 0;
  }
  return so_far;
}

/// Returns the last that the log tells of an import; nothing when it was never
/// begun.
std::optional<ImportProgress>
told_of(const std::string& import_id, const events::Events& page) {
  std::optional<ImportProgress> last;
  for (auto& event : page.events()) {
    ImportReported fact;
    if (fact.ParseFromString(event.payload())
        && fact.progress().import_id() == import_id)
      last = std::move(*fact.mutable_progress());
  }
  return last;
}

/// What is not over and is not being read here was interrupted; what waits to
/// be read is as good as running.
void set_state(ImportProgress& at, bool waits) {
  if (waits) {
    at.set_state("running");
  } else if (running(at)) {
    at.set_state("interrupted");
    at.set_error("The node was started anew. Send the file once more: it goes "
                 "on where it ended, and nothing is recorded twice.");
  }
}

} // namespace

caf::typed_response_promise<ImportStarted>
imports_state::start(const StartImport& command) {
  auto answer = self->make_response_promise<ImportStarted>();
  auto busy = std::ranges::count_if(
    entries_, [](auto& one) { return running(one.second.progress); });
  std::error_code failed;
  if (gone(command.context())) {
    if (!links.uploads.empty()) // the one that was just sent, too
      remove_uploads(links.uploads, command.context());
    answer.deliver(caf::make_error(errc::erased));
    return answer;
  }
  if (static_cast<size_t>(busy) >= at_once) {
    answer.deliver(caf::make_error(errc::overloaded));
    return answer;
  }
  if (!std::filesystem::exists(command.path(), failed)) {
    answer.deliver(
      caf::make_error(errc::not_found, "there is no file " + command.path()));
    return answer;
  }
  auto hash = fingerprint(command.path());
  self
    ->request(links.reader, patience(command.context()),
              story_of(command.context()))
    .then(
      [this, command, hash, answer](const events::Events& page) {
        launch(command, hash, resume_point(page, hash, 0), answer);
      },
      [answer](caf::error& why) mutable { answer.deliver(std::move(why)); });
  return answer;
}

void imports_state::launch(const StartImport& command, std::string file_hash,
                           uint64_t resume_after,
                           caf::typed_response_promise<ImportStarted> answer) {
  import_task task;
  task.id = command.import_id().empty() ? ids::dashed(ids::uuid7())
                                        : command.import_id();
  task.name = command.name();
  task.who = command.context();
  task.path = command.path();
  task.file_hash = std::move(file_hash);
  task.options.by = links.by;
  task.options.now_ms = time::now_ms();
  task.options.resume_after = resume_after;
  task.options.batch = links.batch;
  task.window = links.window;
  task.remove_after = command.remove_after();
  task.people = links.people;
  task.log = links.log;
  task.reader = links.reader;
  task.report = [me = caf::actor_cast<caf::actor_addr>(
                   caf::actor_cast<caf::strong_actor_ptr>(self))](
                  const ImportProgress& at) {
    if (auto manager = caf::actor_cast<caf::actor>(me))
      caf::anon_send(manager, at);
  };
  auto& one = entries_[task.id];
  one.tenant = command.context().tenant();
  one.person = command.context().person();
  one.stop = task.stop;
  one.progress.set_import_id(task.id);
  one.progress.set_state("running");
  one.progress.set_name(command.name());
  ImportStarted reply;
  reply.set_import_id(task.id);
  events::Append fact;
  *fact.mutable_context() = command.context();
  fact.mutable_context()->clear_deadline_ms();
  *fact.add_events() = import_event(command.context(), "import.started",
                                    one.progress, task.file_hash);
  caf::anon_send(links.log, std::move(fact));
  self->system().spawn<caf::detached>(import_job, std::move(task));
  answer.deliver(std::move(reply));
}

events::ReadLog imports_state::story_of(const Context& context) const {
  events::ReadLog question;
  *question.mutable_context() = context;
  question.set_stream("person/" + context.person() + "/imports");
  question.set_type("import.*");
  question.set_limit(10'000);
  return question;
}

caf::typed_response_promise<ImportProgress>
imports_state::read(const ReadImport& question) {
  auto answer = self->make_response_promise<ImportProgress>();
  auto& who = question.context();
  auto found = entries_.find(question.import_id());
  if (found != entries_.end() && found->second.person == who.person()
      && found->second.tenant == who.tenant()) {
    answer.deliver(found->second.progress);
    return answer;
  }
  const auto& id = question.import_id();
  self->request(links.reader, patience(who), story_of(who))
    .then(
      [this, answer, id](const events::Events& page) mutable {
        auto told = told_of(id, page);
        if (!told) {
          answer.deliver(caf::make_error(errc::not_found));
          return;
        }
        set_state(*told, waits(id));
        answer.deliver(std::move(*told));
      },
      [answer](caf::error& why) mutable { answer.deliver(std::move(why)); });
  return answer;
}

void imports_state::note(const ImportProgress& progress) {
  auto found = entries_.find(progress.import_id());
  if (found == entries_.end())
    return;
  found->second.progress = progress;
  if (progress.import_id() == resumed_ && !running(progress))
    resume_next();
  while (entries_.size() > kept && !running(entries_.begin()->second.progress))
    entries_.erase(entries_.begin());
}

void imports_state::resume() {
  std::ranges::move(left_over(links.uploads), std::back_inserter(left_));
  resume_next();
}

bool imports_state::waits(const std::string& import_id) const {
  return import_id == resumed_
         || std::ranges::find(left_, import_id, &upload::import_id)
              != left_.end();
}

void imports_state::resume_next() {
  resumed_.clear();
  if (left_.empty())
    return;
  auto next = std::move(left_.front());
  left_.pop_front();
  resumed_ = next.import_id;
  StartImport command;
  command.mutable_context()->set_tenant(next.tenant);
  command.mutable_context()->set_person(next.person);
  command.mutable_context()->set_subject(next.person);
  command.mutable_context()->add_scopes("samples:write");
  command.set_path(next.path);
  command.set_import_id(next.import_id);
  command.set_remove_after(true);
  self->request(imports_inside{self}, caf::infinite, std::move(command))
    .then([](const ImportStarted&) {},
          [this](const caf::error&) { resume_next(); });
}

bool imports_state::gone(const Context& who) const {
  return links.erased.contains({who.tenant(), who.person()});
}

people::Erased imports_state::erase(const Context& who) {
  links.erased.emplace(who.tenant(), who.person());
  auto theirs = [&](auto& one) {
    return one.person == who.person() && one.tenant == who.tenant();
  };
  uint64_t jobs = 0;
  std::erase_if(entries_, [&](auto& item) {
    if (!theirs(item.second))
      return false;
    jobs += running(item.second.progress);
    *item.second.stop = true;
    return true;
  });
  std::erase_if(left_, theirs);
  people::Erased reply;
  auto& counts = *reply.mutable_counts();
  counts["imports"] = jobs;
  counts["uploads"]
    = links.uploads.empty() ? 0 : remove_uploads(links.uploads, who);
  return reply;
}

void imports_state::stop_all() {
  for (auto& [id, one] : entries_)
    *one.stop = true;
}

imports_inside::behavior_type
imports(imports_inside::stateful_pointer<imports_state> self,
        imports_links links) {
  supervision::guard(self);
  self->state.links = std::move(links);
  self->set_exit_handler([self](caf::exit_msg& message) {
    self->state.stop_all();
    self->quit(std::move(message.reason));
  });
  if (!self->state.links.uploads.empty())
    self->state.resume();
  return {
    [self](const StartImport& command) { return self->state.start(command); },
    [self](const ReadImport& question) { return self->state.read(question); },
    [self](const ImportProgress& at) { self->state.note(at); },
    [self](const people::Erase& command) {
      return self->state.erase(command.context());
    },
  };
}

} // namespace auren::ingest
