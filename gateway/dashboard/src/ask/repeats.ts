import type { Answer } from "../api/types";
import { footnotes } from "../format/words";

/** A text without its footnotes. */
function bare(text: string): string {
  return footnotes(text)
    .map(p => ("text" in p ? p.text : ""))
    .join("")
    .trim();
}

/** Does the answer say all that the agents say, so that nobody dissents? */
export function repeats(answer: Answer): boolean {
  const whole = bare(answer.answer);
  return answer.contributions.every(
    c =>
      c.dissent.length === 0 &&
      c.claims.every(claim => whole.includes(bare(claim.text))),
  );
}
