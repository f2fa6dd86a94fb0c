import { useState } from "preact/hooks";

import { Problem } from "../api/problem";
import { invalidate, patch } from "../api/resource";
import type { Trial } from "../api/types";
import { s } from "../strings";

/** Puts what the node answered where it is shown. */
export function take(now: Trial): void {
  patch<Trial>(`experiment/${now.id}`, () => now);
  patch<Trial[]>("experiments", all => [
    ...all.filter(t => t.id !== now.id),
    now,
  ]);
  invalidate("experiment");
}

/** Does one thing at a time, and keeps what went wrong. */
export function useDeed() {
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);
  const act = async (deed: () => Promise<Trial>): Promise<boolean> => {
    setBusy(true);
    setError("");
    try {
      take(await deed());
      return true;
    } catch (e) {
      setError(e instanceof Problem ? e.message : s.common.failed);
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { act, error, busy };
}
