// A mock node for developing and testing the dashboard: the real HTTP and
// WebSocket faces over a simulated person. `node support/mock.mjs [PORT]`.
import { createReadStream, existsSync, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";
import { WebSocketServer } from "ws";

import { Node, Refusal } from "./node.mjs";
import { agents, samples } from "./replies.mjs";
import { graph } from "./science.mjs";
import { alerts, forecast } from "./trials.mjs";

export const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; " +
  "img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "base-uri 'none'; frame-ancestors 'none'; form-action 'self'; " +
  "require-trusted-types-for 'script'";

const here = fileURLToPath(new URL(".", import.meta.url));
const dist =
  process.env.DASHBOARD_DIST ?? join(here, "../../../gateway/dashboard/dist");
const kinds = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".woff2": "font/woff2",
  ".txt": "text/plain",
};

/** [method, pattern, status, reply(node, match, body, query, headers)] */
const routes = [
  ["GET", /^today$/, 200, n => n.today()],
  ["GET", /^metrics$/, 200, n => ({ metrics: n.metrics() })],
  [
    "GET",
    /^samples$/,
    200,
    (n, m, b, q) => {
      const found = samples(n.person, q);
      if (!found)
        throw new Refusal(404, "not_found", "There is no such metric.");
      return found;
    },
  ],
  ["GET", /^events$/, 200, (n, m, b, q) => n.log.read(q)],
  ["POST", /^events$/, 201, (n, m, b) => n.note(JSON.parse(b))],
  ["GET", /^hypotheses$/, 200, n => ({ hypotheses: n.hypotheses })],
  ["POST", /^hypotheses$/, 201, (n, m, b) => n.propose(JSON.parse(b))],
  ["GET", /^hypotheses\/([^/]+)$/, 200, (n, m) => n.find(m[1])],
  [
    "POST",
    /^hypotheses\/([^/]+)\/retire$/,
    200,
    (n, m) => {
      const h = n.find(m[1]);
      return n.change(
        { ...h, status: "retired", position: n.log.head + 1 },
        "hypothesis.retired",
        h.status,
      );
    },
  ],
  [
    "GET",
    /^experiments$/,
    200,
    n => ({ experiments: n.trials.map(t => ({ ...t, days: [] })) }),
  ],
  ["POST", /^experiments$/, 201, (n, m, b) => n.planTrial(JSON.parse(b))],
  ["GET", /^experiments\/([^/]+)$/, 200, (n, m) => n.findTrial(m[1])],
  [
    "POST",
    /^experiments\/([^/]+)\/decision$/,
    200,
    (n, m, b) => n.decideTrial(m[1], JSON.parse(b)),
  ],
  [
    "POST",
    /^experiments\/([^/]+)\/days$/,
    200,
    (n, m, b) => n.reportTrial(m[1], JSON.parse(b)),
  ],
  [
    "GET",
    /^alerts$/,
    200,
    n => (n.empty ? { alerts: [], held_back: [], detectors: [] } : alerts()),
  ],
  [
    "GET",
    /^forecast$/,
    200,
    (n, m, b, q) => forecast(n.person, q.get("metric")),
  ],
  ["GET", /^doubts$/, 200, n => n.doubts],
  [
    "POST",
    /^doubts\/([^/]+)$/,
    200,
    (n, m, b) => n.settleDoubt(m[1], JSON.parse(b)),
  ],
  ["GET", /^knowledge$/, 200, n => ({ insights: n.insights() })],
  ["GET", /^knowledge\/graph$/, 200, n => graph(n.insights(), n.person)],
  ["GET", /^agents$/, 200, () => ({ agents })],
  ["POST", /^ask$/, 200, (n, m, b) => n.ask(JSON.parse(b))],
  [
    "POST",
    /^answers\/([^/]+)\/feedback$/,
    200,
    (n, m, b) => {
      n.log.append("answer.rated", { answer_id: m[1], ...JSON.parse(b) });
      return {};
    },
  ],
  [
    "POST",
    /^imports$/,
    202,
    (n, m, b, q, h) => n.startImport(h["x-filename"], b.length),
  ],
  ["GET", /^imports\/([^/]+)$/, 200, (n, m) => n.importProgress(m[1])],
  ["GET", /^health$/, 200, n => n.health()],
];

function send(reply, status, type, body) {
  reply.writeHead(status, {
    "Content-Type": type,
    "Content-Security-Policy": policy,
    "X-Content-Type-Options": "nosniff",
    "Cache-Control": "no-cache",
  });
  reply.end(body);
}

async function bodyOf(request) {
  const parts = [];
  for await (const part of request) parts.push(part);
  return Buffer.concat(parts).toString("latin1");
}

async function answerApi(node, request, reply, url) {
  const path = url.pathname.replace("/api/v1/", "");
  const body = await bodyOf(request);
  try {
    const route = routes.find(([m, p]) => m === request.method && p.test(path));
    if (!route) throw new Refusal(404, "not_found", "There is no such route.");
    const said = await route[3](
      node,
      route[1].exec(path),
      body,
      url.searchParams,
      request.headers,
    );
    send(reply, route[2], "application/json", JSON.stringify(said));
  } catch (e) {
    const status = e.status ?? 500;
    send(
      reply,
      status,
      "application/problem+json",
      JSON.stringify({
        type: "about:blank",
        title: e.code ?? "failed",
        status,
        detail: e.message,
        code: e.code ?? "failed",
      }),
    );
  }
}

function answerFile(reply, path) {
  const name = path === "/" ? "/index.html" : path;
  const file = normalize(join(dist, name));
  if (!file.startsWith(dist) || !existsSync(file) || !statSync(file).isFile())
    return send(reply, 404, "text/plain", "not found");
  reply.writeHead(200, {
    "Content-Type": kinds[extname(file)] ?? "text/plain",
    "Content-Security-Policy": policy,
    "X-Content-Type-Options": "nosniff",
  });
  createReadStream(file).pipe(reply);
}

function serveStream(node, socket) {
  node.sockets.add(socket);
  const tell = frame =>
    socket.readyState === 1 && socket.send(JSON.stringify(frame));
  let stop = () => {};
  tell({ hello: { position: node.log.head, server: "mock" } });
  socket.on("message", text => {
    const frame = JSON.parse(text);
    if (frame.ping !== undefined) tell({ pong: frame.ping });
    if (!frame.subscribe) return;
    stop();
    const past = node.log.events.filter(
      e => e.position > (frame.after ?? node.log.head),
    );
    if (past.length) tell({ events: past });
    stop = node.log.follow(events => tell({ events }));
  });
  socket.on("close", () => {
    stop();
    node.sockets.delete(socket);
  });
}

/** Starts a mock node; `node` is its inside, for tests to move. */
export async function start({ port = 0, empty = false } = {}) {
  const node = new Node({ empty });
  const server = createServer((request, reply) => {
    const url = new URL(request.url, "http://localhost");
    if (url.pathname.startsWith("/api/"))
      return answerApi(node, request, reply, url);
    return answerFile(reply, url.pathname);
  });
  const sockets = new WebSocketServer({
    server,
    path: "/api/v1/stream",
    handleProtocols: () => "auren.v1.json",
  });
  sockets.on("connection", socket => serveStream(node, socket));
  await new Promise(done => server.listen(port, "127.0.0.1", done));
  const stop = () => {
    for (const socket of node.sockets) socket.terminate();
    server.closeAllConnections();
    return new Promise(done => server.close(done));
  };
  return { node, url: `http://127.0.0.1:${server.address().port}`, stop };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { node, url } = await start({ port: Number(process.argv[2] ?? 5180) });
  setInterval(() => node.evening(), 4000);
  console.log(`mock node at ${url}`);
}
