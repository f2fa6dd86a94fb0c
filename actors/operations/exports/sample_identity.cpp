#include "actors/operations/exports/sample_identity.hpp"

#include "messages/ids.hpp"
#include "storage/bytes.hpp"
#include "storage/sha256.hpp"

namespace auren::operations {

std::string identity_of(const exported_sample& one, const std::string& person) {
  auto hash = storage::sha256_of(storage::byte_writer{}
                                   .text("auren.sample")
                                   .text(person)
                                   .text(one.series->metric())
                                   .text(one.series->source())
                                   .number(one.what.time.ms)
                                   .number(one.what.duration_ms)
                                   .text(one.what.external_id)
                                   .view());
  hash.resize(16);
  hash[6] = static_cast<char>((hash[6] & 0x0f) | 0x80);
  hash[8] = static_cast<char>((hash[8] & 0x3f) | 0x80);
  return ids::dashed(hash);
}

ingest::instant end_of(const ingest::unpacked& what) {
  return {what.time.ms + static_cast<int64_t>(what.duration_ms),
          what.time.offset_s};
}

} // namespace auren::operations
