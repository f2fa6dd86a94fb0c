#include "gateway/edge/chunked.hpp"

#include "gateway/edge/text.hpp"

#include <algorithm>

namespace auren::edge {

namespace {

constexpr size_t most_digits = 15; // a size of 16 could overflow a sum
constexpr size_t most_dropped = 16 * 1024;

} // namespace

chunk_decoder::outcome
chunk_decoder::next(std::string_view& input, std::string_view& data) {
  while (!input.empty() && at_ != place::ended) {
    if (at_ == place::data) {
      data = input.substr(
        0, static_cast<size_t>(std::min<uint64_t>(left_, input.size())));
      input.remove_prefix(data.size());
      left_ -= data.size();
      if (left_ == 0)
        at_ = place::data_cr;
      return outcome::piece;
    }
    auto c = input.front();
    input.remove_prefix(1);
    if (step(c) == outcome::bad)
      return outcome::bad;
  }
  return at_ == place::ended ? outcome::done : outcome::more;
}

chunk_decoder::outcome chunk_decoder::step(char c) {
  switch (at_) {
    case place::size: return size_digit(c);
    case place::extension: return overhead(c, place::size_lf);
    case place::size_lf:
      digits_ = 0;
      return expect(c, '\n', left_ == 0 ? place::trailer : place::data);
    case place::data_cr: return expect(c, '\r', place::data_lf);
    case place::data_lf: return expect(c, '\n', place::size);
    case place::trailer:
      if (c == '\r')
        return expect(c, '\r', place::end_lf);
      at_ = place::trailer_line;
      return overhead(c, place::trailer_lf);
    case place::trailer_line: return overhead(c, place::trailer_lf);
    case place::trailer_lf: return expect(c, '\n', place::trailer);
    case place::end_lf: return expect(c, '\n', place::ended);
    case place::data:
    case place::ended: break;
  }
  return outcome::bad;
}

chunk_decoder::outcome chunk_decoder::size_digit(char c) {
  if (auto value = hex_value(c)) {
    if (++digits_ > most_digits)
      return outcome::bad;
    left_ = digits_ == 1 ? *value : left_ * 16 + *value;
    return outcome::more;
  }
  if (digits_ == 0)
    return outcome::bad;
  if (c == ';') {
    at_ = place::extension;
    return outcome::more;
  }
  return expect(c, '\r', place::size_lf);
}

chunk_decoder::outcome chunk_decoder::overhead(char c, place at_cr) {
  if (c == '\r')
    return expect(c, '\r', at_cr);
  auto control = static_cast<unsigned char>(c) < 0x20 && c != '\t';
  return control || ++dropped_ > most_dropped ? outcome::bad : outcome::more;
}

chunk_decoder::outcome chunk_decoder::expect(char c, char wanted, place then) {
  if (c != wanted)
    return outcome::bad;
  at_ = then;
  return outcome::more;
}

} // namespace auren::edge
