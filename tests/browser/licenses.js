// Licenses of many users: the manual's procedure for a group, and what this program adds to it. In
// English and in Italian, with JavaScript and without.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";

import {
  carryOut, choose, chosenNames, filterBy, numbers, product, rowOf, state, tick, tickByName, toManage, toPreview, undo,
} from "./support/assigning.js";
import { leave, signedIn } from "./support/browser.js";
import { demo } from "./support/desk.js";
import { tabTo } from "./support/keyboard.js";
import { expectChosen, heading, shownUsers, toUsers, words } from "./support/way.js";

// 560 users, 64 of them without a license; no other test comes here.
const CUSTOMER = "Universidade Livre do Atlântico";
/** Free for everybody who has nothing yet. */
const SUITE = "Microsoft 365 E3";
/** What it is swapped for. */
const SWAPPED = "Microsoft 365 F3";
/** Goes with every other product, as the next one does. */
const EXTRA = "Intune";
const OTHER_EXTRA = "Microsoft Entra ID P1";
/** Too few for a page of users. */
const SCARCE = "Office 365 E1";
/** None is free. */
const FULL = "Visio Plan 2";

const button = (page, name) => page.getByRole("button", { name, exact: true });

for (const language of ["en", "it"]) {
  for (const javaScript of [true, false]) {
    const w = words[language];
    const wishes = { locale: w.locale, javaScript };
    const open = async () => {
      const page = await signedIn(await demo(), wishes);
      await toUsers(page, w, CUSTOMER);
      return page;
    };
    const outcomes = (page, name) => page.locator("tbody").getByText(name, { exact: true });

    describe(`licenses of many users, in ${language} ${javaScript ? "with" : "without"} JavaScript`, () => {
      /** Who got the suite in the first test. */
      let people;

      test("assign new licenses to people who don't have them yet, over two pages", async () => {
        const page = await open();
        await page.goto(`${page.url()}?size=25`);
        await filterBy(page, w, w.unlicensedUsers, wishes);
        const first = await tick(page, [0, 1]);
        await button(page, w.next).click();
        await page.waitForURL(/after=/);
        people = [...first, ...(await tick(page, [3]))];
        await button(page, w.selectedUsers).click();
        await page.waitForURL(/show=selected/);
        assert.equal(await shownUsers(page), 3);
        await expectChosen(page, w.selected(3));

        await toManage(page, w);
        assert.deepEqual(await chosenNames(page, w), people.map(([name]) => name));
        assert.equal(await state(product(page, SUITE)), false);
        await choose(product(page, SUITE), true);
        await toPreview(page, w);
        const [needed, available, freed, after] = await numbers(page, SUITE);
        assert.deepEqual([needed, freed, after], [3, 0, available - 3]);
        for (const one of people) await rowOf(page, one).getByText(SUITE).waitFor();
        await carryOut(page, w);

        for (const one of people) {
          const text = await rowOf(page, one).innerText();
          assert.ok(text.includes(w.success) && text.includes(SUITE), text);
        }
        assert.equal(await page.locator("main").getByRole("status").count(), 1);
        assert.equal(await page.getByRole("alert").count(), 0);
        await leave(page);
      });

      test("a product that some have stays as it is until somebody chooses", async () => {
        const page = await open();
        const [holder] = people;
        await filterBy(page, w, w.has(EXTRA), wishes);
        const [other] = await tick(page, [0]);
        await filterBy(page, w, w.allUsers, wishes);
        await tickByName(page, w, [holder]);
        await expectChosen(page, w.selected(2));
        await toManage(page, w);

        const choice = product(page, EXTRA);
        assert.equal(await state(choice), "partly");
        if (javaScript) {
          // A box of three states, named after the product.
          const box = page.getByRole("checkbox", { name: EXTRA, exact: true }).first();
          const states = [];
          for (let clicks = 0; clicks < 4; clicks += 1) {
            states.push(await box.evaluate((one) => (one.indeterminate ? "partly" : one.checked)));
            await box.click();
          }
          assert.deepEqual(states, ["partly", true, false, "partly"]);
        } else {
          const list = page.getByRole("combobox", { name: EXTRA, exact: true });
          const offered = (await list.locator("option").allInnerTexts()).map((text) => text.trim());
          assert.deepEqual(offered, [w.leaveAsItIs, w.assignToAll(2), w.revokeFrom(1)]);
        }

        await choose(choice, "partly");
        await choose(product(page, OTHER_EXTRA), true);
        // Buying more first, and looking at the preview, loses nothing of that.
        const isKept = async () => {
          await heading(page, w.assignAndRevoke);
          assert.equal(await state(choice), "partly");
          assert.equal(await state(product(page, OTHER_EXTRA)), true);
        };
        await page.getByRole("button", { name: w.buyMoreOf(FULL) }).click();
        await heading(page, w.addSubscription);
        await page.getByRole("link", { name: w.cancel, exact: true }).click();
        await isKept();
        await toPreview(page, w);
        await page.getByRole("link", { name: w.goBack, exact: true }).click();
        await isKept();
        await toPreview(page, w);
        assert.equal(await page.locator("tbody").getByText(EXTRA, { exact: true }).count(), 0);
        await carryOut(page, w);
        const licenses = (one) => rowOf(page, one).locator("td").nth(2).locator(".pill").allInnerTexts();
        assert.deepEqual(await licenses(holder), [SUITE, OTHER_EXTRA]);
        assert.ok((await licenses(other)).includes(EXTRA));
        await leave(page);
      });

      test("somebody's service plan that is off is left alone, or switched on for all", async () => {
        const plan = "Sway";
        const page = await open();
        await tickByName(page, w, [people[1]]);
        await toManage(page, w);
        await page.getByLabel(w.plansOf(SUITE)).click();
        await page.getByRole("checkbox", { name: plan, exact: true }).uncheck();
        await carryOut(page, w);
        await rowOf(page, people[1]).getByText(plan).waitFor();

        await toUsers(page, w, CUSTOMER);
        await tickByName(page, w, people.slice(1));
        await toManage(page, w);
        await page.getByLabel(w.plansOf(SUITE)).click();
        const choice = page.getByRole(javaScript ? "checkbox" : "combobox", { name: plan, exact: true });
        assert.equal(await state(choice), "partly");
        await choose(choice, true);
        await toPreview(page, w);
        await rowOf(page, people[1]).getByText(plan).waitFor();
        assert.doesNotMatch(await rowOf(page, people[2]).innerText(), new RegExp(plan));
        await carryOut(page, w, w.save);
        await leave(page);
      });

      test("swap one product for another", async () => {
        const page = await open();
        await tickByName(page, w, people.slice(1));
        await toManage(page, w);
        await page.getByRole("link", { name: w.swap }).click();
        await heading(page, w.swap);
        await page.getByRole("group", { name: w.insteadOf }).getByRole("radio", { name: SUITE }).check();
        await page.getByRole("group", { name: w.give, exact: true }).getByRole("radio", { name: SWAPPED }).check();
        await toPreview(page, w);
        const [given, , , left] = await numbers(page, SWAPPED);
        assert.equal(given, 2);
        assert.ok(left >= 0);
        assert.equal((await numbers(page, SUITE))[2], 2);
        await carryOut(page, w);
        for (const one of people.slice(1)) {
          const cells = await rowOf(page, one).locator("td").allInnerTexts();
          assert.deepEqual(cells.map((cell) => cell.trim()), [SWAPPED, SUITE, SWAPPED, w.success]);
        }
        await leave(page);
      });

      test("a shortage is told before, saved as far as it goes, tried again and undone", async () => {
        const page = await open();
        await page.goto(`${page.url()}?size=25`);
        await filterBy(page, w, w.unlicensedUsers, wishes);
        await page.getByRole("checkbox", { name: w.selectPage }).check();
        await toManage(page, w);
        await choose(product(page, SCARCE), true);
        await toPreview(page, w);
        const [needed, available, , after] = await numbers(page, SCARCE);
        const short = 25 - available;
        // Never below what can happen: how many are short is told beside it.
        assert.deepEqual([needed, after], [25, 0]);
        await page.getByText(w.short(short)).waitFor();
        await page.locator("td").getByRole("link", { name: SCARCE }).waitFor();
        await carryOut(page, w, w.saveFor(available));

        const result = page.url();
        assert.equal(await outcomes(page, w.success).count(), available);
        await page.getByRole("alert").getByRole("link", { name: w.showThese }).click();
        await page.waitForURL(/show=refused/);
        assert.equal(await outcomes(page, w.notDone).count(), short);
        assert.equal(await shownUsers(page), short);
        const failed = await page.locator("tbody th .name").allInnerTexts();
        const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: w.exportList }).click()]);
        const lines = (await readFile(await file.path(), "utf8")).trim().split("\r\n");
        assert.equal(lines.length, short + 1);
        await button(page, w.tryAgain(short)).click();
        await heading(page, w.assignAndRevoke);
        assert.deepEqual(await chosenNames(page, w), failed);

        await page.goto(result);
        await undo(page, w);
        assert.equal(await outcomes(page, w.success).count(), available);
        assert.equal(await outcomes(page, w.unlicensed).count(), available);
        await page.goto(result);
        assert.equal(await button(page, w.undoChange).count(), 0);
        await leave(page);
      });

      test("all that match lose a product, and have it back from the activity log", async () => {
        const page = await open();
        await page.goto(`${page.url()}?size=25`);
        await filterBy(page, w, w.has(FULL), wishes);
        const all = page.getByRole("button", { name: w.selectAll });
        const number = Number(w.selectAll.exec(await all.innerText())[1]);
        assert.ok(number > 25);
        await all.click();
        await expectChosen(page, w.selected(number));
        await toManage(page, w);
        await choose(product(page, FULL), false);
        await toPreview(page, w);
        assert.deepEqual(await numbers(page, FULL), [0, 0, number, number]);
        await carryOut(page, w);
        assert.equal(await outcomes(page, w.success).count(), number);

        await page.getByRole("navigation", { name: w.customerMenu }).getByRole("link", { name: w.activityLog }).click();
        await heading(page, w.activityLog);
        await page.locator("summary").filter({ hasText: w.changedLicenses }).first().click();
        await undo(page, w, w.undoForAll(number));
        assert.equal(await outcomes(page, w.success).count(), number);
        await toUsers(page, w, CUSTOMER);
        await page.goto(`${page.url()}?size=25`);
        await filterBy(page, w, w.has(FULL), wishes);
        assert.equal(Number(w.selectAll.exec(await all.innerText())[1]), number);
        await leave(page);
      });
    });
  }
}

test("licenses of two users are changed and undone with the keyboard alone", async () => {
  const w = words.en;
  const page = await signedIn(await demo());
  const press = async (name, key = "Enter") => {
    await tabTo(page, name);
    await page.keyboard.press(key);
  };
  await toUsers(page, w, CUSTOMER);
  await page.goto(`${page.url()}?size=25`);
  const people = await page.locator("tbody tr input").evaluateAll((ticks) => ticks.slice(0, 2).map((one) => one.ariaLabel));
  for (const one of people) await press(one, "Space");
  await expectChosen(page, w.selected(2));
  await press(w.manageLicenses);
  await heading(page, w.assignAndRevoke);
  // What one of them has: Space assigns it to both at first, and revokes it then.
  assert.equal(await state(product(page, EXTRA)), "partly");
  await press(EXTRA, "Space");
  assert.equal(await state(product(page, EXTRA)), true);
  await page.keyboard.press("Space");
  assert.equal(await state(product(page, EXTRA)), false);
  await press(w.preview);
  await heading(page, w.preview);
  assert.equal((await numbers(page, EXTRA))[2], 1);
  await press(w.save);
  await heading(page, w.licensesUpdated);
  await press(w.undoChange);
  await heading(page, w.undoPreview);
  await press(w.save);
  await heading(page, w.licensesUpdated);
  assert.equal(await page.locator("tbody").getByText(w.success, { exact: true }).count(), 1);
  await leave(page);
});
