#pragma once

#include "actors/ingest/refusal.hpp"

#include <string_view>

namespace auren::ingest {

/// A parser that is pushed bytes in pieces of any size and keeps only what the
/// present record needs. What it reads goes to an `import_writer`.
class byte_parser {
public:
  virtual ~byte_parser() = default;

  /// Takes the next bytes. After a refusal nothing else may be called.
  /// @returns why the file cannot be read further; records before it count
  virtual refusal feed(std::string_view bytes) = 0;

  /// Takes the end of the file.
  virtual refusal finish() = 0;

  /// Hears that no more bytes can be had although the file goes on: what was
  /// not complete yet is dropped.
  virtual void torn() {
    // nop
  }
};

} // namespace auren::ingest
