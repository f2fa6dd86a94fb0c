#include "actors/node/reports.hpp"

#include "actors/interfaces.hpp"
#include "actors/node/tree.hpp"
#include "messages/ids.hpp"
#include "messages/time.hpp"
#include "messages/type_ids.hpp"

#include <caf/all.hpp>
#include <spdlog/spdlog.h>

namespace auren::node {

supervision::report_function
reporter(std::shared_ptr<supervision::addresses> table) {
  return [table = std::move(table)](const supervision::ActorReport& report) {
    auto type = report.fact().empty() ? "actor.failed" : report.fact();
    spdlog::warn("{} {} ({})", type, report.path(), report.reason());
    auto log = table->resolve<events::event_log_actor>(path::log);
    if (!log)
      return; // the log itself is down: the line above is all there can be
    events::Append command;
    auto& event = *command.add_events();
    event.set_event_id(ids::uuid7());
    event.set_stream("node/actors");
    event.set_type(type);
    event.set_occurred_at_us(time::now_us());
    event.set_payload(report.SerializeAsString());
    caf::anon_send(*log, std::move(command));
  };
}

} // namespace auren::node
