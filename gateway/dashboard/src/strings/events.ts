import { count, odds } from "../format/number";

/** Sentences of the live stream, one per type of event. */
export const events = {
  samples: (n: number, metrics: string, source: string) =>
    `${count(n, "sample")} of ${metrics}${source ? ` from ${source}` : ""}`,
  samplesNone: "samples recorded",
  rejected: (n: number, codes: string) =>
    `refused ${count(n, "sample")}${codes ? `: ${codes}` : ""}`,
  journal: (what: string, note: string) =>
    `noted ${what}${note ? `: ${note}` : ""}`,
  importStarted: (what: string) => `began to read ${what}`,
  importProgressed: (what: string, percent: string) =>
    `is reading ${what}, ${percent} done`,
  importFinished: (n: number, dup: number) =>
    `finished: ${count(n, "new sample")}, ${count(dup, "duplicate")}`,
  importFailed: (why: string) => `could not read the file: ${why}`,
  file: "a file",
  memoryStored: (text: string) => `will remember: ${text}`,
  memoryRevised: (text: string) => `corrected a memory: ${text}`,
  memoryForgotten: "forgot a memory, as it was asked to",
  looked: (pairs: number, claims: number) =>
    `looked at ${count(pairs, "pair")} and kept ${claims}`,
  proposed: (p: string) => `proposes: ${p}`,
  registered: (p: string) => `wrote it down before looking: ${p}`,
  testing: (p: string) => `tests: ${p}`,
  evidence: (p: string, log_e: number, n: number) =>
    `${odds(log_e)} after ${count(n, "day")}: ${p}`,
  changed: {
    supported: "holds so far:",
    knowledge: "has become knowledge:",
    refuted: "is refuted:",
    inconclusive: "could not be decided:",
    association: "goes together, direction unknown:",
    stale: "has faded:",
    contradicted: "is contradicted:",
    retired: "is no longer followed:",
  } as Record<string, string>,
  gained: (x: string) => `learned: ${x}`,
  weakened: (x: string) => `is less sure: ${x}`,
  contradicted: (x: string) => `met a contradiction: ${x}`,
  withdrawn: (x: string) => `no longer claims: ${x}`,
  agentStarted: "begins",
  agentTool: (tool: string) => `looks at ${tool}`,
  agentFinished: "is done",
  agentFailed: "could not finish",
  collaborationStarted: "brings the agents together",
  conflict: "hears two views",
  resolved: "settles it by evidence",
  collaborationFinished: "has an answer",
  answered: (q: string) => `answered “${q}”`,
  rated: (helpful: boolean) => `heard: ${helpful ? "helpful" : "not helpful"}`,
  escalated: (advice: string) => advice,
  restarted: (path: string) => `restarted ${path}`,
  actorFailed: (path: string) => `gave up on ${path}`,
  actors: {
    samples: "Recorder",
    journal: "Recorder",
    import: "Importer",
    memory: "Memory",
    hypothesis: "Scientist",
    knowledge: "Knowledge",
    agent: "Agent",
    collaboration: "Orchestrator",
    answer: "Orchestrator",
    safety: "Safety",
    actor: "Supervisor",
  } as Record<string, string>,
};
