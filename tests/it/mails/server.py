"""A mail server for the tests: aiosmtpd, which takes mails, or behaves as it is told.

Each mail takes the next word of the plan (`plan WORD …` on standard input); without one it is taken. What arrives is
read by Python's own parser and told as one line of JSON, and so is where a mail is held. It ends with its input."""

import argparse
import asyncio
import base64
import email
import email.policy
import json
import ssl
import sys

from aiosmtpd.smtp import SMTP, AuthResult

PLAN = []
GO = asyncio.Event()


def tell(**what):
    print(json.dumps(what), flush=True)


def part(found):
    return {
        "type": found.get_content_type(),
        "charset": found.get_content_charset(),
        "encoding": (found["Content-Transfer-Encoding"] or "7bit").lower(),
        "text": found.get_content(),
    }


def read(envelope):
    raw = envelope.content
    read = email.message_from_bytes(raw, policy=email.policy.default)
    address = lambda name: [[one.display_name, one.addr_spec] for one in read[name].addresses] if read[name] else []
    rest = raw.replace(b"\r\n", b"")
    return {
        "envelope": [envelope.mail_from, envelope.rcpt_tos],
        "headers": {name: str(value) for name, value in read.items()},
        "from": address("From"),
        "to": address("To"),
        "reply_to": address("Reply-To"),
        "type": read.get_content_type(),
        "parts": [part(one) for one in read.iter_parts()],
        "defects": [str(one) for one in read.defects],
        "is_seven_bit": all(byte < 128 for byte in raw),
        "has_crlf_alone": b"\r" not in rest and b"\n" not in rest,
        "longest": max(len(line) for line in raw.split(b"\r\n")),
        "raw": base64.b64encode(raw).decode(),
    }


class Handler:
    async def hold(self, server, at):
        tell(at=at)
        await GO.wait()
        GO.clear()

    async def handle_MAIL(self, server, session, envelope, address, options):
        server.word = PLAN.pop(0) if PLAN else "ok"
        if server.word == "mail-550":
            return "550 5.7.1 this sender may not"
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if server.word == "rcpt-450":
            return "450 4.2.1 come back later"
        if server.word == "rcpt-550":
            return f"550 5.1.1 <{address}> is nobody here"
        if server.word == "drop-rcpt":
            server.transport.abort()
        if server.word == "hold-rcpt":
            await self.hold(server, "rcpt")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if server.word == "data-451":
            return "451 4.3.0 not now"
        if server.word == "data-554":
            return "554 5.7.1 this looks like spam: " + envelope.content[-400:].decode().replace("\r\n", " ")
        if server.word == "lose-dot":
            server.transport.abort()
            return "421 gone"
        tell(arrived=read(envelope))
        if server.word == "drop-dot":
            server.transport.abort()
        if server.word == "latin-dot":
            server.transport.write("250 2.0.0 pris en charge, à bientôt\r\n".encode("latin-1"))
        if server.word == "odd-dot":
            return "354 go on"
        if server.word == "hold-dot":
            await self.hold(server, "dot")
        return "250 2.0.0 Ok: queued as 4XyZ"


class Server(SMTP):
    word = "ok"

    async def smtp_DATA(self, arg):
        if self.word == "data-452":
            await self.push("452 4.3.1 disk full")
        elif self.word == "drop-data":
            await self.push("354 go on")
            self.transport.abort()
        elif self.word == "hold-data":
            await self.push("354 go on")
            tell(at="data")
            await GO.wait()
        else:
            await super().smtp_DATA(arg)


async def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("--port", type=int, default=0)
    asked.add_argument("--tls", choices=["none", "starttls", "implicit"], default="none")
    for name in ("--cert", "--key", "--user", "--password"):
        asked.add_argument(name)
    asked = asked.parse_args()
    context = None
    if asked.cert:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(asked.cert, asked.key)

    def check(server, session, envelope, mechanism, data):
        given = (data.login.decode(), data.password.decode())
        return AuthResult(success=given == (asked.user, asked.password), handled=False)

    def serve():
        return Server(
            Handler(),
            hostname="mail.test",
            tls_context=context if asked.tls == "starttls" else None,
            require_starttls=asked.tls == "starttls",
            authenticator=check if asked.user else None,
            auth_required=bool(asked.user),
            auth_require_tls=asked.tls == "starttls",
            enable_SMTPUTF8=False,
        )

    loop = asyncio.get_running_loop()
    wrapped = context if asked.tls == "implicit" else None
    listening = await loop.create_server(serve, "127.0.0.1", asked.port, ssl=wrapped)
    tell(port=listening.sockets[0].getsockname()[1])

    def heed():
        for line in sys.stdin:
            word, *rest = line.split()
            if word == "plan":
                loop.call_soon_threadsafe(PLAN.extend, rest)
            if word == "go":
                loop.call_soon_threadsafe(GO.set)
        loop.call_soon_threadsafe(ended.set)

    ended = asyncio.Event()
    loop.run_in_executor(None, heed)
    await ended.wait()
    listening.close()


asyncio.run(main())
