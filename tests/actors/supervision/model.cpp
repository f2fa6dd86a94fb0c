#include "tests/actors/supervision/model.hpp"

#include <algorithm>

namespace auren::test {

using namespace supervision;

namespace {

bool is_up(const model::actor& it) {
  return it.state == "running" || it.state == "starting";
}

std::unique_ptr<model::actor>
make(const child_spec& spec, model::actor& parent, bool added) {
  auto result = std::make_unique<model::actor>();
  result->name = spec.name;
  result->path = parent.path + "/" + spec.name;
  result->parent = &parent;
  result->kind = spec.when;
  result->terms = spec.branch;
  result->added = added;
  return result;
}

} // namespace

model::model(supervisor_spec spec) {
  top = std::make_unique<actor>();
  top->name = top->path = spec.name;
  top->terms = std::make_shared<const supervisor_spec>(std::move(spec));
  top->state = "starting";
  open(*top);
  pump_all();
}

model::actor* model::find(const std::string& path) const {
  if (top && top->path == path)
    return top.get();
  for (auto it : all())
    if (it->path == path)
      return it;
  return nullptr;
}

std::vector<model::actor*> model::all() const {
  std::vector<actor*> result;
  if (top)
    collect(*top, result);
  return result;
}

void model::collect(actor& branch, std::vector<actor*>& into) const {
  for (auto& child : branch.children) {
    into.push_back(child.get());
    collect(*child, into);
  }
}

// A branch starts afresh: what was added at run time is gone.
void model::open(actor& branch) {
  branch.failures.clear();
  branch.children.clear();
  for (auto& child : branch.terms->children)
    branch.children.push_back(make(child, branch, false));
  pump(branch.path);
}

bool model::may_start(const actor& it) const {
  auto& branch = *it.parent;
  auto how = branch.terms->how;
  if (how == strategy::one_for_one && (it.added || it.has_run))
    return true;
  for (auto& sibling : branch.children)
    if (how == strategy::one_for_all && sibling->state == "backing_off")
      return false;
  for (auto& elder : branch.children) {
    if (elder.get() == &it)
      return true;
    if (elder->state != "running")
      return false;
  }
  return true;
}

// Starts whatever may start, one after the other, then tells the parent if
// that made the branch complete.
void model::pump(const std::string& path) {
  for (;;) {
    auto branch = find(path);
    if (branch == nullptr || !is_up(*branch))
      return; // it gave up meanwhile
    for (auto& child : branch->children)
      if (child->state == "backing_off" && child->due <= now)
        child->state = "waiting";
    auto next = std::find_if(
      branch->children.begin(), branch->children.end(), [&](auto& child) {
        return child->state == "waiting" && may_start(*child);
      });
    if (next == branch->children.end())
      return pump_up(path);
    launch(**next);
  }
}

// Whoever gave up on the way may be started again at once by those above.
void model::pump_all() {
  for (int before = -1; before != launches && top;) {
    before = launches;
    std::vector<std::string> branches{top->path};
    for (auto it : all())
      if (it->terms)
        branches.push_back(it->path);
    for (auto& path : branches)
      pump(path);
  }
}

void model::pump_up(const std::string& path) {
  auto branch = find(path);
  auto complete = std::all_of(branch->children.begin(), branch->children.end(),
                              [](auto& it) { return it->state == "running"; });
  if (branch->state != "starting" || !complete)
    return;
  branch->state = "running";
  branch->has_run = true;
  branch->since = now;
  if (branch->parent)
    pump(branch->parent->path);
}

void model::launch(actor& it) {
  ++launches;
  ++it.starts;
  if (it.terms) {
    it.state = "starting";
    return open(it);
  }
  if (spoiled[it.path] > 0) {
    --spoiled[it.path];
    it.state = "starting";
    if (it.kind == restart::temporary)
      return erase(it);
    return failed(it);
  }
  it.state = "running";
  it.has_run = true;
  it.since = now;
}

void model::erase(actor& it) {
  auto& siblings = it.parent->children;
  siblings.erase(std::find_if(siblings.begin(), siblings.end(),
                              [&](auto& other) { return other.get() == &it; }));
}

void model::down(actor& it, bool keep_temporary) {
  it.children.clear();
  if (it.kind == restart::temporary && !keep_temporary)
    return erase(it);
  it.state = "waiting";
}

// Those that fall with `it` and are up go down; a child that is backing off
// anyway keeps its time.
void model::fall_with(actor& it) {
  auto how = it.parent->terms->how;
  std::vector<actor*> fallen;
  bool younger = false;
  for (auto& sibling : it.parent->children) {
    if (sibling.get() == &it)
      younger = true;
    else if (how == strategy::one_for_all
             || (how == strategy::rest_for_one && younger))
      if (is_up(*sibling))
        fallen.push_back(sibling.get());
  }
  for (auto sibling : fallen)
    down(*sibling, false);
}

void model::failed(actor& it) {
  auto& branch = *it.parent;
  auto& terms = *branch.terms;
  auto window = terms.window.count();
  auto stable = it.state == "running" && now - it.since > window;
  it.failures_in_row = stable ? 1 : it.failures_in_row + 1;
  it.children.clear();
  branch.failures.push_back(now);
  while (branch.failures.front() + window < now)
    branch.failures.pop_front();
  if (branch.failures.size() <= terms.max_restarts) {
    it.state = "backing_off";
    it.due = now + delay_of(terms.delays, it.failures_in_row, 0.5).count();
    return fall_with(it);
  }
  if (&branch == top.get())
    return top.reset();
  branch.children.clear();
  if (branch.kind == restart::temporary)
    return erase(branch);
  failed(branch);
}

// -- what can happen ----------------------------------------------------------

void model::end(const std::string& path, bool clean) {
  auto it = find(path);
  if (it->kind == restart::temporary
      || (it->kind == restart::transient && clean))
    erase(*it);
  else
    failed(*it);
  pump_all();
}

void model::add(const std::string& path, const child_spec& child) {
  auto branch = find(path);
  branch->children.push_back(make(child, *branch, true));
  pump_all();
}

void model::remove(const std::string& path) {
  erase(*find(path));
  pump_all();
}

void model::restart(const std::string& path) {
  auto it = find(path);
  if (it->state == "backing_off") {
    it->due = now;
  } else if (is_up(*it)) {
    fall_with(*it);
    down(*it, true);
  }
  pump_all();
}

void model::advance(long span) {
  auto end_of_span = now + span;
  while (top) {
    actor* next = nullptr;
    for (auto it : all())
      if (it->state == "backing_off" && (!next || it->due < next->due))
        next = it;
    if (!next || next->due > end_of_span)
      break;
    now = std::max(now, next->due);
    pump_all();
  }
  now = end_of_span;
}

} // namespace auren::test
