#pragma once

#include "actors/ingest/byte_parser.hpp"
#include "actors/ingest/import_writer.hpp"
#include "messages/exports.pb.h"
#include "storage/sha256.hpp"

#include <string>

namespace auren::ingest {

/// Reads a record that AUREN exported (NDJSON, `messages/event_line`): every
/// event as it was, its stream named without the person ("biometrics"). Lines
/// are at most 64 MiB.
///
/// @returns `errc::unsupported_type` for a newer format, `errc::damaged` when
/// a line cannot be read or the file does not end as its last line says: what
/// came before counts, and the whole file may be read again
class record_reader : public byte_parser {
public:
  explicit record_reader(import_writer& out);

  refusal feed(std::string_view bytes) override;
  refusal finish() override;

private:
  refusal line(std::string_view text);
  refusal header(const exports::Header& said);
  refusal event(const exports::Event& said);
  refusal end(const exports::End& said, std::string hash);

  import_writer& out_;
  std::string rest_;   ///< Of a line that is not complete yet.
  std::string prefix_; ///< "person/me/", of the person it was.
  storage::sha256 hash_;
  uint64_t events_ = 0;
  bool begun_ = false;
  bool ended_ = false;
};

} // namespace auren::ingest
