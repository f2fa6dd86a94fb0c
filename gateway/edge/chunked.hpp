#pragma once

#include <cstdint>
#include <string_view>

namespace auren::edge {

/// Decodes RFC 9112 chunks as they arrive, a byte or a megabyte at a time.
/// Lines end in CRLF alone; sizes have at most 15 hex digits; extensions and
/// trailer fields are dropped and share a budget of 16 KiB.
class chunk_decoder {
public:
  enum class outcome { more, piece, done, bad };

  /// Takes bytes off the front of `input`. With `piece`, `data` is a part of
  /// the body (a view into the input); call again until it says `more`.
  outcome next(std::string_view& input, std::string_view& data);

  /// Returns the bytes that the present chunk still has.
  uint64_t left() const {
    return left_;
  }

private:
  enum class place {
    size,
    extension,
    size_lf,
    data,
    data_cr,
    data_lf,
    trailer,
    trailer_line,
    trailer_lf,
    end_lf,
    ended
  };

  outcome step(char c);
  outcome size_digit(char c);
  outcome overhead(char c, place at_cr);
  outcome expect(char c, char wanted, place then);

  place at_ = place::size;
  uint64_t left_ = 0;  ///< Of the chunk that is being read.
  size_t digits_ = 0;  ///< Of the size that is being read.
  size_t dropped_ = 0; ///< Bytes of extensions and trailers so far.
};

} // namespace auren::edge
