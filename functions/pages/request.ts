import { z } from 'zod';
import type { IsoInstant } from '../../schemas/time.ts';

/** What we read of an HTTP API event, payload format 2.0. */
const httpEvent = z.object({
  requestContext: z.object({
    requestId: z.string(),
    timeEpoch: z.number(),
    http: z.object({ method: z.string(), path: z.string() }),
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

/** A body that is no form, or a broken one, is an empty form: the page then says which field it misses. */
const formDataOf = async (body: Buffer, contentType: string): Promise<[string, string | File][]> => {
  try {
    return [
      ...(await new Response(new Uint8Array(body), { headers: { 'content-type': contentType } }).formData()),
    ];
  } catch {
    return [];
  }
};

const bodyOf = async (body: Buffer, contentType: string): Promise<Pick<PageRequest, 'form' | 'files'>> => {
  // Without a prototype: a field may be called `__proto__`.
  const form: FormFields = Object.create(null);
  const files: Record<string, UploadedFile> = Object.create(null);
  for (const [name, value] of await formDataOf(body, contentType)) {
    if (typeof value === 'string') {
      const before = form[name];
      form[name] = before === undefined ? value : [before, value].flat();
    } else {
      files[name] = {
        filename: value.name,
        contentType: value.type,
        bytes: new Uint8Array(await value.arrayBuffer()),
      };
    }
  }
  return { form, files };
};

/** @throws ZodError when the event is not one of an HTTP API. */
export const pageRequest = async (event: unknown): Promise<PageRequest> => {
  const { requestContext, rawQueryString, headers, cookies, pathParameters, body, isBase64Encoded } =
    httpEvent.parse(event);
  return {
    now: new Date(requestContext.timeEpoch).toISOString(),
    requestId: requestContext.requestId,
    method: requestContext.http.method,
    path: requestContext.http.path,
    params: Object.fromEntries(
      Object.entries(pathParameters).map(([name, value]) => [name, decoded(value ?? '')]),
    ),
    query: new URLSearchParams(rawQueryString),
    cookies: cookiesOf(cookies),
    wantsJson: headers.accept === 'application/json',
    ...(await bodyOf(
      Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8'),
      headers['content-type'] ?? '',
    )),
  };
};

/** The field's only value, or its last; '' when it did not come. */
export const fieldValue = (form: FormFields, name: string): string => [form[name] ?? ''].flat().at(-1) ?? '';

/** The field as a list, however often it came. */
export const fieldValues = (form: FormFields, name: string): string[] => [form[name] ?? []].flat();
