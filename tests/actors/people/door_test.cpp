#include "actors/people/door.hpp"

#include <doctest/doctest.h>

using namespace auren;

TEST_SUITE_BEGIN("people.door");

TEST_CASE("no two people share a branch, and no name leaves the tree") {
  Context a;
  a.set_tenant("home");
  a.set_person("me");
  CHECK_EQ(people::branch_name(a), "home~me");
  Context b;
  b.set_tenant("home~me");
  CHECK_EQ(people::branch_name(b), "home%7Eme~");
  Context c;
  c.set_tenant("../x");
  c.set_person("a/b");
  CHECK_EQ(people::branch_name(c), "..%2Fx~a%2Fb");
}

TEST_SUITE_END();
