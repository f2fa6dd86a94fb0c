#include "actors/node/tree.hpp"

#include "actors/events/event_log.hpp"
#include "actors/events/feed.hpp"
#include "actors/events/projector.hpp"
#include "actors/events/reader.hpp"
#include "actors/hypotheses/analyst.hpp"
#include "actors/ingest/gate.hpp"
#include "actors/ingest/imports.hpp"
#include "actors/knowledge/sharing.hpp"
#include "actors/memory/historian.hpp"
#include "actors/memory/historians.hpp"
#include "actors/memory/mirror_keeper.hpp"
#include "actors/memory/remote_embedder.hpp"
#include "actors/node/operator.hpp"
#include "actors/operations/eraser.hpp"
#include "actors/people/door.hpp"
#include "actors/people/waker.hpp"
#include "actors/streams/hub.hpp"
#include "storage/secrets/provider.hpp"

#include <caf/all.hpp>

namespace auren::node {

using namespace supervision;
using namespace std::chrono_literals;

namespace {

using shared = std::shared_ptr<parts>;

/// Takes a result out, or fails the start of the child that needs it.
template <class T>
T must(caf::expected<T> result) {
  if (!result)
    throw std::runtime_error{render(result.error())};
  return std::move(*result);
}

caf::expected<std::unique_ptr<storage::projection_store>>
projections_of(const shared& of) {
  auto store = of->storage->open_projections();
  if (!store)
    return store.error();
  if (auto added
      = (*store)->add(storage::make_sample_chunks(of->storage->keys()));
      !added)
    return added.error();
  return store;
}

child_spec readers(const shared& of) {
  return worker("readers", [of](const child_context& at) {
    std::vector<events::reader_actor> all;
    for (uint64_t i = 0; i < of->settings.events.readers; ++i)
      all.push_back(at.supervisor->spawn<caf::detached>(
        events::reader, must(of->store->open_reader())));
    return at.supervisor->spawn(events::reader_pool, std::move(all));
  });
}

child_spec feed(const shared& of) {
  return worker("feed", [of](const child_context& at) {
    return at.supervisor->spawn(events::feed,
                                at.sibling<events::reader_actor>("readers"),
                                size_t{of->settings.events.tail_mib} << 20);
  });
}

child_spec event_log(const shared& of) {
  return worker("event_log", [of](const child_context& at) {
    auto& set = of->settings.events;
    return at.supervisor->spawn<caf::detached>(
      events::event_log, of->store, at.sibling<events::feed_actor>("feed"),
      events::event_log_limits{set.queue, set.group, 8u << 20});
  });
}

child_spec projector(const shared& of) {
  return worker("projector", [of](const child_context& at) {
    return at.supervisor->spawn<caf::detached>(
      events::projector, std::string{storage::sample_chunks_name},
      [of] { return projections_of(of); }, must(of->store->open_reader()),
      at.sibling<events::feed_actor>("feed"));
  });
}

memory::historian_sources sources_of(const shared& of) {
  std::shared_ptr<storage::projection_store> store = must(projections_of(of));
  auto checkpoint = [store]() -> caf::expected<uint64_t> {
    auto status = store->status(storage::sample_chunks_name);
    if (!status)
      return std::move(status.error());
    return status->position();
  };
  return {must(of->store->open_reader()),
          must(of->storage->open_sample_chunks()), checkpoint};
}

child_spec historians(const shared& of) {
  return worker("historians", [of](const child_context& at) {
    std::vector<memory::historian_actor> all;
    for (uint64_t i = 0; i < of->settings.memory.historians; ++i)
      all.push_back(
        at.supervisor->spawn<caf::detached>(memory::historian, sources_of(of)));
    return at.supervisor->spawn(memory::historians, std::move(all));
  });
}

memory::embedding_options embedding_of(const config& settings) {
  auto& set = settings.memory;
  memory::embedding_options result;
  result.url = set.embeddings;
  result.model = set.embeddings_model;
  result.patience = set.embeddings_patience;
  if (!set.embeddings_key.empty())
    result.key = std::make_shared<const storage::secrets::secret>(
      must(storage::secrets::local_provider{}.read(set.embeddings_key)));
  return result;
}

child_spec embedder(const shared& of) {
  return worker("embedder", [of](const child_context& at) {
    return at.supervisor->spawn<caf::detached>(memory::remote_embedder,
                                               embedding_of(of->settings));
  });
}

child_spec mirror(const shared& of) {
  return worker("mirror", [of](const child_context& at) {
    auto& set = of->settings.memory;
    storage::mirror::redis server{
      storage::mirror::parse_redis_address(set.redis).value(),
      set.redis_patience};
    return at.supervisor->spawn<caf::detached>(
      memory::mirror_keeper, std::make_shared<storage::mirror::state_mirror>(
                               std::move(server), of->storage->keys()));
  });
}

std::vector<child_spec> memory_stage(const shared& of) {
  std::vector<child_spec> result = {historians(of)};
  if (!of->settings.memory.embeddings.empty())
    result.push_back(embedder(of));
  if (!of->settings.memory.redis.empty())
    result.push_back(mirror(of));
  return result;
}

child_spec analyst() {
  return worker("analyst", [](const child_context& at) {
    return at.supervisor->spawn<caf::detached>(hypotheses::analyst);
  });
}

/// Everyone whose key was destroyed, or everyone else, as contexts.
std::vector<Context> people_of(const shared& of, bool erased) {
  std::vector<Context> result;
  for (auto& entry : must(must(of->store->open_reader())->people()))
    if (entry.erased == erased) {
      auto& who = result.emplace_back();
      who.set_tenant(entry.id.tenant);
      who.set_person(entry.id.person);
      who.set_subject("node");
    }
  return result;
}

std::vector<Context> erased_people(const shared& of) {
  return people_of(of, true);
}

child_spec door(const shared& of) {
  return worker("door", [of](const child_context& at) {
    people::door_options options;
    options.branch
      = [of](const Context& who) { return person_branch(of, who); };
    options.supervisor = at.sibling<supervisor_actor>("people");
    options.table = at.tree->table;
    options.path = path::people;
    options.idle = of->settings.memory.idle;
    for (auto& one : erased_people(of))
      options.erased.insert(people::branch_name(one));
    return at.supervisor->spawn(people::door, std::move(options));
  });
}

/// Lists everyone of a tenant who was not erased; blocks. Opens its reader when
/// it is asked: a store that is away is no reason not to start.
auto everyone_of(const shared& of) {
  return
    [of](const std::string& tenant) -> caf::expected<std::vector<std::string>> {
      auto store = of->store->open_reader();
      if (!store)
        return std::move(store.error());
      auto all = (*store)->people();
      if (!all)
        return std::move(all.error());
      std::vector<std::string> names;
      for (auto& one : *all)
        if (one.id.tenant == tenant && !one.erased && !one.id.person.empty())
          names.push_back(one.id.person);
      return names;
    };
}

child_spec sharing(const shared& of) {
  return worker("sharing", [of](const child_context& at) {
    auto& set = of->settings.knowledge;
    knowledge::sharing_links links;
    links.on = set.sharing == "on";
    links.terms = {.epsilon = set.sharing_epsilon,
                   .delta = set.sharing_delta,
                   .releases = static_cast<uint32_t>(set.sharing_releases),
                   .people = static_cast<uint32_t>(set.sharing_people)};
    links.reader = must(at.address<events::reader_actor>(path::readers));
    links.log = must(at.address<events::event_log_actor>(path::log));
    links.people = [table = at.tree->table] {
      auto found = table->resolve<people::people_actor>(path::door);
      return found ? *found : people::people_actor{};
    };
    links.everyone = everyone_of(of);
    return at.supervisor->spawn<caf::detached>(knowledge::sharing,
                                               std::move(links));
  });
}

child_spec waker(const shared& of) {
  return worker("waker", [of](const child_context& at) {
    people::waker_links links;
    links.door = at.sibling<people::people_actor>("door");
    links.reader = must(at.address<events::reader_actor>(path::readers));
    links.people = people_of(of, false);
    return at.supervisor->spawn(people::waker, std::move(links));
  });
}

child_spec hub(const shared& of) {
  return worker("hub", [of](const child_context& at) {
    return at.supervisor->spawn(
      streams::hub, must(at.address<events::feed_actor>(path::feed)),
      size_t{of->settings.streams.ring});
  });
}

child_spec gates(const shared& of) {
  return worker("gates", [of](const child_context& at) {
    auto people = must(at.address<ingest::recorder_actor>(path::door));
    std::vector<ingest::gate_actor> all;
    all.reserve(2);
    for (int i = 0; i < 2; ++i)
      all.push_back(at.supervisor->spawn(ingest::gate, people, of->metrics,
                                         of->settings.ingest.queue));
    return at.supervisor->spawn(ingest::gates, std::move(all));
  });
}

child_spec imports(const shared& of) {
  return worker("imports", [of](const child_context& at) {
    ingest::imports_links links;
    links.people = must(at.address<ingest::recorder_actor>(path::door));
    links.log = must(at.address<events::event_log_actor>(path::log));
    links.reader = must(at.address<events::reader_actor>(path::readers));
    links.by = of->metrics;
    links.window = of->settings.ingest.window;
    links.batch = of->settings.ingest.batch;
    links.uploads = of->uploads();
    for (auto& one : erased_people(of)) {
      links.erased.emplace(one.tenant(), one.person());
      ingest::remove_uploads(of->uploads(), one); // if it was cut off before
    }
    return at.supervisor->spawn(ingest::imports, std::move(links));
  });
}

/// What an erasure cannot reach, in the words of the receipt.
std::vector<std::string> remains_of(const shared& of) {
  std::vector<std::string> all{
    "the person's name and a mark, so that nothing is taken for them again",
    "the envelopes of their events (when, which type) and payloads that no "
    "key opens any more",
    "backups made before: as long as they hold the wrapped key and somebody "
    "has the master key, they can be read"};
  if (of->settings.storage.uri != "sqlite:")
    all.push_back("the wrapped key in PostgreSQL's write-ahead log and its "
                  "archives, until they are overwritten; it opens nothing "
                  "without the master key");
  return all;
}

child_spec eraser(const shared& of) {
  return worker("eraser", [of](const child_context& at) {
    using people::erasable_actor;
    auto find = [&](const char* where) {
      return must(at.address<erasable_actor>(where));
    };
    operations::eraser_links links;
    links.keys = find(path::log);
    links.others = {{"the person's actors", find(path::door)},
                    {"imports and uploads", find(path::imports)},
                    {"the newest events in memory", find(path::feed)},
                    {"projections", find(path::projector)},
                    {"the live stream", find(path::hub)}};
    if (!of->settings.memory.redis.empty())
      links.others.push_back({"the mirror", find(path::mirror)});
    links.log = must(at.address<events::event_log_actor>(path::log));
    links.reader = must(at.address<events::reader_actor>(path::readers));
    links.remains = remains_of(of);
    return at.supervisor->spawn(operations::eraser, std::move(links));
  });
}

child_spec the_operator(const shared& of) {
  return worker("operator", [of](const child_context& at) {
    return at.supervisor->spawn(node_operator, of, at.tree->table,
                                at.supervisor->address());
  });
}

supervisor_spec
stage(std::string name, strategy how, std::vector<child_spec> children) {
  supervisor_spec result;
  result.name = std::move(name);
  result.how = how;
  result.children = std::move(children);
  return result;
}

} // namespace

supervisor_spec node_tree(const std::shared_ptr<parts>& of) {
  using enum strategy;
  return stage(
    "node", rest_for_one,
    {
      branch(stage("events", rest_for_one,
                   {readers(of), feed(of), event_log(of), projector(of)})),
      branch(stage("memory", one_for_one, memory_stage(of))),
      branch(stage("hypotheses", one_for_one, {analyst()})),
      branch(stage("knowledge", one_for_one, {sharing(of)})),
      branch(stage("people", one_for_one, {})),
      door(of),
      waker(of),
      branch(stage("streams", one_for_one, {hub(of)})),
      branch(stage("ingest", one_for_one, {gates(of), imports(of)})),
      eraser(of),
      the_operator(of),
    });
}

} // namespace auren::node
