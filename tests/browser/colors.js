// The sixteen colors of customers: each readable, in both schemes.

import assert from "node:assert/strict";
import { test } from "node:test";

import { leave, visit } from "./support/browser.js";
import { demo } from "./support/desk.js";

for (const scheme of ["light", "dark"]) {
  test(`each of the sixteen colors has enough contrast in ${scheme}`, async () => {
    const page = await visit(await demo());
    await page.emulateMedia({ colorScheme: scheme });
    await page.goto("/sign-in");
    const tints = await page.evaluate(measure);
    assert.equal(new Set(tints.map((tint) => tint.ground)).size, 16);
    for (const [number, { ink, edge }] of tints.entries()) {
      assert.ok(ink >= 4.5, `tint-${number}: words have ${ink.toFixed(2)}`);
      assert.ok(edge >= 3, `tint-${number}: the mark has ${edge.toFixed(2)}`);
    }
    await leave(page);
  });
}

/** In the browser: contrasts of each color, as it draws them. */
function measure() {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const drawn = (color) => {
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
  };
  const light = (color) => {
    const [r, g, b] = drawn(color).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [dark, bright] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const card = document.querySelector(".card");
  return Array.from({ length: 16 }, (_, number) => {
    card.className = `card panel tint-${number}`;
    card.replaceChildren();
    const add = (name) => {
      const element = document.createElement("span");
      element.className = name;
      card.append(element);
      return getComputedStyle(element);
    };
    const ground = add("panel-head").backgroundColor;
    const ink = Math.min(...["panel-name", "panel-kind", "panel-domain"].map((name) => contrast(add(name).color, ground)));
    const dot = add(`dot tint-${number}`).backgroundColor;
    return { ground: drawn(ground).join(), ink, edge: contrast(dot, getComputedStyle(card).backgroundColor) };
  });
}
