import { readFile } from 'node:fs/promises';
import { inject } from 'vitest';
import type { PageVisitor } from '../../infra/local/demo/page-visitor.ts';
import { type ConsoleHome, openConsoleHome } from './opened-console.ts';

export type { ConsoleHome } from './opened-console.ts';

/** @param data folder that keeps what happens, the functions’ logs among it */
export const startConsoleHome = (data?: string): Promise<ConsoleHome> =>
  openConsoleHome(inject('assembly'), data);

export const cleanSample = 'placements-sopa1.csv';
export const wrongSample = 'placements-sopa1-excel.csv';

export const sampleFile = async (name: string): Promise<File> =>
  new File([await readFile(new URL(`../samples/${name}`, import.meta.url))], name);

/** The words of a page, with one space between them. */
export const textOf = ({ page }: PageVisitor): string =>
  (page.root.querySelector('main')?.textContent ?? '').replace(/\s+/g, ' ').trim();

export const previewImport = async (visitor: PageVisitor, campaign: string, file: File): Promise<void> => {
  await visitor.visit(`${campaign}/import`);
  await visitor.press('Vérifier le fichier', { fichier: file });
};
