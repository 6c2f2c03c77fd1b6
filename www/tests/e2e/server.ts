// A small file server for the built page: the policy that the page must work under, and faults on
// demand.

import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname } from "node:path";

export const DIST = new URL("../../../dist/", import.meta.url);

/** One directive a line; `cargo xtask serve` sends the same. */
const POLICY = readFileSync(new URL("../../content-security-policy.txt", import.meta.url), "utf8")
  .trim()
  .split("\n");

/** Where browsers report violations; that changes nothing of what they allow. */
const REPORTS = "/violations";

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".webmanifest": "application/manifest+json",
  ".txt": "text/plain; charset=utf-8",
};

/** What the server sends in place of a file; null when the fault has dealt with the response itself. */
export type Fault = (content: Buffer, response: ServerResponse) => Buffer | Promise<Buffer> | null;

/** The network is gone. */
export const GONE: Fault = (_, response) => {
  response.socket?.destroy();
  return null;
};

export interface Server {
  readonly address: string;
  /** Sets what happens to the files whose path matches; a later fault goes before an earlier one. */
  readonly fault: (path: RegExp, fault: Fault) => void;
  /** Changes the policy, one directive after the other. */
  readonly policy: (change: (directive: string) => string) => void;
  /** The violations of the policy that browsers have reported. */
  readonly reports: () => readonly string[];
  /** Takes every fault away, and every change of the policy. */
  readonly mend: () => void;
  readonly close: () => Promise<void>;
}

export async function serve(folder = DIST): Promise<Server> {
  let policy = POLICY;
  let reports: string[] = [];
  let faults: { path: RegExp; fault: Fault }[] = [];
  const server = createServer(async (request, response) => {
    if (request.url === REPORTS) {
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      reports.push(Buffer.concat(pieces).toString());
      response.writeHead(204).end();
      return;
    }
    const path = new URL(request.url ?? "/", "http://page").pathname.replace(/\/$/, "/index.html");
    let content: Buffer;
    try {
      content = await readFile(new URL(`.${path}`, folder));
    } catch {
      response.writeHead(404).end();
      return;
    }
    response.setHeader("Content-Security-Policy", [...policy, `report-uri ${REPORTS}`].join("; "));
    response.setHeader("Content-Type", TYPES[extname(path)] ?? "application/octet-stream");
    response.setHeader("Cache-Control", "no-store");
    const found = faults.find((entry) => entry.path.test(path));
    const sent = found ? await found.fault(content, response) : content;
    if (sent) response.end(sent);
  });
  await new Promise<void>((listening) => {
    server.listen(0, "127.0.0.1", listening);
  });
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}/`,
    fault: (path, fault) => {
      faults = [{ path, fault }, ...faults];
    },
    policy: (change) => {
      policy = POLICY.map(change);
    },
    reports: () => reports,
    mend: () => {
      faults = [];
      reports = [];
      policy = POLICY;
    },
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
