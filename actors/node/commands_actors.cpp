#include "actors/deadline.hpp"
#include "actors/node/command_table.hpp"
#include "actors/supervision/supervisor.hpp"
#include "messages/json.hpp"
#include "messages/message_types.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

namespace auren::node {

namespace {

using supervision::ActorInfo;

supervision::supervisor_actor root_of(const invocation& in) {
  return caf::actor_cast<supervision::supervisor_actor>(in.state->root);
}

void draw(const ActorInfo& one, const std::string& indent, std::string& out) {
  out += fmt::format(
    "{}{:<{}} {:<12} {}{}\n", indent, one.name(),
    std::max<size_t>(34 - std::min<size_t>(indent.size(), 33), 1), one.state(),
    one.strategy(),
    one.restarts() > 0 ? fmt::format("  {} restarts", one.restarts())
                       : std::string{});
  for (auto& child : one.children())
    draw(child, indent + "  ", out);
}

const ActorInfo* find(const ActorInfo& one, std::string_view path) {
  if (one.path() == path || one.name() == path)
    return &one;
  for (auto& child : one.children())
    if (auto* found = find(child, path))
      return found;
  return nullptr;
}

void with_tree(invocation in,
               const std::function<void(invocation&, const ActorInfo&)>& use) {
  auto root = root_of(in);
  if (!root)
    return in.fail(caf::make_error(errc::restarting));
  supervision::AskTree question;
  question.set_within_ms(2000);
  in.self->request(root, default_patience, std::move(question))
    .then([in, use](const ActorInfo& tree) mutable { use(in, tree); },
          [in](const caf::error& why) mutable { in.fail(why); });
}

void restart_or_kill(invocation in, bool kill) {
  auto root = root_of(in);
  if (!root)
    return in.fail(caf::make_error(errc::restarting));
  supervision::RestartActor command;
  command.set_path(in.words[0]);
  command.set_kill(kill);
  in.self->request(root, default_patience, std::move(command))
    .then(
      [in](const supervision::ActorRestarting& done) mutable {
        in.say(done, done.path() + " is being restarted\n");
      },
      [in](const caf::error& why) mutable { in.fail(why); });
}

} // namespace

void show_tree(invocation in) {
  with_tree(std::move(in), [](invocation& to, const ActorInfo& tree) {
    std::string text;
    draw(tree, "", text);
    to.say(tree, std::move(text));
  });
}

void show_actor(invocation in) {
  with_tree(std::move(in), [](invocation& to, const ActorInfo& tree) {
    auto* found = find(tree, to.words[0]);
    if (found == nullptr)
      return to.fail(
        caf::make_error(errc::not_found, "there is no actor " + to.words[0]));
    to.say(*found,
           fmt::format("{}\n  kind {}, {}, {} restarts, id {}, {} children\n",
                       found->path(), found->kind(), found->state(),
                       found->restarts(), found->actor_id(),
                       found->children_size()));
  });
}

void restart_actor(invocation in) {
  restart_or_kill(std::move(in), false);
}

void kill_actor(invocation in) {
  restart_or_kill(std::move(in), true);
}

void tell_actor(invocation in) {
  auto target = in.state->table->find(in.words[0]);
  auto& name = in.words[1];
  auto message
    = wire::new_message(name.starts_with("auren.") ? name : "auren." + name);
  if (!target || !message)
    return in.fail(caf::make_error(
      errc::not_found, target ? "there is no message " + name
                              : "there is no actor " + in.words[0]));
  std::string text;
  for (size_t i = 2; i < in.words.size(); ++i)
    text += in.words[i] + ' ';
  if (auto wrong = json::read(text.empty() ? "{}" : text, *message))
    return in.fail(caf::make_error(errc::invalid_message, *wrong));
  auto told = wire::carried(in.self->system(), *message);
  if (!told)
    return in.fail(
      caf::make_error(errc::not_found, name + " is nothing that actors tell"));
  caf::anon_send(target, *told);
  in.say(fmt::format("told {}\n", in.words[0]));
}

} // namespace auren::node
