// Makes the pages that are checked. A verb that writes another self-contained page gets one more
// entry in PAGES; what every page must keep is checked of it without a further line.
import { execFileSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lines } from "./calls.js";

const root = join(import.meta.dirname, "..", "..");
const program = process.env.CALLSIFT ?? join(root, "target", "release", "callsift");
const folder = mkdtempSync(join(tmpdir(), "callsift-pages-"));
export const LANGUAGES = ["ru", "uk", "en"];

function callsift(...args) {
  execFileSync(program, args, { cwd: folder, stdio: ["ignore", "ignore", "pipe"] });
}

/** Each makes pages and tells their files by name. */
const PAGES = [
  () => {
    writeFileSync(join(folder, "calls.jsonl"), lines());
    callsift("scan", join(root, "samples", "calls"), "calls.jsonl", "--out", "out",
      "--set", "time.zone=Europe/Kyiv", "--quiet");
    return LANGUAGES.map((language) => {
      const file = `report-${language}.html`;
      callsift("--lang", language, "report", "out", "-o", file, "--csv", `${language}.csv`, "--quiet");
      return [`report.${language}`, join(folder, file)];
    });
  },
  () => {
    // A day without calls.
    writeFileSync(join(folder, "none.jsonl"), "\n");
    callsift("scan", "none.jsonl", "--out", "none", "--quiet");
    callsift("--lang", "ru", "report", "none", "-o", "none.html", "--csv", "none.csv", "--quiet");
    return [["report.empty", join(folder, "none.html")]];
  },
  () => LANGUAGES.map((language) => {
    const file = `evaluate-${language}.html`;
    callsift("--lang", language, "evaluate", join(root, "samples", "calls"), "calls.jsonl",
      "--gold", join(root, "samples", "labels.csv"), "--html", file, "--quiet");
    return [`evaluate.${language}`, join(folder, file)];
  }),
];

/** Name and file of every page; further files may be named on the command line. */
export const pages = () => [
  ...PAGES.flatMap((make) => make()),
  ...process.argv.slice(2).map((file) => [file, file]),
];
export const inFolder = (name) => join(folder, name);
