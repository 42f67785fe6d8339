const home = '/console';
/** Long enough for a filtered list, short enough for a cookie. */
const longest = 500;

/**
 * Where to go once signed in: a page of our own console, or its first page. Whatever could leave the site (`//elsewhere`,
 * `/\elsewhere`, `/console@elsewhere`) leads home instead.
 */
export const safeReturnPath = (wanted: string | undefined): string => {
  if (!wanted || wanted.length > longest || wanted.includes('..')) return home;
  return /^\/console(?:[/?][\w\-/.?=&%+~]*)?$/.test(wanted) ? wanted : home;
};
