#include "actors/node/cli/remote.hpp"

#include "actors/node/command_line.hpp"
#include "messages/errc.hpp"
#include "storage/sqlite/folder_lock.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <httplib.h>

namespace auren::node::cli {

namespace {

constexpr size_t piece = 64 << 10;

/// The words of a problem (RFC 9457), else its status.
std::string words_of(const httplib::Response& reply) {
  auto problem = nlohmann::json::parse(reply.body, nullptr, false);
  if (problem.is_object())
    for (auto name : {"detail", "title"})
      if (auto text = problem.value(name, ""); !text.empty())
        return text;
  return fmt::format("the node answered with status {}", reply.status);
}

outcome<std::string>
read(const std::string& url, const httplib::Result& reply) {
  if (!reply)
    return failure{unreachable,
                   fmt::format("no node answers at {} ({}); start one with: "
                               "auren serve",
                               url, httplib::to_string(reply.error()))};
  if (reply->status / 100 == 2)
    return reply->body;
  auto code = reply->status == 503 ? unreachable : findings;
  return failure{code, words_of(*reply)};
}

/// Hands a file to httplib, a piece at a time.
httplib::ContentProvider
provider_of(std::ifstream& file, uint64_t size, const shipment& what) {
  return [&file, size, &what](size_t offset, size_t, httplib::DataSink& to) {
    char bytes[piece];
    file.read(bytes, sizeof bytes);
    auto n = static_cast<size_t>(file.gcount());
    return n > 0 && what.go_on(offset + n, size) && to.write(bytes, n);
  };
}

} // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (unsigned char c : text)
    if (std::isalnum(c) != 0 || c == '.' || c == '-' || c == '_')
      out += static_cast<char>(c);
    else
      fmt::format_to(std::back_inserter(out), "%{:02X}", c);
  return out;
}

remote::remote(std::string url, const std::string& token)
  : url_(std::move(url)) {
  while (url_.ends_with('/'))
    url_.pop_back();
  if (url_.find("://") == url_.npos)
    throw std::invalid_argument{url_};
  http_ = std::make_unique<httplib::Client>(url_);
  if (!http_->is_valid())
    throw std::invalid_argument{url_};
  http_->set_keep_alive(true);
  http_->set_tcp_nodelay(true);
  http_->set_connection_timeout(5);
  http_->set_read_timeout(60);
  http_->set_write_timeout(60);
  if (!token.empty())
    http_->set_bearer_token_auth(token);
}

remote::~remote() = default;

void remote::trust_certificate() {
  http_->enable_server_certificate_verification(false);
}

outcome<std::string> remote::get(const std::string& path) {
  return read(url_, http_->Get(path));
}

outcome<std::string>
remote::post(const std::string& path, const std::string& json) {
  return read(url_, http_->Post(path, json, "application/json"));
}

outcome<std::string>
remote::send(const std::string& path, const shipment& file) {
  std::error_code failed;
  auto size = std::filesystem::file_size(file.path, failed);
  std::ifstream bytes{file.path, std::ios::binary};
  if (failed || !bytes)
    return failure{unreachable, "there is no file " + file.path};
  httplib::Headers headers{{"X-Filename", escaped(file.name)}};
  auto reply = http_->Post(path, headers, size, provider_of(bytes, size, file),
                           "application/octet-stream");
  if (reply.error() == httplib::Error::Write)
    return failure{unreachable, "the node ended the upload; it takes files up "
                                "to its gateway.import_mib"};
  return read(url_, reply);
}

outcome<std::string> remote::remove(const std::string& path) {
  http_->set_read_timeout(600); // what is removed may be much
  auto reply = read(url_, http_->Delete(path));
  http_->set_read_timeout(60);
  return reply;
}

std::optional<failure>
remote::stream(const std::string& path,
               const std::function<bool(std::string_view)>& take) {
  int status = 0;
  std::string problem;
  auto reply = http_->Get(
    path,
    [&](const httplib::Response& head) {
      status = head.status;
      return true;
    },
    [&](const char* bytes, size_t n) {
      if (status == 200)
        return take({bytes, n});
      problem.append(bytes, n);
      return problem.size() < piece;
    });
  if (reply && status != 200)
    reply->body = std::move(problem);
  auto outcome = read(url_, reply);
  if (auto* wrong = std::get_if<failure>(&outcome))
    return std::move(*wrong);
  return std::nullopt;
}

outcome<std::unique_ptr<remote>> named_node(const request& asked) {
  if (asked.node.empty())
    return std::unique_ptr<remote>{};
  auto token = asked.token;
  if (auto* set = std::getenv("AUREN_TOKEN"); token.empty() && set != nullptr)
    token = set;
  try {
    return std::make_unique<remote>(asked.node, token);
  } catch (const std::invalid_argument&) {
    return failure{usage, "--node must be such as http://127.0.0.1:8080"};
  }
}

outcome<std::unique_ptr<remote>>
holding_node(const config& settings, const caf::error& why) {
  auto where
    = storage::sqlite::folder_lock::holder_address(data_folder(settings));
  if (!where)
    return failure{unreachable, render(why)};
  try {
    auto node = std::make_unique<remote>(*where, "");
    node->trust_certificate();
    return node;
  } catch (const std::invalid_argument&) {
    return failure{unreachable, render(why)};
  }
}

int give_up(const failure& why) {
  complain(why.text);
  return why.code;
}

} // namespace auren::node::cli
