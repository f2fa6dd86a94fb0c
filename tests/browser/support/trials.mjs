// Experiments, alerts, doubts and forecasts of the mock node's person, in the
// shapes of messages/*.proto.
import { createHash } from "node:crypto";

import { day_ms, summary } from "./person.mjs";

const block = 6;
const pairs = 8;

/** The local date `days` from today. */
function date(days) {
  const at = new Date(Date.now() + days * day_ms);
  const two = n => String(n).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** A coin per pair, fixed, so that every run shows the same. */
const coin = pair => (0b10110100 >> pair) & 1;

function armOf(day) {
  const second = Math.floor(day / block) % 2;
  return coin(Math.floor(day / (2 * block))) === second ? "on" : "off";
}

/** The schedule of `plan` from `from` days ago on. */
export function schedule(plan, from) {
  return Array.from({ length: 2 * block * pairs }, (_, i) => {
    const past = i < from;
    const arm = armOf(i);
    return {
      date: date(i - from),
      arm,
      instruction: plan[arm],
      washout: i % block === 0,
      adherence: past ? (i % 11 === 7 ? "deviated" : "followed") : "",
      adherence_source: past ? "person" : "",
      note: "",
    };
  });
}

const plan = more => ({
  cause: "caffeine",
  outcome: "sleep_duration",
  on: "more caffeine than usual",
  off: "less caffeine than usual",
  block_days: block,
  washout_days: 1,
  pairs,
  start: "",
  end: "",
  blinding: "open",
  clinician: "",
  remind_hour: 8,
  rationale:
    "it reliably goes with it; only an experiment can exclude other causes",
  proposer: "engine",
  hypothesis: "",
  level: 0.0075,
  commitment: "",
  model: "randomisation-1",
  ...more,
});

const trial = (id, status, more) => ({
  id,
  status,
  reason: "",
  updated: date(0),
  evidence: [],
  days: [],
  seed: "",
  proposed_on: date(-40),
  ...more,
});

const none = {
  verdict: "undecided",
  unit: "h",
  pairs: 0,
  days_counted: 0,
  days_followed: 0,
  days_deviated: 0,
  days_unknown: 0,
  sentence: "",
  reason: "",
};

export function begun(known, from = 0) {
  const hash = createHash("sha256").update(known.id).digest("hex");
  const what = {
    ...known.plan,
    start: date(-from),
    end: date(2 * block * pairs - 1 - from),
    commitment: hash,
  };
  const days = schedule(what, from);
  return { ...known, status: "running", plan: what, days };
}

export function trials() {
  const walk = plan({
    cause: "evening_walk",
    outcome: "hrv_rmssd",
    on: "walk for 20 minutes after dinner",
    off: "stay in",
    rationale: "",
    proposer: "person",
  });
  const running = begun(trial("t1", "proposed", { plan: walk }), 27);
  running.result = {
    ...none,
    unit: "ms",
    pairs: 2,
    days_counted: 20,
    days_followed: 25,
    days_deviated: 2,
    difference: 2.9,
    ci_low: -1.2,
    ci_high: 7.1,
    sentence: "so far the days do not decide",
  };
  const over = begun(
    trial("t3", "finished", {
      plan: plan({
        cause: "alcohol",
        on: "two drinks with dinner",
        off: "none",
      }),
    }),
    96,
  );
  over.status = "finished";
  over.seed = "00".repeat(32);
  over.result = {
    ...none,
    verdict: "effect",
    pairs: 8,
    days_counted: 80,
    days_followed: 88,
    days_deviated: 8,
    difference: -0.42,
    ci_low: -0.71,
    ci_high: -0.13,
    p_value: 0.0078,
    sentence:
      "alcohol causes sleep to be 0.42 h shorter in you (95 % interval " +
      "-0.71 to -0.13 h)",
  };
  return [running, trial("t2", "proposed", { plan: plan() }), over];
}

/** What a person planned themselves. */
export function planned(draft, n) {
  const made = plan({ rationale: "", proposer: "person", ...draft });
  return trial(`mine${n}`, "proposed", { plan: made });
}

const finding = more => ({
  detector: "resting_heart_rate_high",
  title: "Resting heart rate above your usual",
  day: date(-1),
  outcome: "fired",
  reason: "62 bpm against a median of 55 bpm in 28 days",
  value: 62,
  threshold: 60,
  unit: "bpm",
  n: 28,
  window_days: 28,
  urgency: "attention",
  source: "Mishra et al. 2020, NightSignal",
  advice: "Rest is a good answer; see a doctor if you feel ill.",
  ...more,
});

export function alerts() {
  const fired = finding({});
  return {
    alerts: [
      { alert_id: "a1", finding: fired, since: date(-2), state: "raised" },
    ],
    held_back: [],
    detectors: [
      fired,
      finding({
        detector: "sleep_debt",
        title: "Sleep debt",
        outcome: "checked",
        reason: "1.2 h short over 7 nights; the limit is 5 h",
      }),
      finding({
        detector: "glucose_high",
        title: "Glucose excursions",
        outcome: "skipped",
        reason: "no glucose in 14 days",
      }),
    ],
    day: date(-1),
    budget: 3,
    spent: 1,
  };
}

export function doubts() {
  const at = Date.now() - 3 * day_ms;
  const one = {
    id: "d1",
    metric: "resting_heart_rate",
    source: "ring",
    time_ms: at,
    utc_offset_s: 0,
    rule: "rate",
    detail: "resting heart rate changed faster than a body does",
    confirmed: false,
    until_ms: at,
    samples: 1,
  };
  return { doubts: [one], open: 1, confirmed: 0, open_by_rule: { rate: 1 } };
}

/** Seven days around the median: wider the further they are. */
export function forecast(person, metric) {
  const { baseline, unit } = summary(person.metrics.get(metric), Date.now());
  const known = { metric, unit, level: 0.9, n: 380, window_days: 400 };
  if (!baseline)
    return { ...known, days: [], coverage_n: 0, reason: "too few days yet" };
  const days = Array.from({ length: 7 }, (_, i) => ({
    day: date(i + 1),
    value: baseline.median,
    low: baseline.median - baseline.spread * (1.6 + 0.05 * i),
    high: baseline.median + baseline.spread * (1.6 + 0.05 * i),
  }));
  return { ...known, days, coverage: 0.91, coverage_n: 180, reason: "" };
}
