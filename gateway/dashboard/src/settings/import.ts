import { api, upload } from "../api/client";
import { Problem } from "../api/problem";
import { store } from "../api/store";
import type { ImportProgress } from "../api/types";
import { s } from "../strings";

/** How an import stands; it goes on when the section is left. */
export interface Running {
  name: string;
  size: number;
  sent: number;
  progress?: ImportProgress;
  error?: string;
}

export const running = store<Running | undefined>(undefined);

const look_again_ms = 400;

function note(part: Partial<Running>): void {
  running.set(old => (old ? { ...old, ...part } : old));
}

export function over(r: Running): boolean {
  return !!r.error || (!!r.progress && r.progress.state !== "running");
}

/** How far it is, 0 to 1: sending is the first fifth. */
export function share(r: Running): number {
  if (r.progress?.state === "finished") return 1;
  const sent = r.size > 0 ? Math.min(1, r.sent / r.size) : 0;
  const p = r.progress;
  const read = p && p.bytes_total > 0 ? p.bytes_done / p.bytes_total : 0;
  return 0.2 * (p ? 1 : sent) + 0.8 * Math.min(1, read);
}

async function watch(id: string): Promise<void> {
  for (;;) {
    const progress = await api.importProgress(id);
    note({ progress });
    if (progress.state !== "running") return;
    await new Promise(done => setTimeout(done, look_again_ms));
  }
}

/** Sends a file and follows it until it is read. */
export async function importFile(file: File): Promise<void> {
  running.set({ name: file.name, size: file.size, sent: 0 });
  try {
    const { import_id } = await upload(file, sent => note({ sent }));
    await watch(import_id);
  } catch (e) {
    note({ error: e instanceof Problem ? e.message : s.common.failed });
  }
}
