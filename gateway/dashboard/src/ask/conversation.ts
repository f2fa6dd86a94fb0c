import { api } from "../api/client";
import { Problem } from "../api/problem";
import { store } from "../api/store";
import type { Answer } from "../api/types";
import { s } from "../strings";

/** One question and what came of it. */
export interface Turn {
  question: string;
  /** Position of the stream when it was asked: later thoughts are its own. */
  since: number;
  answer?: Answer;
  error?: string;
}

/** The conversation of this visit; it outlives a change of section. */
export const conversation = store<Turn[]>([]);

export const mode = store("auto");

function finish(asked: Turn, part: Partial<Turn>): void {
  conversation.set(all =>
    all.map(t => (t === asked ? { ...asked, ...part } : t)),
  );
}

/** Asks the agents; the turn is there at once and is filled when they end. */
export async function ask(question: string, since: number): Promise<void> {
  const turn: Turn = { question, since };
  conversation.set(all => [...all, turn]);
  try {
    finish(turn, { answer: await api.ask(question, mode.get()) });
  } catch (e) {
    const error = e instanceof Problem ? e.message : s.common.failed;
    finish(turn, { error });
  }
}

/** Answers of earlier visits, oldest first, at most `most`. */
export async function earlier(most = 5): Promise<Answer[]> {
  const events = await api.events("answer.given");
  return events
    .slice(-most)
    .map(e => e.data.answer as Answer | undefined)
    .filter((a): a is Answer => a !== undefined);
}
