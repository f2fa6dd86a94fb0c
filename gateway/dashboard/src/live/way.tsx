import { useEffect, useState } from "preact/hooks";

import { api } from "../api/client";
import { onEvents } from "../api/socket";
import { useResource } from "../api/resource";
import { s } from "../strings";
import { stageOfType, stages } from "./sentence";

const glow_ms = 900;

/** The stages that something has just happened in. */
function useGlow(): ReadonlySet<string> {
  const [glowing, set] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onEvents(events => {
      const now = new Set<string>(["events", "streams", "dashboard"]);
      events.forEach(e => now.add(stageOfType(e.type) ?? "events"));
      set(now);
      clearTimeout(timer);
      timer = setTimeout(() => set(new Set()), glow_ms);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, []);
  return glowing;
}

/** The eight stages in their order, each lit when it acts. */
export function Way(props: { stage: string; onStage: (s: string) => void }) {
  const glowing = useGlow();
  const health = useResource("health", api.health);
  const states = new Map(health.data?.stages.map(x => [x.stage, x.state]));
  return (
    <div class="way" role="group" aria-label={s.live.way}>
      {stages.map(stage => {
        const always = ["events", "streams", "dashboard"].includes(stage);
        const state = states.get(stage) ?? "";
        return (
          <button
            type="button"
            key={stage}
            class={glowing.has(stage) ? "glow" : ""}
            disabled={always}
            aria-pressed={props.stage === stage}
            title={state}
            onClick={() => props.onStage(props.stage === stage ? "" : stage)}
          >
            <i class={state} />
            {stage}
          </button>
        );
      })}
    </div>
  );
}
