#include "actors/node/cli/import_place.hpp"
#include "actors/node/command_line.hpp"
#include "actors/node/tree.hpp"

#include <caf/all.hpp>

#include <filesystem>

namespace auren::node::cli {

namespace {

using namespace std::chrono_literals;

class here : public import_place {
public:
  here(app& node, const request& asked)
    : self_(node.system()),
      imports_(node.at<ingest::imports_actor>(path::imports)) {
    who_.set_tenant("home");
    who_.set_person(asked.user);
    who_.set_subject(asked.user);
  }

  outcome<std::string>
  start(const std::string& file,
        const std::function<bool(uint64_t, uint64_t)>&) override {
    std::filesystem::path path{file};
    ingest::StartImport command;
    *command.mutable_context() = who_;
    command.set_path(std::filesystem::absolute(path).string());
    command.set_name(path.filename().string());
    return ask<std::string, ingest::ImportStarted>(
      std::move(command),
      [](const ingest::ImportStarted& s) { return s.import_id(); });
  }

  outcome<ingest::ImportProgress> read(const std::string& id) override {
    ingest::ReadImport question;
    *question.mutable_context() = who_;
    question.set_import_id(id);
    return ask<ingest::ImportProgress, ingest::ImportProgress>(
      std::move(question), [](const ingest::ImportProgress& p) { return p; });
  }

private:
  template <class Result, class Reply, class Question, class Take>
  outcome<Result> ask(Question question, Take take) {
    outcome<Result> result;
    self_->request(imports_, 60s, std::move(question))
      .receive([&](const Reply& reply) { result = take(reply); },
               [&](const caf::error& why) {
                 result = failure{unreachable, render(why)};
               });
    return result;
  }

  caf::scoped_actor self_;
  ingest::imports_actor imports_;
  Context who_;
};

} // namespace

std::unique_ptr<import_place> imports_here(app& node, const request& asked) {
  return std::make_unique<here>(node, asked);
}

} // namespace auren::node::cli
