// A real node for the tests: the program itself, on a free loopback port, with
// a folder of its own that goes with it.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
export const program =
  process.env.AUREN_PROGRAM ?? join(here, "../../../.build/release/auren");

/** A running program and what it has printed; `said` waits for a line. */
class Run {
  text = "";
  waiting = new Set();

  constructor(args) {
    this.child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    this.ended = once(this.child, "exit");
    for (const pipe of [this.child.stdout, this.child.stderr])
      pipe.setEncoding("utf8").on("data", part => this.hear(part));
    this.ended.then(() => this.hear("", true));
  }

  hear(part, over = false) {
    this.text += part;
    for (const wait of [...this.waiting]) wait(over);
  }

  /** The match of `pattern` in what it prints; an error if it ends before. */
  said(pattern) {
    return new Promise((done, fail) => {
      const look = over => {
        const found = pattern.exec(this.text);
        if (!found && !over) return;
        this.waiting.delete(look);
        if (found) done(found);
        else fail(new Error(`auren ended without it: ${this.text}`));
      };
      this.waiting.add(look);
      look(this.child.exitCode !== null);
    });
  }

  async stop(signal = "SIGTERM") {
    this.child.kill(signal);
    await this.ended;
  }
}

/** The simulated person's node, whose life goes on while it is watched. */
export async function real() {
  const data = await mkdtemp(join(tmpdir(), "auren-real-"));
  let http = "127.0.0.1:0";
  let run;
  const begin = async (...args) => {
    run = new Run([...args, "--data", data, "--http", http]);
    const [, at] = await run.said(/on http:\/\/(\S+?)\//);
    http = at;
  };
  await begin("demo", "--speed", process.env.DEMO_SPEED ?? "25");
  return {
    get url() {
      return `http://${http}`;
    },
    /** Waits until the whole life has been lived and the story is told. */
    lived: () => run.said(/the dashboard stays up/),
    /** The next node on the same folder and port. */
    serve: () => begin("serve"),
    kill: () => run.stop("SIGKILL"),
    leave: () => run.stop(),
    async stop() {
      if (run.child.exitCode === null && run.child.signalCode === null)
        await run.stop();
      await rm(data, { recursive: true, force: true });
    },
  };
}
