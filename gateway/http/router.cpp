#include "gateway/http/router.hpp"

#include "gateway/http/bridge.hpp"
#include "gateway/http/table.hpp"
#include "gateway/http/workers.hpp"
#include "messages/errc.hpp"

namespace auren::http {

namespace {

using edge::exchange;
using edge::problem;

edge::response allow(edge::response answer, const place& here) {
  answer.headers.set("Allow", here.allow);
  return answer;
}

bool is_form(const edge::request& asked) {
  return asked.header("Content-Type").starts_with("multipart/");
}

} // namespace

std::string_view call::parameter(std::string_view name) const {
  auto found = path.find(name);
  return found == path.end() ? std::string_view{} : found->second;
}

std::string_view
call::query(std::string_view name, std::string_view otherwise) const {
  return asked().parameter(name).value_or(otherwise);
}

class router::impl {
public:
  impl(std::vector<route> lines, router_options its_options)
    : how(std::move(its_options)), paths(std::move(lines)),
      pool(how.workers, how.queue) {
    paths.each([this](const route& line, const pattern& path) {
      httplib.add(line, path);
    });
  }

  void route_it(std::shared_ptr<exchange> asked);
  void hand_over(call one, bool plain);
  void finish(call one);
  std::optional<edge::response> answer(call& one);

  router_options how;
  table paths;
  bridge httplib;
  workers pool; ///< Last: its threads use the rest.
};

void router::impl::route_it(std::shared_ptr<exchange> asked) {
  auto& request = asked->asked();
  if (request.path == "*") {
    asked->reply({.status = 204});
    return;
  }
  auto* here = paths.find(request.path);
  if (!here) {
    asked->fail(errc::not_found);
    return;
  }
  if (request.method == "OPTIONS") {
    asked->reply(allow({.status = 204}, *here));
    return;
  }
  auto* line = here->line_for(request.method);
  if (!line)
    asked->reply(allow(problem(errc::method_not_allowed), *here));
  else if (!reads(*line, request))
    asked->fail(errc::unsupported_type);
  else
    hand_over({std::move(asked), line, {}}, here->path.holes().empty());
}

void router::impl::hand_over(call one, bool plain) {
  plain = plain && !is_form(one.asked());
  if (one.matched->quick && plain)
    return finish(std::move(one));
  auto asked = one.exchange;
  auto queued = pool.run([this, plain, one = std::move(one)]() mutable {
    if (plain || httplib.take_apart(one))
      finish(std::move(one));
    else
      one.exchange->fail(errc::invalid_message, "The form is malformed.");
  });
  if (!queued)
    asked->fail(errc::overloaded);
}

void router::impl::finish(call one) {
  auto asked = one.exchange;
  try {
    if (auto now = answer(one))
      asked->reply(std::move(*now));
  } catch (...) {
    asked->fail(errc::internal);
  }
}

std::optional<edge::response> router::impl::answer(call& one) {
  if (how.guard)
    if (auto refused = how.guard(one))
      return refused;
  return one.matched->handle(one);
}

router::router(std::vector<route> table, router_options how)
  : impl_(std::make_unique<impl>(std::move(table), std::move(how))) {
  // nop
}

router::~router() = default;

void router::operator()(std::shared_ptr<exchange> asked) const {
  impl_->route_it(std::move(asked));
}

edge::body_rule router::rule(const edge::request& head) const {
  auto* here = impl_->paths.find(head.path);
  auto* line = here ? here->line_for(head.method) : nullptr;
  if (!line)
    return {};
  return {.limit = line->body_limit, .spool = line->spool};
}

const std::vector<route>& router::routes() const {
  return impl_->paths.lines();
}

} // namespace auren::http
