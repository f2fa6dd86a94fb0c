#include "gateway/edge/spool.hpp"
#include "gateway/edge/text.hpp"
#include "gateway/http/api.hpp"
#include "messages/ids.hpp"
#include "messages/time.hpp"

#include <filesystem>
#include <fstream>

namespace auren::http {

namespace {

namespace fs = std::filesystem;

std::optional<edge::response> submit(const api& use, const call& asked) {
  ingest::SubmitSamples command;
  auto key = asked.asked().header("Idempotency-Key");
  if (key.size() > 128)
    return edge::problem(errc::invalid_message,
                         "the Idempotency-Key is longer than 128 characters");
  command.set_body(asked.asked().body);
  command.set_idempotency_key(std::string{key});
  return use.ask<ingest::SamplesAccepted>(asked, use.links().gate,
                                          std::move(command), 201);
}

/// Moves an upload to where the import finds it after this request is over.
std::optional<fs::path>
keep(const api& use, const call& asked, edge::spool_file& spooled) {
  auto path = use.options().upload_path(use.context_of(asked),
                                        ids::dashed(ids::uuid7()));
  std::error_code failed;
  fs::create_directories(path.parent_path(), failed);
  fs::rename(spooled.path(), path, failed);
  if (failed)
    return std::nullopt;
  spooled.keep();
  return path;
}

std::optional<edge::response> start(const api& use, const call& asked) {
  auto spooled = asked.asked().spool;
  // Percent-encoded, for a header holds no other letters than ASCII's.
  auto named = edge::decoded(asked.asked().header("X-Filename"), false);
  if (!named)
    return edge::problem(errc::invalid_message,
                         "X-Filename is the file's name, percent-encoded");
  auto name = std::move(*named);
  for (auto& part : asked.uploads)
    if (part.file != nullptr) {
      spooled = part.file;
      name = part.filename;
    }
  if (spooled == nullptr)
    return edge::problem(errc::invalid_message,
                         "send one file, as the body or as a form's file");
  auto path = keep(use, asked, *spooled);
  if (!path)
    return edge::problem(errc::storage_unavailable,
                         "the upload could not be kept");
  ingest::StartImport command;
  command.set_path(*path);
  command.set_import_id(path->filename());
  command.set_name(fs::path{name}.filename().string());
  command.set_remove_after(true);
  return use.ask<ingest::ImportStarted>(asked, use.links().imports,
                                        std::move(command), 202);
}

std::optional<edge::response> progress(const api& use, const call& asked) {
  ingest::ReadImport question;
  question.set_import_id(std::string{asked.parameter("id")});
  return use.ask<ingest::ImportProgress>(asked, use.links().imports,
                                         std::move(question));
}

std::optional<edge::response> doubts(const api& use, const call& asked) {
  ingest::ListDoubts question;
  question.set_state(std::string{asked.query("state")});
  if (!question.state().empty() && question.state() != "open"
      && question.state() != "confirmed")
    return edge::problem(errc::invalid_message, "state is open or confirmed");
  return use.ask<ingest::Doubts>(asked, use.links().people,
                                 std::move(question));
}

std::optional<edge::response> settle(const api& use, const call& asked) {
  auto body = body_of<ingest::SettleDoubt>(asked);
  if (auto* wrong = std::get_if<edge::response>(&body))
    return std::move(*wrong);
  auto& command = std::get<ingest::SettleDoubt>(body);
  command.set_id(std::string{asked.parameter("id")});
  return use.ask<ingest::Doubts>(asked, use.links().people, std::move(command));
}

} // namespace

std::vector<route> ingest_routes(const api& use) {
  return {
    {.method = "POST",
     .pattern = "/api/v1/samples",
     .scope = "samples:write",
     .summary = "Records samples; answered when they are durable.",
     .request = "auren.ingest.SubmitSamples",
     .reply = "auren.ingest.SamplesAccepted",
     .body_limit = 4u << 20,
     .quick = true,
     .handle = [&use](const call& c) { return submit(use, c); }},
    {.method = "POST",
     .pattern = "/api/v1/imports",
     .scope = "samples:write",
     .summary = "Takes an export file and reads it in the background.",
     .reply = "auren.ingest.ImportStarted",
     .body_limit = use.options().import_limit,
     .cost = 100,
     .spool = true,
     .consumes = {"*/*"},
     .handle = [&use](const call& c) { return start(use, c); }},
    {.method = "GET",
     .pattern = "/api/v1/imports/{id}",
     .scope = "samples:read",
     .summary = "How an import stands.",
     .reply = "auren.ingest.ImportProgress",
     .handle = [&use](const call& c) { return progress(use, c); }},
    {.method = "GET",
     .pattern = "/api/v1/doubts",
     .scope = "samples:read",
     .summary = "Samples that ask for a second reading; no baseline counts "
                "them.",
     .reply = "auren.ingest.Doubts",
     .handle = [&use](const call& c) { return doubts(use, c); }},
    {.method = "POST",
     .pattern = "/api/v1/doubts/{id}",
     .scope = "samples:write",
     .summary = "Confirms a doubted sample, or takes that back.",
     .request = "auren.ingest.SettleDoubt",
     .reply = "auren.ingest.Doubts",
     .handle = [&use](const call& c) { return settle(use, c); }},
  };
}

} // namespace auren::http
