#include "actors/memory/embedding_client.hpp"

#include "messages/errc.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <cmath>
#include <httplib.h>
#include <optional>

namespace auren::memory {

namespace {

using clock = std::chrono::steady_clock;
using nlohmann::json;

/// A vector has some thousand numbers of some ten characters.
constexpr size_t longest_reply = 64u << 20;
constexpr size_t longest_vector = 16'384;

/// What a URL names: "http://host:port" and "/v1".
struct place {
  std::string host;
  std::string path;
};

std::optional<place> place_of(std::string_view url) {
  auto scheme = url.find("://");
  if (scheme == std::string_view::npos
      || (url.substr(0, scheme) != "http" && url.substr(0, scheme) != "https"))
    return std::nullopt;
  auto slash = url.find('/', scheme + 3);
  auto host = url.substr(0, slash);
  if (host.size() == scheme + 3)
    return std::nullopt;
  auto path = slash == std::string_view::npos ? "" : url.substr(slash);
  while (path.ends_with('/'))
    path.remove_suffix(1);
  return place{std::string{host}, std::string{path}};
}

std::string body_of(const embedding_options& options,
                    const std::vector<std::string>& texts) {
  json body{
    {"model", options.model}, {"input", texts}, {"encoding_format", "float"}};
  return body.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// A request that ends when `until` has passed or more comes than is believed.
httplib::Request
request_of(const embedding_options& options, const place& where,
           std::string body, std::string& reply, clock::time_point until) {
  httplib::Request result;
  result.method = "POST";
  result.path = where.path + "/embeddings";
  result.body = std::move(body);
  result.set_header("Content-Type", "application/json");
  if (options.key)
    result.set_header("Authorization",
                      fmt::format("Bearer {}", options.key->view()));
  result.content_receiver
    = [&reply, until](const char* data, size_t n, uint64_t, uint64_t) {
        reply.append(data, n);
        return reply.size() <= longest_reply && clock::now() < until;
      };
  return result;
}

bool add_vector(Embedded& into, const json& numbers) {
  if (!numbers.is_array() || numbers.empty() || numbers.size() > longest_vector)
    return false;
  double square = 0;
  for (auto& x : numbers) {
    if (!x.is_number() || !std::isfinite(x.get<double>()))
      return false;
    square += x.get<double>() * x.get<double>();
  }
  auto length = square > 0 ? std::sqrt(square) : 1;
  auto& vector = *into.add_vectors();
  for (auto& x : numbers)
    vector.add_value(static_cast<float>(x.get<double>() / length));
  return true;
}

/// Returns the vectors by their `index`, or nothing when it is anything else.
std::optional<Embedded> vectors_in(const std::string& reply, size_t wanted) {
  auto read = json::parse(reply, nullptr, false);
  if (!read.is_object() || !read.contains("data") || !read["data"].is_array()
      || read["data"].size() != wanted)
    return std::nullopt;
  std::vector<const json*> ordered(wanted);
  for (size_t i = 0; i < wanted; ++i) {
    auto& one = read["data"][i];
    if (!one.is_object() || !one.contains("embedding"))
      return std::nullopt;
    auto at = one.contains("index") && one["index"].is_number_unsigned()
                ? one["index"].get<size_t>()
                : i;
    if (at >= wanted || ordered[at] != nullptr)
      return std::nullopt;
    ordered[at] = &one["embedding"];
  }
  Embedded result;
  for (auto* one : ordered)
    if (!add_vector(result, *one)
        || result.vectors(0).value_size()
             != result.vectors().rbegin()->value_size())
      return std::nullopt;
  return result;
}

caf::error gone(clock::time_point until) {
  return clock::now() >= until
           ? caf::make_error(errc::deadline_exceeded)
           : caf::make_error(errc::storage_unavailable,
                             std::string{"the embeddings API does not answer"});
}

void wait_at_most(httplib::Client& client, std::chrono::milliseconds span) {
  client.set_connection_timeout(span);
  client.set_read_timeout(span);
  client.set_write_timeout(span);
}

} // namespace

bool is_embedding_url(std::string_view url) {
  return place_of(url).has_value();
}

std::string provider_name(const embedding_options& options) {
  return options.model + " at " + options.url;
}

caf::expected<Embedded> embed_there(const embedding_options& options,
                                    const std::vector<std::string>& texts) {
  auto where = place_of(options.url);
  if (!where || texts.empty())
    return caf::make_error(errc::invalid_message);
  auto until = clock::now() + options.patience;
  httplib::Client client{where->host};
  wait_at_most(client, options.patience);
  std::string reply;
  auto request
    = request_of(options, *where, body_of(options, texts), reply, until);
  auto answer = client.send(request);
  if (!answer)
    return gone(until);
  if (answer->status != 200)
    return caf::make_error(
      errc::refused,
      fmt::format("the embeddings API answered {}", answer->status));
  auto result = vectors_in(reply, texts.size());
  if (!result)
    return caf::make_error(errc::refused, std::string{"no vectors came back"});
  result->set_provider(provider_name(options));
  result->set_dimensions(
    static_cast<uint32_t>(result->vectors(0).value_size()));
  return std::move(*result);
}

} // namespace auren::memory
