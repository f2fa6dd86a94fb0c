// A wire between browser and node that a test can cut.
import { connect, createServer } from "node:net";

/** Passes bytes to `target`; `cut` ends every connection, as a fall would. */
export async function wire(target) {
  const { hostname, port } = new URL(target);
  const open = new Set();
  let whole = true;
  const server = createServer(near => {
    if (!whole) return near.destroy();
    const far = connect(Number(port), hostname);
    const ends = [near, far];
    open.add(near).add(far);
    const end = () => ends.forEach(x => (open.delete(x), x.destroy()));
    for (const x of ends) x.on("error", end).on("close", end);
    near.pipe(far).pipe(near);
  });
  await new Promise(done => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** Until `mend`, new connections are refused as well. */
    cut() {
      whole = false;
      for (const x of open) x.destroy();
    },
    mend() {
      whole = true;
    },
    stop() {
      for (const x of open) x.destroy();
      return new Promise(done => server.close(done));
    },
  };
}
