// Starts the program itself, on data of its own in a temporary directory.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { Post } from "./post.js";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const program = path.resolve(root, process.env.PARTNERDESK_BIN ?? "target/debug/partnerdesk");
/** What the tests' own staff signs in with. */
export const PASSWORD = "orange kettle by the window";
// The program refuses settings that it does not know, and ours are none of its.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("PARTNERDESK_")));
const running = [];

/** A server with its address and its staff; `email` and `password` are a Global admin's. */
export class Desk {
  /** @param {string[]} args the command with its settings */
  static async start(args, own, url) {
    const child = spawn(program, [...args, "--data-dir", own], { env, stdio: ["ignore", "pipe", "pipe"] });
    const desk = Object.assign(new Desk(), { child, own, dataDir: own, lines: [] });
    const errors = [];
    child.stderr.on("data", (text) => errors.push(text));
    running.push(desk);
    await new Promise((ready, failed) => {
      child.on("error", failed);
      child.on("exit", (code) => failed(new Error(`${args.join(" ")} ended with ${code}: ${errors.join("")}`)));
      createInterface(child.stdout).on("line", (line) => {
        desk.lines.push(line);
        const listening = /^listening on (\S+)/.exec(line);
        if (!listening) return;
        desk.url = url ?? listening[1];
        ready();
      });
    });
    child.removeAllListeners("exit");
    return desk;
  }

  /** The word after `label` among what the program printed. */
  printed(label) {
    return this.lines.map((line) => line.trim().split(/\s+/)).find(([first]) => first === label)?.[1];
  }

  /** Adds somebody of the staff who signs in with `PASSWORD`. */
  async addStaff(email, role, name = "Giulia Ferri") {
    await command(["staff", "add", email, "--name", name, "--role", role, "--data-dir", this.dataDir], PASSWORD);
  }

  async end() {
    if (this.child.exitCode === null) {
      const ended = new Promise((resolve) => this.child.once("exit", resolve));
      this.child.kill("SIGTERM");
      await ended;
    }
  }

  async stop() {
    await this.end();
    await rm(this.own, { recursive: true, force: true });
  }
}

/** The sample data of `partnerdesk demo`, with staff of our own beside it. */
export const demo = once(async () => {
  const own = await temporary();
  const desk = await Desk.start(["demo", "--bind", "127.0.0.1:0"], own);
  desk.dataDir = path.join(own, "demo");
  Object.assign(desk, { email: desk.printed("e-mail"), password: desk.printed("password") });
  return desk;
});

/** The sample data again, served with a mail server that tells what arrives. */
export const mailing = once(async () => {
  const [own, post, port] = [await temporary(), await Post.start(), await freePort()];
  const sample = await Desk.start(["demo", "--bind", "127.0.0.1:0"], own);
  await sample.end();
  const url = `http://127.0.0.1:${port}`;
  const mail = ["--smtp-url", `smtp://127.0.0.1:${post.port}`];
  const desk = await Desk.start(["serve", "--bind", `127.0.0.1:${port}`, "--public-url", url, ...mail], path.join(own, "demo"), url);
  return Object.assign(desk, { own, post, email: sample.printed("e-mail"), password: sample.printed("password") });
});

/** An empty installation by plain http under a name in the LAN, as `desk.test` stands for one. */
export const lan = once(async () => {
  const own = await temporary();
  const port = await freePort();
  const url = `http://desk.test:${port}`;
  const desk = await Desk.start(["serve", "--bind", `127.0.0.1:${port}`, "--public-url", url], own, url);
  Object.assign(desk, { email: "giulia@desk.test", password: PASSWORD });
  desk.setupLink = desk.lines.join(" ").match(/http\S+\/setup\/\S+/)?.[0];
  return desk;
});

/** Stops what was started. */
export async function stopDesks() {
  for (const desk of running) await desk.stop();
}

function once(make) {
  let made;
  return () => (made ??= make());
}

function temporary() {
  return mkdtemp(path.join(tmpdir(), "partnerdesk-browser-"));
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

function command(args, input) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ["pipe", "ignore", "inherit"] });
    child.on("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${args.join(" ")}: ${code}`))));
    child.stdin.end(`${input}\n`);
  });
}
