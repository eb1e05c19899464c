// Opens the pages in a browser and checks them. Ends with a line `N passed, N failed`.
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { withBrowser } from "./browser.js";
import { HOSTILE_TEXTS, LONG_KEY, wordOf } from "./calls.js";
import { inFolder, LANGUAGES, pages } from "./pages.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
/** What can differ between light and dark; all else of a page is the same in both. */
const COLOURS = ["color-contrast", "link-in-text-block"];
/** A call of 400 turns is to be painted in 200 ms. What is refused is far slower than any slow machine. */
const GENEROUS_MS = 20000;

/** How long a step may take before it fails: machines that run this are slow and shared. */
const PATIENCE_MS = 300000;

const counts = { passed: 0, failed: 0 };
async function check(name, work) {
  try {
    const told = await work();
    counts.passed += 1;
    console.log(`ok    ${name}${told ? `: ${told}` : ""}`);
  } catch (error) {
    counts.failed += 1;
    console.log(`FAIL  ${name}\n      ${String(error.message ?? error).replaceAll("\n", "\n      ")}`);
  }
}
function must(truth, told) {
  if (!truth) throw new Error(told);
}
function same(left, right, told) {
  must(left === right, `${told}: ${JSON.stringify(left)} is not ${JSON.stringify(right)}`);
}

/** A tab with the page; what it asks for and complains of is kept. */
async function open(context, file, { hash = "", width = 1280, ...media } = {}) {
  const tab = await context.newPage();
  tab.setDefaultTimeout(PATIENCE_MS);
  const url = pathToFileURL(resolve(file)).href;
  tab.asked = [];
  tab.told = [];
  tab.on("request", (request) => {
    if (request.url().split("#")[0] !== url) tab.asked.push(request.url());
  });
  tab.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) tab.told.push(message.text());
  });
  tab.on("pageerror", (error) => tab.told.push(String(error)));
  tab.on("dialog", (dialog) => {
    tab.told.push(`dialog: ${dialog.message()}`);
    return dialog.dismiss();
  });
  await tab.setViewportSize({ width, height: 900 });
  await tab.emulateMedia(media);
  await tab.goto(url + hash);
  return tab;
}
function quiet(tab) {
  must(tab.asked.length === 0, `asked for ${tab.asked.slice(0, 5).join(", ")}`);
  must(tab.told.length === 0, `complained: ${tab.told.slice(0, 5).join("\n")}`);
}
async function axe(tab, scheme) {
  await tab.evaluate(AXE);
  const only = scheme === "dark" ? { type: "rule", values: COLOURS } : { type: "tag", values: TAGS };
  const { violations, passes } = await tab.evaluate((runOnly) => {
    // What nobody sees is no barrier; calls are judged one by one, open.
    const closed = document.querySelectorAll("details:not([open]) > .body");
    return globalThis.axe.run({ include: document, exclude: [...closed] },
      { runOnly, resultTypes: ["violations"] });
  }, only);
  const told = violations.map(({ id, nodes }) =>
    `${id} ×${nodes.length}: ${nodes[0].html.slice(0, 160)} ${nodes[0].failureSummary}`);
  same(violations.length, 0, told.join("\n"));
  return `0 violations, ${passes.length} rules passed`;
}
const wide = (tab) => tab.evaluate(() => document.documentElement.scrollWidth);

/** What every page keeps, whoever wrote it. */
async function everyPage(context, name, file) {
  for (const colorScheme of ["light", "dark"]) {
    await check(`${name}: axe, ${colorScheme}`, async () => {
      const tab = await open(context, file, { colorScheme });
      const told = await axe(tab, colorScheme);
      quiet(tab);
      await tab.close();
      return told;
    });
  }
  await check(`${name}: asks for nothing, complains of nothing, fits 320 px`, async () => {
    const tab = await open(context, file, { width: 320 });
    await tab.waitForTimeout(200);
    quiet(tab);
    must((await wide(tab)) <= 320, `${await wide(tab)} px wide`);
    must(!/(?:src|href)="(?!#)/.test(await tab.content()), "names something outside");
    await tab.close();
  });
}

/** Id of the call of 400 turns on a page. */
const longCall = (tab) => tab.evaluate((key) => {
  const calls = [...document.querySelectorAll("details.call")];
  return calls.find((call) => call.querySelector(".key").textContent === key).id;
}, LONG_KEY);

async function openCall(context, language, file) {
  const name = `report.${language}`;
  for (const colorScheme of ["light", "dark"]) {
    await check(`${name}: axe with a call open, ${colorScheme}`, async () => {
      const tab = await open(context, file, { colorScheme, hash: "#c2" });
      must(await tab.evaluate(() => document.getElementById("c2").open), "the address opens no call");
      await tab.locator("#c2 .toggle").click();
      const told = await axe(tab, colorScheme);
      quiet(tab);
      await tab.close();
      return told;
    });
  }
  if (language === "ru") await check(`${name}: axe with every call open`, async () => {
    const tab = await open(context, file);
    await tab.evaluate(() => {
      for (const call of document.querySelectorAll("details.call")) {
        call.removeAttribute("name");
        // Of 400 turns that are alike some are enough.
        call.querySelectorAll("li.turn:nth-child(n + 60)").forEach((turn) => turn.remove());
        call.open = true;
      }
    });
    const told = await axe(tab, "light");
    await tab.close();
    return told;
  });
  await check(`${name}: a call open fits 320 px, its events stand as a table`, async () => {
    const tab = await open(context, file, { hash: "#c1", width: 320 });
    must((await wide(tab)) <= 320, `${await wide(tab)} px wide`);
    must(await tab.locator("#c1 .events table").isVisible(), "no table of events");
    await tab.close();
  });
}

async function keyboard(context, file, layout, keys) {
  await check(`keyboard alone, ${layout} layout`, async () => {
    const tab = await open(context, file);
    const devtools = await context.newCDPSession(tab);
    const press = async (name) => {
      const [key, code] = keys[name] ?? [name, name];
      await devtools.send("Input.dispatchKeyEvent", { type: "keyDown", key, code,
        ...(key === "Enter" ? { text: "\r", windowsVirtualKeyCode: 13 } : {}),
        ...(key === "Tab" ? { windowsVirtualKeyCode: 9 } : {}),
        ...(key === "Escape" ? { windowsVirtualKeyCode: 27 } : {}) });
      await devtools.send("Input.dispatchKeyEvent", { type: "keyUp", key, code });
    };
    const state = () => tab.evaluate(() => ({
      open: [...document.querySelectorAll("details.call[open]")].map((call) => call.id).join(),
      at: document.activeElement.closest("details.call")?.id,
      row: document.activeElement.matches("summary"),
      seen: getComputedStyle(document.activeElement).outlineStyle !== "none",
    }));
    const is = async (open, at, told) => {
      const now = await state();
      same(`${now.open}/${now.at}`, `${open}/${at}`, told);
      must(now.row && now.seen, `${told}: the row has no visible focus`);
    };
    await press("j");
    await is("", "c1", "J goes to the first row");
    await press("j");
    await is("", "c2", "J goes on");
    await press("k");
    await is("", "c1", "K goes back");
    await press("Enter");
    await is("c1", "c1", "Enter opens");
    await press("j");
    await is("c2", "c2", "J opens the next call and closes this one");
    await press("t");
    same(await tab.locator("#c2 .toggle").getAttribute("aria-expanded"), "true", "T shows the table");
    // From the row by Tab to the first finding, and with Enter to its turn.
    for (let at = 0; at < 80; at += 1) {
      await press("Tab");
      if (await tab.evaluate(() => document.activeElement.matches("a.jump"))) break;
    }
    await press("Enter");
    const turn = await tab.evaluate(() => {
      const { id, className } = document.activeElement;
      const { top, bottom } = document.activeElement.getBoundingClientRect();
      return { id, turn: className.includes("turn"), seen: top >= 0 && bottom <= innerHeight };
    });
    must(turn.turn && turn.seen && /^c2-t\d+$/.test(turn.id), `Enter jumps to ${JSON.stringify(turn)}`);
    await press("Escape");
    await is("", "c2", "Esc closes and goes back to the row");
    await tab.locator("#keys").evaluate((keys) => { keys.open = true; });
    await tab.locator("#keys-on").uncheck();
    await tab.locator("#c1 > summary").focus();
    await press("j");
    await is("", "c1", "J is off when keys are off");
    quiet(tab);
    await tab.close();
  });
}

async function filter(context, file) {
  await check("filter by category and by flag", async () => {
    const tab = await open(context, file);
    const shown = () => tab.locator("details.call:visible").count();
    const all = await shown();
    await tab.selectOption("#by-found", "escalation.supervisor");
    const some = await shown();
    must(some > 0 && some < all, `${some} of ${all} shown`);
    must((await tab.locator("#shown").textContent()).includes(`${some}`), "the count is not told");
    await tab.selectOption("#by-found", "");
    await tab.check("#by-flag");
    must((await shown()) < all, "the flag filters nothing");
    await tab.close();
  });
}

async function print(context, file) {
  const text = async (tab) => {
    const pdf = inFolder("print.pdf");
    await tab.pdf({ path: pdf, preferCSSPageSize: true });
    const out = execFileSync("pdftotext", ["-layout", pdf, "-"], { encoding: "utf8", maxBuffer: 1 << 26 });
    return { out, pages: out.split("\f").length - 1 };
  };
  const have = (out) => Array.from({ length: 400 }, (_, at) => at).filter((at) => out.includes(wordOf(at)));
  await check("print: turns near findings, on as many pages as it takes", async () => {
    const tab = await open(context, file);
    await tab.evaluate((id) => { document.getElementById(id).open = true; }, await longCall(tab));
    const { out, pages } = await text(tab);
    const turns = have(out);
    // Findings stand at turns 7 and 12 of each 20, and two turns around each are printed.
    const wanted = Array.from({ length: 400 }, (_, at) => at)
      .filter((at) => [7, 12].some((found) => Math.abs((at % 20) - found) <= 2));
    const missing = wanted.filter((at) => !turns.includes(at));
    must(missing.length === 0, `turns ${missing.slice(0, 9)} are not printed`);
    must(pages > 3 && turns.length < 300, `${pages} pages, ${turns.length} turns`);
    must(!out.includes("ru-legal-01"), "closed calls are printed");
    await tab.close();
    return `${pages} pages, ${turns.length} of 400 turns`;
  });
  await check("print: the whole conversation on wish", async () => {
    const tab = await open(context, file);
    await tab.evaluate((id) => { document.getElementById(id).open = true; }, await longCall(tab));
    await tab.check("#whole");
    const { out, pages } = await text(tab);
    same(have(out).length, 400, "turns printed");
    await tab.close();
    return `${pages} pages, 400 of 400 turns`;
  });
}

async function hostile(context, file) {
  await check("hostile text is text", async () => {
    const tab = await open(context, file);
    const page = await tab.evaluate(() => {
      const call = [...document.querySelectorAll("details.call")]
        .find((call) => call.querySelector(".key").textContent.includes("<b>pbx</b>"));
      call.open = true;
      return {
        hacked: window.hacked, row: call.querySelector("summary").textContent,
        turns: [...call.querySelectorAll("li.turn .text > p")].map((p) => p.textContent),
        foreign: call.querySelectorAll("script, img, iframe, i, u, h1, style").length,
      };
    });
    same(page.hacked, undefined, "a script ran");
    same(page.foreign, 0, "elements came out of text");
    must(page.row.includes("=cmd|' /C calc'!A0 <u>агент</u>"), page.row);
    // Control and direction characters are written out, line ends are spaces.
    const code = (c) => `\\u{${c.codePointAt(0).toString(16)}}`;
    HOSTILE_TEXTS.forEach((text, at) => {
      const seen = text.replace(/[\u2028\u2029]/g, " ")
        .replace(/[\u0000-\u001f\u007f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, code);
      same(page.turns[at], seen, `turn ${at}`);
    });
    quiet(tab);
    await tab.close();
    return `${HOSTILE_TEXTS.length} texts`;
  });
  await check("the table holds no formula and no control character", () => {
    const table = readFileSync(inFolder("en.csv"), "utf8");
    same(table.codePointAt(0), 0xfeff, "byte order mark");
    const bad = table.slice(1).match(/(?:^|[,\n])"?[\s\u00a0]*[=+@＝＋＠][^\n]{0,40}/);
    must(!bad, `a formula: ${bad}`);
    must(!/[\u0000-\u0009\u000b\u000c\u000e-\u001f\u2028\u202e]/.test(table), "a control character");
    must(table.includes("'=cmd|' /C calc'!A0"), "the agent's name is not guarded");
  });
}

async function speed(context, file) {
  await check("a call of 400 turns is painted", async () => {
    const opened = [];
    const loaded = [];
    for (let round = 0; round < 5; round += 1) {
      const tab = await open(context, file);
      loaded.push(await tab.evaluate(() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? NaN));
      opened.push(await tab.evaluate((id) => new Promise((done) => {
        requestAnimationFrame(() => {
          const began = performance.now();
          document.getElementById(id).open = true;
          // The first task after the frame runs when it has been painted.
          requestAnimationFrame(() => setTimeout(() => done(performance.now() - began)));
        });
      }), await longCall(tab)));
      await tab.close();
    }
    const median = (all) => all.sort((a, b) => a - b)[2].toFixed(0);
    must(median(opened) < GENEROUS_MS, `${median(opened)} ms`);
    return `opened in ${median(opened)} ms, page of 19 calls first painted in ${median(loaded)} ms (medians of 5)`;
  });
}

const made = pages();
await withBrowser(async (context) => {
  for (const [name, file] of made) await everyPage(context, name, file);
  const reports = new Map(made);
  for (const language of LANGUAGES) await openCall(context, language, reports.get(`report.${language}`));
  const page = reports.get("report.ru");
  await keyboard(context, page, "Latin", { j: ["j", "KeyJ"], k: ["k", "KeyK"], t: ["t", "KeyT"] });
  await keyboard(context, page, "Cyrillic", { j: ["о", "KeyJ"], k: ["л", "KeyK"], t: ["е", "KeyT"] });
  await filter(context, page);
  await hostile(context, page);
  await print(context, page);
  await speed(context, page);
});
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed === 0 ? 0 : 1;
