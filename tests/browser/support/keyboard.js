// Going through a page by the keyboard alone.

import assert from "node:assert/strict";

/** Presses Tab until `name` has focus; on the way every stop shows its ring and hides under no bar. */
export async function tabTo(page, name) {
  for (let step = 0; step < 150; step += 1) {
    await page.keyboard.press("Tab");
    const at = await page.evaluate(() => {
      const element = document.activeElement;
      // After the last stop the browser begins anew at the page itself.
      if (element === document.body) return null;
      const style = getComputedStyle(element);
      const box = element.getBoundingClientRect();
      const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      return {
        name: element.ariaLabel ?? (element.labels?.[0] ?? element).textContent.trim(),
        hasRing: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
        isCovered: !(element.contains(middle) || middle?.contains(element)),
      };
    });
    if (!at) continue;
    assert.ok(at.hasRing, `${at.name} has no ring`);
    assert.ok(!at.isCovered, `${at.name} is covered`);
    if (at.name === name) return;
  }
  assert.fail(`${name} cannot be reached`);
}
