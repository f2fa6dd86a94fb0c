// Writes a .gz beside every text file of a folder, with no time inside, and
// the sorted names of all files to LIST, so that the same sources give the
// same archive. `node compress.mjs FOLDER LIST`
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { constants, gzipSync } from "node:zlib";

const texts = /\.(html|js|css|svg|txt)$/;
const level = constants.Z_BEST_COMPRESSION;

function filesOf(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesOf(path) : [path];
  });
}

const [root, list] = process.argv.slice(2);
for (const path of filesOf(root).filter(p => texts.test(p)))
  writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level }));
const names = filesOf(root).map(path => relative(root, path));
writeFileSync(list, `${names.sort().join("\n")}\n`);
