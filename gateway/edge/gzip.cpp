#include "gateway/edge/gzip.hpp"

#include "gateway/edge/response.hpp"

#include <algorithm>
#include <stdexcept>
#include <zlib.h>

namespace auren::edge {

namespace {

constexpr int gzip_window = 15 + 16; // zlib's way to say "gzip format"
constexpr int level = 5;             // text: within 3 % of level 9

Bytef* bytes_of(const char* text) {
  return reinterpret_cast<Bytef*>(const_cast<char*>(text));
}

/// One inflating stream, ended whatever happens.
struct inflater {
  inflater() {
    ready = inflateInit2(&stream, gzip_window) == Z_OK;
  }
  ~inflater() {
    inflateEnd(&stream);
  }
  inflater(const inflater&) = delete;
  inflater& operator=(const inflater&) = delete;

  z_stream stream{};
  bool ready = false;
};

} // namespace

std::string gzip(std::string_view bytes) {
  z_stream stream{};
  if (deflateInit2(&stream, level, Z_DEFLATED, gzip_window, 8,
                   Z_DEFAULT_STRATEGY)
      != Z_OK)
    throw std::runtime_error("zlib has no memory");
  std::string out(deflateBound(&stream, bytes.size()), '\0');
  stream.next_in = bytes_of(bytes.data());
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = bytes_of(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  auto result = deflate(&stream, Z_FINISH);
  out.resize(stream.total_out);
  deflateEnd(&stream);
  if (result != Z_STREAM_END)
    throw std::runtime_error("zlib did not finish");
  return out;
}

unzipped gunzip(std::string_view bytes, uint64_t limit, std::string& out) {
  inflater unzip;
  unzip.stream.next_in = bytes_of(bytes.data());
  unzip.stream.avail_in = static_cast<uInt>(bytes.size());
  char block[16 * 1024];
  for (int result = unzip.ready ? Z_OK : Z_MEM_ERROR; result != Z_STREAM_END;) {
    unzip.stream.next_out = bytes_of(block);
    unzip.stream.avail_out = sizeof block;
    if (result == Z_OK)
      result = inflate(&unzip.stream, Z_NO_FLUSH);
    if (result != Z_OK && result != Z_STREAM_END)
      return unzipped::malformed;
    out.append(block, sizeof block - unzip.stream.avail_out);
    if (out.size() > limit)
      return unzipped::too_large;
  }
  return unzip.stream.avail_in == 0 ? unzipped::whole : unzipped::malformed;
}

} // namespace auren::edge
