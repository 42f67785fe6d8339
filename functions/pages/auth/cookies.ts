type Cookie = { name: string; value: string; path: string; seconds: number };

/** Plain http is this machine talking to itself; everywhere else a cookie travels encrypted or not at all. */
export const isLoopbackHttp = (url: string): boolean => {
  const { protocol, hostname } = new URL(url);
  return protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
};

export const cookie = ({ name, value, path, seconds }: Cookie, publicUrl: string): string =>
  [
    `${name}=${value}`,
    `Path=${path}`,
    `Max-Age=${seconds}`,
    'HttpOnly',
    // Lax, not Strict: coming back from the provider's page is a navigation from another site.
    'SameSite=Lax',
    ...(isLoopbackHttp(publicUrl) ? [] : ['Secure']),
  ].join('; ');

export const clearedCookie = ({ name, path }: Pick<Cookie, 'name' | 'path'>, publicUrl: string): string =>
  cookie({ name, path, value: '', seconds: 0 }, publicUrl);
