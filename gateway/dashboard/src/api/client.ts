import { Problem, problem } from "./problem";
import type * as t from "./types";
import { s } from "../strings";

const base = "api/v1/";

async function call<T>(path: string, init?: RequestInit): Promise<T> {
  let reply: Response;
  try {
    reply = await fetch(base + path, init);
  } catch {
    throw new Problem(0, "unreachable", s.common.unreachable);
  }
  const body = await reply.text();
  if (!reply.ok) throw problem(reply.status, body);
  return (body === "" ? {} : JSON.parse(body)) as T;
}

function post<T>(path: string, body: unknown): Promise<T> {
  return call<T>(path, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
}

const id = encodeURIComponent;

export interface SampleQuery {
  metric: string;
  from: string;
  to: string;
  resolution: t.Resolution;
}

async function samples(query: SampleQuery): Promise<t.Range> {
  const whole: t.Range = { metric: query.metric, unit: "", points: [] };
  let cursor = "";
  do {
    const q = new URLSearchParams({ ...query, limit: "5000" });
    if (cursor) q.set("cursor", cursor);
    const page = await call<t.Range>(`samples?${q}`);
    whole.unit = page.unit;
    whole.points.push(...page.points);
    cursor = page.next_cursor ?? "";
  } while (cursor);
  return whole;
}

/** Every event of a type, oldest first, at most `pages` of 1000. */
async function events(type: string, pages = 20): Promise<t.StreamEvent[]> {
  const all: t.StreamEvent[] = [];
  let after = 0;
  for (let page = 0; page < pages; page++) {
    const q = new URLSearchParams({ type, after: `${after}`, limit: "1000" });
    const { events: found } = await call<t.EventPage>(`events?${q}`);
    all.push(...found);
    if (found.length < 1000) break;
    after = found[found.length - 1]!.position;
  }
  return all;
}

/** The node's HTTP face; every call rejects with a `Problem`. */
export const api = {
  today: () => call<t.Today>("today"),
  metrics: () =>
    call<{ metrics: t.MetricSummary[] }>("metrics").then(r => r.metrics),
  samples,
  events,
  record: (entry: t.Entry) => post<{ position: number }>("events", entry),
  hypotheses: () =>
    call<{ hypotheses: t.Hypothesis[] }>("hypotheses").then(r => r.hypotheses),
  hypothesis: (which: string) => call<t.Hypothesis>(`hypotheses/${id(which)}`),
  propose: (p: t.Proposal) => post<t.Hypothesis>("hypotheses", p),
  retire: (which: string) =>
    post<t.Hypothesis>(`hypotheses/${id(which)}/retire`, {}),
  experiments: () =>
    call<{ experiments: t.Trial[] }>("experiments").then(r => r.experiments),
  experiment: (which: string) => call<t.Trial>(`experiments/${id(which)}`),
  planExperiment: (draft: t.TrialDraft) => post<t.Trial>("experiments", draft),
  decideExperiment: (which: string, decision: string, clinician = "") =>
    post<t.Trial>(`experiments/${id(which)}/decision`, {
      decision,
      ...(clinician && { clinician }),
    }),
  reportDay: (which: string, date: string, adherence: string) =>
    post<t.Trial>(`experiments/${id(which)}/days`, { date, adherence }),
  alerts: () => call<t.Alerts>("alerts"),
  forecast: (metric: string) =>
    call<t.Forecast>(`forecast?metric=${id(metric)}&days=7`),
  doubts: () => call<t.Doubts>("doubts"),
  settleDoubt: (which: string, confirmed: boolean) =>
    post<t.Doubts>(`doubts/${id(which)}`, { confirmed }),
  knowledge: () =>
    call<{ insights: t.Insight[] }>("knowledge").then(r => r.insights),
  graph: () => call<t.Graph>("knowledge/graph"),
  agents: () => call<{ agents: t.Agent[] }>("agents").then(r => r.agents),
  ask: (question: string, mode: string) =>
    post<t.Answer>("ask", { question, mode }),
  feedback: (answer: string, helpful: boolean) =>
    post<unknown>(`answers/${id(answer)}/feedback`, { helpful }),
  importProgress: (which: string) =>
    call<t.ImportProgress>(`imports/${id(which)}`),
  health: () => call<t.NodeStatus>("health"),
};

/**
 * Sends a file; `told` hears the bytes that have left. XMLHttpRequest, since
 * fetch cannot tell how far an upload is.
 */
export function upload(
  file: File,
  told: (bytes: number) => void,
): Promise<{ import_id: string }> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", `${base}imports`);
    request.setRequestHeader("X-Filename", encodeURIComponent(file.name));
    request.upload.onprogress = e => told(e.loaded);
    request.onerror = () =>
      reject(new Problem(0, "unreachable", s.common.unreachable));
    request.onload = () => {
      if (request.status >= 300)
        reject(problem(request.status, request.responseText));
      else resolve(JSON.parse(request.responseText) as { import_id: string });
    };
    request.send(file);
  });
}
