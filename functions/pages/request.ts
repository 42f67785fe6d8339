import * as z from 'zod';
import type { IsoInstant } from '../../schemas/time.ts';
import { type BodyLimits, readForm } from './request-body.ts';

/** What we read of an HTTP API event, payload format 2.0. */
const httpEvent = z.object({
  requestContext: z.object({
    requestId: z.string(),
    timeEpoch: z.number(),
    http: z.object({ method: z.string(), path: z.string(), sourceIp: z.string() }),
  }),
  rawQueryString: z.string().default(''),
  headers: z.record(z.string(), z.string().optional()).default({}),
  cookies: z.array(z.string()).default([]),
  pathParameters: z.record(z.string(), z.string().optional()).default({}),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().default(false),
});

export type UploadedFile = { filename: string; contentType: string; bytes: Uint8Array };
/** By field name, as typed; a list where a name came more than once. */
export type FormFields = Record<string, string | string[]>;

/** One HTTP request, as pages read it. */
export type PageRequest = {
  /** When the request arrived: the only clock that a page knows. */
  now: IsoInstant;
  requestId: string;
  /** The address it came from: for counting, and never kept as it is. */
  client: string;
  method: string;
  path: string;
  /** Values of the route's `{placeholders}`, percent-decoded. */
  params: Record<string, string>;
  query: URLSearchParams;
  cookies: Record<string, string>;
  form: FormFields;
  files: Record<string, UploadedFile>;
  /** True when a script asks (autosave), and wants data rather than a page. */
  wantsJson: boolean;
  /** True when the browser says that one of our own pages sent it. Older browsers do not say. */
  isFromHere: boolean;
  /** True when the browser says that a page of another site led or sent here; of a redirect, who began it. */
  isFromElsewhere: boolean;
};

/** Broken percent-encoding is kept as it came: it will match nothing. */
const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

const cookiesOf = (pairs: string[]): Record<string, string> =>
  Object.fromEntries(
    pairs.flatMap((pair) => {
      const equals = pair.indexOf('=');
      return equals > 0 ? [[pair.slice(0, equals).trim(), decoded(pair.slice(equals + 1).trim())]] : [];
    }),
  );

/** Longer than any of ours, shorter than any key of the table. */
const longestParam = 200;

export type RequestOutcome =
  | { kind: 'request'; request: PageRequest }
  /** No page has such an address. */
  | { kind: 'nowhere' }
  | { kind: 'too-large' };

/** @throws ZodError when the event is not one of an HTTP API. */
export const pageRequest = async (event: unknown, limits: BodyLimits): Promise<RequestOutcome> => {
  const { requestContext, rawQueryString, headers, cookies, pathParameters, body, isBase64Encoded } =
    httpEvent.parse(event);
  const params = Object.entries(pathParameters).map(([name, value]) => [name, decoded(value ?? '')] as const);
  if (params.some(([, value]) => value.length > longestParam)) return { kind: 'nowhere' };
  const read = await readForm(body ?? '', isBase64Encoded, headers['content-type'] ?? '', limits);
  if (read.kind === 'too-large') return read;
  const request: PageRequest = {
    now: new Date(requestContext.timeEpoch).toISOString(),
    requestId: requestContext.requestId,
    client: requestContext.http.sourceIp,
    method: requestContext.http.method,
    path: requestContext.http.path,
    params: Object.fromEntries(params),
    query: new URLSearchParams(rawQueryString),
    cookies: cookiesOf(cookies),
    wantsJson: headers.accept === 'application/json',
    isFromHere: headers['sec-fetch-site'] === 'same-origin',
    isFromElsewhere: ['cross-site', 'same-site'].includes(headers['sec-fetch-site'] ?? ''),
    ...read.body,
  };
  return { kind: 'request', request };
};

/** The field's only value, or its last; '' when it did not come. */
export const fieldValue = (form: FormFields, name: string): string => [form[name] ?? ''].flat().at(-1) ?? '';

/** What was typed in several lines: a browser sends two characters for a line break, and counts one. */
export const fieldText = (form: FormFields, name: string): string =>
  fieldValue(form, name).replaceAll('\r\n', '\n').trim();

/** The field as a list, however often it came. */
export const fieldValues = (form: FormFields, name: string): string[] => [form[name] ?? []].flat();
