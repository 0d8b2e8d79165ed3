// A real mail server on this machine, as tests/it starts it: aiosmtpd, which tells what arrives.

import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const program = fileURLToPath(new URL("../../it/mails/server.py", import.meta.url));

/** The server: its port, and what arrived until now. */
export class Post {
  static async start() {
    const python = ["python3", "/usr/bin/python3"].find((one) => spawnSync(one, ["-c", "import aiosmtpd"]).status === 0);
    if (!python) throw new Error("no mail server to test with: install Debian's python3-aiosmtpd, as tests/run does");
    const post = Object.assign(new Post(), { arrived: [] });
    post.child = spawn(python, [program], { stdio: ["pipe", "pipe", "inherit"] });
    await new Promise((ready) => {
      createInterface(post.child.stdout).on("line", (line) => {
        const told = JSON.parse(line);
        if (told.port) {
          post.port = told.port;
          ready();
        }
        if (told.arrived) post.arrived.push(told.arrived);
      });
    });
    return post;
  }

  /** The mail that arrived at `address`, once it has. */
  async at(address) {
    for (let looks = 0; looks < 200; looks += 1) {
      const mail = this.arrived.find((one) => one.to[0][1] === address);
      if (mail) return mail;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`nothing arrived at ${address}`);
  }

  stop() {
    this.child.stdin.end();
  }
}
