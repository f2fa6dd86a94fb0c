#pragma once

#include "storage/postgres/append_plan.hpp"
#include "storage/postgres/connection.hpp"

namespace auren::storage::postgres {

/// What the writer knows of people and streams, kept between transactions: a
/// person's epoch tells whether another node wrote meanwhile. Throws `failure`;
/// then call `forget`.
class writer_book {
public:
  using commands_of = std::span<const events::Append* const>;

  /// Begins a transaction, takes the locks of all people of `commands` for it,
  /// and finds out what must be known to decide them.
  known_facts look_up(connection& db, commands_of commands);

  /// Gives people and streams of `plan` that are new their numbers.
  void name_new(connection& db, const append_plan& plan);

  writer_people& all() {
    return all_;
  }
  void forget() {
    all_.clear();
  }

private:
  void lock(connection& db, commands_of commands);
  known_facts look_up_locked(connection& db, commands_of commands);
  void name_people(connection& db, const append_plan& plan);
  void name_streams(connection& db, const append_plan& plan);

  writer_people all_;
};

} // namespace auren::storage::postgres
