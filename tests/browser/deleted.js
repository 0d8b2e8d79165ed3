// Deleting, restoring and removing for good, as axe sees it: the lists, the questions, the refusals,
// and what became of many.

import { after, before, describe, test } from "node:test";

import { leave, signedIn } from "./support/browser.js";
import { demo } from "./support/desk.js";
import { inspect } from "./support/inspect.js";
import { toUsers, words } from "./support/way.js";

const w = words.en;
const button = (page, name) => page.getByRole("button", { name, exact: true });
const title = (page, name) => page.getByRole("heading", { level: 1, name }).waitFor();

/** A page at the customer's users, and their address. */
async function at(customer, wishes = {}) {
  const page = await signedIn(await demo(), wishes);
  await toUsers(page, w, customer);
  return [page, new URL(page.url()).pathname];
}

describe("deleted users", () => {
  /** @type {import("playwright-core").Page} */
  let page;
  let users;
  // One of its deleted users has a name that somebody else has now.
  before(async () => ([page, users] = await at("Aquila Meccanica S.p.A.")));
  after(() => leave(page));

  test("the list, and one where nobody is found", async () => {
    await page.goto(`${users}/deleted`);
    await page.getByText("User name is taken").waitFor();
    await inspect(page, "deleted");
    await page.goto(`${users}/deleted?search=nobody+is+called+like+this`);
    await inspect(page, "deleted-not-found");
  });

  test("the question before restoring with a name that is taken, refused and repeated", async () => {
    await page.goto(`${users}/deleted`);
    const row = page.getByRole("row").filter({ hasText: "User name is taken" });
    await row.getByRole("link", { name: /^Restore: / }).click();
    await title(page, /^Restore: /);
    await inspect(page, "question-restore-name");
    await page.getByLabel(/^User name of /).fill("not a name");
    await button(page, w.restore).click();
    await page.getByRole("alert").waitFor();
    await inspect(page, "question-restore-refused");
  });

  test("the question before removing for good, and its refusal", async () => {
    await page.goto(`${users}/deleted`);
    await page.getByRole("link", { name: /^Remove for good: / }).first().click();
    await title(page, /^Remove for good: /);
    await inspect(page, "question-purge");
    await page.getByLabel("Type the user name to confirm").fill("somebody.else");
    await button(page, "Remove for good").click();
    await page.getByRole("alert").waitFor();
    await inspect(page, "question-purge-refused");
  });

  test("the list after one was deleted, which can be taken back", async () => {
    await page.goto(`${users}?sort=-name`);
    await page.locator("tbody th a").first().click();
    await page.getByRole("link", { name: w.deleteUserAccount }).click();
    await title(page, /^Delete user account: /);
    await button(page, w.deleteUserAccount).click();
    await button(page, w.undo).waitFor();
    await inspect(page, "flash-undo");
    await button(page, w.undo).click();
    await page.locator("main").getByRole("status").filter({ hasText: "was restored" }).waitFor();
  });
});

describe("many of them", () => {
  let page;
  let users;
  // Without a free seat of two of its products, and with one Global administrator.
  before(async () => ([page, users] = await at("Consorzio Sanitario Val Serena")));
  after(() => leave(page));

  test("the question before restoring more than there are seats for, and what became of it", async () => {
    await page.goto(`${users}/deleted?size=200`);
    await page.locator('tbody input[name="user"]').first().waitFor();
    for (const box of await page.locator('tbody input[name="user"]').all()) await box.check();
    await button(page, w.restore).click();
    await title(page, /^Restore \d+ users$/);
    await page.locator("td .pill.warn").first().waitFor();
    await inspect(page, "question-restore-seats");
    await button(page, w.restore).click();
    await title(page, "Restore users");
    await page.getByText("No seat was free for").first().waitFor();
    await inspect(page, "job-restored-partly");
  });

  test("nobody is deleted anymore", async () => {
    await page.goto(`${users}/deleted`);
    await page.getByText("Nobody can be restored").waitFor();
    await inspect(page, "deleted-none");
  });

  test("the last Global administrator among all that match, refused at first, and how far it is", async () => {
    await page.goto(users);
    await page.getByRole("button", { name: /^Select all [\d,]+ users that match$/ }).click();
    await button(page, w.delete).click();
    await title(page, /^Delete [\d,]+ user accounts$/);
    await inspect(page, "question-delete-last");
    await button(page, "Delete user accounts").click();
    await page.getByRole("alert").waitFor();
    await inspect(page, "question-delete-last-refused");
    await page.getByLabel("Delete the last Global administrator, too").check();
    // The page looks again every second; what it sees here is itself, so that it stands still.
    const jobs = /\/jobs\//;
    let show;
    const shown = new Promise((resolve) => (show = resolve));
    await page.route(jobs, async (route) => route.fulfill({ contentType: "text/html", body: await shown }));
    await button(page, "Delete user accounts").click();
    await page.getByText("This goes on by itself").waitFor();
    show(await page.content());
    await inspect(page, "job-running");
    await page.unroute(jobs);
    await page.locator("main").getByRole("status").filter({ hasText: "user accounts were deleted" }).waitFor();
    await inspect(page, "job-done", { widths: [360], schemes: ["light"] });
  });
});
