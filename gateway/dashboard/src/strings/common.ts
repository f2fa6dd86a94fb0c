/** Words that every section shares. */
export const common = {
  name: "AUREN",
  skip: "Skip to content",
  sections: "Sections",
  yesNo: (yes: boolean) => (yes ? "yes" : "no"),
  loading: "Reading…",
  unreachable: "The node cannot be reached.",
  failed: "This could not be read.",
  again: "Try again",
  close: "Close",
  why: "Why?",
  whyOf: (what: string) => `Why? ${what}`,
  value: "Value",
  when: "When",
  source: "Source",
  window: "Window",
  days: (n: number) => `${n} days`,
  values: "Values (n)",
  effectiveN: "Effective n",
  baselineId: "Baseline",
  median: "Median",
  spread: "Spread (1.4826 × MAD)",
  kind: "Measured as",
  sort: "Kind",
  latest: "Latest",
  provenance: "Events",
  method: "Method",
  grade: "Grade",
  noBaseline: "No baseline yet",
  onTimeline: "See it on the timeline",
  lag: (days: number) =>
    days === 0
      ? "the same day"
      : days === 1
        ? "the next day"
        : `${days} days later`,
  lagBefore: (days: number) =>
    days === 0
      ? "the same day"
      : days === 1
        ? "the day before"
        : `${days} days before`,
  grades: {
    measured: "Measured",
    noted: "Noted",
    observed: "Observed",
    tested: "Tested",
    experiment: "Experiment",
    unknown: "Not known",
  } as Record<string, string>,
  gradeHints: {
    measured: "A value of yours, as it was recorded.",
    noted: "Written down by you.",
    observed: "Goes together in your history. Other causes are not excluded.",
    tested: "Predicted first, then seen in later days.",
    experiment: "Seen in a randomised experiment with you.",
    unknown: "Nothing in your data stands behind this.",
  } as Record<string, string>,
};

export const connection = {
  live: "Live",
  connecting: "Connecting…",
  lost: "Connection lost",
  since: (time: string) => `You see what was known at ${time}.`,
  retry: "Trying again by itself.",
  now: "Try now",
  back: "Connected again. Everything is up to date.",
};

export const nav = {
  today: "Today",
  timeline: "Timeline",
  hypotheses: "Hypotheses",
  experiments: "Experiments",
  knowledge: "Knowledge",
  ask: "Ask",
  live: "Live",
  settings: "Settings",
};
