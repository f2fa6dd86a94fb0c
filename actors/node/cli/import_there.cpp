#include "actors/node/cli/import_place.hpp"
#include "actors/node/cli/packed_folder.hpp"
#include "actors/node/command_line.hpp"
#include "messages/json.hpp"

#include <filesystem>

namespace auren::node::cli {

namespace {

namespace fs = std::filesystem;

class there : public import_place {
public:
  explicit there(remote& node) : node_(node) {
    // nop
  }

  outcome<std::string>
  start(const std::string& file,
        const std::function<bool(uint64_t, uint64_t)>& go_on) override {
    std::error_code failed;
    if (!fs::is_directory(file, failed))
      return send({file, fs::path{file}.filename().string(), go_on});
    packed_folder zip{file};
    if (!zip.fault().empty())
      return failure{unreachable, zip.fault()};
    return send(
      {zip.path(), fs::path{file}.filename().string() + ".zip", go_on});
  }

  outcome<ingest::ImportProgress> read(const std::string& id) override {
    return parse<ingest::ImportProgress>(node_.get("/api/v1/imports/" + id));
  }

private:
  outcome<std::string> send(const shipment& file) {
    auto reply
      = parse<ingest::ImportStarted>(node_.send("/api/v1/imports", file));
    if (auto* wrong = std::get_if<failure>(&reply))
      return failure{unreachable, wrong->text}; // as when it cannot be opened
    return std::get<0>(reply).import_id();
  }

  template <class Message>
  outcome<Message> parse(outcome<std::string> reply) {
    if (auto* wrong = std::get_if<failure>(&reply))
      return std::move(*wrong);
    Message message;
    if (json::read(std::get<std::string>(reply), message))
      return failure{unreachable, node_.url() + " is no AUREN of this version"};
    return message;
  }

  remote& node_;
};

} // namespace

std::unique_ptr<import_place> imports_there(remote& node) {
  return std::make_unique<there>(node);
}

} // namespace auren::node::cli
