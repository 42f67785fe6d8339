import { openBrowser } from '../pages/browser.ts';
import { openConsoleHome } from '../pages/opened-console.ts';
import type { Figure } from './figure.ts';
import { doFrequentTasks } from './frequent-tasks.ts';

/** What issue 8 asks at the most, from the console's first page. */
export const mostClicks = 4;

/** A registrar's clicks and seconds for the ten most frequent tasks. */
export const clicks = async (assembly: string): Promise<Figure[]> => {
  const [home, browser] = await Promise.all([openConsoleHome(assembly), openBrowser()]);
  try {
    const done = await doFrequentTasks(home, browser);
    return done.map(({ task, clicks: value, keys, machineSeconds, seconds }) => ({
      ...{ name: task, value, unit: 'clicks', goal: { atMost: mostClicks, of: 'value' as const } },
      beside: { 's by the keystroke model': seconds, 's of it the pages': machineSeconds, keys },
    }));
  } finally {
    await browser.close();
    await home.close();
  }
};
