import * as z from 'zod';
import type { Ended } from '../border.ts';
import type { SimulatedHome } from '../home.ts';

const answer = z.object({
  statusCode: z.number(),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().optional(),
});
export type Answer = { status: number; location: string | undefined; body: string };

export type Fields = Record<string, string | string[]>;

/** What a browser makes of a request that nobody answered. */
const cutOff: Answer = { status: 0, location: undefined, body: '' };

const eventOf = (
  home: SimulatedHome,
  method: string,
  url: string,
  fields: Fields | undefined,
  accept: string,
) => {
  const [path = '', rawQueryString = ''] = url.split('?');
  const body = new URLSearchParams();
  for (const [name, values] of Object.entries(fields ?? {}))
    for (const value of [values].flat()) body.append(name, value);
  const number = home.nextRequest();
  return {
    requestContext: {
      ...{ requestId: `r${number}`, timeEpoch: home.agenda.millis },
      http: { method, path, sourceIp: `192.0.2.${1 + (number % 250)}` },
    },
    rawQueryString,
    headers: { accept, ...(fields && { 'content-type': 'application/x-www-form-urlencoded' }) },
    cookies: [],
    pathParameters: {},
    ...(fields && { body: body.toString() }),
    isBase64Encoded: false,
  };
};

/** A tutor's browser at the tutor's pages, or a student's at theirs, without JavaScript or with. */
export class Browser {
  readonly #home: SimulatedHome;
  readonly email: string;
  readonly #whose: 'tutor' | 'student';

  constructor(home: SimulatedHome, email: string, whose: 'tutor' | 'student' = 'tutor') {
    this.#home = home;
    this.email = email;
    this.#whose = whose;
  }

  /** One request. What is shown is seen by the promises. */
  async ask(
    method: 'GET' | 'HEAD' | 'POST',
    url: string,
    fields?: Fields,
    accept = 'text/html',
  ): Promise<Answer> {
    const home = this.#home;
    const begun = { at: home.agenda.now(), step: home.border.step };
    const ended: Ended<unknown> = await home.invoke('Tutor', eventOf(home, method, url, fields, accept));
    if (ended.kind === 'threw') throw ended.error;
    if (ended.kind === 'died') return cutOff;
    if (home.faults.strikes('pageCutOff')) {
      home.faults.seen('pageCutOff');
      return cutOff;
    }
    const { statusCode: status, headers, body } = answer.parse(ended.value);
    if (method !== 'HEAD' && status !== 303)
      home.seen({
        ...{ kind: 'pageShown', path: url, status, text: body, begun },
        to: this.#whose === 'tutor' ? { tutor: this.email } : { student: this.email },
      });
    return { status, location: headers.location, body };
  }
}

const decoded = (html: string): string =>
  html
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

/** The value of a hidden field. */
export const hidden = (page: string, name: string): string | undefined =>
  new RegExp(`<input type="hidden" name="${name}" value="([^"]*)"`).exec(page)?.[1];

const attributeOf = (tag: string, name: string): string | undefined =>
  new RegExp(` ${name}(?:="([^"]*)")?(?=[ />])`)
    .exec(tag)
    ?.slice(1)
    .map((value) => decoded(value ?? ''))[0];

/** What a form is filled in with, by the names of its fields. */
export const filledIn = (page: string): Record<string, string | string[]> => {
  const values: Record<string, string | string[]> = {};
  for (const [, name = '', text = ''] of page.matchAll(
    /<textarea[^>]* name="(\w+)"[^>]*>([^<]*)<\/textarea>/g,
  ))
    values[name] = decoded(text);
  for (const [tag] of page.matchAll(/<input [^>]*>/g)) {
    const [type, name, value = ''] = ['type', 'name', 'value'].map((one) => attributeOf(tag, one));
    if (name === undefined || type === 'hidden') continue;
    const isChosen = attributeOf(tag, 'checked') !== undefined;
    if (type === 'checkbox') values[name] = [...[values[name] ?? []].flat(), ...(isChosen ? [value] : [])];
    else if (type !== 'radio' || isChosen) values[name] = value;
  }
  return values;
};
