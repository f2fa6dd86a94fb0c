// Prints what a Parquet file has, one JSON object a line: by DuckDB when
// AUREN_DUCKDB names a folder with @duckdb/node-api in its node_modules, else
// by hyparquet. Ends with 77 when there is neither.
import { createRequire } from "node:module";

const [file] = process.argv.slice(2);

const plain = (_, value) =>
  typeof value === "bigint" ? Number(value)
    : typeof value === "number" && !Number.isFinite(value) ? String(value)
      : Object.is(value, -0) ? "-0" : value;

function print(rows) {
  for (const row of rows) console.log(JSON.stringify(row, plain));
}

async function byDuckdb(folder) {
  const load = createRequire(`${folder}/`);
  const { DuckDBInstance } = load("@duckdb/node-api");
  const db = await (await DuckDBInstance.create(":memory:")).connect();
  const result = await db.runAndReadAll(
    `SELECT * REPLACE (epoch_ms(time) AS time) FROM '${file}'`);
  print(result.getRowObjectsJS());
}

async function byHyparquet() {
  let reader, packed;
  try {
    reader = await import("hyparquet");
    packed = await import("hyparquet-compressors");
  } catch {
    process.exit(77);
  }
  const rows = await reader.parquetReadObjects({
    file: await reader.asyncBufferFromFile(file),
    compressors: packed.compressors,
  });
  print(rows.map(row => ({ ...row, time: row.time.getTime() })));
}

if (process.env.AUREN_DUCKDB) await byDuckdb(process.env.AUREN_DUCKDB);
else await byHyparquet();
