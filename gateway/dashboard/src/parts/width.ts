import type { RefObject } from "preact";
import { useEffect, useState } from "preact/hooks";

const narrow = globalThis.matchMedia?.("(max-width: 760px)");

/** True on a phone's width; the same bound as in the style sheets. */
export function useNarrow(): boolean {
  const [is, set] = useState(narrow?.matches ?? false);
  useEffect(() => {
    const tell = (e: MediaQueryListEvent) => set(e.matches);
    narrow?.addEventListener("change", tell);
    return () => narrow?.removeEventListener("change", tell);
  }, []);
  return is;
}

/** The width of an element as it is now, in CSS pixels; 0 before it is. */
export function useWidth(of: RefObject<HTMLElement>): number {
  const [width, set] = useState(0);
  useEffect(() => {
    if (!of.current) return undefined;
    const watch = new ResizeObserver(([e]) =>
      set(Math.floor(e!.contentRect.width)),
    );
    watch.observe(of.current);
    return () => watch.disconnect();
  }, [of]);
  return width;
}
