#include "actors/node/bench/chroma.hpp"

#include "messages/ids.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <httplib.h>
#include <stdexcept>

namespace auren::node::bench {

namespace {

constexpr const char* collections
  = "/api/v2/tenants/default_tenant/databases/default_database/collections";

std::string array_of(const std::vector<float>& vector) {
  return fmt::format("[{:.7g}]", fmt::join(vector, ","));
}

/// One connection for all requests of a thread.
httplib::Client& client_of(const std::string& url) {
  thread_local httplib::Client client{url};
  client.set_keep_alive(true);
  client.set_tcp_nodelay(true);
  client.set_read_timeout(120, 0);
  return client;
}

} // namespace

chroma::chroma(const std::string& url)
  : url_(url), name_("auren-bench-" + ids::dashed(ids::uuid7())) {
  auto made = post(collections, nlohmann::json{{"name", name_}}.dump());
  collection_ = collections + std::string{"/"}
                + nlohmann::json::parse(made).at("id").get<std::string>();
}

chroma::~chroma() {
  client_of(url_).Delete((std::string{collections} + "/" + name_).c_str());
}

std::string chroma::post(const std::string& path, const std::string& body) {
  auto reply = client_of(url_).Post(path.c_str(), body, "application/json");
  if (!reply || reply->status / 100 != 2)
    throw std::runtime_error{
      fmt::format("Chroma answered {} to {}", reply ? reply->status : 0, path)};
  return reply->body;
}

void chroma::add(uint32_t first, std::span<const std::vector<float>> all) {
  std::string ids;
  std::string vectors;
  for (auto& one : all) {
    auto comma = ids.empty() ? "" : ",";
    ids += fmt::format("{}\"{}\"", comma, first++);
    vectors += comma + array_of(one);
  }
  post(collection_ + "/add",
       fmt::format(R"({{"ids":[{}],"embeddings":[{}]}})", ids, vectors));
}

std::vector<uint32_t> chroma::near(const std::vector<float>& query, size_t k) {
  auto text = post(
    collection_ + "/query",
    fmt::format(R"({{"query_embeddings":[{}],"n_results":{},"include":[]}})",
                array_of(query), k));
  auto reply = nlohmann::json::parse(text);
  std::vector<uint32_t> result;
  for (auto& id : reply.at("ids").at(0))
    result.push_back(static_cast<uint32_t>(std::stoul(id.get<std::string>())));
  return result;
}

} // namespace auren::node::bench
