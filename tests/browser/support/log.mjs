// The mock node's log: events with positions, and those that follow it.
import { randomBytes } from "node:crypto";

import { day_ms } from "./person.mjs";

const analytical =
  /^(hypothesis\.(evidence|looked)|agent\.(started|thought|tool_used)|collaboration\.(started|finished)|import\.progressed|answer\.rated)$/;

function classOf(type) {
  if (type.startsWith("safety.")) return "critical";
  return analytical.test(type) ? "analytical" : "operational";
}

export class Log {
  events = [];
  #followers = new Set();

  get head() {
    return this.events.length;
  }

  append(type, data, time = new Date().toISOString()) {
    const event = {
      position: this.head + 1,
      class: classOf(type),
      type,
      time,
      stream: `person/me/${type.split(".")[0]}`,
      trace_id: randomBytes(16).toString("hex"),
      data,
    };
    this.events.push(event);
    for (const tell of this.#followers) tell([event]);
    return event;
  }

  follow(tell) {
    this.#followers.add(tell);
    return () => this.#followers.delete(tell);
  }

  read(query) {
    const after = Number(query.get("after") ?? 0);
    const limit = Number(query.get("limit") || 1000);
    const type = query.get("type") ?? "";
    const events = this.events
      .filter(e => e.position > after && (type === "" || e.type === type))
      .slice(0, limit);
    return { events, head: this.head };
  }
}

/** The log as a year of one person would have left it. */
export function written(person, hypotheses) {
  const log = new Log();
  const journal = (type, metric, say) => {
    for (const p of person.metrics.get(metric).points)
      if (p.value > 0)
        log.append(
          "journal.recorded",
          {
            type,
            time_ms: p.time_ms,
            utc_offset_s: 0,
            data: say(p.value),
            source: "journal",
            import_id: "",
          },
          p.time,
        );
  };
  journal("alcohol", "alcohol", v => ({ drinks: v }));
  journal("meditation", "meditation", v => ({ minutes: v }));
  for (let d = 20; d < person.days; d += 37)
    log.append("journal.recorded", {
      type: "travel",
      time_ms: person.start + d * day_ms,
      utc_offset_s: 0,
      data: { note: "time zone changed" },
      source: "journal",
      import_id: "",
    });
  for (const h of hypotheses) {
    const early = { ...h, evidence: [], status: "registered" };
    log.append("hypothesis.proposed", { hypothesis: early, from: "proposed" });
    h.position = log.append("hypothesis.registered", {
      hypothesis: early,
      from: "proposed",
    }).position;
  }
  log.append("hypothesis.looked", {
    through: "",
    look: 6,
    alpha: 0.0012,
    pairs: 66,
    claims: 5,
  });
  return log;
}
