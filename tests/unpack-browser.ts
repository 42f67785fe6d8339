import bundledChromium from '@sparticuz/chromium';

/**
 * Unpacks the browser once, before any test: it goes to one place of the machine, and two test files that unpack it at the
 * same time on a new machine would start half a file.
 */
export default async function setup(): Promise<void> {
  await bundledChromium.executablePath();
}
