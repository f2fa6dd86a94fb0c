/**
 * What the node says, field for field as in messages/*.proto: messages and
 * `optional` fields may be absent, everything else is always there. Times are
 * RFC 3339, dates are local ("2026-03-14"), 64-bit integers are numbers.
 */

// -- memory.proto ---------------------------------------------------------------
export interface Baseline {
  id: string;
  median: number;
  /** 1.4826 * MAD, in the metric's unit. */
  spread: number;
  n: number;
  window_days: number;
}

export interface Latest {
  value: number;
  time: string;
  source: string;
  time_ms: number;
}

export interface MetricSummary {
  metric: string;
  label: string;
  unit: string;
  kind: string;
  aggregate: string;
  latest?: Latest;
  baseline?: Baseline;
  baseline_absent: string;
  count: number;
  group: string;
  today?: number;
}

export interface Point {
  time: string;
  value: number;
  count?: number;
  min?: number;
  max?: number;
  source?: string;
  time_ms?: number;
}

export interface Range {
  metric: string;
  unit: string;
  points: Point[];
  next_cursor?: string;
  resolution?: string;
}

export type Resolution = "raw" | "minute" | "hour" | "day" | "week";

// -- hypotheses.proto -----------------------------------------------------------
export type Status =
  | "proposed"
  | "registered"
  | "testing"
  | "supported"
  | "knowledge"
  | "refuted"
  | "inconclusive"
  | "association"
  | "stale"
  | "contradicted"
  | "retired";

export interface Prediction {
  cause: string;
  effect: string;
  lag_days: number;
  direction: number;
  expected_size: number;
  rationale: string;
  proposer: string;
  registered_on: string;
  model: string;
  controls: string[];
  would_refute: string;
}

export interface Effect {
  size: number;
  units: number;
  ci_low: number;
  ci_high: number;
  sentence: string;
}

export interface EvidencePoint {
  date: string;
  log_e: number;
  log_e_refute: number;
  n: number;
  confidence: number;
}

export interface Hypothesis {
  id: string;
  prediction: Prediction;
  status: Status;
  effect?: Effect;
  confidence: number;
  n_effective: number;
  evidence_days: number;
  evidence: EvidencePoint[];
  reason: string;
  updated: string;
  p_value?: number;
  position: number;
}

/** One thing that a person writes into the journal. */
export interface Entry {
  type: string;
  time: string;
  data: Record<string, string>;
}

export interface Proposal {
  cause: string;
  effect: string;
  direction: "increase" | "decrease";
  lag_days: number;
  rationale: string;
}

export type TrialStatus =
  "proposed" | "running" | "finished" | "stopped" | "aborted" | "declined";

export interface TrialPlan {
  cause: string;
  outcome: string;
  on: string;
  off: string;
  block_days: number;
  washout_days: number;
  pairs: number;
  start: string;
  end: string;
  blinding: string;
  clinician: string;
  remind_hour: number;
  rationale: string;
  proposer: string;
  hypothesis: string;
  level: number;
  commitment: string;
  model: string;
}

/** What a person fills in; the node chooses what is left out. */
export type TrialDraft = Partial<TrialPlan> & { utc_offset_s: number };

export interface TrialDay {
  date: string;
  /** Empty while it is blinded. */
  arm: string;
  instruction: string;
  washout: boolean;
  adherence: string;
  adherence_source: string;
  outcome?: number;
  note: string;
}

export interface TrialResult {
  verdict: string;
  difference?: number;
  ci_low?: number;
  ci_high?: number;
  unit: string;
  p_value?: number;
  pairs: number;
  days_counted: number;
  days_followed: number;
  days_deviated: number;
  days_unknown: number;
  sentence: string;
  reason: string;
}

/** A randomised experiment; `days` only where one was asked for. */
export interface Trial {
  id: string;
  plan: TrialPlan;
  status: TrialStatus;
  reason: string;
  updated: string;
  evidence: EvidencePoint[];
  result?: TrialResult;
  days: TrialDay[];
  seed: string;
  proposed_on: string;
}

// -- knowledge.proto ------------------------------------------------------------
export interface Insight {
  id: string;
  cause: string;
  effect: string;
  lag_days: number;
  estimate?: Effect;
  confidence: number;
  n_effective: number;
  grade: string;
  since: string;
  status: string;
  sentence: string;
  provenance: string[];
  limits: string;
}

export interface GraphNode {
  id: string;
  label: string;
  group: string;
}

export interface GraphEdge {
  cause: string;
  effect: string;
  size: number;
  confidence: number;
  lag_days: number;
  grade: string;
  insight: string;
}

export interface Graph {
  nodes: GraphNode[];
  edges: GraphEdge[];
}

// -- agents.proto ---------------------------------------------------------------
export interface Agent {
  name: string;
  title: string;
  mark: string;
  purpose: string;
  domains: string[];
  tools: string[];
}

export interface Evidence {
  id: string;
  kind: string;
  text: string;
  value?: number;
  unit: string;
  window: string;
  n: number;
  provenance: string[];
  metric: string;
}

export interface Claim {
  text: string;
  evidence: string[];
  grade: string;
}

export interface Contribution {
  agent: string;
  text: string;
  claims: Claim[];
  dissent: string[];
}

export interface Safety {
  escalated: boolean;
  rule: string;
  advice: string;
}

export interface Cost {
  model_calls: number;
  tokens: number;
  tool_uses: number;
}

export interface Answer {
  answer_id: string;
  answer: string;
  mode: string;
  contributions: Contribution[];
  evidence: Evidence[];
  safety?: Safety;
  cost?: Cost;
  trace_id: string;
  question: string;
  time: string;
}

// -- dashboard.proto ------------------------------------------------------------
export interface Tile {
  metric: MetricSummary;
  word: string;
  deviation?: number;
  why: string;
}

export interface Today {
  sentence: string;
  certainty: string;
  tiles: Tile[];
  testing: Hypothesis[];
  alerts: Safety[];
  date: string;
}

// -- ingest.proto ---------------------------------------------------------------
export interface ImportProgress {
  import_id: string;
  state: string;
  kind: string;
  bytes_done: number;
  bytes_total: number;
  files: number;
  records: number;
  accepted: number;
  duplicates: number;
  rejected: number;
  skipped: Record<string, number>;
  first: string;
  last: string;
  metrics: Record<string, number>;
  rejected_by_code: Record<string, number>;
  error: string;
}

export interface Doubt {
  id: string;
  metric: string;
  source: string;
  time_ms: number;
  rule: string;
  detail: string;
  confirmed: boolean;
  until_ms: number;
  samples: number;
}

export interface Doubts {
  doubts: Doubt[];
  open: number;
  confirmed: number;
}

// -- streams.proto --------------------------------------------------------------
export interface Finding {
  detector: string;
  title: string;
  day: string;
  outcome: "fired" | "checked" | "skipped";
  reason: string;
  value?: number;
  threshold?: number;
  unit: string;
  n: number;
  window_days: number;
  urgency: string;
  source: string;
  advice: string;
}

export interface Alert {
  alert_id: string;
  finding: Finding;
  since: string;
  state: string;
}

export interface Alerts {
  alerts: Alert[];
  held_back: Alert[];
  detectors: Finding[];
  day: string;
  budget: number;
  spent: number;
}

export interface ForecastDay {
  day: string;
  value: number;
  low: number;
  high: number;
}

export interface Forecast {
  metric: string;
  unit: string;
  days: ForecastDay[];
  level: number;
  n: number;
  window_days: number;
  coverage?: number;
  coverage_n: number;
  reason: string;
  last_day: string;
}

// -- node.proto -----------------------------------------------------------------
export interface StageStatus {
  stage: string;
  state: string;
  detail: string;
}

export interface NodeStatus {
  version: string;
  state: string;
  uptime_s: number;
  data: string;
  position: number;
  people: number;
  actors: number;
  stages: StageStatus[];
}

// -- the stream -----------------------------------------------------------------
export type EventClass = "critical" | "operational" | "analytical";

/** One event of the log; `data` is the payload of its type. */
export interface StreamEvent {
  position: number;
  class: EventClass;
  type: string;
  time: string;
  stream: string;
  trace_id: string;
  data: Record<string, unknown>;
}

export interface EventPage {
  events: StreamEvent[];
  head?: number;
}
