// Finding and choosing users on the list, with JavaScript and without.

import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { leave, signedIn } from "./support/browser.js";
import { demo } from "./support/desk.js";
import { expectChosen, heading, searchUsers, shownUsers, toUsers, words } from "./support/way.js";

const w = words.en;
const CUSTOMER = "Aquila Meccanica S.p.A.";
const boxes = (page) => page.locator('tbody input[type="checkbox"]');
const command = (page) => page.getByRole("button", { name: w.manageLicenses });

for (const javaScript of [true, false]) {
  describe(`choosing users ${javaScript ? "with" : "without"} JavaScript`, () => {
    test("who is chosen stays chosen on the next page and back", async () => {
      const page = await signedIn(await demo(), { javaScript });
      await toUsers(page, w, CUSTOMER);
      await boxes(page).nth(0).check();
      await boxes(page).nth(2).check();
      await page.getByRole("button", { name: "Next", exact: true }).click();
      await page.waitForURL(/after=/);
      await expectChosen(page, "2 selected");
      await boxes(page).nth(1).check();
      await page.getByRole("button", { name: "First", exact: true }).click();
      await page.waitForURL((url) => !url.search.includes("after="));
      await expectChosen(page, "3 selected");
      assert.equal(await boxes(page).nth(0).isChecked(), true);
      assert.equal(await boxes(page).nth(1).isChecked(), false);

      await page.getByRole("button", { name: "Selected users" }).click();
      await page.waitForURL(/show=selected/);
      assert.equal(await shownUsers(page), 3);
      await page.getByRole("button", { name: "Clear", exact: true }).click();
      await expectChosen(page, "0 selected");
      await leave(page);
    });

    test("all users that match are chosen with one click", async () => {
      const page = await signedIn(await demo(), { javaScript });
      await toUsers(page, w, CUSTOMER);
      const all = page.getByRole("button", { name: /^Select all \d+ users that match$/ });
      const number = /\d+/.exec(await all.innerText())[0];
      assert.ok(Number(number) > 50);
      await all.click();
      await expectChosen(page, `${number} selected`);
      assert.equal(await boxes(page).and(page.locator(":checked")).count(), 50);
      await leave(page);
    });

    test("the head's box takes everybody on the page", async () => {
      const page = await signedIn(await demo(), { javaScript });
      await toUsers(page, w, CUSTOMER);
      await page.getByRole("checkbox", { name: "Select all users on this page" }).check();
      await page.getByRole("button", { name: "Next", exact: true }).click();
      await page.waitForURL(/after=/);
      await expectChosen(page, "50 selected");
      await leave(page);
    });
  });
}

test("without JavaScript, a command for nobody says to choose first", async () => {
  const page = await signedIn(await demo(), { javaScript: false });
  await toUsers(page, w, CUSTOMER);
  await command(page).click();
  assert.match(await page.getByRole("alert").innerText(), /Choose a user first/);
  await leave(page);
});

test("with JavaScript, commands wait until somebody is chosen and say so", async () => {
  const page = await signedIn(await demo());
  await toUsers(page, w, CUSTOMER);
  const status = page.locator("[data-count]");
  assert.equal(await command(page).getAttribute("aria-disabled"), "true");
  await command(page).click({ force: true });
  assert.equal(await status.innerText(), "Choose users first");
  await boxes(page).first().check();
  assert.equal(await status.innerText(), "1 selected");
  assert.equal(await command(page).getAttribute("aria-disabled"), null);
  await command(page).click();
  await heading(page, w.assignAndRevoke);
  await leave(page);
});

test("the count follows the ticks; shift takes a range; the head shows all, some or none", async () => {
  const page = await signedIn(await demo());
  await toUsers(page, w, CUSTOMER);
  const head = page.getByRole("checkbox", { name: "Select all users on this page" });
  const partly = () => head.evaluate((box) => box.indeterminate);
  await boxes(page).nth(1).click();
  await boxes(page).nth(5).click({ modifiers: ["Shift"] });
  await expectChosen(page, "5 selected");
  assert.equal(await partly(), true);
  await head.check();
  await expectChosen(page, "50 selected");
  assert.equal(await partly(), false);
  await head.uncheck();
  await expectChosen(page, "0 selected");
  await leave(page);
});

test("ticks survive a look at one user and Back", async () => {
  const page = await signedIn(await demo());
  await toUsers(page, w, CUSTOMER);
  await boxes(page).nth(1).check();
  await page.locator("tbody th a").first().click();
  await page.getByRole("group", { name: w.permissions }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: w.usersAndLicenses }).waitFor();
  const ticked = await boxes(page).nth(1).isChecked();
  await expectChosen(page, ticked ? "1 selected" : "0 selected");
  await leave(page);
});

test("a filter applies itself; who uses the arrow keys applies it by the button", async () => {
  const page = await signedIn(await demo());
  await toUsers(page, w, CUSTOMER);
  const filter = page.getByRole("combobox", { name: w.filterBy });
  const apply = page.getByRole("button", { name: w.apply, exact: true });
  assert.equal(await apply.isVisible(), false);
  await filter.focus();
  await page.keyboard.press("ArrowDown");
  await apply.waitFor();
  assert.equal(new URL(page.url()).search, "");
  await apply.click();
  await page.waitForURL(/filter=licensed/);
  await filter.selectOption("Unlicensed users");
  await page.waitForURL(/filter=unlicensed/);
  await leave(page);
});

test("a search that finds nobody offers the way back", async () => {
  const page = await signedIn(await demo());
  await toUsers(page, w, CUSTOMER);
  await searchUsers(page, w, "nobody is called like this");
  assert.equal(await shownUsers(page), 0);
  await page.getByRole("link", { name: "Clear search and filter" }).click();
  await page.locator("tbody tr").first().waitFor();
  await leave(page);
});

test("eighteen licenses on one user fold into one and the rest", async () => {
  const page = await signedIn(await demo());
  await toUsers(page, w, CUSTOMER);
  await searchUsers(page, w, "tuttifrutti");
  const row = page.locator("tbody tr");
  assert.equal(await row.count(), 1);
  const folded = (await row.boundingBox()).height;
  assert.ok(folded < 100, `the row is ${folded} px high`);
  await row.locator("summary").click();
  assert.ok((await row.locator(".pill:visible").count()) >= 18);
  await leave(page);
});

test("rows are 44 px or higher, and the table's head stays in sight", async () => {
  const page = await signedIn(await demo());
  await toUsers(page, w, CUSTOMER);
  const heights = await page.locator("tbody tr").evaluateAll((rows) => rows.map((row) => row.offsetHeight));
  assert.ok(Math.min(...heights) >= 44);
  await page.mouse.wheel(0, 1500);
  await page.waitForFunction(() => window.scrollY > 1000);
  const head = await page.getByRole("columnheader", { name: "Created" }).boundingBox();
  assert.ok(head.y >= 0 && head.y < 100, `the head stands at ${head.y}`);
  await leave(page);
});
