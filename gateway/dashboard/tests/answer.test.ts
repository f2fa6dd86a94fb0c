import { expect, test } from "vitest";

import type { Answer } from "../src/api/types";
import { repeats } from "../src/ask/repeats";

const claim = (text: string) => ({ text, evidence: ["e1"], grade: "measured" });
const answer = (claims: string[], dissent: string[] = []) =>
  ({
    answer: "Sleep was 6 h [e1]. HRV was 40 ms [e2].",
    contributions: [
      { agent: "a", text: "", claims: claims.map(claim), dissent },
    ],
  }) as unknown as Answer;

test("an answer that has every claim repeats what was said", () => {
  expect(repeats(answer(["Sleep was 6 h."]))).toBe(true);
  expect(repeats(answer(["Sleep was 6 h [e1]."]))).toBe(true);
});

test("another claim, or a dissent, is news", () => {
  expect(repeats(answer(["Steps were few."]))).toBe(false);
  expect(repeats(answer(["Sleep was 6 h."], ["Not so."]))).toBe(false);
});
