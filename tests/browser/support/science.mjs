// Hypotheses of the simulated person, tested on its days with the e-value of
// a one-sided Gaussian mixture (rho 0.06): numbers that belong together.
import { createHash } from "node:crypto";

import { ideas, reasons } from "./ideas.mjs";
import { day_ms } from "./person.mjs";

const rho = 0.06;

/** Abramowitz & Stegun 7.1.26: the standard normal distribution function. */
function phi(x) {
  const t = 1 / (1 + 0.3275911 * Math.abs(x / Math.SQRT2));
  const poly =
    t *
    (0.254829592 +
      t *
        (-0.284496736 +
          t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const erf = 1 - poly * Math.exp((-x * x) / 2);
  return x >= 0 ? 0.5 * (1 + erf) : 0.5 * (1 - erf);
}

export function logE(s, v) {
  const d = 1 + rho * v;
  const tail = phi(s * Math.sqrt(rho / d));
  return (
    Math.log(2) -
    0.5 * Math.log(d) +
    (rho * s * s) / (2 * d) +
    Math.log(Math.max(tail, 1e-300))
  );
}

const clip = x => Math.max(-3, Math.min(3, x));

/** The evidence of one idea after each of its days. */
export function evidence(person, idea) {
  const { cause, effect, lag, direction, days } = idea;
  const first = person.days - days;
  const points = [];
  let [s, v, r, w, n] = [0, 0, 0, 0, 0];
  for (let day = first; day < person.days; day++) {
    const x = clip(person.z[cause][day - lag]);
    const y = clip(person.z[effect][day]);
    const step = direction * x * y * 0.8;
    const delta = 0.5 * Math.max(0.1, Math.abs(idea.expected)) * x * x;
    s += step;
    v += step * step;
    r += delta - step;
    w += (delta - step) ** 2;
    n++;
    const log_e = logE(s, v);
    points.push({
      date: new Date(person.start + day * day_ms).toISOString().slice(0, 10),
      log_e,
      log_e_refute: logE(r, w),
      n,
      confidence: 1 / (1 + Math.exp(-log_e)),
    });
  }
  return points;
}

/** Slope of effect on cause in their units, with its 95 % interval. */
function estimate(person, idea, label) {
  const { cause, effect, lag, days } = idea;
  const [sx, sy] = [cause, effect].map(m => person.metrics.get(m).entry[7]);
  const from = person.days - Math.max(days, 90);
  let [xy, xx, n] = [0, 0, 0];
  for (let d = from; d < person.days; d++, n++) {
    xy += person.z[cause][d - lag] * person.z[effect][d];
    xx += person.z[cause][d - lag] ** 2;
  }
  const size = xy / xx;
  const se = Math.sqrt((1 - Math.min(0.9, size * size)) / xx);
  const per = sy / sx;
  return {
    size,
    units: size * per,
    ci_low: (size - 1.96 * se) * per,
    ci_high: (size + 1.96 * se) * per,
    sentence:
      idea.says ??
      `${label(cause)} and ${label(effect)} are still being compared.`,
  };
}

export function hypothesis(person, idea, position) {
  const label = m => person.metrics.get(m).entry[1];
  const { cause, effect, lag, direction, days } = idea;
  const id = createHash("sha256")
    .update(`${cause}>${effect}@${lag}`)
    .digest("hex")
    .slice(0, 16);
  const points = evidence(person, idea);
  const newest = points[points.length - 1];
  const registered = person.start + (person.days - days - 1) * day_ms;
  return {
    id,
    prediction: {
      cause,
      effect,
      lag_days: lag,
      direction,
      expected_size: idea.expected,
      rationale: idea.rationale ?? "The scan of your history leans this way.",
      proposer: idea.proposer,
      registered_on: new Date(registered).toISOString().slice(0, 10),
      model: "momentary-3",
      controls: [`${effect}@1`, `${effect}@2`, `${cause}@${lag + 1}`],
      would_refute:
        `If over the coming weeks ${label(effect)} does not move ` +
        `${direction > 0 ? "up" : "down"} by even half of what is expected.`,
    },
    status: idea.status,
    ...(days > 30 && { effect: estimate(person, idea, label) }),
    confidence: newest ? Math.min(0.97, newest.confidence) : 0.5,
    n_effective: days * 0.62,
    evidence_days: days,
    evidence: points,
    reason: reasons[idea.status],
    updated: new Date().toISOString(),
    p_value: newest ? Math.min(1, Math.exp(-newest.log_e)) : 1,
    position,
  };
}

export function hypotheses(person) {
  return ideas.map((idea, i) => hypothesis(person, idea, 900 + i));
}

/** One more day for a hypothesis, as if it went the predicted way. */
export function oneMoreDay(h, position) {
  const last = h.evidence[h.evidence.length - 1];
  const date = new Date(Date.parse(last.date) + day_ms)
    .toISOString()
    .slice(0, 10);
  const log_e = last.log_e + 0.4;
  const next = {
    date,
    log_e,
    log_e_refute: last.log_e_refute - 0.1,
    n: last.n + 1,
    confidence: 1 / (1 + Math.exp(-log_e)),
  };
  return {
    ...h,
    evidence: [...h.evidence, next],
    evidence_days: next.n,
    confidence: Math.min(0.97, next.confidence),
    position,
    updated: new Date().toISOString(),
  };
}

export function insights(all, person) {
  const known = all.filter(h => ["knowledge", "supported"].includes(h.status));
  return known.map((h, i) => ({
    id: h.id,
    cause: h.prediction.cause,
    effect: h.prediction.effect,
    lag_days: h.prediction.lag_days,
    estimate: h.effect,
    confidence: h.confidence,
    n_effective: h.n_effective,
    grade:
      h.prediction.cause === "meditation"
        ? "experiment"
        : h.status === "knowledge"
          ? "tested"
          : "observed",
    since: new Date(person.start + (person.days - 20 - 60 * i) * day_ms)
      .toISOString()
      .slice(0, 10),
    status: i === 3 ? "weakened" : "current",
    sentence: h.effect.sentence,
    provenance: [`${h.position}`, `${h.position - 311}`],
    limits: "Days with alcohol also differ in company and bedtime.",
  }));
}

export function graph(known, person) {
  const names = new Set(known.flatMap(i => [i.cause, i.effect]));
  return {
    nodes: [...names].map(id => ({
      id,
      label: person.metrics.get(id).entry[1],
      group: person.metrics.get(id).entry[5],
    })),
    edges: known.map(i => ({
      cause: i.cause,
      effect: i.effect,
      size: i.estimate.size,
      confidence: i.confidence,
      lag_days: i.lag_days,
      grade: i.grade,
      insight: i.id,
    })),
  };
}
