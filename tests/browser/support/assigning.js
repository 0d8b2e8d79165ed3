// Ways through the pages about licenses of many users: choose them, say what they get, see what came of it.

import assert from "node:assert/strict";

import { heading, searchUsers } from "./way.js";

const button = (page, name) => page.getByRole("button", { name, exact: true });

/** Filter users by… `label`, another one than now; the script applies it by itself. */
export async function filterBy(page, w, label, { javaScript = true } = {}) {
  const before = page.url();
  await page.getByRole("combobox", { name: w.filterBy }).selectOption({ label });
  if (!javaScript) await button(page, w.apply).click();
  await page.waitForURL((url) => url.href !== before);
}

/** Ticks the users at these places of the page; answers who they are: [display name, user name]. */
export async function tick(page, places) {
  const people = [];
  for (const at of places) {
    const row = page.locator("tbody tr").nth(at);
    await row.getByRole("checkbox").check();
    people.push([await row.locator("th .name").innerText(), await row.locator("th .second").innerText()]);
  }
  return people;
}

/** Ticks these people wherever they stand, and shows who is ticked. */
export async function tickByName(page, w, people) {
  for (const [, userName] of people) {
    await searchUsers(page, w, userName);
    await tick(page, [0]);
  }
  await button(page, w.selectedUsers).click();
  await page.waitForURL(/show=selected/);
}

export async function toManage(page, w) {
  await button(page, w.manageLicenses).click();
  await heading(page, w.assignAndRevoke);
}

/** What the page offers for a product: a box, or a choice of three where some have it and no script runs. */
export function product(page, name) {
  const row = page.getByRole("row").filter({ has: page.getByText(name, { exact: true }).locator("visible=true") });
  return row.first().locator(".product-line").locator("input[type=checkbox], select:not([hidden])");
}

/** How a choice stands: whether it is ticked, `"partly"` where it leaves things as they are. */
export function state(choice) {
  return choice.evaluate((one) => {
    if (one.matches("select")) return ["partly", true, false][one.selectedIndex];
    return one.indeterminate ? "partly" : one.checked;
  });
}

/** Brings a choice to `wish`, as a person does: by clicks, or by choosing from the list. */
export async function choose(choice, wish) {
  if (await choice.evaluate((one) => one.matches("select"))) {
    await choice.selectOption({ index: ["partly", true, false].indexOf(wish) });
  }
  for (let clicks = 0; clicks < 3 && (await state(choice)) !== wish; clicks += 1) await choice.click();
  assert.equal(await state(choice), wish);
}

/** Needed, available, freed and left after saving, of one product on a preview. */
export async function numbers(page, name) {
  const cells = await page.getByRole("row", { name }).first().locator("td.number").allInnerTexts();
  return cells.map((text) => Number(text.replace("−", "-")));
}

export async function toPreview(page, w) {
  await button(page, w.preview).click();
  await heading(page, w.preview);
}

/** Presses the button that saves what is planned, and waits until all of it is done. */
export async function carryOut(page, w, name = w.save) {
  await button(page, name).click();
  await heading(page, w.licensesUpdated);
  const progress = page.getByRole("progressbar");
  for (let looks = 0; looks < 100 && (await progress.count()) > 0; looks += 1) {
    // With the script the page looks again by itself, and this link may be gone by then.
    await page.getByRole("link", { name: w.lookAgain }).click({ timeout: 1000 }).catch(() => {});
  }
  assert.equal(await progress.count(), 0);
}

/** Undo this change → what that would do → Save. The log names the button by how many users it is about. */
export async function undo(page, w, name = w.undoChange) {
  await button(page, name).first().click();
  await heading(page, w.undoPreview);
  await carryOut(page, w);
}

/** The names in the boxes of those chosen; where there are namesakes, a user name stands below. */
export async function chosenNames(page, w) {
  const boxes = page.getByRole("list", { name: w.selectedUsers }).getByRole("listitem");
  return (await boxes.allInnerTexts()).map((text) => text.split("\n")[0]);
}

/** The row of somebody in a table. */
export function rowOf(page, [displayName, userName]) {
  return page.getByRole("row").filter({ hasText: displayName }).filter({ hasText: userName });
}
