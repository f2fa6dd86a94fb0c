#include "actors/agents/orchestrator.hpp"
#include "actors/agents/specialist.hpp"
#include "actors/agents/today.hpp"
#include "actors/hypotheses/registry.hpp"
#include "actors/hypotheses/trial_registry.hpp"
#include "actors/ingest/recorder.hpp"
#include "actors/knowledge/knowledge.hpp"
#include "actors/memory/long_term_memory.hpp"
#include "actors/memory/memory.hpp"
#include "actors/memory/semantic_memory.hpp"
#include "actors/memory/working_memory.hpp"
#include "actors/node/tree.hpp"
#include "actors/people/door.hpp"
#include "actors/streams/alerts.hpp"

#include <caf/all.hpp>

namespace auren::node {

using namespace supervision;

namespace {

using shared = std::shared_ptr<parts>;

/// A stable address outside of the person's own branch.
template <class Handle>
Handle stage(const child_context& at, const char* where) {
  auto found = at.address<Handle>(where);
  if (!found)
    throw std::runtime_error{render(found.error())};
  return std::move(*found);
}

auto log_of(const child_context& at) {
  return stage<events::event_log_actor>(at, path::log);
}

auto reader_of(const child_context& at) {
  return stage<events::reader_actor>(at, path::readers);
}

child_spec working(const shared& of, const Context& who) {
  return worker("working_memory", [=](const child_context& at) {
    memory::working_memory_options options;
    if (!of->settings.memory.redis.empty())
      options.mirror = stage<memory::mirror_actor>(at, path::mirror);
    options.mirror_patience = 2 * of->settings.memory.redis_patience;
    return at.supervisor->spawn(memory::working_memory, log_of(at),
                                reader_of(at), who, of->metrics,
                                std::move(options));
  });
}

child_spec long_term(const shared& of) {
  return worker("long_term_memory", [=](const child_context& at) {
    return at.supervisor->spawn(
      memory::long_term_memory,
      stage<memory::historian_actor>(at, path::historians), of->metrics,
      memory::source_order{});
  });
}

memory::semantic_memory_options semantic_options(const config& settings) {
  auto& set = settings.memory;
  memory::semantic_memory_options result;
  result.policy = {.working = set.working,
                   .searched = set.searched,
                   .keep = static_cast<double>(set.keep) / 100};
  result.sweep = set.sweep;
  result.embedder_patience = set.embeddings_patience;
  return result;
}

child_spec semantic(const shared& of, const Context& who) {
  return worker("semantic_memory", [=](const child_context& at) {
    auto options = semantic_options(of->settings);
    if (!of->settings.memory.embeddings.empty())
      options.embedder = stage<memory::embedder_actor>(at, path::embedder);
    return at.supervisor->spawn(memory::semantic_memory, log_of(at),
                                reader_of(at), who, std::move(options));
  });
}

child_spec memory_router() {
  return worker("memory", [](const child_context& at) {
    return at.supervisor->spawn(
      memory::memory,
      at.sibling<memory::working_memory_actor>("working_memory"),
      at.sibling<memory::long_term_memory_actor>("long_term_memory"),
      at.sibling<memory::semantic_memory_actor>("semantic_memory"));
  });
}

child_spec knowledge_of(const Context& who) {
  return worker("knowledge", [=](const child_context& at) {
    knowledge::knowledge_config config;
    config.tenant = who.tenant();
    config.person = who.person();
    config.sharing = stage<knowledge::sharing_actor>(at, path::sharing);
    return at.supervisor->spawn(knowledge::knowledge, config, reader_of(at),
                                log_of(at));
  });
}

child_spec experiments_of(const shared& of, const Context& who) {
  return worker("experiments", [=](const child_context& at) {
    hypotheses::experiment_links links;
    links.memory
      = at.sibling<memory::long_term_memory_actor>("long_term_memory");
    links.log = log_of(at);
    links.reader = reader_of(at);
    links.knowledge = at.sibling<knowledge::knowledge_actor>("knowledge");
    links.conductors = at.sibling<supervisor_actor>("experiment");
    links.table = at.tree->table;
    links.conductors_path
      = at.path.substr(0, at.path.rfind('/')) + "/experiment";
    links.by = of->metrics;
    // Whoever is asked something through the door is not put to sleep.
    links.stay_awake
      = [who, door = stage<people::people_actor>(at, path::door)] {
          hypotheses::ListExperiments question;
          *question.mutable_context() = who;
          caf::anon_send(door, std::move(question));
        };
    return at.supervisor->spawn(hypotheses::experiments, who, std::move(links));
  });
}

child_spec hypotheses_of(const shared& of, const Context& who) {
  return worker("hypotheses", [=](const child_context& at) {
    hypotheses::registry_links links;
    links.memory
      = at.sibling<memory::long_term_memory_actor>("long_term_memory");
    links.log = log_of(at);
    links.reader = reader_of(at);
    links.analyst = stage<hypotheses::analyst_actor>(at, path::analyst);
    links.knowledge = at.sibling<knowledge::knowledge_actor>("knowledge");
    links.experiments
      = at.sibling<hypotheses::experiments_keeper>("experiments");
    links.tellers = at.sibling<supervisor_actor>("hypothesis");
    links.table = at.tree->table;
    links.tellers_path = at.path.substr(0, at.path.rfind('/')) + "/hypothesis";
    links.by = of->metrics;
    return at.supervisor->spawn(hypotheses::registry, who, std::move(links));
  });
}

child_spec specialist_of(const agents::persona& who) {
  return worker(who.about.name(), [who](const child_context& at) {
    return at.supervisor->spawn(agents::specialist, who,
                                std::make_shared<agents::local_reasoner>());
  });
}

child_spec team() {
  supervisor_spec result;
  result.name = "specialist";
  for (auto& one : agents::cast::built_in().personas)
    result.children.push_back(specialist_of(one));
  return branch(std::move(result));
}

child_spec orchestrator_of(const shared& of, const Context& who) {
  return worker("orchestrator", [=](const child_context& at) {
    agents::orchestrator_config config;
    config.tenant = who.tenant();
    config.person = who.person();
    config.patience = of->settings.agents.patience;
    agents::surroundings around;
    around.memory = at.sibling<memory::memory_actor>("memory");
    around.knowledge = at.sibling<knowledge::knowledge_actor>("knowledge");
    around.hypotheses = at.sibling<hypotheses::hypotheses_actor>("hypotheses");
    around.reader = reader_of(at);
    around.log = log_of(at);
    auto branch_path = at.path.substr(0, at.path.rfind('/'));
    for (auto& one : agents::cast::built_in().personas) {
      auto where = branch_path + "/specialist/" + one.about.name();
      around.team.push_back(
        {one.about, stage<agents::specialist_actor>(at, where.c_str())});
    }
    return at.supervisor->spawn(agents::orchestrator, std::move(config),
                                std::move(around));
  });
}

child_spec today_of(const Context& who) {
  return worker("today", [=](const child_context& at) {
    dashboard::today_config config;
    config.tenant = who.tenant();
    config.person = who.person();
    return at.supervisor->spawn(
      dashboard::today, std::move(config),
      at.sibling<memory::memory_actor>("memory"),
      at.sibling<hypotheses::hypotheses_actor>("hypotheses"));
  });
}

child_spec alerts_of(const shared& of, const Context& who) {
  return worker("alerts", [=](const child_context& at) {
    streams::alerts_links links;
    links.memory
      = at.sibling<memory::long_term_memory_actor>("long_term_memory");
    links.working = at.sibling<memory::working_memory_actor>("working_memory");
    links.log = log_of(at);
    links.reader = reader_of(at);
    links.by = of->metrics;
    links.budget = static_cast<uint32_t>(of->settings.streams.alerts);
    return at.supervisor->spawn(streams::alerts, who, std::move(links));
  });
}

child_spec recorder_of(const shared& of, const Context& who) {
  return worker("recorder", [=](const child_context& at) {
    ingest::recorder_links links;
    links.log = log_of(at);
    links.historian = stage<memory::historian_actor>(at, path::historians);
    links.working = at.sibling<memory::working_memory_actor>("working_memory");
    links.hypotheses = at.sibling<hypotheses::hypotheses_actor>("hypotheses");
    links.alerts = at.sibling<streams::alerts_actor>("alerts");
    links.by = of->metrics;
    links.known_samples = of->settings.ingest.known_samples;
    return at.supervisor->spawn(ingest::recorder, who, std::move(links));
  });
}

} // namespace

child_spec person_branch(const std::shared_ptr<parts>& of, const Context& who) {
  supervisor_spec result;
  result.name = people::branch_name(who);
  result.how = strategy::one_for_one;
  supervisor_spec tellers;
  tellers.name = "hypothesis";
  supervisor_spec conductors;
  conductors.name = "experiment";
  result.children = {working(of, who),         long_term(of),
                     semantic(of, who),        memory_router(),
                     branch(tellers),          branch(conductors),
                     knowledge_of(who),        experiments_of(of, who),
                     hypotheses_of(of, who),   team(),
                     orchestrator_of(of, who), today_of(who),
                     alerts_of(of, who),       recorder_of(of, who)};
  return branch(std::move(result), restart::transient);
}

} // namespace auren::node
