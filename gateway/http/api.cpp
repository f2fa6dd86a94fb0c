#include "gateway/http/api.hpp"

#include "messages/time.hpp"

#include <caf/all.hpp>

#include <charconv>

namespace auren::http {

caf::behavior gateway_actor(caf::event_based_actor* self) {
  self->set_exception_handler([](std::exception_ptr&) -> caf::error {
    return caf::make_error(errc::internal); // and print nothing of it
  });
  return {
    [self](const errand& what) { what(self); },
  };
}

api::api(caf::actor_system& system, api_links links, api_options how)
  : system_(system), links_(std::move(links)), options_(std::move(how)) {
  for (int i = 0; i < 2; ++i)
    bridges_.push_back(system.spawn(gateway_actor));
}

Context api::context_of(const call& asked) const {
  auto* caller = std::any_cast<Context>(&asked.caller);
  auto context = caller != nullptr ? *caller : Context{};
  context.set_trace_id(asked.asked().trace_id);
  context.set_deadline_ms(time::now_ms() + options_.deadline.count());
  return context;
}

void api::run(errand what) const {
  caf::anon_send(bridges_[next_++ % bridges_.size()], std::move(what));
}

void api::stop() {
  for (auto& one : bridges_)
    caf::anon_send_exit(one, caf::exit_reason::user_shutdown);
  bridges_.clear();
  links_ = {};
}

std::optional<uint64_t>
number_of(const call& asked, std::string_view name, uint64_t otherwise) {
  auto text = asked.query(name);
  if (text.empty())
    return otherwise;
  uint64_t value = 0;
  auto end = text.data() + text.size();
  auto [at, error] = std::from_chars(text.data(), end, value);
  if (error != std::errc{} || at != end)
    return std::nullopt;
  return value;
}

} // namespace auren::http
