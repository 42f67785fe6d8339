type Cookie = { name: string; value: string; seconds: number };

/** Plain http is this machine talking to itself; everywhere else a cookie travels encrypted or not at all. */
export const isLoopbackHttp = (url: string): boolean => {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
};

/**
 * With the prefix a browser takes the cookie from this very host alone, over https, for the whole of it: no other host of the
 * university can set it. Plain http on one's own machine cannot have it.
 */
export const cookieName = (name: string, publicUrl: string): string =>
  isLoopbackHttp(publicUrl) ? name : `__Host-${name}`;

export const cookie = ({ name, value, seconds }: Cookie, publicUrl: string): string =>
  [
    `${cookieName(name, publicUrl)}=${value}`,
    'Path=/',
    `Max-Age=${seconds}`,
    'HttpOnly',
    // Lax, not Strict: coming back from the provider's page is a navigation from another site.
    'SameSite=Lax',
    ...(isLoopbackHttp(publicUrl) ? [] : ['Secure']),
  ].join('; ');

export const clearedCookie = (name: string, publicUrl: string): string =>
  cookie({ name, value: '', seconds: 0 }, publicUrl);
