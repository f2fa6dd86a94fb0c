import { useEffect } from "preact/hooks";

import { Problem } from "./problem";
import { store, useStore, type Store } from "./store";

/** Something that was asked of the node: what came, or why not yet. */
export interface Resource<T> {
  data?: T;
  error?: Problem;
  loading: boolean;
}

interface Entry<T> {
  store: Store<Resource<T>>;
  load: () => Promise<T>;
  users: number;
  stale: boolean;
  timer?: ReturnType<typeof setTimeout>;
  asked: number;
}

const entries = new Map<string, Entry<unknown>>();

/** New evidence may come many times a second: ask again at most this often. */
const calm_ms = 1500;

function entry<T>(key: string, load: () => Promise<T>): Entry<T> {
  let found = entries.get(key) as Entry<T> | undefined;
  if (!found) {
    const initial: Resource<T> = { loading: true };
    found = { store: store(initial), load, users: 0, stale: true, asked: 0 };
    entries.set(key, found as Entry<unknown>);
  }
  found.load = load;
  return found;
}

async function refresh<T>(e: Entry<T>): Promise<void> {
  const asked = ++e.asked;
  e.stale = false;
  e.store.set(old => ({ ...old, loading: true }));
  try {
    const data = await e.load();
    if (asked === e.asked) e.store.set({ data, loading: false });
  } catch (error) {
    if (asked !== e.asked) return;
    e.stale = true;
    const said = error instanceof Problem ? error : undefined;
    const problem = said ?? new Problem(0, "failed", String(error));
    e.store.set(old => ({ ...old, error: problem, loading: false }));
  }
}

function later(e: Entry<unknown>): void {
  e.stale = true;
  if (e.users === 0 || e.timer !== undefined) return;
  e.timer = setTimeout(() => {
    e.timer = undefined;
    if (e.users > 0) void refresh(e);
  }, calm_ms);
}

/** Marks what begins with `prefix` as old; what is on screen is asked anew. */
export function invalidate(prefix: string): void {
  for (const [key, e] of entries) if (key.startsWith(prefix)) later(e);
}

/** Asks at once for everything on screen: the connection has healed. */
export function refreshAll(): void {
  for (const e of entries.values()) {
    e.stale = true;
    if (e.users > 0) void refresh(e);
  }
}

/** Changes what is held under `key`, if it is held. */
export function patch<T>(key: string, change: (old: T) => T): void {
  const e = entries.get(key) as Entry<T> | undefined;
  if (e?.store.get().data === undefined) return;
  e.store.set(old => ({ ...old, data: change(old.data as T) }));
}

/** Something of the node's, kept between visits to a section. */
export function useResource<T>(
  key: string,
  load: () => Promise<T>,
): Resource<T> & { again: () => void } {
  const e = entry(key, load);
  const value = useStore(e.store);
  useEffect(() => {
    e.users++;
    if (e.stale) void refresh(e);
    return () => {
      e.users--;
    };
  }, [e]);
  return { ...value, again: () => void refresh(e) };
}
