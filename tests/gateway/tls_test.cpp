#include "messages/errc.hpp"
#include "tests/gateway/client.hpp"

#include <arpa/inet.h>
#include <doctest/doctest.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <sys/socket.h>

#include <cstdio>
#include <filesystem>
#include <future>
#include <unistd.h>

using namespace auren;
using namespace auren::test;
using namespace std::chrono_literals;

namespace {

/// A key and a certificate signed by itself, as files.
struct identity {
  identity() {
    auto* pair = EVP_EC_gen("P-256");
    auto* paper = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(paper), 1);
    X509_gmtime_adj(X509_getm_notBefore(paper), 0);
    X509_gmtime_adj(X509_getm_notAfter(paper), 3600);
    X509_set_pubkey(paper, pair);
    X509_sign(paper, pair, EVP_sha256());
    auto* file = std::fopen(key.c_str(), "w");
    PEM_write_PrivateKey(file, pair, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
    file = std::fopen(certificate.c_str(), "w");
    PEM_write_X509(file, paper);
    std::fclose(file);
    X509_free(paper);
    EVP_PKEY_free(pair);
  }

  ~identity() {
    std::filesystem::remove_all(folder);
  }

  static std::filesystem::path make_folder() {
    auto name
      = (std::filesystem::temp_directory_path() / "tls-XXXXXX").string();
    return ::mkdtemp(name.data());
  }

  edge::options options() const {
    edge::options how;
    how.certificate = certificate;
    how.key = key;
    how.limit.head_time = 1s;
    return how;
  }

  std::filesystem::path folder = make_folder();
  std::filesystem::path key = folder / "key.pem";
  std::filesystem::path certificate = folder / "certificate.pem";
};

/// A TLS client over a blocking socket.
class tls_client {
public:
  explicit tls_client(uint16_t port)
    : context_(SSL_CTX_new(TLS_client_method())), tls_(SSL_new(context_)),
      socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    timeval patience{20, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to)
            == 0);
    SSL_set_fd(tls_, socket_);
    REQUIRE(SSL_connect(tls_) == 1);
  }

  ~tls_client() {
    SSL_free(tls_);
    SSL_CTX_free(context_);
    ::close(socket_);
  }

  tls_client(const tls_client&) = delete;
  tls_client& operator=(const tls_client&) = delete;

  void send(const std::string& bytes) {
    CHECK(SSL_write(tls_, bytes.data(), int(bytes.size()))
          == int(bytes.size()));
  }

  std::string until(std::string_view mark) {
    std::string out;
    char c = 0;
    while (!out.ends_with(mark) && SSL_read(tls_, &c, 1) == 1)
      out += c;
    return out;
  }

  std::string version() const {
    return SSL_get_version(tls_);
  }

private:
  SSL_CTX* context_;
  SSL* tls_;
  int socket_;
};

void tell_transport(const std::shared_ptr<edge::exchange>& x) {
  x->reply({.body = (x->asked().tls ? "tls " : "plain ") + x->asked().body});
}

} // namespace

TEST_SUITE_BEGIN("edge.tls");

TEST_CASE("requests over TLS are answered and kept alive") {
  identity self;
  running node{tell_transport, self.options()};
  tls_client user{node.server.port()};
  CHECK(user.version() == "TLSv1.3");
  for (int i = 0; i < 3; ++i) {
    user.send(post("/a", "hello"));
    CHECK(user.until("hello").ends_with("\r\n\r\ntls hello"));
  }
}

TEST_CASE("who does not speak TLS is cut without harm to others") {
  identity self;
  running node{tell_transport, self.options()};
  client plain{node.server.port()}, silent{node.server.port()};
  plain.send(get("/a"));
  CHECK(plain.ended());
  CHECK(silent.ended()); // after the time for a head
  tls_client user{node.server.port()};
  user.send(post("/a", "hello"));
  CHECK(user.until("hello").ends_with("tls hello"));
}

TEST_CASE("a WebSocket over TLS carries frames") {
  identity self;
  running node{[](std::shared_ptr<edge::exchange> x) {
                 x->upgrade({.on_open = [](const auto& session) {
                   session->send(std::make_shared<const std::string>("hi"));
                 }});
               },
               self.options()};
  tls_client user{node.server.port()};
  user.send(get("/ws", "Connection: Upgrade\r\nUpgrade: websocket\r\n"
                       "Sec-WebSocket-Version: 13\r\n"
                       "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"));
  CHECK(user.until("\r\n\r\n").starts_with("HTTP/1.1 101"));
  CHECK(user.until("hi") == "\x81\x02hi");
}

TEST_CASE("a certificate that cannot be read is refused at the start") {
  identity self;
  auto how = self.options();
  how.port = 0;
  how.certificate = self.folder / "missing.pem";
  edge::server server{how, tell_transport};
  CHECK(server.start());
}

TEST_SUITE_END();
