#pragma once

#include "actors/ingest/refusal.hpp"

#include <cstdint>
#include <memory>
#include <string_view>

namespace auren::ingest {

/// The attributes of one element: name, value, name, value, …, null.
class xml_attributes {
public:
  explicit xml_attributes(const char** pairs) : pairs_(pairs) {
    // nop
  }

  /// Calls `f(name, value)` for each attribute. Views end with the call.
  template <class F>
  void for_each(F&& f) const {
    for (auto** pair = pairs_; *pair; pair += 2)
      f(std::string_view{pair[0]}, std::string_view{pair[1]});
  }

  /// Returns the value of `name`, or nothing.
  std::string_view get(std::string_view name) const;

private:
  const char** pairs_;
};

/// Parses XML as it comes, in memory that does not grow with the file.
///
/// Refused, with a sentence: entity declarations and references to other files
/// (nothing outside the file is ever opened), more than 64 nested elements, an
/// element start of more than 4 MiB, text that is not well-formed, a file that
/// ends in the middle.
class xml_stream {
public:
  /// What is told of the elements. Calls come from within `feed`.
  class listener {
  public:
    virtual ~listener() = default;
    virtual void start(std::string_view name, const xml_attributes& with) = 0;
    virtual void end(std::string_view name) = 0;
  };

  explicit xml_stream(listener& to);
  ~xml_stream();

  refusal feed(std::string_view bytes);
  refusal finish();

private:
  struct inside;

  refusal parse(std::string_view bytes, bool last);

  std::unique_ptr<inside> inside_;
};

} // namespace auren::ingest
