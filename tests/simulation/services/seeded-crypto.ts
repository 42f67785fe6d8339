import type { Chance } from '../chance.ts';

export * from 'node:crypto';

let chance: Chance | undefined;

/** What our code takes for chance is drawn from the seed. */
export const drawFrom = (source: Chance): void => {
  chance = source;
};

const drawn = (size: number): Buffer => {
  if (!chance) throw new Error('nothing is drawn yet');
  return chance.bytes(size);
};

export const randomBytes = (size: number): Buffer => drawn(size);
export const randomUUID = (): string =>
  drawn(16)
    .toString('hex')
    .replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
