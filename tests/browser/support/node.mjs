// The inside of the mock node: its person, its log, and what it does.
import { written } from "./log.mjs";
import { live, summary } from "./person.mjs";
import { agents, answer, today } from "./replies.mjs";
import * as trial from "./trials.mjs";
import { hypotheses, insights, oneMoreDay } from "./science.mjs";

/** An error that is told as problem+json. */
export class Refusal extends Error {
  constructor(status, code, detail) {
    super(detail);
    Object.assign(this, { status, code });
  }
}

/** Everything that the mock node knows. */
export class Node {
  started = Date.now();
  alerts = [];
  imports = new Map();
  sockets = new Set();

  constructor({ empty = false } = {}) {
    this.person = live();
    if (empty) this.person.metrics.clear();
    this.hypotheses = empty ? [] : hypotheses(this.person);
    this.log = written(
      empty ? live(Date.now(), 1) : this.person,
      this.hypotheses,
    );
    if (empty) this.log.events.length = 0;
    this.empty = empty;
    this.trials = empty ? [] : trial.trials();
    this.doubts = empty ? { doubts: [] } : trial.doubts();
  }

  find(id) {
    const found = this.hypotheses.find(h => h.id === id);
    if (!found)
      throw new Refusal(404, "not_found", "There is no such hypothesis.");
    return found;
  }

  change(h, type, from) {
    this.hypotheses = this.hypotheses.map(x => (x.id === h.id ? h : x));
    this.log.append(type, { hypothesis: h, from });
    return h;
  }

  findTrial(id) {
    const found = this.trials.find(t => t.id === id);
    if (!found)
      throw new Refusal(404, "not_found", "There is no such experiment.");
    return found;
  }

  keepTrial(now, verb) {
    this.trials = [...this.trials.filter(t => t.id !== now.id), now];
    this.log.append(`experiment.${verb}`, {
      experiment: { ...now, days: [] },
    });
    return now;
  }

  planTrial(draft) {
    return this.keepTrial(trial.planned(draft, this.trials.length), "proposed");
  }

  decideTrial(id, { decision }) {
    const known = this.findTrial(id);
    if (decision === "accept")
      return this.keepTrial(trial.begun(known), "accepted");
    const status = decision === "stop" ? "stopped" : "declined";
    return this.keepTrial({ ...known, status }, status);
  }

  reportTrial(id, { date, adherence }) {
    const known = this.findTrial(id);
    const said = { adherence, adherence_source: "person" };
    const days = known.days.map(d => (d.date === date ? { ...d, ...said } : d));
    return this.keepTrial({ ...known, days }, "reported");
  }

  settleDoubt(id, { confirmed }) {
    const doubts = this.doubts.doubts.map(d =>
      d.id === id ? { ...d, confirmed } : d,
    );
    const open = doubts.filter(d => !d.confirmed).length;
    this.doubts = { doubts, open, confirmed: doubts.length - open };
    return this.doubts;
  }

  today() {
    if (this.empty)
      return {
        sentence: "",
        certainty: "",
        tiles: [],
        testing: [],
        alerts: [],
        date: new Date().toISOString().slice(0, 10),
      };
    return today(this.person, this.hypotheses, this.alerts);
  }

  metrics() {
    return [...this.person.metrics.values()].map(m => summary(m, Date.now()));
  }

  note({ type, time, data }) {
    const entry = { type, time_ms: Date.parse(time), utc_offset_s: 0, data };
    const said = { ...entry, source: "person", import_id: "" };
    return { position: this.log.append("journal.recorded", said).position };
  }

  insights() {
    return insights(this.hypotheses, this.person);
  }

  propose(body) {
    const [source] = this.hypotheses;
    const direction = body.direction === "increase" ? 1 : -1;
    const prediction = {
      ...source.prediction,
      ...body,
      direction,
      proposer: "person",
      controls: [],
      expected_size: 0.2,
    };
    const h = {
      ...source,
      id: `mine${this.hypotheses.length}`,
      prediction,
      status: "registered",
      evidence: [],
      evidence_days: 0,
      n_effective: 0,
      confidence: 0.5,
      reason: "Its first day is tomorrow.",
      effect: undefined,
      position: this.log.head + 1,
    };
    this.hypotheses.push(h);
    this.log.append("hypothesis.registered", {
      hypothesis: h,
      from: "proposed",
    });
    return h;
  }

  /** One evening: the first idea under test gets its next day. */
  evening() {
    const h = this.hypotheses.find(x => x.status === "testing");
    return this.change(
      oneMoreDay(h, this.log.head + 1),
      "hypothesis.evidence",
      "testing",
    );
  }

  async ask({ question, mode }) {
    const id = `a${this.log.head}`;
    const acts = (type, agent, text, tool = "") =>
      this.log.append(type, { agent, answer_id: id, text, tool, evidence: [] });
    acts("collaboration.started", "", "");
    for (const { name } of agents) {
      acts("agent.started", name, `reads the question`);
      acts("agent.tool_used", name, "", "your baselines of 60 days");
      await new Promise(done => setTimeout(done, 350));
      acts("agent.finished", name, "has what it needs");
    }
    acts("collaboration.conflict", "", "");
    const given = answer(this.person, question, mode, id);
    if (given.safety)
      this.log.append("safety.escalated", {
        answer_id: id,
        safety: given.safety,
      });
    this.log.append("answer.given", { answer: given });
    return given;
  }

  startImport(name, size) {
    const id = `i${this.imports.size + 1}`;
    this.imports.set(id, { name, size, looks: 0 });
    return { import_id: id };
  }

  importProgress(id) {
    const run = this.imports.get(id);
    if (!run) throw new Refusal(404, "not_found", "There is no such import.");
    const share = Math.min(1, ++run.looks / 4);
    const records = Math.round(5230 * share);
    return {
      import_id: id,
      state: share < 1 ? "running" : "finished",
      kind: "whoop",
      bytes_done: Math.round(run.size * share),
      bytes_total: run.size,
      files: 1,
      records,
      accepted: records - 30 * (share === 1),
      duplicates: 18 * (share === 1),
      rejected: 12 * (share === 1),
      skipped: {},
      first: new Date(this.person.start).toISOString(),
      last: new Date().toISOString(),
      metrics: {},
      rejected_by_code: share === 1 ? { implausible_value: 12 } : {},
      error: "",
    };
  }

  health() {
    const stages = [
      "ingest",
      "events",
      "memory",
      "hypotheses",
      "knowledge",
      "agents",
      "streams",
      "dashboard",
    ];
    return {
      version: "0.1.0",
      state: "ready",
      uptime_s: (Date.now() - this.started) / 1000 + 187_000,
      data: "~/.local/share/auren",
      position: this.log.head,
      people: 1,
      actors: 34,
      stages: stages.map(stage => ({
        stage,
        state: "ready",
        detail: stage === "events" ? `${this.log.head} events` : "",
      })),
    };
  }
}
