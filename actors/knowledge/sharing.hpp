#pragma once

#include "actors/interfaces.hpp"
#include "actors/knowledge/shared_effects.hpp"
#include "messages/errc.hpp"
#include "messages/time.hpp"
#include "messages/type_ids.hpp"

#include <caf/expected.hpp>
#include <caf/typed_event_based_actor.hpp>
#include <caf/typed_response_promise.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace auren::knowledge {

/// Where a tenant's releases are: a stream of the tenant, nobody's own.
inline constexpr auto sharing_stream = "tenant/sharing";

/// The one purpose that a person may consent to so far.
inline constexpr auto shared_learning = "shared_learning";

/// Whom sharing needs, and how it may.
struct sharing_links {
  bool on = false; ///< Off: nothing is released, told or consented to.
  privacy_terms terms{};
  events::reader_actor reader{};
  events::event_log_actor log{};
  /// Returns the door to people, who start later; null while they do.
  std::function<people::people_actor()> people{};
  /// Returns everyone of a tenant; blocks.
  std::function<caf::expected<std::vector<std::string>>(const std::string&)>
    everyone{};
  random_bits random = secure_random();
  std::function<int64_t()> now_ms = time::now_ms; ///< The wall clock.
};

/// What was released to each tenant. Consents and contributions are nowhere
/// kept: they are read when they are needed, so that one that was taken back,
/// or a person who was erased, is not in the next release.
struct sharing_state {
  static inline constexpr const char* name = "sharing";

  /// Releases of one tenant, folded from its stream.
  struct book {
    uint64_t version = 0;
    std::vector<SharedRelease> releases;
    bool releasing = false;
    double rho_spent() const;
  };

  /// A release under way.
  struct job {
    Context context;
    std::vector<std::string> people;
    size_t next = 0;
    std::vector<contribution> contributions;
    ReleaseMade made;
    caf::typed_response_promise<ReleaseMade> answer;
  };

  using job_ptr = std::shared_ptr<job>;
  template <class T>
  using taker = std::function<void(caf::expected<T>)>;

  explicit sharing_state(sharing_actor::pointer owner) : self(owner) {
    // nop
  }

  /// Reads on in the tenant's stream, then calls `then` with its book.
  void read_book(const std::string& tenant, taker<book*> then);

  /// Calls `then` with the newest consent of the person, not given when they
  /// were never asked.
  void read_consent(const Context& who, taker<Consent> then);

  caf::result<Consents> consents(const Context& who);
  caf::result<Consents> give(const GiveConsent& command);
  caf::result<Shared> shared(const Context& who);
  caf::result<ReleaseMade> release(const ReleaseShared& command);

  /// Whether what was allowed then allows what would be done now.
  bool allows(const Consent& given) const;

  sharing_actor::pointer self;
  sharing_links links;
  std::map<std::string, book> books;

private:
  caf::error check(const GiveConsent& command) const;
  Consent wanted_by(const GiveConsent& command) const;
  Shared told_of(const book& of) const;
  void read_consent_on(const Context& who, uint64_t after, Consent newest,
                       taker<Consent> then);
  void record_consent(const Context& who, const Consent& changed,
                      caf::typed_response_promise<Consents> answer);
  void ask_next(const job_ptr& one);
  void ask_for_effects(const job_ptr& one, const Context& who);
  void publish(const job_ptr& one);
  void append_release(const job_ptr& one);
  void finish(const job_ptr& one, const caf::error& why);
  Context
  context_of(const std::string& tenant, const std::string& person) const;
};

/// Keeps what people allow (`consent.*` in their own streams) and releases
/// effects over those who allow it (`shared.released` in `tenant/sharing`,
/// which belongs to the tenant and to no person). A release is told only when
/// what it costs is durable. Runs detached: to list everyone blocks.
/// Overload: one release of a tenant at a time, else it answers `overloaded`.
sharing_actor::behavior_type
sharing(sharing_actor::stateful_pointer<sharing_state> self,
        sharing_links links);

} // namespace auren::knowledge
