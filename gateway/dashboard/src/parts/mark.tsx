import type { Agent } from "../api/types";

/** An agent's one-character mark; its first letter while it is not known. */
export function Mark(props: { agent?: Agent; name: string; small?: boolean }) {
  const text = props.agent?.mark || props.name.charAt(0).toUpperCase();
  return (
    <span class={`mark ${props.small ? "small" : ""}`} aria-hidden="true">
      {text}
    </span>
  );
}
