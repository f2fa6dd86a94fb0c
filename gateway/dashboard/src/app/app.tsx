import type { ComponentType } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import { useStore } from "../api/store";
import { Ask } from "../ask";
import { Experiments } from "../experiments";
import { Hypotheses } from "../hypotheses";
import { Knowledge } from "../knowledge";
import { Live } from "../live";
import { Icon } from "../parts/icon";
import { Notice, Pulse } from "../parts/connection";
import { Settings } from "../settings";
import { s } from "../strings";
import { Today } from "../today";
import { go, route, sections, type Section } from "./route";

/** The timeline with its chart library comes when it is first looked at. */
function LazyTimeline() {
  const [Loaded, set] = useState<ComponentType>();
  useEffect(() => {
    void import("../timeline").then(m => set(() => m.Timeline));
  }, []);
  return Loaded ? <Loaded /> : <div class="skeleton" role="status" />;
}

const screens: Record<Section, ComponentType<{ id: string }>> = {
  today: Today,
  timeline: LazyTimeline,
  hypotheses: Hypotheses,
  experiments: Experiments,
  knowledge: Knowledge,
  ask: Ask,
  live: Live,
  settings: Settings,
};

function Rail({ section }: { section: Section }) {
  return (
    <nav class="rail" aria-label={s.common.sections}>
      <a class="brand" href="#/today">
        <img src="assets/mark.svg" alt="" width={28} height={28} />
        {s.common.name}
      </a>
      <ul>
        {sections.map(name => (
          <li key={name}>
            <a
              href={`#/${name}`}
              aria-current={name === section ? "page" : undefined}
            >
              <Icon name={name} />
              <span>{s.nav[name]}</span>
            </a>
          </li>
        ))}
      </ul>
      <Pulse />
    </nav>
  );
}

const heading = "main h1";

/** What has the focus after the next change of section. */
let arrival = heading;

/** Goes to Ask with the focus on one element of it. */
function arriveAt(element: string): void {
  if (route.get().section === "ask")
    return document.querySelector<HTMLElement>(element)?.focus();
  arrival = element;
  go("ask");
}

const typing = "input, textarea, select";

/** Digits go to sections, "/" to the question. */
function useKeys(): void {
  useEffect(() => {
    const key = (e: KeyboardEvent) => {
      if (e.ctrlKey || e.metaKey || e.altKey) return;
      if ((e.target as Element).closest(typing)) return;
      const section = sections[Number(e.key) - 1];
      if (section) go(section);
      if (e.key !== "/") return;
      e.preventDefault();
      arriveAt("#question");
    };
    addEventListener("keydown", key);
    return () => removeEventListener("keydown", key);
  }, []);
}

/** A new section begins at its top, also for those who hear the page. */
function useArrival(section: Section, id: string): void {
  const first = useRef(true);
  useEffect(() => {
    document.title = `${s.nav[section]} · ${s.common.name}`;
    if (first.current) {
      first.current = false;
      return;
    }
    scrollTo(0, 0);
    document.querySelector<HTMLElement>(arrival)?.focus();
    arrival = heading;
  }, [section, id]);
}

export function App() {
  const { section, id } = useStore(route);
  const Screen = screens[section];
  useKeys();
  useArrival(section, id);
  return (
    <>
      <a
        class="skip"
        href="#main"
        onClick={e => {
          e.preventDefault();
          document.getElementById("main")?.focus();
        }}
      >
        {s.common.skip}
      </a>
      <div class="frame">
        <Rail section={section} />
        <main class="page" id="main" tabIndex={-1} data-section={section}>
          <Notice />
          <Screen id={id} />
        </main>
      </div>
    </>
  );
}
