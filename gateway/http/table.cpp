#include "gateway/http/table.hpp"

#include "gateway/edge/spool.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace auren::http {

namespace {

constexpr size_t longest_path = 1024; // std::regex recurses over it

bool is_method(std::string_view text) {
  return text == "GET" || text == "POST" || text == "PUT" || text == "PATCH"
         || text == "DELETE";
}

std::string allow_of(const place& here) {
  std::set<std::string> methods{"OPTIONS"};
  for (auto* line : here.lines) {
    methods.insert(line->method);
    if (line->method == "GET")
      methods.insert("HEAD");
  }
  std::string out;
  for (auto& method : methods)
    out += (out.empty() ? "" : ", ") + method;
  return out;
}

bool is_type(std::string_view wanted, std::string_view given) {
  auto type = given.substr(0, given.find(';'));
  type = type.substr(0, type.find(' '));
  return wanted == "*/*" || edge::same_text(wanted, type)
         || (wanted.ends_with("/*")
             && type.starts_with(wanted.substr(0, wanted.size() - 1)));
}

} // namespace

const route* place::line_for(std::string_view method) const {
  if (method == "HEAD")
    method = "GET";
  for (auto* line : lines)
    if (line->method == method)
      return line;
  return nullptr;
}

table::table(std::vector<route> lines) : lines_(std::move(lines)) {
  for (auto& line : lines_)
    add(line);
  for (auto& here : places_)
    here->allow = allow_of(*here);
}

void table::add(const route& line) {
  auto takes_body = line.method != "GET" && line.method != "DELETE";
  if (!is_method(line.method) || !line.handle || (line.spool && !takes_body))
    throw std::invalid_argument("a route cannot be: " + line.method + " "
                                + line.pattern);
  auto& here = place_of(line);
  if (here.line_for(line.method))
    throw std::invalid_argument("a route twice: " + line.method + " "
                                + line.pattern);
  here.lines.push_back(&line);
}

place& table::place_of(const route& line) {
  pattern path{line.pattern};
  // Patterns that differ in the names of their holes alone are one place.
  auto& found = by_text_[path.regex()];
  if (found) {
    if (found->path.holes() != path.holes())
      throw std::invalid_argument("a path with two names: " + line.pattern);
    return *found;
  }
  places_.push_back(std::make_unique<place>(place{std::move(path)}));
  found = places_.back().get();
  if (found->path.holes().empty())
    fixed_[line.pattern] = found;
  else
    open_.push_back(found);
  return *found;
}

const place* table::find(std::string_view path) const {
  if (auto found = fixed_.find(path); found != fixed_.end())
    return found->second;
  if (path.size() > longest_path)
    return nullptr;
  for (auto* here : open_)
    if (here->path.fits(path))
      return here;
  return nullptr;
}

void table::each(
  const std::function<void(const route&, const pattern&)>& then) const {
  for (auto fixed : {true, false})
    for (auto& here : places_)
      if (here->path.holes().empty() == fixed)
        for (auto* line : here->lines)
          then(*line, here->path);
}

bool reads(const route& line, const edge::request& asked) {
  auto given = asked.header("Content-Type");
  auto empty = asked.body.empty() && !asked.spool;
  if ((empty && given.empty())
      || (line.consumes.empty() && line.request.empty()))
    return true;
  if (line.consumes.empty())
    return is_type("application/json", given);
  return std::any_of(
    line.consumes.begin(), line.consumes.end(),
    [&](const std::string& wanted) { return is_type(wanted, given); });
}

} // namespace auren::http
