import { useEffect, useState } from "preact/hooks";

import { connect, connection } from "../api/socket";
import { useStore } from "../api/store";
import { clock } from "../format/time";
import { s } from "../strings";

/** The dot in the rail. */
export function Pulse() {
  const { phase, lost_at } = useStore(connection);
  const lost = lost_at !== undefined;
  const text = lost
    ? s.connection.lost
    : phase === "open"
      ? s.connection.live
      : s.connection.connecting;
  return (
    <p class={`pulse ${lost ? "lost" : phase}`}>
      <i />
      {text}
    </p>
  );
}

const grace_ms = 800;
const thanks_ms = 3000;

/** Says that the connection is lost, and that it is back; then is silent. */
export function Notice() {
  const { lost_at } = useStore(connection);
  const [said, say] = useState<"" | "lost" | "back">("");
  useEffect(() => {
    if (lost_at !== undefined) {
      const timer = setTimeout(() => say("lost"), grace_ms);
      return () => clearTimeout(timer);
    }
    say(was => (was === "lost" ? "back" : ""));
    const timer = setTimeout(() => say(""), thanks_ms);
    return () => clearTimeout(timer);
  }, [lost_at]);
  return (
    <div role="status" class="notices">
      {said === "lost" && lost_at !== undefined && (
        <div class="notice">
          <strong>{s.connection.lost}.</strong>
          <span>
            {s.connection.since(clock(new Date(lost_at).toISOString()))}{" "}
            {s.connection.retry}
          </span>
          <button type="button" class="button" onClick={connect}>
            {s.connection.now}
          </button>
        </div>
      )}
      {said === "back" && <div class="notice back">{s.connection.back}</div>}
    </div>
  );
}
