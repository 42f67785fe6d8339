import { notFoundPage } from '../outcome-pages.tsx';
import type { PageRequest } from '../request.ts';
import { asset } from '../responses.ts';
import { type Route, webFunction } from '../web-function.ts';
import { assets } from './assets.ts';

const serveAsset = ({ params }: PageRequest) => {
  const found = assets.find(({ name }) => name === params.name);
  return found ? asset(found.text, found.contentType, found.etag) : notFoundPage();
};

/** The stylesheets and scripts, from the function's own bundle. */
export const routes: Route[] = [{ method: 'GET', path: '/assets/{name}', page: serveAsset }];

export const handler = webFunction(routes);
