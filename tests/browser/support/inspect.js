// A close look at one page: accessibility by axe, width, and a picture to look at; in both schemes,
// on a wide screen and on the narrowest that we promise.

import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import axe from "axe-core";

const output = fileURLToPath(new URL("../output/", import.meta.url));
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const WIDTHS = [1280, 360];

/**
 * Looks at the page as it stands, without loading it again: a refused form stays refused.
 * @param {{widths?: number[], schemes?: string[], height?: number}} wishes less than everything, for
 *   more of the same; a height at which all of a long page is seen, with its last bar at its end
 */
export async function inspect(page, name, { widths = WIDTHS, schemes = ["light", "dark"], height = 900 } = {}) {
  await mkdir(output, { recursive: true });
  await page.evaluate(axe.source);
  const found = [];
  for (const width of widths) {
    await page.setViewportSize({ width, height });
    // What is folded is looked at as well; the customer's menu covers the page where it is narrow.
    await page.evaluate((open) => {
      for (const one of document.querySelectorAll(".panel-menu, .plans, .rest, .further")) {
        one.open = open || !one.matches(".panel-menu");
      }
    }, width === WIDTHS[0]);
    // Where a reason had the focus, links may lie half under the bar on top.
    await page.evaluate(() => window.scrollTo(0, 0));
    for (const scheme of schemes) {
      await page.emulateMedia({ colorScheme: scheme });
      // Colors are all that differs between the schemes.
      const rules = scheme === "light" ? { type: "tag", values: TAGS } : { type: "rule", values: ["color-contrast"] };
      const { violations } = await page.evaluate((runOnly) => window.axe.run({ runOnly }), rules);
      for (const { id, help, nodes } of violations) {
        found.push(...nodes.map((node) => `${width} ${scheme}: ${id}, ${help}: ${node.html} ${node.failureSummary}`));
      }
      await page.screenshot({ path: `${output}${name}-${width}-${scheme}.png`, animations: "disabled" });
    }
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    if (excess > 0) found.push(`${width}: ${excess} px too wide`);
  }
  assert.deepEqual(found, [], name);
}
