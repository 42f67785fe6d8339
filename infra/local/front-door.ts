import type { IncomingMessage, ServerResponse } from 'node:http';
import { Activity } from './interpreter/activity.ts';
import { sendJson } from './services/http-exchange.ts';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => void | Promise<void>;

/** Every request of the home passes here; those that come while it starts, or is at rest, wait. */
export class FrontDoor {
  #handler = Promise.withResolvers<RequestHandler>();
  /** Requests inside, but those that may ask for rest: they would wait for themselves. */
  readonly inside = new Activity();

  constructor() {
    this.#handler.promise.catch(() => undefined);
  }

  open(handler: RequestHandler): void {
    this.#handler.resolve(handler);
  }

  close(): void {
    this.#handler = Promise.withResolvers();
    this.#handler.promise.catch(() => undefined);
  }

  /** The home cannot be started again: whoever waits is told. */
  fail(cause: unknown): void {
    this.#handler.reject(cause);
  }

  enter(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const answer = () => this.#answer(request, response);
    return request.url?.startsWith('/_local/snapshots') ? answer() : this.inside.during(answer);
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      await (await this.#handler.promise)(request, response);
    } catch (error) {
      if (request.destroyed && !request.complete) return;
      console.error(error);
      if (response.headersSent) response.end();
      else sendJson(response, 500, { message: 'Internal Server Error' });
    }
  }
}
