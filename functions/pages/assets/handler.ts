import { notFoundPage } from '../outcome-pages.tsx';
import type { PageRequest } from '../request.ts';
import { asset, bytesAsset } from '../responses.ts';
import { type Route, webFunction } from '../web-function.ts';
import { assets } from './assets.ts';
import { fonts } from './fonts.ts';

const serveAsset = ({ params }: PageRequest) => {
  const found = assets.find(({ name }) => name === params.name);
  if (found) return asset(found.text, found.contentType, found.etag);
  const bytes = fonts.get(params.name ?? '');
  return bytes ? bytesAsset(bytes, 'font/woff2') : notFoundPage();
};

/** Scripts and the typeface, from the function's own bundle. */
export const routes: Route[] = [{ method: 'GET', path: '/assets/{name}', page: serveAsset }];

export const handler = webFunction(routes);
