#include "actors/node/command_table.hpp"
#include "actors/node/tree.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

namespace auren::node {

using namespace std::chrono_literals;

void erase_person(invocation in) {
  auto eraser = in.state->table->resolve<people::eraser_actor>(path::eraser);
  if (!eraser)
    return in.fail(caf::make_error(errc::restarting));
  people::ErasePerson command;
  command.mutable_context()->set_tenant("home");
  command.mutable_context()->set_person(in.words[0]);
  command.mutable_context()->set_subject("operator");
  command.set_confirm(in.words[1]);
  in.self->request(*eraser, 600s, std::move(command))
    .then(
      [in](const people::PersonErased& receipt) mutable {
        std::string text = receipt.person() + " was erased, receipt "
                           + receipt.receipt_id() + '\n';
        for (auto& one : receipt.unfinished())
          text += "not done: " + one + '\n';
        in.say(receipt, std::move(text));
      },
      [in](const caf::error& why) mutable { in.fail(why); });
}

} // namespace auren::node
