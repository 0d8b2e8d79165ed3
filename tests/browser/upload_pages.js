// The pages of uploads, with everything on them that a customer's file can bring: no violation that axe
// knows, and none scrolls sideways.

import { after, before, describe, test } from "node:test";

import { leave, signedIn } from "./support/browser.js";
import { demo } from "./support/desk.js";
import { inspect } from "./support/inspect.js";
import { choose, inEnglish, uploadWords } from "./support/uploading.js";
import { heading, toUsers, words } from "./support/way.js";

const widths = [1280, 768, 390, 320];
const [w, said] = [words.en, uploadWords.en];
const LONG = "wolfeschlegelsteinhausenbergerdorffwelchesvoralternwaren";

describe("pages of an upload", () => {
  let page;
  let customer;
  let domain;
  before(async () => {
    page = await signedIn(await demo());
    await toUsers(page, w, "Aquila Meccanica S.p.A.");
    customer = page.url().replace(/\/users.*/, "");
    domain = (await page.locator(".panel-domain").innerText()).trim();
  });
  after(() => leave(page, { onPurpose: /net::ERR_FAILED/ }));

  async function send(name, rows) {
    await page.goto(`${customer}/uploads/new`);
    await choose(page, said, name, inEnglish(rows));
    await page.getByRole("button", { name: said.validate }).click();
  }

  test("the page that takes a file, and one that it refuses", async () => {
    await page.goto(`${customer}/uploads/new`);
    await inspect(page, "upload-new", { widths });
    await choose(page, said, "scan.csv", Buffer.from("%PDF-1.7\n"));
    await page.getByRole("button", { name: said.validate }).click();
    await page.getByRole("alert").waitFor();
    await inspect(page, "upload-new-refused", { widths });
  });

  test("the question what its columns are", async () => {
    await send("columns.csv", [[LONG, "E-mail", "Merkwort"], ["Ada Byron", `${LONG}@${domain}`, "s3cret"]]);
    await heading(page, said.reading);
    await inspect(page, "upload-question", { widths });
    await page.getByRole("link", { name: said.showValues }).click();
    await page.getByText("s3cret").waitFor();
    // Addresses alone would do for who is there.
    await page.locator("[id='column:1']").selectOption("");
    await page.getByRole("button", { name: said.validate }).click();
    await page.getByRole("alert").first().waitFor();
    await inspect(page, "upload-question-refused", { widths });
  });

  test("its review, its way, and its end", async () => {
    const products = await ownedProducts();
    const plain = Array.from({ length: 60 }, (_, at) => [`Person ${at}`, `person.${at}.of.many@${domain}`, "", products[at % products.length], "", "", ""]);
    await send(`${LONG} 2026.csv`, [
      ["Display name", "Email", "Location", "Licenses", "Permissions", "Password", "Badge"],
      [`${LONG.slice(0, 44)} Ada`, `${LONG}@${domain}`, "IT", products.slice(0, 6).join("|"), "", "x", "1"],
      ["Rita Regina", `rita.regina@${domain}`, "IT", "", "Global administrator", "x", "2"],
      ["Falko Falsch", `${LONG}@${LONG}.example`, "Atlantis", "Microsoft 365 E9", "King", "x", "3"],
      ["", "", "", "", "", "x", "4"],
      ["Person 1", "person.without.domain", "", "", "", "", ""],
      ...plain,
    ]);
    await heading(page, said.review);
    const review = page.url();
    await inspect(page, "upload-review", { widths });
    for (const part of ["refused", "ticks", "noted"]) {
      await page.goto(`${review.replace(/[?#].*/, "")}?show=${part}`);
      await inspect(page, `upload-review-${part}`, { widths, schemes: ["light"] });
    }
    await page.goto(`${review}/reading`);
    await inspect(page, "upload-reading", { widths });
    await page.goto(`${review}/removal`);
    await inspect(page, "upload-removal", { widths, schemes: ["light"] });

    await page.goto(review);
    await page.getByRole("combobox", { name: w.location }).selectOption(w.italy);
    const isLook = (request) => request.resourceType() === "fetch";
    const stay = (route) => (isLook(route.request()) ? route.abort() : route.fallback());
    // The page stays as it is while it is looked at.
    await page.route(review, stay);
    await page.getByRole("button", { name: w.save, exact: true }).click();
    await page.getByRole("progressbar").waitFor();
    await inspect(page, "upload-running", { widths });
    await page.goto("/");
    await inspect(page, "upload-dashboard", { widths, schemes: ["light"] });
    await page.unroute(review, stay);
    await page.goto(review);
    await page.getByRole("status").filter({ hasText: "users were created." }).waitFor({ timeout: 60_000 });
    await inspect(page, "upload-result", { widths });
    await page.goto(`${customer}/uploads`);
    await inspect(page, "upload-list", { widths });
  });

  /** Names of the customer's products, without what is said beside them. */
  async function ownedProducts() {
    await page.goto(`${customer}/subscriptions`);
    const rows = page.locator("tbody tr").filter({ hasText: "Active" });
    return rows.evaluateAll((rows) => [...new Set(rows.map((row) => row.querySelector("a").textContent.trim()))]);
  }
});
