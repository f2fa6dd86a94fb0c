import { count } from "../format/number";

export const today = {
  title: "Today",
  empty: "Nothing is known yet.",
  emptyTitle: "Bring your history",
  emptyHint:
    "Import an export of your device, or let a device send its samples. " +
    "The first night already shows; a baseline takes 28.",
  import: "Import a file",
  testing: "Being tested now",
  testingNone: "Nothing is being tested at the moment.",
  all: "All hypotheses",
  baseline: (around: string) => `Your usual: ${around}`,
  spark: (label: string, n: number) =>
    `${label}, the last ${count(n, "day")} with a value, against your usual range`,
  alert: "Please read this first",
  rule: "Rule",
  days: (n: number) => `${count(n, "day")} of evidence`,
};

export const timeline = {
  title: "Timeline",
  answer: (n: number, from: string, to: string) =>
    `${count(n, "measure")}, ${from} to ${to}.`,
  inside: (label: string, inside: number, n: number) =>
    `${label}: ${inside} of ${count(n, "day")} in your usual range.`,
  span: (from: string, to: string, each: string) => `${from} to ${to}. ${each}`,
  none: "No measures yet.",
  ranges: { d30: "30 days", d90: "90 days", y1: "1 year", all: "All" },
  rangeLabel: "Range",
  metrics: "Measures",
  resolution: (r: string) => `One point per ${r}.`,
  raw: "Every sample.",
  journal: "Journal",
  journalNone: "No entries in this range",
  write: "Write something down",
  what: "What happened",
  whatHint: "Late meal, travel, headache…",
  at: "When",
  note: "Note",
  noteHint: "Optional",
  keep: "Keep it",
  kept: (what: string) => `Kept: ${what}.`,
  overview: "Overview of the whole record",
  overviewHint:
    "Drag the window, or use the arrow keys; plus and minus change its length.",
  hint: "Drag across a chart to zoom in. Double-click to go back.",
  band: "Shaded: your usual range, median ± spread",
  noData: "No values in this range",
  points: (n: number) => count(n, "point"),
  gap: "no value",
  chart: (label: string) => `${label} over time`,
  ahead: "Next 7 days",
  aheadNone: "No forecast yet.",
  aheadLevel: (level: number) =>
    `Shaded: the next days, with ${level} % intervals.`,
  aheadWorth: (level: number, held: number, n: number) =>
    `Shaded: the next days, with ${level} % intervals. Of ${count(n, "past day")} ` +
    `${held} % lay inside theirs.`,
  minmax: (low: string, high: string) => `${low} to ${high}`,
};

export const ask = {
  title: "Ask",
  answer: "Ask about your data. Answers come only from it.",
  placeholder: "Why was my sleep short this week?",
  label: "Your question",
  send: "Ask",
  mode: "How they work",
  modes: {
    auto: "Automatic",
    sequential: "In turn",
    parallel: "Side by side",
    consensus: "Until agreed",
  } as Record<string, string>,
  suggestions: [
    "How did I sleep last night?",
    "What helps my recovery?",
    "Is my resting heart rate unusual?",
  ],
  try: "For example",
  who: "Who answers",
  working: "Looking at your data…",
  evidence: (n: number) => `Evidence (${n})`,
  footnote: (id: string) => `Footnote ${id}`,
  noEvidence: "No evidence in your data stands behind this answer.",
  dissent: (who: string) => `${who} sees it differently`,
  each: (n: number) => (n === 1 ? "Who said it" : `What each of the ${n} said`),
  helpful: "Helpful",
  unhelpful: "Not helpful",
  thanks: "Thank you. It is kept with the answer.",
  safety: "Please read this first",
  cost: (models: number, tools: number) =>
    `${count(tools, "look")} at your data, ` +
    (models === 0 ? "no language model" : count(models, "model call")),
  earlier: "Earlier",
  you: "You",
};

export const knowledge = {
  title: "Knowledge",
  answer: (n: number, experiments: number) =>
    n === 0
      ? "Nothing is known for sure yet."
      : `${count(n, "thing")} ${n === 1 ? "holds" : "hold"} about you` +
        (experiments > 0
          ? `, ${experiments} of them by experiment.`
          : ", none of them by experiment yet."),
  certainty:
    "Each was predicted first and then seen in later days. " +
    "Observed links do not exclude other causes.",
  empty: "A hypothesis that holds for long enough becomes knowledge.",
  emptyLink: "See what is being tested",
  graph: "Causes and outcomes",
  graphLabel: "Graph of causes, left, and outcomes, right",
  table: "The same as a table",
  cause: "Cause",
  effect: "Outcome",
  lag: "When",
  size: "Effect (95 % interval)",
  sure: "Confidence",
  since: "Since",
  grade: "Grade",
  state: "State",
  states: {
    current: "Holds",
    weakened: "Weakening",
    contradicted: "Contradicted",
    withdrawn: "Withdrawn",
  } as Record<string, string>,
  limits: "What this cannot show",
  per: (step: string, what: string) => `per ${step} ${what}`,
  perOne: (unit: string) =>
    `per ${unit === "h" ? "hour" : unit.replace(/^(\w{3,})s$/, "$1")}`,
  perPoint: (n: number, what: string) =>
    n === 1 ? `per point of ${what}` : `per ${n} points of ${what}`,
  perYes: "on days with it",
  points: "points",
  legend: {
    up: "raises",
    down: "lowers",
    width: "wider: larger effect",
    observed: "observed",
    experiment: "experiment",
    fade: "paler: older",
  },
  story: "The hypothesis behind it",
  edge: (cause: string, effect: string, up: boolean) =>
    `${cause} ${up ? "raises" : "lowers"} ${effect}`,
};

export const live = {
  title: "Live",
  answer: "What your node is seeing, testing and thinking.",
  rate: "Events per second",
  latency: "Round trip",
  position: "Position",
  dropped: "Left out",
  way: "The way of the data",
  classes: {
    critical: "Critical",
    operational: "Operational",
    analytical: "Analytical",
  },
  classLabel: "Show classes",
  subjects: "Show stage",
  everything: "All",
  pause: "Pause",
  resume: "Go on",
  waiting: (n: number) => `${count(n, "new event")}`,
  none: "Nothing yet. What happens next appears here.",
  noneMatch: "Nothing that has come matches these filters.",
  event: "Event",
  list: "Events, newest first",
};

export const settings = {
  title: "Settings",
  answer: "How it looks, and how your node is.",
  look: "Look",
  theme: "Theme",
  themes: { system: "As the system", light: "Light", dark: "Dark" },
  units: "Units",
  systems: { metric: "Metric", imperial: "Imperial" },
  node: "Your node",
  version: "Version",
  state: "State",
  uptime: "Running for",
  data: "Data folder",
  position: "Events in the log",
  people: "People",
  actors: "Actors",
  stages: "Stages",
  states: {
    ready: "Ready",
    running: "Running",
    starting: "Starting",
    draining: "Ending",
  } as Record<string, string>,
  import: "Import a file",
  importHint:
    "An export of WHOOP or Apple Health (zip, csv, xml), or a long csv. " +
    "It stays on your node. The same file twice adds nothing.",
  choose: "Choose a file",
  drop: "or drop it here",
  sending: "Sending",
  reading: "Reading",
  done: "Done",
  failed: "Failed",
  interrupted: "Interrupted",
  accepted: "Accepted",
  duplicates: "Already known",
  rejected: "Refused",
  records: "Records",
  span: "From, to",
  refusals: "Why refused",
  keys: "Keyboard",
  keyList: [
    ["1 – 8", "go to a section"],
    ["/", "ask a question"],
    ["Esc", "close what is open"],
  ] as const,
};
