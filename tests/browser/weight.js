// What a page weighs, and the README's picture.

import assert from "node:assert/strict";
import { stat } from "node:fs/promises";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { leave, signedIn } from "./support/browser.js";
import { demo } from "./support/desk.js";
import { toUsers, words } from "./support/way.js";

// What styles and script weigh on their way is looked at where it is compressed.
test("a page of 50 users weighs less than 60 KB", async () => {
  const page = await signedIn(await demo());
  await toUsers(page, words.en, "Nordlicht Logistik AG");
  const users = (await (await page.goto(page.url())).body()).length;
  assert.equal(await page.locator("tbody tr").count(), 50);
  assert.ok(users < 60 * 1024, `the page weighs ${users} bytes`);
  await leave(page);
});

test("the README's picture", { skip: !process.env.PARTNERDESK_SCREENSHOTS }, async () => {
  const picture = fileURLToPath(new URL("screenshot.png", import.meta.url));
  const page = await signedIn(await demo(), { width: 1280, height: 860 });
  await toUsers(page, words.en, "Cooperativa Agrícola Valdeluz");
  await page.getByRole("button", { name: "Created" }).click();
  await page.waitForURL(/sort=created/);
  await page.locator("tbody input").nth(1).check();
  await page.locator("tbody input").nth(3).check();
  await page.mouse.move(0, 0);
  await page.screenshot({ path: picture });
  assert.ok((await stat(picture)).size < 200 * 1024);
  await leave(page);
});
