/** The icons, drawn on a 24 grid with one stroke. */
const paths = {
  today:
    "M12 4v2M12 18v2M4 12h2M18 12h2M6.3 6.3l1.5 1.5M16.2 16.2l1.5 1.5M6.3 17.7l1.5-1.5M16.2 7.8l1.5-1.5M12 9a3 3 0 1 0 0 6 3 3 0 0 0 0-6",
  timeline: "M3 17l5-6 4 3 5-8 4 5M3 21h18",
  hypotheses:
    "M9 3h6M10 3v6l-5 9a2 2 0 0 0 1.8 3h10.4a2 2 0 0 0 1.8-3l-5-9V3M7.5 15h9",
  experiments:
    "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 3v18M15.5 9h.01M15.5 12h.01M15.5 15h.01",
  knowledge:
    "M6 8a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M18 14a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M7 21a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5M8.3 6.5l7.4 4M9.2 17.3l6.6-4.3",
  ask: "M20 11.5a7.5 7.5 0 0 1-11 6.6L4 20l1.6-4.6A7.5 7.5 0 1 1 20 11.5M9.5 11.5h.01M12.5 11.5h.01M15.5 11.5h.01",
  live: "M3 12h4l2.5-7 5 14 2.5-7h4",
  settings:
    "M4 7h9M17 7h3M15 5v4M4 12h3M11 12h9M9 10v4M4 17h11M19 17h1M17 15v4",
  why: "M9.2 9.3a2.9 2.9 0 1 1 4.3 2.6c-.9.5-1.5 1.1-1.5 2.1M12 17.2h.01",
  close: "M7 7l10 10M17 7L7 17",
  alert: "M12 4l9 16H3zM12 10v4.5M12 17.3h.01",
  send: "M12 19V6M6.5 11.5L12 6l5.5 5.5",
  pause: "M9 6v12M15 6v12",
  play: "M8 5.5v13l11-6.5z",
  upload: "M12 15V5M7.5 9.5L12 5l4.5 4.5M5 19h14",
  back: "M14 6l-6 6 6 6",
  plus: "M12 6v12M6 12h12",
} as const;

export type IconName = keyof typeof paths;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true">
      <path
        d={paths[name]}
        fill="none"
        stroke="currentColor"
        stroke-width={1.7}
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
