// Partnerdesk in a browser: how its pages lie in the window, and that their script runs for everybody.
// Beside the other two, with a browser and a server of its own.

import { after } from "node:test";

import { closeBrowser } from "./support/browser.js";
import { stopDesks } from "./support/desk.js";

import "./layout.js";

after(async () => {
  await closeBrowser();
  await stopDesks();
});
