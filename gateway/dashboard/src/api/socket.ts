import { refreshAll } from "./resource";
import { store } from "./store";
import * as stream from "./stream";
import type { EventClass, StreamEvent } from "./types";

/** How the stream stands; for the connection mark and for Live. */
export const connection = store<stream.StreamState>(stream.initial);

type Frame = {
  hello?: { position: number };
  events?: StreamEvent[];
  dropped?: { class: EventClass; count: number };
  pong?: number;
};

type Listener = (events: StreamEvent[], reset: boolean) => void;

const listeners = new Set<Listener>();
const hello_wait_ms = 2000;
const ping_ms = 10_000;
const pong_wait_ms = 5000;

let socket: WebSocket | undefined;
let retry: ReturnType<typeof setTimeout> | undefined;
let silent: ReturnType<typeof setTimeout> | undefined;
let pulse: ReturnType<typeof setInterval> | undefined;
let deadline: ReturnType<typeof setTimeout> | undefined;

/** Hears every event once and in order; `reset`: forget what came before. */
export function onEvents(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function feed(input: stream.StreamInput): void {
  const next = stream.step(connection.get(), input);
  connection.set(next.state);
  if (next.subscribe) {
    const { after } = next.subscribe;
    const classes = ["critical", "operational", "analytical"];
    send({ subscribe: { classes }, ...(after === undefined ? {} : { after }) });
  }
  if (next.healed || next.reset) refreshAll();
  if (next.deliver || next.reset)
    for (const tell of listeners) tell(next.deliver ?? [], !!next.reset);
}

function send(frame: object): void {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(frame));
}

function read(text: string): void {
  clearTimeout(deadline);
  deadline = undefined;
  const frame = JSON.parse(text) as Frame;
  if (frame.hello) {
    clearTimeout(silent);
    feed({ kind: "hello", position: frame.hello.position });
    ping();
  }
  if (frame.events) feed({ kind: "events", events: frame.events });
  if (frame.dropped) feed({ kind: "dropped", ...frame.dropped });
  if (frame.pong !== undefined) {
    const now = Math.round(performance.now());
    feed({ kind: "pong", sent: frame.pong, now });
  }
}

/** Asks whether the other end still lives; no word in 5 s: it does not. */
function ping(): void {
  send({ ping: Math.round(performance.now()) });
  deadline ??= setTimeout(() => socket?.close(), pong_wait_ms);
}

function ended(): void {
  clearTimeout(silent);
  clearTimeout(deadline);
  deadline = undefined;
  clearInterval(pulse);
  socket = undefined;
  feed({ kind: "closed", now: Date.now(), jitter: Math.random() });
  retry = setTimeout(connect, connection.get().retry_in_ms);
}

/** Opens the stream; also at once when a person does not want to wait. */
export function connect(): void {
  clearTimeout(retry);
  if (socket) return;
  feed({ kind: "retry" });
  const url = new URL("api/v1/stream", document.baseURI);
  url.protocol = url.protocol.replace("http", "ws");
  url.hash = "";
  const opening = new WebSocket(url, "auren.v1.json");
  socket = opening;
  opening.onopen = () => {
    silent = setTimeout(() => feed({ kind: "silent" }), hello_wait_ms);
    pulse = setInterval(ping, ping_ms);
  };
  opening.onmessage = e => read(String(e.data));
  opening.onclose = () => {
    if (socket === opening) ended();
  };
}

function hurry(): void {
  if (connection.get().phase === "lost") connect();
}

/** Starts the stream, and keeps it for as long as the page lives. */
export function start(): void {
  addEventListener("online", hurry);
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) hurry();
  });
  connect();
}
