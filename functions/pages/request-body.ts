import type { FormFields, UploadedFile } from './request.ts';

/** What a route takes at the most. A form is counted before it is parsed, so that a hostile one costs nothing. */
export type BodyLimits = {
  /** Of the body as it was sent. */
  bytes: number;
  /** Fields and files. */
  fields: number;
  /** Whether it takes files, and so multipart forms; others are forms without a field. */
  files?: true;
};

/** The buttons and few fields of most forms. */
export const smallForm: BodyLimits = { bytes: 20_000, fields: 40 };

export type Body = { form: FormFields; files: Record<string, UploadedFile> };
export type BodyOutcome = { kind: 'read'; body: Body } | { kind: 'too-large' };

/** How often a text occurs, looked for until there are too many. */
const countUntil = (bytes: Buffer, wanted: string, most: number): number => {
  let count = 0;
  for (
    let at = bytes.indexOf(wanted);
    at >= 0 && count <= most;
    at = bytes.indexOf(wanted, at + wanted.length)
  )
    count += 1;
  return count;
};

const boundaryIn = (contentType: string): string | undefined => {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? [];
  return quoted ?? plain;
};

/** A body that is no form, or a broken one, is an empty form: the page then says which field it misses. */
const partsOf = async (
  bytes: Buffer,
  contentType: string,
  { fields, files }: BodyLimits,
): Promise<[string, string | File][] | 'too-many'> => {
  if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) {
    if (countUntil(bytes, '&', fields) >= fields) return 'too-many';
    return [...new URLSearchParams(bytes.toString('utf8'))];
  }
  const boundary = boundaryIn(contentType);
  if (!files || boundary === undefined || !/^multipart\/form-data\b/i.test(contentType)) return [];
  // One before each part, and one after the last.
  if (countUntil(bytes, `--${boundary}`, fields + 1) > fields + 1) return 'too-many';
  try {
    const response = new Response(new Uint8Array(bytes), { headers: { 'content-type': contentType } });
    return [...(await response.formData())];
  } catch {
    return [];
  }
};

/** Reads a form within the route's limits, in time that grows with its length alone. */
export const readForm = async (
  text: string,
  isBase64Encoded: boolean,
  contentType: string,
  limits: BodyLimits,
): Promise<BodyOutcome> => {
  // Four characters of base64 hold three bytes.
  if (text.length > (isBase64Encoded ? Math.ceil(limits.bytes / 3) * 4 : limits.bytes))
    return { kind: 'too-large' };
  const bytes = Buffer.from(text, isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > limits.bytes) return { kind: 'too-large' };
  const parts = await partsOf(bytes, contentType, limits);
  if (parts === 'too-many') return { kind: 'too-large' };
  // Without a prototype: a field may be called `__proto__`.
  const lists: Record<string, string[]> = Object.create(null);
  const files: Record<string, UploadedFile> = Object.create(null);
  for (const [name, value] of parts) {
    if (typeof value === 'string') {
      lists[name] ??= [];
      lists[name].push(value);
    } else {
      const content = new Uint8Array(await value.arrayBuffer());
      files[name] = { filename: value.name, contentType: value.type, bytes: content };
    }
  }
  const form: FormFields = Object.create(null);
  for (const [name, values] of Object.entries(lists)) {
    const [only, ...others] = values;
    form[name] = only !== undefined && others.length === 0 ? only : values;
  }
  return { kind: 'read', body: { form, files } };
};
