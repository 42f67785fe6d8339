import type { IncomingMessage, ServerResponse } from 'node:http';

/** The body, or undefined when it is longer than `limit` bytes: then it is read to its end and dropped. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request) {
    length += chunk.length;
    // The rest is read all the same: a browser shows an answer only once it has sent everything.
    if (length <= limit) chunks.push(chunk);
    else chunks.length = 0;
  }
  return length > limit ? undefined : Buffer.concat(chunks);
}

/** What every answer of this machine carries, whoever wrote it. */
const securityHeaders = {
  'cache-control': 'no-store',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'SAMEORIGIN',
  // A form of its own pages must say where it comes from.
  'referrer-policy': 'same-origin',
};
const nothing = "default-src 'none'; frame-ancestors 'none'";

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, {
    ...securityHeaders,
    'content-security-policy': nothing,
    'content-type': 'application/json; charset=utf-8',
  });
  response.end(JSON.stringify(value));
}

/** A page whose scripts, if any, are files of the home's own. */
export function sendHtml(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, {
    ...securityHeaders,
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy':
      "default-src 'none'; script-src 'self'; connect-src 'self'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  });
  response.end(text);
}

export function redirect(response: ServerResponse, location: string, status: 302 | 303 = 303): void {
  response.writeHead(status, { ...securityHeaders, 'content-security-policy': nothing, location });
  response.end();
}
