import type { IncomingMessage } from 'node:http';
import { readBody } from '../services/http-exchange.ts';

/** What a form or a program asks of the home; undefined when it cannot be read. */
export async function readOrder(request: IncomingMessage): Promise<{ isForm: boolean; value: unknown }> {
  const text = (await readBody(request, 100_000))?.toString() ?? '';
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return { isForm: true, value: Object.fromEntries(new URLSearchParams(text)) };
  }
  try {
    return { isForm: false, value: JSON.parse(text) };
  } catch {
    return { isForm: false, value: undefined };
  }
}
