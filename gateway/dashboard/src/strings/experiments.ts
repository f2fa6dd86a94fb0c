import { count } from "../format/number";

export const experiments = {
  title: "Experiments",
  answer: (running: number, proposed: number, over: number) =>
    running + proposed + over === 0
      ? "No experiment yet."
      : `${count(running, "experiment is", "experiments are")} running, ` +
        `${proposed} ${proposed === 1 ? "waits" : "wait"} for your word, ` +
        `${over} ${over === 1 ? "is" : "are"} over.`,
  certainty:
    "Watching shows what goes together. Only days that a coin has chosen can " +
    "show what causes what.",
  emptyHint:
    "When something about you reliably goes together, AUREN offers an " +
    "experiment that can tell whether it is a cause. You can plan your own.",
  title_of: (cause: string, outcome: string) => `${cause}, for ${outcome}`,
  groups: {
    running: "Running",
    proposed: "Waiting for your word",
    over: "Over",
  },
  status: {
    proposed: "Proposed",
    running: "Running",
    finished: "Finished",
    stopped: "Stopped",
    aborted: "Ended early",
    declined: "Declined",
  },
  today: "Today",
  begins: (when: string) => `Begins on ${when}.`,
  noDay: "No part of it falls on today.",
  washout: "This day lets what came before fade; it does not count.",
  blinded: "Which packet is which stays hidden until the end.",
  followed: "I did it",
  deviated: "Not today",
  told: { followed: "Done", deviated: "Not done" } as Record<string, string>,
  toldBy: { data: "seen in your data", person: "said by you" } as Record<
    string,
    string
  >,
  progress: (done: number, all: number) => `Day ${done} of ${all}`,
  accept: "Begin it",
  acceptSure: "The plan is frozen then; the coin is tossed for every block.",
  decline: "Not for me",
  stop: "Stop it",
  stopSure: "Stop for good? You can, at any time.",
  yes: "Yes",
  no: "Not yet",
  clinician: "Clinician who confirmed it",
  clinicianHint: "Needed for medication and fasting",
  on: "On days “on”",
  off: "On days “off”",
  outcome: "Measured by",
  length: "Length",
  lengthText: (days: number, blocks: number, each: number) =>
    `${count(days, "day")}: ${blocks} blocks of ${count(each, "day")}`,
  span: "From, to",
  washoutDays: "Left out of each block",
  firstDays: (n: number) => (n === 0 ? "nothing" : `first ${count(n, "day")}`),
  blinding: "Blinding",
  blindings: {
    open: "Open: you know what each day is",
    blinded: "Blinded: packets that another fills",
  } as Record<string, string>,
  proposer: "Proposed by",
  proposers: {
    engine: "what was found in your history",
    person: "you",
  } as Record<string, string>,
  confirmed: "Confirmed by",
  commitment: "Frozen as (SHA-256)",
  seed: "Seed of the coin",
  plan: "The plan",
  schedule: "Its days",
  scheduleLabel: (on: number, off: number) =>
    `Days so far: ${on} on, ${off} off`,
  adherence: "Kept to the plan",
  adherenceText: (kept: number, not: number, unknown: number) =>
    `${count(kept, "day")} done, ${not} not, ${unknown} not known`,
  result: "Result",
  noResult: "Nothing yet: a pair of blocks must be over.",
  difference: (value: string, low: string, high: string) =>
    `${value} on days “on” against “off” (95 % interval ${low} to ${high})`,
  days: "Days that count",
  pairs: "Pairs of blocks",
  p: "Randomisation test, p",
  why: "Why it is offered",
  reason: "Why it ended",
  back: "All experiments",
  hypothesis: "The hypothesis that it decides",
  planOwn: "Plan your own",
  planHint:
    "It begins only when you say so. What you write here is judged as written.",
  cause: "What you want to try",
  causeHint: "Evening walk, magnesium, no screens…",
  onHint: "Walk for 20 minutes after dinner",
  offHint: "Stay in",
  blockDays: "Days in a block (empty: chosen for you)",
  remind: "Remind me at",
  send: "Plan it",
  sent: "Planned. It begins when you say so.",
  arms: { on: "on", off: "off" } as Record<string, string>,
};

export const alerts = {
  title: "What stands out",
  since: (day: string) => `since ${day}`,
  limit: "Its limit",
  days: "Days compared with",
  rule: "Rule from",
  advice: "What you can do",
  held: (n: number) => `${count(n, "more alert")} held back`,
  heldHint: (spent: number, budget: number) =>
    `You get at most ${budget} in seven days; ${spent} used. ` +
    "What calls for care is never held back.",
  all: (fired: number, checked: number, skipped: number) =>
    `${count(fired + checked, "rule")} looked at your newest day, ` +
    `${fired} fired; ${skipped} could not look`,
  outcomes: {
    fired: "Fired",
    checked: "Fine",
    skipped: "Could not look",
  },
  urgency: {
    notice: "Notice",
    attention: "Attention",
    care: "Care",
  } as Record<string, string>,
};

export const doubts = {
  title: "Values to look at again",
  hint:
    "They are kept, but your usual ranges leave them out until you say that " +
    "they are right.",
  open: (n: number) => count(n, "value"),
  confirm: "It is right",
  reopen: "Doubt it again",
  confirmed: "Right after all",
  samples: (n: number) => count(n, "sample"),
};
