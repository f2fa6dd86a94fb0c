#include "storage/vectors/coded.hpp"
#include "storage/vectors/dot.hpp"
#include "storage/vectors/vector_index.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <random>

using namespace auren::storage::vectors;

namespace {

using vector = std::vector<float>;

vector unit(vector of) {
  double square = 0;
  for (auto x : of)
    square += static_cast<double>(x) * static_cast<double>(x);
  for (auto& x : of)
    x = static_cast<float>(static_cast<double>(x) / std::sqrt(square));
  return of;
}

/// Vectors around some centres, as texts about some subjects are.
struct cloud {
  explicit cloud(size_t n) : dimensions(n), centres(40) {
    for (auto& one : centres)
      one = noise(1);
  }
  vector noise(float width) {
    std::normal_distribution<float> some{0, width};
    vector result(dimensions);
    for (auto& x : result)
      x = some(random);
    return result;
  }
  vector next() {
    auto result = noise(0.7f);
    auto& centre = centres[random() % centres.size()];
    for (size_t i = 0; i < dimensions; ++i)
      result[i] += centre[i];
    return unit(result);
  }

  size_t dimensions;
  std::mt19937 random{11};
  std::vector<vector> centres;
};

double cosine(const vector& a, const vector& b) {
  double sum = 0;
  for (size_t i = 0; i < a.size(); ++i)
    sum += static_cast<double>(a[i]) * static_cast<double>(b[i]);
  return sum;
}

/// Numbers of the `k` nearest, by comparing all in double precision.
std::vector<uint32_t>
brute_force(const std::vector<vector>& all, const vector& query, size_t k,
            const std::vector<bool>& visible) {
  std::vector<std::pair<double, uint32_t>> order;
  for (uint32_t i = 0; i < all.size(); ++i)
    if (visible[i])
      order.emplace_back(-cosine(all[i], query), i);
  std::ranges::sort(order);
  std::vector<uint32_t> result;
  for (size_t i = 0; i < std::min(k, order.size()); ++i)
    result.push_back(order[i].second);
  return result;
}

double recall_at_10(const vector_index& tested, const std::vector<vector>& all,
                    const std::vector<bool>& visible, cloud& from) {
  constexpr int questions = 100;
  int hits = 0;
  for (int i = 0; i < questions; ++i) {
    auto query = from.next();
    auto found = tested.near(query, 40, visible);
    found.resize(std::min<size_t>(found.size(), 10));
    auto expected = brute_force(all, query, 10, visible);
    for (auto& one : found)
      hits += std::ranges::find(expected, one.number) != expected.end();
  }
  return hits / (10.0 * questions);
}

} // namespace

TEST_SUITE_BEGIN("storage.vectors");

TEST_CASE("few vectors are compared one by one") {
  cloud some{50}; // no multiple of a lane
  vector_index tested{some.dimensions};
  std::vector<vector> all;
  std::vector<bool> visible;
  for (int i = 0; i < 500; ++i) {
    all.push_back(some.next());
    visible.push_back(i % 3 != 0);
    tested.add(all.back());
  }
  CHECK_FALSE(tested.link(1000));
  CHECK_EQ(recall_at_10(tested, all, visible, some), 1);
  auto query = some.next();
  auto cosines = tested.cosines(query, visible);
  for (size_t i = 0; i < all.size(); ++i)
    REQUIRE(std::abs(static_cast<double>(cosines[i])
                     - (visible[i] ? cosine(all[i], query) : 0))
            < 1e-5);
}

TEST_CASE("many are found by the graph and while it grows") {
  cloud some{48};
  vector_index tested{some.dimensions, {.exact_up_to = 500}};
  std::vector<vector> all;
  std::vector<bool> visible;
  for (int i = 0; i < 3000; ++i) {
    all.push_back(some.next());
    visible.push_back(i % 7 != 0);
    tested.add(all.back());
  }
  CHECK_EQ(recall_at_10(tested, all, visible, some), 1); // none is linked yet
  CHECK(tested.link(1000));
  CHECK_GE(recall_at_10(tested, all, visible, some), 0.98);
  CHECK_FALSE(tested.link(5000));
  CHECK_GE(recall_at_10(tested, all, visible, some), 0.98);
}

TEST_CASE("a coded vector tells the angle to another nearly as its floats do") {
  cloud some{384};
  for (int i = 0; i < 500; ++i) {
    auto a = some.next();
    auto b = some.next();
    CHECK_EQ(coded_size(a.size()), code(a).size());
    CHECK_LT(std::abs(coded_dot(code(a).data(), code(b).data(), a.size())
                      - dot(a.data(), b.data(), a.size())),
             0.002);
  }
}

TEST_CASE("a coded vector of zeros is near to nothing") {
  vector nothing(lane);
  vector all(lane, 0.25f);
  CHECK_EQ(coded_dot(code(nothing).data(), code(all).data(), lane), 0);
  CHECK_EQ(coded_dot(code(all).data(), code(all).data(), lane),
           doctest::Approx(1));
}

TEST_CASE("of what is removed nothing is left and it is found no more") {
  cloud some{32};
  for (size_t exact : {10'000, 10}) {
    CAPTURE(exact);
    vector_index tested{some.dimensions, {.exact_up_to = exact}};
    std::vector<vector> all;
    for (int i = 0; i < 200; ++i) {
      all.push_back(some.next());
      tested.add(all.back());
    }
    tested.link(150);
    std::vector<bool> visible(all.size(), true);
    for (uint32_t gone : {3u, 170u}) { // linked, and waiting
      tested.remove(gone);
      auto floats = tested.at(gone);
      CHECK(std::ranges::all_of(floats, [](float x) { return x == 0; }));
      CHECK(std::ranges::search(tested.memory(), all[gone]).empty());
      visible[gone] = false;
    }
    auto room = tested.memory().size();
    tested.link(1000);
    for (auto& one : tested.near(all[3], 50, visible))
      CHECK_NE(one.number, 3);
    tested.add(some.next()); // the number stays taken
    CHECK_EQ(tested.size(), 201);
    CHECK_EQ(tested.memory().size(), room); // but its room does not
  }
}

TEST_CASE("what has nothing to be found by takes no room") {
  vector_index tested{16, {.exact_up_to = 1}};
  vector one(16, 0.25f);
  tested.add({});
  tested.add(one);
  tested.add(vector(16));
  CHECK_EQ(tested.size(), 3);
  CHECK_EQ(tested.memory().size(), 16);
  std::vector<bool> visible(3, true);
  for (bool linked : {false, true}) {
    CAPTURE(linked);
    if (linked)
      CHECK_FALSE(tested.link(10));
    auto found = tested.near(one, 1, visible);
    REQUIRE_EQ(found.size(), 1);
    CHECK_EQ(found[0].number, 1);
  }
  CHECK_EQ(tested.cosines(one, visible)[0], 0);
}

TEST_CASE("an empty index finds nothing") {
  vector_index tested{8};
  CHECK(tested.near(vector(8, 1.0f), 10, {}).empty());
  CHECK(tested.cosines(vector(8, 1.0f), {}).empty());
}

TEST_SUITE_END();
