import { useEffect, useReducer } from "preact/hooks";

/** A value that tells who listens when it changes. */
export interface Store<T> {
  get(): T;
  set(next: T | ((old: T) => T)): void;
  subscribe(listener: () => void): () => void;
}

export function store<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set(next) {
      const old = value;
      value = typeof next === "function" ? (next as (o: T) => T)(old) : next;
      if (value !== old) for (const tell of [...listeners]) tell();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Renders again whenever the store changes. */
export function useStore<T>(source: Store<T>): T {
  const [, again] = useReducer((n: number) => n + 1, 0);
  useEffect(() => source.subscribe(() => again(0)), [source]);
  return source.get();
}
