#include "gateway/edge/spool.hpp"
#include "gateway/http/api.hpp"
#include "messages/ids.hpp"
#include "tests/gateway/requests.hpp"
#include "tests/support/deterministic.hpp"

using namespace auren;
using namespace auren::test;

namespace {

using heard = std::shared_ptr<std::vector<ingest::StartImport>>;

ingest::imports_actor::behavior_type
fake_imports(ingest::imports_actor::pointer, heard log) {
  return {
    [log](const ingest::StartImport& command) {
      log->push_back(command);
      return ingest::ImportStarted{};
    },
    [](const ingest::ReadImport&) { return ingest::ImportProgress{}; },
  };
}

struct fixture : deterministic {
  std::filesystem::path folder
    = std::filesystem::temp_directory_path() / ids::dashed(ids::uuid7());
  heard log = std::make_shared<std::vector<ingest::StartImport>>();
  ingest::imports_actor imports = system.spawn(fake_imports, log);
  http::api api{system, links(), options()};
  std::vector<http::route> table = http::ingest_routes(api);

  http::api_links links() const {
    http::api_links result;
    result.imports = imports;
    return result;
  }
  http::api_options options() const {
    http::api_options result;
    result.upload_path = [this](const Context&, const std::string& id) {
      return folder / "read" / id;
    };
    return result;
  }

  ~fixture() {
    api.stop();
    self->send_exit(imports, caf::exit_reason::user_shutdown);
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }

  /// Uploads a byte that is called `name`; returns what was answered at once.
  std::optional<edge::response> upload(const std::string& name) {
    std::filesystem::create_directories(folder);
    auto spool = edge::spool_file::create(folder);
    spool->append("x");
    spool->seal();
    auto& line
      = *std::ranges::find(table, "/api/v1/imports", &http::route::pattern);
    auto answer = line.handle(
      call_of(line, fields_of({{"X-Filename", name}}), "127.0.0.1", spool));
    settle();
    return answer;
  }
};

} // namespace

TEST_SUITE_BEGIN("http.uploads");

TEST_CASE_FIXTURE(fixture, "a file's name is decoded and never a path") {
  struct {
    std::string sent, name;
  } const table_of_names[] = {
    {"my_whoop_data.zip", "my_whoop_data.zip"},
    {"Schlaf%20%C3%BCber%20100%25.csv", "Schlaf \xc3\xbc"
                                        "ber 100%.csv"},
    {"..%2F..%2Fetc%2Fpasswd", "passwd"},
    {"/etc/passwd", "passwd"},
    {"", ""},
  };
  for (auto& [sent, name] : table_of_names) {
    log->clear();
    CHECK_FALSE(upload(sent));
    REQUIRE_EQ(log->size(), 1u);
    CHECK_EQ(log->front().name(), name);
    auto path = std::filesystem::path{log->front().path()};
    CHECK_EQ(path.parent_path(), folder / "read");
    CHECK_EQ(path.filename(), log->front().import_id());
    CHECK(std::filesystem::exists(path));
  }
}

TEST_CASE_FIXTURE(fixture, "a name that is no percent-encoded text is 400") {
  for (std::string bad : {"100%.csv", "%zz", "%4", "%ff", "a%00b", "a%0ab"}) {
    CAPTURE(bad);
    auto refused = upload(bad);
    REQUIRE(refused);
    CHECK_EQ(refused->status, 400);
  }
  CHECK(log->empty());
  CHECK(std::filesystem::is_empty(folder)); // the upload went with its request
}

TEST_SUITE_END();
