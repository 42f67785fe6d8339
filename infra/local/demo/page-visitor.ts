import makeFetchCookie from 'fetch-cookie';
import { type HTMLElement, parse } from 'node-html-parser';
import { CookieJar } from 'tough-cookie';

/** Values to type into a form: by field name; a list ticks several boxes of one name. */
export type Typed = Record<string, string | string[] | Blob>;

/** A page as somebody without JavaScript sees it. */
export type VisitedPage = { url: string; status: number; headers: Headers; root: HTMLElement };

/** Goes through pages over real HTTP as a browser without JavaScript would: cookies, redirects, links and forms. */
export class PageVisitor {
  readonly #cookies = new CookieJar();
  readonly #fetch = makeFetchCookie(fetch, this.#cookies);
  #current: VisitedPage | undefined;

  get page(): VisitedPage {
    if (!this.#current) throw new Error('no page was visited yet');
    return this.#current;
  }

  async visit(url: string): Promise<VisitedPage> {
    return this.#load(new URL(url, this.#current?.url).href);
  }

  /** @param text how the link's text begins, or what its address matches. */
  async follow(text: string | RegExp): Promise<VisitedPage> {
    const link = this.page.root
      .querySelectorAll('a[href]')
      .find((candidate) =>
        typeof text === 'string'
          ? candidate.textContent.trim().startsWith(text)
          : text.test(candidate.getAttribute('href') ?? ''),
      );
    const href = link?.getAttribute('href');
    if (!href) throw new Error(`no link "${text}" on ${this.#where()}`);
    return this.visit(href);
  }

  /** Presses the button whose text begins so, with its form's fields as they stand and `typed` typed over them. */
  async press(button: string, typed: Typed = {}): Promise<VisitedPage> {
    const pressed = this.#buttonOf(button);
    const form = pressed && this.#formOf(pressed);
    if (!pressed || !form) throw new Error(`no button "${button}" on ${this.#where()}`);

    const fields = standing(form, typed);
    for (const [name, value] of Object.entries(typed))
      for (const one of [value].flat()) fields.append(name, one);
    const name = pressed.getAttribute('name');
    if (name) fields.append(name, pressed.getAttribute('value') ?? '');

    const action = pressed.getAttribute('formaction') ?? form.getAttribute('action') ?? '';
    const target = new URL(action, this.page.url);
    const method = (pressed.getAttribute('formmethod') ?? form.getAttribute('method') ?? 'get').toLowerCase();
    if (method === 'get') {
      target.search = asText(fields).toString();
      return this.#load(target.href);
    }
    const isUpload = form.getAttribute('enctype') === 'multipart/form-data';
    return this.#load(target.href, { method: 'POST', body: isUpload ? fields : asText(fields) });
  }

  /** Sends fields that no form of ours made: what a page left open for too long would send. */
  submit(path: string, fields: Record<string, string>): Promise<VisitedPage> {
    return this.#load(new URL(path, this.page.url).href, {
      method: 'POST',
      body: new URLSearchParams(fields),
    });
  }

  /** What the browser would send along to this site. */
  cookieHeader(): string {
    return this.#cookies.getCookieStringSync(this.page.url);
  }

  /** Whether the page has a button whose text begins so. */
  offers(button: string): boolean {
    return this.#buttonOf(button) !== undefined;
  }

  #buttonOf(text: string): HTMLElement | undefined {
    return this.page.root
      .querySelectorAll('button')
      .find((candidate) => candidate.textContent.trim().startsWith(text));
  }

  #formOf(button: HTMLElement): HTMLElement | null {
    const named = button.getAttribute('form');
    return named ? this.page.root.querySelector(`form#${named}`) : button.closest('form');
  }

  async #load(url: string, init?: RequestInit): Promise<VisitedPage> {
    // As browsers say it of a link or form on the site's own pages.
    const response = await this.#fetch(url, { ...init, headers: { 'sec-fetch-site': 'same-origin' } });
    const text = await response.text();
    this.#current = {
      url: response.url,
      status: response.status,
      headers: response.headers,
      root: parse(text),
    };
    if (response.status >= 500) throw new Error(`${response.status} on ${this.#where()}`);
    return this.#current;
  }

  /** Without the path: a tutor's path is a secret. */
  #where(): string {
    const { status, root } = this.page;
    return `"${root.querySelector('h1')?.textContent.trim() ?? 'untitled page'}" (${status})`;
  }
}

/** What a browser would send of a form nobody touched, less the names in `except`. */
const standing = (form: HTMLElement, except: Typed): FormData => {
  const fields = new FormData();
  const add = (element: HTMLElement, value: string) => {
    const name = element.getAttribute('name');
    if (name && !(name in except) && !element.hasAttribute('disabled')) fields.append(name, value);
  };
  for (const input of form.querySelectorAll('input')) {
    const type = input.getAttribute('type') ?? 'text';
    if (type === 'submit' || type === 'file' || type === 'button') continue;
    if ((type === 'checkbox' || type === 'radio') && !input.hasAttribute('checked')) continue;
    add(input, input.getAttribute('value') ?? (type === 'checkbox' ? 'on' : ''));
  }
  for (const area of form.querySelectorAll('textarea')) add(area, area.textContent);
  for (const select of form.querySelectorAll('select')) {
    const chosen = select.querySelector('option[selected]') ?? select.querySelector('option');
    add(select, chosen?.getAttribute('value') ?? chosen?.textContent ?? '');
  }
  return fields;
};

const asText = (fields: FormData): URLSearchParams => {
  const text = new URLSearchParams();
  for (const [name, value] of fields) if (typeof value === 'string') text.append(name, value);
  return text;
};
