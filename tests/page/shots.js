// Pictures of a page for people to look at: node shots.js PAGE.html FOLDER
import { mkdirSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { withBrowser } from "./browser.js";

const [page, folder] = process.argv.slice(2).map((path) => resolve(path));
const name = basename(page, ".html");
mkdirSync(folder, { recursive: true });

await withBrowser(async (context) => {
  const tab = await context.newPage();
  const shot = (what, fullPage = false) =>
    tab.screenshot({ path: join(folder, `${name}-${what}.png`), fullPage });
  const open = async (call) => {
    await tab.locator(`${call} > summary`).click();
    await tab.waitForTimeout(100);
  };
  await tab.goto(pathToFileURL(page).href);
  await shot("list", true);
  await open("#c1");
  await shot("call");
  await tab.locator("#c1[open] a.mark").nth(1).focus();
  await shot("call-whole", true);
  await tab.emulateMedia({ colorScheme: "dark" });
  await shot("dark");
  await tab.emulateMedia({ forcedColors: "active" });
  await shot("forced");
  await tab.emulateMedia({ colorScheme: "light", forcedColors: "none" });
  await tab.setViewportSize({ width: 320, height: 900 });
  await shot("narrow-call", true);
  await open("#c1");
  await shot("narrow-list");
  await open("#c1");
  await tab.setViewportSize({ width: 1280, height: 900 });
  await tab.pdf({ path: join(folder, `${name}.pdf`), preferCSSPageSize: true, printBackground: true });
});
