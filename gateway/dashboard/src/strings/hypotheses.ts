import { count } from "../format/number";

export const hypotheses = {
  title: "Hypotheses",
  answer: (testing: number, holding: number, failed: number) =>
    `${count(testing, "idea is", "ideas are")} being tested, ` +
    `${holding} ${holding === 1 ? "holds" : "hold"}, ` +
    `${failed} did not.`,
  empty: "No hypotheses yet.",
  emptyHint:
    "AUREN forms them from your history once there are 56 days of it. " +
    "You can propose your own at any time.",
  certainty:
    "Every prediction is written down before the days that test it. " +
    "The days decide.",
  prediction: (cause: string, effect: string, down: boolean, lag: string) =>
    `${cause} predicts a ${down ? "fall" : "rise"} in ` + `${effect} ${lag}.`,
  columns: {
    testing: "Being tested",
    holds: "Holds so far",
    waiting: "Waiting",
    fails: "Did not hold",
    ended: "No longer followed",
  },
  columnEmpty: "None.",
  more: (n: number) => `Show ${n} more`,
  fewer: "Show fewer",
  status: {
    proposed: "Proposed",
    registered: "Registered",
    testing: "Testing",
    supported: "Supported",
    knowledge: "Knowledge",
    refuted: "Refuted",
    inconclusive: "Undecided",
    association: "Goes together",
    stale: "Faded",
    contradicted: "Contradicted",
    retired: "Retired",
  },
  evidence: "Evidence",
  evidenceNone: "No day has tested it yet.",
  evidenceDays: (n: number) => `${count(n, "day")} of evidence`,
  chart: (odds: string, days: number) =>
    `Evidence over ${count(days, "day")}, now ${odds}; the line is 20 to 1`,
  strong: "20 : 1",
  forIt: "for it",
  againstIt: "against it",
  why:
    "The e-value: how many times better the prediction has done than chance. " +
    "If nothing were there, at most 1 in 20 such tests would ever cross " +
    "20 : 1, however often one looks. To become knowledge it must also " +
    "stand among all ideas that were tested.",
  effect: "Effect",
  effectNone: "Not estimated yet",
  interval: (low: string, high: string) => `95 % interval ${low} to ${high}`,
  confidence: "Confidence",
  refute: "What would refute it",
  reason: "Why it stands where it stands",
  story: "Its story",
  back: "All hypotheses",
  registered: "Registered on",
  model: "Test",
  proposer: "Proposed by",
  proposers: { scan: "the scan of your history", person: "you" } as Record<
    string,
    string
  >,
  controls: "Held constant",
  controlsNone: "nothing besides its own past",
  rationale: "Reasoning",
  expected: "Expected size",
  expectedText: (size: string) => `${size} SD per SD`,
  pValue: "p at the last look",
  updated: "Last changed",
  position: "Event",
  retire: "Stop following it",
  retireSure: "Stop for good?",
  retireYes: "Yes, stop",
  retireNo: "Keep it",
  propose: "Propose your own",
  proposeHint:
    "It is registered as you write it and tested only on days to come.",
  cause: "When this goes up",
  effectLabel: "this goes",
  increase: "up",
  decrease: "down",
  lagLabel: "after",
  rationaleLabel: "Why do you think so?",
  rationaleHint: "Optional. It is kept with the prediction.",
  send: "Register it",
  choose: "Choose a measure",
  same: "Choose two different measures.",
  sent: "Registered. Tomorrow is its first day.",
  life: "Its life",
  lifeHint:
    "What was predicted is frozen at its registration; only days after it " +
    "count. A day that is corrected later is counted anew.",
  stood: (odds: string, n: number) => `${odds} after ${count(n, "day")}`,
  lived: "Life so far",
};
