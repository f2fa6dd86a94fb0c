import type { Hypothesis, StreamEvent } from "../api/types";
import { inWords, last } from "../hypotheses/story";
import { inside, pretty } from "../format/words";
import { percent } from "../format/number";
import { s } from "../strings";

type Data = Record<string, unknown>;
type Label = (metric: string) => string;
type Teller = (data: Data, label: Label, type: string) => string;

/** Who acted, and what it did, in one line. */
export interface Sentence {
  actor: string;
  text: string;
}

const text = (value: unknown): string =>
  typeof value === "string" ? value : "";
const object = (value: unknown): Data =>
  typeof value === "object" && value !== null ? (value as Data) : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);
const numberOf = (value: unknown): number =>
  typeof value === "number" ? value : 0;

function samples(data: Data, label: Label): string {
  const series = list(data.series).map(object);
  const n = series.reduce((sum, x) => sum + numberOf(x.count), 0);
  if (n === 0) return s.events.samplesNone;
  const names = [...new Set(series.map(x => inside(label(text(x.metric)))))];
  const shown = names.slice(0, 3).join(", ");
  const more = names.length > 3 ? `, +${names.length - 3}` : "";
  return s.events.samples(n, shown + more, text(series[0]?.source));
}

function rejected(data: Data): string {
  const codes = Object.entries(object(data.by_code));
  const n = codes.reduce((sum, [, c]) => sum + numberOf(c), 0);
  const why = codes.map(([code]) => code.replaceAll("_", " ")).join(", ");
  return s.events.rejected(n, why);
}

function noted(data: Data): string {
  const inner = object(data.data);
  const what = text(inner.name) || text(data.type).replaceAll("_", " ");
  return s.events.journal(what, text(inner.note));
}

const imported =
  (tell: (p: Data) => string): Teller =>
  data =>
    tell(object(data.progress));

const prediction = (data: Data, label: Label): string =>
  inWords(data.hypothesis as Hypothesis, label);

function evidence(data: Data, label: Label): string {
  const h = data.hypothesis as Hypothesis;
  const newest = last(h.evidence);
  const n = newest?.n ?? h.evidence_days;
  return s.events.evidence(inWords(h, label), newest?.log_e ?? 0, n);
}

const changed: Teller = (data, label, type) =>
  `${s.events.changed[type.split(".")[1] ?? ""] ?? ""} ` +
  prediction(data, label);

function trial(data: Data, label: Label, type: string): string {
  const plan = object(object(data.experiment).plan);
  const [cause, outcome] = [text(plan.cause), text(plan.outcome)];
  const what = s.experiments.title_of(label(cause), inside(label(outcome)));
  return `${s.events.trial[type.split(".")[1] ?? ""] ?? ""} ${what}`.trim();
}

const alert =
  (tell: (x: string) => string): Teller =>
  data =>
    tell(text(object(data.finding).title));

const insight =
  (tell: (x: string) => string): Teller =>
  data =>
    tell(text(object(data.insight).sentence));

const memory =
  (tell: (x: string) => string): Teller =>
  data =>
    tell(text(object(data.memory).text));

const said =
  (otherwise: string): Teller =>
  data =>
    text(data.text) || otherwise;

/** The name of a file without its folder, if there is one. */
const file = (p: Data): string => text(p.kind) || s.events.file;

function share(p: Data): string {
  const total = numberOf(p.bytes_total);
  return percent(total > 0 ? numberOf(p.bytes_done) / total : 0);
}

const tellers: Record<string, Teller> = {
  "samples.recorded": samples,
  "samples.rejected": rejected,
  "journal.recorded": noted,
  "import.started": imported(p => s.events.importStarted(file(p))),
  "import.progressed": imported(p =>
    s.events.importProgressed(file(p), share(p)),
  ),
  "import.finished": imported(p =>
    s.events.importFinished(numberOf(p.accepted), numberOf(p.duplicates)),
  ),
  "import.failed": imported(p => s.events.importFailed(text(p.error))),
  "memory.stored": memory(s.events.memoryStored),
  "memory.revised": memory(s.events.memoryRevised),
  "memory.forgotten": () => s.events.memoryForgotten,
  "hypothesis.looked": data =>
    s.events.looked(numberOf(data.pairs), numberOf(data.claims)),
  "hypothesis.proposed": (d, l) => s.events.proposed(prediction(d, l)),
  "hypothesis.registered": (d, l) => s.events.registered(prediction(d, l)),
  "hypothesis.testing": (d, l) => s.events.testing(prediction(d, l)),
  "hypothesis.evidence": evidence,
  "alert.raised": alert(s.events.alertRaised),
  "alert.cleared": alert(s.events.alertCleared),
  "knowledge.gained": insight(s.events.gained),
  "knowledge.weakened": insight(s.events.weakened),
  "knowledge.contradicted": insight(s.events.contradicted),
  "knowledge.withdrawn": insight(s.events.withdrawn),
  "agent.started": said(s.events.agentStarted),
  "agent.thought": said(s.events.agentStarted),
  "agent.tool_used": d => text(d.text) || s.events.agentTool(text(d.tool)),
  "agent.claimed": said(s.events.agentFinished),
  "agent.finished": said(s.events.agentFinished),
  "agent.failed": said(s.events.agentFailed),
  "collaboration.started": said(s.events.collaborationStarted),
  "collaboration.conflict": said(s.events.conflict),
  "collaboration.resolved": said(s.events.resolved),
  "collaboration.finished": said(s.events.collaborationFinished),
  "answer.given": d => s.events.answered(text(object(d.answer).question)),
  "answer.rated": d => s.events.rated(d.helpful === true),
  "safety.escalated": d => s.events.escalated(text(object(d.safety).advice)),
  "actor.restarted": d => s.events.restarted(text(d.path)),
  "actor.failed": d => s.events.actorFailed(text(d.path)),
};

/** For all types of a subject that have no words of their own. */
const bySubject: Record<string, Teller> = {
  hypothesis: changed,
  experiment: trial,
};

/** The word before the dot: "hypothesis.evidence" is about a hypothesis. */
export function subjectOf(type: string): string {
  return type.split(".", 1)[0] ?? type;
}

/** One event as a person would tell it; a type not known tells its name. */
export function sentence(
  event: StreamEvent,
  label: Label,
  agent: (name: string) => string,
): Sentence {
  const subject = subjectOf(event.type);
  const named = text(event.data.agent);
  const actor = named
    ? agent(named)
    : (s.events.actors[subject] ?? pretty(subject));
  const tell = tellers[event.type] ?? bySubject[subject];
  const plain = event.type.replaceAll(/[._]/g, " ");
  try {
    return { actor, text: tell ? tell(event.data, label, event.type) : plain };
  } catch {
    // A payload of a later version: its name is still true.
    return { actor, text: plain };
  }
}

/** The eight stages, in the order of the data's way. */
export const stages = [
  "ingest",
  "events",
  "memory",
  "hypotheses",
  "knowledge",
  "agents",
  "streams",
  "dashboard",
] as const;

const stageOf: Record<string, (typeof stages)[number]> = {
  import: "ingest",
  samples: "ingest",
  journal: "ingest",
  memory: "memory",
  hypothesis: "hypotheses",
  experiment: "hypotheses",
  alert: "streams",
  knowledge: "knowledge",
  agent: "agents",
  collaboration: "agents",
  answer: "agents",
  safety: "agents",
};

/** The stage that an event speaks of, if it speaks of one. */
export function stageOfType(type: string): string | undefined {
  return stageOf[subjectOf(type)];
}
