import type { IncomingMessage } from 'node:http';

/**
 * The path and query of a request, whatever its first line and Host say: `//`, an absolute address or a broken Host are requests
 * like others, which some page answers. As sent: nothing is resolved or decoded.
 */
export function requestTarget({ url = '/' }: Pick<IncomingMessage, 'url'>): { path: string; query: string } {
  const relative = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  const [beforeFragment = ''] = relative.split('#');
  const mark = beforeFragment.indexOf('?');
  const path = mark < 0 ? beforeFragment : beforeFragment.slice(0, mark);
  return {
    path: path.startsWith('/') ? path : '/',
    query: mark < 0 ? '' : beforeFragment.slice(mark + 1),
  };
}

const ownHosts = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/i;

/** Whether a request names this machine itself: another name that leads here is another site's trick (DNS rebinding). */
export const isOwnHost = (host: string | undefined): boolean => host !== undefined && ownHosts.test(host);
