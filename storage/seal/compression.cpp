#include "storage/seal/compression.hpp"

#include <memory>
#include <zstd.h>

namespace auren::storage::seal {

namespace {

constexpr size_t worthwhile = 256;
constexpr unsigned long long largest = 64 << 20;

/// Contexts are costly to make and cheap to use again.
ZSTD_CCtx* compressor() {
  thread_local std::unique_ptr<ZSTD_CCtx, decltype(&ZSTD_freeCCtx)> context{
    ZSTD_createCCtx(), ZSTD_freeCCtx};
  return context.get();
}

ZSTD_DCtx* decompressor() {
  thread_local std::unique_ptr<ZSTD_DCtx, decltype(&ZSTD_freeDCtx)> context{
    ZSTD_createDCtx(), ZSTD_freeDCtx};
  return context.get();
}

} // namespace

std::optional<std::string> compress(std::string_view plain, int level) {
  if (plain.size() <= worthwhile || plain.size() > largest)
    return std::nullopt;
  // Less room than the original: zstd gives up by itself when it gains none.
  std::string out(plain.size() - 1, '\0');
  auto size = ZSTD_compressCCtx(compressor(), out.data(), out.size(),
                                plain.data(), plain.size(), level);
  if (ZSTD_isError(size) != 0)
    return std::nullopt;
  out.resize(size);
  return out;
}

std::optional<std::string> decompress(std::string_view frame) {
  auto size = ZSTD_getFrameContentSize(frame.data(), frame.size());
  if (size > largest) // the two error values are larger still
    return std::nullopt;
  std::string out(size, '\0');
  auto got = ZSTD_decompressDCtx(decompressor(), out.data(), out.size(),
                                 frame.data(), frame.size());
  if (got != size)
    return std::nullopt;
  return out;
}

} // namespace auren::storage::seal
