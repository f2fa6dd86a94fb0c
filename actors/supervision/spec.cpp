#include "actors/supervision/spec.hpp"

#include "actors/supervision/supervisor.hpp"

#include <algorithm>
#include <set>

namespace auren::supervision {

namespace {

bool same_branch(const child_spec& lhs, const child_spec& rhs) {
  if (!lhs.branch || !rhs.branch)
    return lhs.branch == rhs.branch;
  return *lhs.branch == *rhs.branch;
}

std::string seconds(milliseconds span) {
  auto count = span.count();
  return count % 1000 == 0 ? std::to_string(count / 1000) + "s"
                           : std::to_string(count) + "ms";
}

void print(std::string& out, const supervisor_spec& spec, size_t depth) {
  out += to_string(spec.how) + " " + std::to_string(spec.max_restarts) + "/"
         + seconds(spec.window) + "\n";
  for (auto& child : spec.children) {
    out += std::string(2 * depth + 2, ' ') + child.name + "  "
           + to_string(child.when) + (child.branch ? " " : "\n");
    if (child.branch)
      print(out, *child.branch, depth + 1);
  }
}

caf::error bad(const std::string& name, const std::string& why) {
  return caf::make_error(errc::invalid_message, "supervisor " + name + why);
}

} // namespace

bool operator==(const child_spec& lhs, const child_spec& rhs) {
  return lhs.name == rhs.name && lhs.when == rhs.when
         && lhs.reports_ready == rhs.reports_ready
         && lhs.start_within == rhs.start_within && lhs.grace == rhs.grace
         && same_branch(lhs, rhs);
}

bool operator==(const supervisor_spec& lhs, const supervisor_spec& rhs) {
  return lhs.name == rhs.name && lhs.how == rhs.how
         && lhs.max_restarts == rhs.max_restarts && lhs.window == rhs.window
         && lhs.children == rhs.children && lhs.delays == rhs.delays;
}

std::string to_string(const supervisor_spec& spec) {
  auto result = spec.name + "  ";
  print(result, spec, 0);
  return result;
}

caf::error validate(const supervisor_spec& spec) {
  if (spec.name.empty() || spec.name.find('/') != std::string::npos)
    return bad(spec.name, " has no usable name");
  if (spec.window <= milliseconds::zero())
    return bad(spec.name, " has an empty window");
  std::set<std::string> names;
  for (auto& child : spec.children) {
    if (auto error = validate(child))
      return error;
    if (!names.insert(child.name).second)
      return bad(spec.name, " has two children called " + child.name);
  }
  return {};
}

caf::error validate(const child_spec& spec) {
  if (spec.name.empty() || spec.name.find('/') != std::string::npos)
    return caf::make_error(errc::invalid_message,
                           "a child without a usable name");
  if (!spec.start)
    return caf::make_error(errc::invalid_message,
                           "nothing starts " + spec.name);
  return spec.branch ? validate(*spec.branch) : caf::error{};
}

child_spec reporting(child_spec child, milliseconds limit) {
  child.reports_ready = true;
  child.start_within = limit;
  return child;
}

child_spec branch(supervisor_spec spec, restart when) {
  auto shared = std::make_shared<const supervisor_spec>(std::move(spec));
  auto start = [shared](const child_context& context) {
    return start_branch(*shared, context);
  };
  child_spec result;
  result.name = shared->name;
  result.start = start;
  result.when = when;
  result.reports_ready = true;
  result.start_within = milliseconds::zero(); // its children have limits,
  result.grace = milliseconds::zero();        // and are killed one by one
  result.branch = shared;
  return result;
}

} // namespace auren::supervision
