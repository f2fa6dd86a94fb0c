#include "actors/node/app.hpp"

#include "actors/ingest/uploads.hpp"
#include "actors/node/logging.hpp"
#include "actors/node/reports.hpp"
#include "actors/node/tree.hpp"
#include "actors/version.hpp"
#include "gateway/edge/server.hpp"
#include "gateway/http/assets.hpp"
#include "gateway/http/guard.hpp"
#include "gateway/http/rate_limit.hpp"
#include "gateway/http/router.hpp"
#include "messages/message_types.hpp"
#include "storage/sqlite/folder_lock.hpp"

#include <caf/all.hpp>
#include <fmt/format.h>

#include <filesystem>
#include <future>
#include <thread>

namespace auren::node {

using namespace std::chrono_literals;

namespace {

uint64_t threads() {
  return std::max(2u, std::thread::hardware_concurrency());
}

http::api_options api_options_of(const parts& of) {
  http::api_options result;
  result.upload_path
    = [uploads = of.uploads()](const Context& who, const std::string& id) {
        return ingest::upload_path(uploads, who, id);
      };
  result.import_limit = of.settings.gateway.import_mib << 20;
  result.server = std::string{"auren/"} + version;
  return result;
}

edge::options edge_options_of(const parts& of, const http::router& router) {
  edge::options result;
  auto where = parse_endpoint(of.settings.gateway.http);
  result.address = where->host;
  result.port = where->port;
  result.threads = of.settings.gateway.threads;
  result.limit.connections = of.settings.gateway.connections;
  result.certificate = of.settings.gateway.certificate;
  result.key = of.settings.gateway.key;
  result.spool_folder = of.uploads();
  result.rule
    = [&router](const edge::request& head) { return router.rule(head); };
  return result;
}

} // namespace

system_config::system_config() {
  wire::add_message_types(*this);
  set("scheduler.max-threads", threads());
  // A message from an edge thread must not wait for a poll of 50 us.
  set("work-stealing.moderate-poll-attempts", 0);
}

caf::expected<std::unique_ptr<app>> app::start(const config& settings) {
  start_logging(settings.node.log_level);
  auto opened = parts::open(settings);
  if (!opened)
    return std::move(opened.error());
  std::unique_ptr<app> result{new app};
  result->parts_ = std::move(*opened);
  result->table_ = std::make_shared<supervision::addresses>();
  result->system_config_ = std::make_unique<system_config>();
  result->system_
    = std::make_unique<caf::actor_system>(*result->system_config_);
  if (auto failed = result->start_tree()) {
    result->stop();
    return failed;
  }
  return result;
}

caf::error app::start_tree() {
  supervision::environment tree;
  tree.table = table_;
  tree.report = reporter(table_);
  auto up = std::make_shared<std::promise<void>>();
  auto ready = up->get_future();
  root_ = supervision::start_tree(*system_, node_tree(parts_), std::move(tree),
                                  [up] { up->set_value(); });
  if (ready.wait_for(60s) != std::future_status::ready)
    return caf::make_error(
      errc::internal, std::string{"the actors did not start; see the log"});
  return caf::none;
}

caf::error app::open_gateway() {
  http::api_links links;
  links.people = at<people::people_actor>(path::door);
  links.gate = at<ingest::gate_actor>(path::gates);
  links.imports = at<ingest::imports_actor>(path::imports);
  links.feed = at<events::feed_actor>(path::feed);
  links.sharing = at<knowledge::sharing_actor>(path::sharing);
  links.hub = at<streams::hub_actor>(path::hub);
  links.eraser = at<people::eraser_actor>(path::eraser);
  links.op = at<operator_actor>(path::op);
  std::filesystem::create_directories(parts_->uploads());
  ingest::remove_half_sent(parts_->uploads());
  api_ = std::make_unique<http::api>(*system_, std::move(links),
                                     api_options_of(*parts_));
  auto table = http::all_routes(*api_);
  for (auto& one : http::asset_routes())
    table.push_back(std::move(one));
  http::router_options how;
  http::rate_options most;
  most.rate = static_cast<double>(parts_->settings.gateway.rate);
  most.burst = static_cast<double>(parts_->settings.gateway.burst);
  how.guard = http::limited(http::local_guard,
                            std::make_shared<http::rate_limit>(most));
  router_ = std::make_unique<http::router>(std::move(table), std::move(how));
  server_ = std::make_unique<edge::server>(
    edge_options_of(*parts_, *router_),
    [this](std::shared_ptr<edge::exchange> asked) {
      (*router_)(std::move(asked));
    });
  if (auto wrong = server_->start())
    return caf::make_error(errc::storage_unavailable, *wrong);
  if (!parts_->storage->lock().announce(url()))
    return caf::make_error(errc::storage_unavailable,
                           parts_->folder + "/address cannot be written");
  return caf::none;
}

uint16_t app::port() const {
  return server_ ? server_->port() : 0;
}

std::string app::url() const {
  auto& how = parts_->settings.gateway;
  auto host = parse_endpoint(how.http)->host;
  return fmt::format("{}://{}:{}", how.certificate.empty() ? "http" : "https",
                     host.find(':') == host.npos ? host : '[' + host + ']',
                     port());
}

bool app::stop() {
  if (std::exchange(stopped_, true))
    return true;
  auto patience = std::chrono::milliseconds{parts_->settings.node.shutdown};
  if (server_) {
    parts_->storage->lock().withdraw();
    server_->drain(patience / 3);
    server_->stop();
  }
  router_.reset();
  if (api_)
    api_->stop();
  bool ended
    = !root_ || supervision::stop_tree(*system_, root_, patience * 2 / 3);
  root_ = nullptr;
  if (!ended)
    return false;
  api_.reset();
  server_.reset();
  system_.reset();
  return true;
}

app::~app() {
  if (!stop())
    std::_Exit(1); // an actor is stuck: leaving is all that is left
}

} // namespace auren::node
