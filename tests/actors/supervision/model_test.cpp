#include "tests/actors/supervision/model.hpp"
#include "tests/actors/supervision/support.hpp"

#include <array>
#include <random>

using namespace auren;
using namespace auren::supervision;
using test::model;
using test::tree_fixture;
using namespace std::chrono_literals;

namespace {

/// A random tree, and the same things happening to it and to the model.
struct run : tree_fixture {
  explicit run(unsigned seed) : random(seed) {}

  int up_to(int limit) {
    return static_cast<int>(random() % unsigned(limit));
  }

  restart some_kind() {
    // permanent more often: what ends for good leaves nothing to test
    return std::array{restart::permanent, restart::permanent,
                      restart::transient,
                      restart::temporary}[unsigned(up_to(4))];
  }

  supervisor_spec some_branch(std::string name, int depth) {
    supervisor_spec result;
    result.name = std::move(name);
    result.how = static_cast<strategy>(up_to(3));
    result.max_restarts = static_cast<size_t>(up_to(5));
    result.window = milliseconds{1000 + up_to(20'000)};
    result.delays = test::plain();
    result.delays.initial = milliseconds{50 + up_to(450)};
    result.delays.factor = 2;
    result.delays.first_at_once = up_to(2) == 0;
    auto width = up_to(5);
    for (int i = 0; i < width; ++i)
      result.children.push_back(
        some_child(std::string(1, static_cast<char>('a' + i)), depth - 1));
    return result;
  }

  child_spec some_child(std::string name, int depth) {
    if (depth > 0 && up_to(2) == 0)
      return branch(some_branch(std::move(name), depth), some_kind());
    return child(std::move(name), some_kind());
  }

  void begin() {
    auto spec = some_branch("n", 3);
    history = to_string(spec);
    start(spec);
    expected = std::make_unique<model>(spec);
  }

  // -- what may happen --------------------------------------------------------

  template <class Condition>
  model::actor* some_actor(Condition condition) {
    std::vector<model::actor*> found;
    for (auto it : expected->all())
      if (condition(*it))
        found.push_back(it);
    return found.empty() ? nullptr : found[random() % found.size()];
  }

  void note(const std::string& what) {
    history += what + "\n";
  }

  void end_one(bool clean) {
    auto it = some_actor(
      [](auto& one) { return !one.terms && one.state == "running"; });
    if (!it)
      return;
    auto path = it->path;
    note((clean ? "retire " : "crash ") + path);
    expected->end(path, clean);
    tell(path, clean ? test::retire : test::poison);
  }

  void add_one() {
    auto it = some_actor([](auto& one) {
      return one.terms && (one.state == "running" || one.state == "starting");
    });
    auto path = it ? it->path : "n";
    auto spec = some_child("x" + std::to_string(++added), up_to(2));
    note("add " + path + "/" + spec.name + " " + to_string(spec.when));
    auto to = it ? table->find(path) : caf::actor_cast<caf::actor>(root);
    expected->add(path, spec);
    caf::anon_send(to, add_child{spec});
    settle();
  }

  template <class Command>
  void command_one(const char* name, void (model::*apply)(const std::string&)) {
    auto it = some_actor([](auto&) { return true; });
    if (!it)
      return;
    auto path = it->path;
    note(name + path);
    ((*expected).*apply)(path);
    caf::anon_send(root, at<Command>(path));
    settle();
  }

  void spoil_one() {
    auto it = some_actor([](auto& one) { return !one.terms; });
    if (!it)
      return;
    note("spoil " + it->path);
    expected->spoiled[it->path] = spoiled[it->path] = 1 + up_to(2);
  }

  void wait_some() {
    auto span = up_to(3) == 0 ? up_to(30'000) : up_to(1'500);
    note("advance " + std::to_string(span));
    expected->advance(span);
    advance(milliseconds{span});
  }

  void something() {
    auto what = up_to(100);
    if (what < 35)
      end_one(false);
    else if (what < 45)
      end_one(true);
    else if (what < 75)
      wait_some();
    else if (what < 83)
      add_one();
    else if (what < 87)
      command_one<RemoveActor>("remove ", &model::remove);
    else if (what < 94)
      command_one<RestartActor>("restart ", &model::restart);
    else
      spoil_one();
  }

  // -- how it looks -----------------------------------------------------------

  static void
  flatten(const ActorInfo& info, std::map<std::string, std::string>& into) {
    for (auto& child : info.children()) {
      into[child.path()]
        = child.state() + " " + std::to_string(child.restarts());
      flatten(child, into);
    }
  }

  /// Returns whether tree and model are the same; tells where they differ.
  bool same() {
    if (expected->escalated())
      return has_ended(root) && down_reason(root) == errc::restart_limit;
    REQUIRE_MESSAGE(!has_ended(root), history, "only the tree gave up");
    std::map<std::string, std::string> is, should;
    flatten(tree(), is);
    for (auto it : expected->all())
      should[it->path]
        = it->state + " " + std::to_string(std::max(it->starts - 1, 0));
    for (auto& [path, state] : should)
      CHECK_MESSAGE(is[path] == state, history, path, ": ", is[path],
                    ", model: ", state);
    return is == should && table->all().size() == should.size();
  }

  std::mt19937 random;
  std::unique_ptr<model> expected;
  std::string history;
  int added = 0;
};

} // namespace

TEST_SUITE_BEGIN("supervision.model");

TEST_CASE("random trees behave as the model under random events") {
  size_t events = 0, escalations = 0, restarts = 0, reports = 0;
  for (unsigned seed = 1; seed <= 400; ++seed) {
    run one{seed};
    one.begin();
    REQUIRE_MESSAGE(one.same(), "seed ", seed, "\n", one.history);
    for (int i = 0; i < 60 && !one.expected->escalated(); ++i, ++events) {
      one.something();
      REQUIRE_MESSAGE(one.same(), "seed ", seed, "\n", one.history);
    }
    escalations += one.expected->escalated();
    for (auto& report : one.reports)
      ++(report.fact() == "actor.restarted" ? restarts : reports);
  }
  MESSAGE(events, " events, ", restarts, " restarts, ", reports, " failures, ",
          escalations, " trees gave up");
  CHECK(events > 5000); // it must have tested something
  CHECK(restarts > 3000);
  CHECK(escalations > 50);
}

TEST_SUITE_END();
