import { store } from "../api/store";
import type { System } from "../format/units";

export type Theme = "system" | "light" | "dark";

export interface Settings {
  theme: Theme;
  units: System;
  /** Metrics on the timeline; empty: the first few. */
  metrics: string[];
}

const key = "auren.settings";
const defaults: Settings = { theme: "system", units: "metric", metrics: [] };

function read(): Settings {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "{}") as object;
    return { ...defaults, ...kept };
  } catch {
    return defaults;
  }
}

/** What this browser remembers of how a person wants to see things. */
export const settings = store<Settings>(read());

function apply(): void {
  const { theme } = settings.get();
  const root = document.documentElement;
  if (theme === "system") delete root.dataset.theme;
  else root.dataset.theme = theme;
}

/** Applies the settings now and whenever they change. */
export function keepSettings(): void {
  apply();
  settings.subscribe(() => {
    apply();
    try {
      localStorage.setItem(key, JSON.stringify(settings.get()));
    } catch {
      // Without storage they last as long as the page.
    }
  });
}

export function change(part: Partial<Settings>): void {
  settings.set(old => ({ ...old, ...part }));
}
