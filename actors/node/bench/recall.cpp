#include "actors/memory/lexicon.hpp"
#include "actors/node/app.hpp"
#include "actors/node/bench/bench.hpp"
#include "actors/node/bench/locomo.hpp"
#include "actors/node/tree.hpp"
#include "messages/time.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <iostream>
#include <map>
#include <numeric>
#include <set>
#include <stdexcept>

namespace auren::node::bench {

namespace {

using namespace std::chrono_literals;

constexpr size_t wanted = 10;

/// Shares of the evidence that were found, by what was asked.
using found_shares = std::map<std::string, std::vector<double>>;

double mean(const std::vector<double>& values) {
  return std::accumulate(values.begin(), values.end(), 0.0)
         / static_cast<double>(values.size());
}

void note(const asked& question, const std::set<std::string>& ids,
          found_shares& into) {
  auto hits = std::ranges::count_if(
    question.evidence, [&](auto& one) { return ids.contains(one); });
  auto share
    = static_cast<double>(hits) / static_cast<double>(question.evidence.size());
  into["all"].push_back(share);
  into[category_name(question.category)].push_back(share);
}

/// Plain BM25 with stemming, which knows words only.
void ask_bm25(const conversation& talk, found_shares& into) {
  memory::lexicon words;
  for (auto& one : talk.turns)
    words.add(one.text);
  std::vector<bool> all(talk.turns.size(), true);
  std::vector<size_t> order(talk.turns.size());
  for (auto& question : talk.questions) {
    auto score = words.score(question.text, all);
    std::iota(order.begin(), order.end(), size_t{0});
    std::ranges::stable_sort(order, std::greater{},
                             [&](size_t i) { return score[i]; });
    std::set<std::string> ids;
    for (size_t i = 0; i < std::min(wanted, order.size()); ++i)
      if (score[order[i]] > 0)
        ids.insert(talk.turns[order[i]].id);
    note(question, ids, into);
  }
}

/// A node on which each conversation is a person's memory.
class remembering_node {
public:
  remembering_node() {
    config settings;
    settings.node.data = here_.path() + "/data";
    settings.node.log_level = "error";
    auto started = app::start(settings);
    if (!started)
      throw std::runtime_error{render(started.error())};
    node_ = std::move(*started);
  }

  /// Stores a turn that was said at `when_ms`, with its id as a tag.
  void store(const std::string& person, const turn& one, int64_t when_ms) {
    memory::StoreMemory command;
    auto& memory = *command.mutable_memory();
    memory.set_text(one.text);
    memory.set_valid_from(time::format(when_ms));
    memory.add_tags(one.id);
    ask<memory::Memory>(person, std::move(command));
  }

  std::set<std::string>
  recall(const std::string& person, const std::string& question) {
    memory::Recall recall;
    recall.set_query(question);
    recall.set_limit(wanted);
    auto reply = ask<memory::Recalled>(person, std::move(recall));
    std::set<std::string> ids;
    for (auto& hit : reply.hits())
      ids.insert(hit.memory().tags(0));
    return ids;
  }

private:
  template <class Reply, class Question>
  Reply ask(const std::string& person, Question question) {
    question.mutable_context()->set_tenant("home");
    question.mutable_context()->set_person(person);
    Reply result;
    caf::scoped_actor self{node_->system()};
    self
      ->request(node_->at<people::people_actor>(path::door), 30s,
                std::move(question))
      .receive(
        [&](Reply& reply) { result = std::move(reply); },
        [](const caf::error& why) { throw std::runtime_error{render(why)}; });
    return result;
  }

  workplace here_;
  std::unique_ptr<app> node_;
};

/// The whole way: each turn is stored, then each question asked as it stands.
found_shares
ask_node(const std::vector<conversation>& talks, int64_t apart_ms) {
  remembering_node node;
  found_shares result;
  for (auto& talk : talks) {
    for (auto& one : talk.turns)
      node.store(talk.id, one, one.began_ms + one.number * apart_ms);
    for (auto& question : talk.questions)
      note(question, node.recall(talk.id, question.text), result);
  }
  return result;
}

void report(const found_shares& ours, const found_shares& plain,
            const std::string& how, std::vector<figure>& into) {
  for (auto& [kind, shares] : ours)
    into.push_back({fmt::format("{}, {} ({})", kind, how, shares.size()),
                    100 * mean(shares), 100 * mean(plain.at(kind)), "%",
                    "BM25, stemmed", false});
}

} // namespace

std::vector<figure> recall() {
  auto* file = std::getenv("AUREN_LOCOMO");
  if (file == nullptr) {
    std::cerr << "recall: skipped; AUREN_LOCOMO names no locomo10.json\n";
    return {};
  }
  auto talks = read_locomo(file);
  found_shares plain;
  for (auto& talk : talks)
    ask_bm25(talk, plain);
  std::vector<figure> result;
  report(ask_node(talks, 60'000), plain, "a minute apart", result);
  report(ask_node(talks, 0), plain, "all at once", result);
  return result;
}

} // namespace auren::node::bench
