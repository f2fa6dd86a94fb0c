#pragma once

#include "messages/memory.pb.h"
#include "storage/secrets/secret.hpp"

#include <caf/expected.hpp>

#include <chrono>
#include <memory>
#include <string>
#include <vector>

namespace auren::memory {

/// Which model is asked, and where.
struct embedding_options {
  std::string url;   ///< Of the API: "http://127.0.0.1:11434/v1".
  std::string model; ///< "text-embedding-3-small".
  std::shared_ptr<const storage::secrets::secret> key; ///< Null: none.
  std::chrono::milliseconds patience{2000};            ///< For one request.
};

/// Returns whether `url` is one that a client can ask: http or https, with a
/// host.
bool is_embedding_url(std::string_view url);

/// Returns what names the vectors of a model in its place. Those of another
/// name mean something else and are never compared with them.
std::string provider_name(const embedding_options& options);

/// Asks `POST url/embeddings` as OpenAI's API has it. Texts leave this program
/// by it, in clear unless the URL is https. Blocks, at most for `patience`.
///
/// @returns a vector of length 1 for each text, in their order;
/// `errc::deadline_exceeded` when it took too long, `errc::refused` when the
/// API answered anything but vectors of one length, `errc::storage_unavailable`
/// when nobody answers. Errors hold no text, no answer and no key.
caf::expected<Embedded> embed_there(const embedding_options& options,
                                    const std::vector<std::string>& texts);

} // namespace auren::memory
