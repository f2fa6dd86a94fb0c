#include "storage/seal/keyring.hpp"

#include <doctest/doctest.h>

using namespace auren;
using namespace auren::storage;
using namespace std::chrono_literals;

namespace {

const person_id anna{"home", "anna"};

/// What the nodes of one database share.
struct shared_rows {
  std::optional<std::string> probe;
  std::map<person_id, seal::wrapped_key> keys;
  bool reachable = true;
};

class shared_repository : public seal::key_repository {
public:
  explicit shared_repository(std::shared_ptr<shared_rows> rows)
    : rows_(std::move(rows)) {}

  caf::expected<std::optional<std::string>> probe() override {
    return rows_->probe;
  }
  caf::expected<void> set_probe(const std::string& sealed) override {
    rows_->probe = sealed;
    return caf::unit;
  }
  caf::expected<std::optional<seal::wrapped_key>>
  find(const person_id& who) override {
    if (!rows_->reachable)
      return caf::make_error(errc::storage_unavailable);
    auto found = rows_->keys.find(who);
    if (found == rows_->keys.end())
      return std::optional<seal::wrapped_key>{};
    return std::optional{found->second};
  }
  caf::expected<seal::wrapped_key>
  add(const person_id& who,
      const std::function<std::string(uint32_t)>& wrap) override {
    seal::wrapped_key key{1, wrap(1), false};
    rows_->keys[who] = key;
    return key;
  }
  caf::expected<void> erase(const person_id& who) override {
    rows_->keys[who] = {1, "", true};
    return caf::unit;
  }
  caf::expected<std::vector<person_id>> erased() override {
    return std::vector<person_id>{};
  }
  caf::expected<std::optional<seal::thing_key>>
  find_thing(const person_id&, uint32_t) override {
    return std::optional<seal::thing_key>{};
  }
  caf::expected<std::optional<seal::thing_key>>
  find_labelled(const person_id&, int64_t) override {
    return std::optional<seal::thing_key>{};
  }
  caf::expected<seal::thing_key>
  add_thing(const person_id&, int64_t, int64_t,
            const std::function<std::string(uint32_t)>&) override {
    return caf::make_error(errc::storage_unavailable);
  }
  caf::expected<void>
  condemn(const person_id&, int64_t, const std::string&) override {
    return caf::unit;
  }
  caf::expected<std::vector<seal::condemned_thing>> condemned() override {
    return std::vector<seal::condemned_thing>{};
  }
  caf::expected<void>
  settle(const person_id&, const std::string&, bool) override {
    return caf::unit;
  }
  std::chrono::seconds lease() const override {
    return 15s;
  }

private:
  std::shared_ptr<shared_rows> rows_;
};

struct two_nodes {
  std::shared_ptr<shared_rows> rows = std::make_shared<shared_rows>();
  seal::keyring::clock::time_point now{};
  seal::data_key master{
    0, std::make_shared<const secrets::secret>(secrets::secret::random(32))};
  std::shared_ptr<seal::keyring> here = open();
  std::shared_ptr<seal::keyring> there = open();

  std::shared_ptr<seal::keyring> open() {
    auto ring = seal::keyring::open(std::make_unique<shared_repository>(rows),
                                    {master, "a test"}, [this] { return now; });
    REQUIRE(ring);
    return *ring;
  }
};

errc code(const caf::expected<seal::data_key>& result) {
  return result ? errc::none : code_of(result.error());
}

} // namespace

TEST_SUITE_BEGIN("storage.keyring");

TEST_CASE_FIXTURE(two_nodes, "an erasure reaches every node within a lease") {
  auto key = there->sealing_key(anna);
  REQUIRE(key);
  REQUIRE(here->erase(anna));
  CHECK_EQ(code(here->sealing_key(anna)), errc::erased);
  now += 16s;
  CHECK_EQ(code(there->sealing_key(anna)), errc::erased);
  CHECK_EQ(code(there->opening_key(anna, key->id)), errc::erased);
  CHECK_EQ(code(there->existing_key(anna)), errc::erased);
}

TEST_CASE_FIXTURE(two_nodes, "who cannot ask has no key when the lease ends") {
  REQUIRE(there->sealing_key(anna));
  rows->reachable = false;
  now += 14s;
  CHECK_EQ(code(there->sealing_key(anna)), errc::none);
  now += 2s;
  CHECK_EQ(code(there->sealing_key(anna)), errc::storage_unavailable);
  rows->reachable = true;
  CHECK_EQ(code(there->sealing_key(anna)), errc::none);
}

TEST_SUITE_END();
