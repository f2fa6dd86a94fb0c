#include "gateway/http/bridge.hpp"

#include "gateway/edge/spool.hpp"
#include "gateway/http/memory_stream.hpp"
#include "gateway/http/pattern.hpp"

#include <fmt/format.h>

namespace auren::http {

namespace {

constexpr size_t most_parts = 64;        // of a spooled form
constexpr size_t most_field = 64 * 1024; // bytes of a part without a file

bool is_form(const edge::request& asked) {
  return asked.header("Content-Type").starts_with("multipart/form-data");
}

uint64_t body_size(const edge::request& asked) {
  return asked.spool ? asked.spool->size() : asked.body.size();
}

/// The path again with everything escaped that httplib could take for more.
std::string escaped(std::string_view path) {
  std::string out;
  for (auto c : path)
    if (std::isalnum(static_cast<unsigned char>(c))
        || std::string_view{"/-._~"}.find(c) != std::string_view::npos)
      out += c;
    else
      fmt::format_to(std::back_inserter(out), "%{:02X}",
                     static_cast<unsigned char>(c));
  return out;
}

std::string head_of(const call& asked) {
  auto& request = asked.asked();
  auto head = fmt::format("{} {} HTTP/1.1\r\n", asked.matched->method,
                          escaped(request.path));
  if (is_form(request))
    head += fmt::format("Content-Type: {}\r\nContent-Length: {}\r\n",
                        request.header("Content-Type"), body_size(request));
  return head + "\r\n";
}

/// Parts of a form on their way from one file into several.
class unpacker {
public:
  explicit unpacker(call& into)
    : into_(into), folder_(into.asked().spool->path().parent_path()) {
    // nop
  }

  bool begin(const httplib::MultipartFormData& part) {
    if (!seal() || into_.uploads.size() >= most_parts)
      return false;
    into_.uploads.push_back(
      {part.name, part.filename, part.content_type, {}, nullptr});
    if (!part.filename.empty())
      current().file = edge::spool_file::create(folder_);
    return part.filename.empty() || current().file;
  }

  bool more(std::string_view bytes) {
    if (into_.uploads.empty())
      return false;
    if (current().file)
      return current().file->append(bytes);
    current().content += bytes;
    return current().content.size() <= most_field;
  }

  bool seal() {
    return into_.uploads.empty() || !current().file || current().file->seal();
  }

private:
  upload& current() {
    return into_.uploads.back();
  }

  call& into_;
  std::filesystem::path folder_;
};

} // namespace

class bridge::server final : public httplib::Server {
public:
  // Without a socket that looks open, httplib stops in the middle.
  server() {
    svr_sock_ = 0;
  }
  ~server() override {
    svr_sock_ = INVALID_SOCKET;
  }

  void add(const route& line, const pattern& path);
  bool run(call& asked);

private:
  static void found(const pattern& path, const httplib::Request& request);
  void add_reader(const route& line, const pattern& path);

  // httplib gives its handlers no word of the caller's; a request is taken
  // apart on one thread from beginning to end, so the thread knows it.
  static thread_local call* current_;
  static thread_local bool found_;
};

thread_local call* bridge::server::current_ = nullptr;
thread_local bool bridge::server::found_ = false;

void bridge::server::found(const pattern& path,
                           const httplib::Request& request) {
  found_ = true;
  for (size_t i = 0; i < path.holes().size(); ++i)
    current_->path[path.holes()[i]] = request.matches[i + 1].str();
  for (auto& [name, part] : request.files)
    current_->uploads.push_back(
      {part.name, part.filename, part.content_type, part.content, nullptr});
}

void bridge::server::add(const route& line, const pattern& path) {
  auto handle = [&path](const httplib::Request& request, httplib::Response&) {
    found(path, request);
  };
  if (line.spool)
    add_reader(line, path);
  else if (line.method == "GET")
    Get(path.regex(), handle);
  else if (line.method == "POST")
    Post(path.regex(), handle);
  else if (line.method == "PUT")
    Put(path.regex(), handle);
  else if (line.method == "PATCH")
    Patch(path.regex(), handle);
  else
    Delete(path.regex(), handle);
}

void bridge::server::add_reader(const route& line, const pattern& path) {
  auto handle = [&path](const httplib::Request& request, httplib::Response&,
                        const httplib::ContentReader& read) {
    found(path, request);
    if (!is_form(current_->asked()) || !current_->asked().spool)
      return;
    unpacker parts{*current_};
    auto well = read(
      [&](const httplib::MultipartFormData& part) { return parts.begin(part); },
      [&](const char* bytes, size_t n) {
        return parts.more({bytes, n});
      });
    found_ = well && parts.seal() && !current_->uploads.empty();
  };
  if (line.method == "POST")
    Post(path.regex(), handle);
  else if (line.method == "PUT")
    Put(path.regex(), handle);
  else
    Patch(path.regex(), handle);
}

bool bridge::server::run(call& asked) {
  current_ = &asked;
  found_ = false;
  auto& request = asked.asked();
  auto head = head_of(asked);
  auto stream
    = request.spool
        ? memory_stream{std::move(head), request.spool->path()}
        : memory_stream{std::move(head), std::string_view{request.body}};
  auto closed = false;
  process_request(stream, true, closed, nullptr);
  current_ = nullptr;
  return found_;
}

bridge::bridge() : server_(std::make_unique<server>()) {
  // nop
}

bridge::~bridge() = default;

void bridge::add(const route& line, const pattern& path) {
  server_->add(line, path);
}

bool bridge::take_apart(call& asked) const {
  return server_->run(asked);
}

} // namespace auren::http
