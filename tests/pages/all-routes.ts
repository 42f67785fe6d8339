import { routes as consoleRoutes } from '../../functions/pages/admin/handler.ts';
import { routes as assetRoutes } from '../../functions/pages/assets/handler.ts';
import { routes as authRoutes } from '../../functions/pages/auth/handler.ts';
import type { Route } from '../../functions/pages/web-function.ts';

/** Every route of the code: a new one is tried by whoever tries all of them. */
export const allRoutes = async (): Promise<Route[]> => {
  // The tutor's function reads its environment when it is loaded, and nothing of it is called here.
  const standIns = {
    TABLE_NAME: 'x',
    PUBLIC_URL: 'https://x.example',
    SECRET_ARN: 'x',
    MAIL_LINK_ARN: 'x',
    TELL_GUESTS_ARN: 'x',
  };
  const before = { ...process.env };
  Object.assign(process.env, standIns);
  const { routes: tutorRoutes } = await import('../../functions/pages/tutor/handler.ts');
  for (const name of Object.keys(standIns)) {
    if (before[name] === undefined) delete process.env[name];
    else process.env[name] = before[name];
  }
  return [...consoleRoutes, ...tutorRoutes, ...authRoutes, ...assetRoutes];
};
