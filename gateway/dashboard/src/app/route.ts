import { store } from "../api/store";

export const sections = [
  "today",
  "timeline",
  "hypotheses",
  "experiments",
  "knowledge",
  "ask",
  "live",
  "settings",
] as const;

export type Section = (typeof sections)[number];

/** "#/hypotheses/ab12?x=1": a section, one thing in it, and how to show it. */
export interface Route {
  section: Section;
  id: string;
  query: URLSearchParams;
}

export function parse(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [name = "", id = ""] = path.split("/");
  const section = sections.find(x => x === name) ?? "today";
  return { section, id: safely(id), query: new URLSearchParams(query) };
}

function safely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

export const route = store<Route>(parse(globalThis.location?.hash ?? ""));

/** Follows the address for as long as the page lives. */
export function followAddress(): void {
  addEventListener("hashchange", () => route.set(parse(location.hash)));
}

export function go(path: string): void {
  location.hash = `#/${path}`;
}
