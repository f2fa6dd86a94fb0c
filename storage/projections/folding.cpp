#include "storage/projections/folding.hpp"

#include "storage/bytes.hpp"
#include "storage/failure.hpp"
#include "storage/sha256.hpp"

#include <bit>
#include <typeinfo>

namespace auren::storage {

namespace {

void fold_all(projection_database& db, projection& which, events_of some) {
  for (const auto* event : some) {
    value_of(which.fold(*event, db));
    if (which.full())
      which.settle(db);
  }
  which.settle(db);
}

std::string
attempt(projection_database& db, projection& which, events_of some) {
  try {
    fold_all(db, which, some);
    return "";
  } catch (const refusal& refused) {
    if (refused.error == errc::storage_unavailable)
      throw;
    return to_string(code_of(refused.error));
  } catch (const failure& problem) {
    if (!problem.of_the_statement())
      throw;
    return "sql";
  } catch (const std::exception& problem) {
    return typeid(problem).name(); // what() might tell of the data
  }
}

struct cell_bytes {
  byte_writer& out;

  void operator()(std::monostate) const {}
  void operator()(int64_t value) const {
    out.number(value);
  }
  void operator()(double value) const {
    out.number(std::bit_cast<uint64_t>(value));
  }
  void operator()(const std::string& text) const {
    out.text(text);
  }
  void operator()(const bytes_value& value) const {
    out.text(value.bytes);
  }
};

} // namespace

std::string
try_fold(projection_database& db, projection& which, events_of some) {
  db.execute("SAVEPOINT fold");
  which.discard();
  auto failed = attempt(db, which, some);
  if (!failed.empty()) {
    which.discard();
    db.execute("ROLLBACK TO SAVEPOINT fold");
  }
  db.execute("RELEASE SAVEPOINT fold");
  return failed;
}

std::string
digest_of(projection_database& db, const std::vector<table_spec>& specs) {
  sha256 hash;
  for (const auto& spec : specs) {
    hash.add(byte_writer{}.text(spec.name).view());
    db.each_row("SELECT * FROM " + spec.name + " ORDER BY " + spec.ordered,
                [&](std::span<const cell> row) {
                  byte_writer out;
                  for (const auto& value : row) {
                    out.number(static_cast<uint8_t>(value.index()));
                    std::visit(cell_bytes{out}, value);
                  }
                  hash.add(out.view());
                });
  }
  return hash.finish();
}

} // namespace auren::storage
