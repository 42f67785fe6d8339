import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { typesetHtml } from '../domain/wording/typeset.ts';
import { inlineStyles } from './assets/assets.ts';

/** What a page answers: an HTTP API response, payload format 2.0. */
export type PageResponse = {
  statusCode: number;
  headers: Record<string, string>;
  /** Set-Cookie values, whole. */
  cookies?: string[];
  body: string;
  isBase64Encoded?: boolean;
};

/** Nothing but our own files, forms that stay here, no frame: a comment that holds HTML has nothing to run with. */
const contentSecurityPolicy = [
  "default-src 'none'",
  `style-src ${inlineStyles.map(({ cspSource }) => cspSource).join(' ')}`,
  "script-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "object-src 'none'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const securityHeaders = {
  'content-security-policy': contentSecurityPolicy,
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // The address of a tutor's page is its key: it is told to no other site.
  'referrer-policy': 'no-referrer',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'cross-origin-opener-policy': 'same-origin',
  'x-robots-tag': 'noindex, nofollow',
};

const privateHeaders = { ...securityHeaders, 'cache-control': 'no-store' };

type Options = { status?: number; cookies?: string[]; headers?: Record<string, string> };

/** A whole document, `<Page>`. */
export const html = (page: JSX.Element, { status = 200, cookies, headers }: Options = {}): PageResponse => ({
  statusCode: status,
  headers: { ...privateHeaders, 'content-type': 'text/html; charset=utf-8', ...headers },
  ...(cookies && { cookies }),
  body: `<!doctype html>${typesetHtml(renderToString(page))}`,
});

/** A mail's own document, as its reader's program shows it: styles within it, no script, no form, nothing fetched. */
export const letterAlone = (document: string): PageResponse => ({
  statusCode: 200,
  headers: {
    ...privateHeaders,
    'content-security-policy':
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    'content-type': 'text/html; charset=utf-8',
  },
  body: document,
});

/** See Other: after a POST the browser gets the page, and reloading it sends nothing twice. */
export const redirect = (location: string, { cookies }: Pick<Options, 'cookies'> = {}): PageResponse => ({
  statusCode: 303,
  headers: { ...privateHeaders, location },
  ...(cookies && { cookies }),
  body: '',
});

export const json = (value: unknown, { status = 200 }: Pick<Options, 'status'> = {}): PageResponse => ({
  statusCode: status,
  headers: { ...privateHeaders, 'content-type': 'application/json; charset=utf-8' },
  body: JSON.stringify(value),
});

type FileContent = {
  bytes: Uint8Array;
  contentType: string;
  filename: string;
  /** Shown in the browser rather than saved. */
  inline?: boolean;
};

/** A document to save or to look at. */
export const file = ({ bytes, contentType, filename, inline = false }: FileContent): PageResponse => ({
  statusCode: 200,
  headers: {
    ...privateHeaders,
    // A browser's own PDF reader is made of styles and scripts, which the pages' policy would forbid it.
    ...(inline && {
      'content-security-policy': "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    }),
    'content-type': contentType,
    // RFC 6266: the plain name for old readers, the encoded one for accents.
    'content-disposition': `${inline ? 'inline' : 'attachment'}; filename="${filename.replace(/[^\w.-]/g, '_')}"; filename*=UTF-8''${encodeURIComponent(filename)}`,
  },
  body: Buffer.from(bytes).toString('base64'),
  isBase64Encoded: true,
});

/** Of a file whose name holds its content's hash: whoever has it never asks again. */
const lastingHeaders = { ...securityHeaders, 'cache-control': 'public, max-age=31536000, immutable' };

export const asset = (text: string, contentType: string, etag: string): PageResponse => ({
  statusCode: 200,
  headers: { ...lastingHeaders, 'content-type': contentType, etag },
  body: text,
});

/** Bytes that are compressed already: a font, a picture. */
export const bytesAsset = (bytes: Uint8Array, contentType: string): PageResponse => ({
  statusCode: 200,
  headers: { ...lastingHeaders, 'content-type': contentType },
  body: Buffer.from(bytes).toString('base64'),
  isBase64Encoded: true,
});
